"""What devices are compared with when the site declares it: bastions, external links, the ledger of accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.boundary.boundary_external_links_declared import boundary_external_links_declared
from checks.identity.identity_passwords_not_shared import identity_passwords_not_shared
from checks.ledger.ledger_accounts_registered import ledger_accounts_registered
from checks.mgmt.mgmt_bastion_only import mgmt_bastion_only
from dengbao.check import Findings, NotApplicable, Role, Site
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import evaluate_site
from dengbao.inventory import Host
from dengbao.inventory.site import Site as Settings
from dengbao.model import (
    Account,
    Address,
    Channel,
    Device,
    Interface,
    InterfaceAddress,
    Known,
    Route,
    Secret,
    Section,
    Unknown,
    Unsupported,
    User,
)
from dengbao.model import Host as Machine

GROUPS = {"sw-1": ("access",), "sw-2": ("access",), "srv-1": ("servers",)}


def site(devices: dict[str, Device], /, *missing: str, **declared: object) -> Site:
    absent = dict.fromkeys(missing, "连接超时")
    for name, device in devices.items():
        device.name, device.role = name, device.role or Role.ACCESS
    hosts = [
        Host(name=name, platform="huawei", role=Role.ACCESS, level=3, groups=GROUPS.get(name, ()))
        for name in [*devices, *absent]
    ]
    settings = Settings.model_validate({"name": "局", "level": 3, **declared})
    return Site(settings, {name: Reader(one) for name, one in devices.items()}, absent, hosts)


def judged(check: Callable[[Site], None], given: Site) -> tuple[str, list[str]]:
    """The status, and the findings' keys or why there is none."""
    outcome = evaluate_site(load_checks()[check.__name__], given)
    return outcome.status, [one.key for one in outcome.found] or [outcome.why]


def reached(*, name: str = "ssh", on: bool = True, sources: object = ((10, 10),)) -> Device:
    fact = (
        Known(tuple(Address(low=low, high=high, family=4) for low, high in sources), (4,))
        if isinstance(sources, tuple)
        else sources
    )
    channel = Channel(name=name, enabled=Known(on, (3,)), sources=fact)  # type: ignore[arg-type]
    return Device(channels=Section(items=[channel], missing=""))


LINKS = (boundary_external_links_declared, "external_links")
BASTION = {"bastions": ["0.0.0.10"]}


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        (reached(), ("pass", [""])),
        (reached(on=False, sources=()), ("pass", [""])),
        (reached(name="snmp", sources=()), ("pass", [""])),
        (reached(sources=()), ("fail", ["bastion:sw-1:ssh"])),
        (reached(sources=((10, 11),)), ("fail", ["bastion:sw-1:ssh"])),
        (reached(name="https", sources=((10, 10), (99, 99))), ("fail", ["bastion:sw-1:https"])),
        (reached(sources=Unknown("没有读懂")), ("error", ["service:ssh:没有读懂"])),
        (Device(), ("error", ["解析器没有读到这一部分"])),
    ],
)
def test_a_device_is_reached_from_the_bastion_alone(device: Device, expected: tuple[str, list[str]]) -> None:
    assert judged(mgmt_bastion_only, site({"sw-1": device}, **BASTION)) == expected


def test_what_is_open_is_found_though_another_device_is_not_clear() -> None:
    devices = {"sw-1": reached(sources=Unknown("没有读懂")), "sw-2": reached(sources=())}
    assert judged(mgmt_bastion_only, site(devices, **BASTION)) == ("fail", ["bastion:sw-2:ssh"])


def test_a_device_that_nobody_read_leaves_it_open() -> None:
    given = site({"sw-1": reached()}, "sw-2", **BASTION)
    assert judged(mgmt_bastion_only, given) == ("error", ["有 1 台没有数据:sw-2(连接超时)"])


def test_without_a_bastion_or_a_ledger_a_document_decides() -> None:
    for check, key in ((mgmt_bastion_only, "bastions"), (ledger_accounts_registered, "accounts"), LINKS):
        with pytest.raises(NotApplicable, match=rf"site\.{key}"):
            check(site({"sw-1": reached()}))


def switch(*names: str, **more: object) -> Device:
    users = [User(name=name, lines=(place,), **more) for place, name in enumerate(names, 1)]  # type: ignore[arg-type]
    return Device(users=Section(items=users, missing=""))


def server(*accounts: Account) -> Device:
    return Device(role=Role.SERVER, host=Machine(accounts=Section(items=list(accounts), missing="")))


def account(name: str, **more: object) -> Account:
    return Account(name=name, lines=(1,), **({"interactive": Known(value=True, lines=(1,))} | more))  # type: ignore[arg-type]


def entry(name: str, *hosts: str, people: tuple[str, ...] = ("张三",)) -> dict[str, object]:
    return {"name": name, "hosts": list(hosts), "people": list(people)}


@pytest.mark.parametrize(
    ("devices", "accounts", "expected"),
    [
        ({"sw-1": switch("zhang"), "sw-2": switch("zhang")}, [entry("zhang")], ("pass", [""])),
        ({"sw-1": switch("zhang"), "sw-2": switch()}, [entry("zhang", "access")], ("pass", [""])),
        ({"sw-1": switch("zhang", "li")}, [entry("zhang", "sw-*")], ("fail", ["account:sw-1:li"])),
        ({"sw-1": switch("li", enabled=False)}, [entry("li")], ("fail", ["ledger:li"])),
        (
            {"sw-1": switch("zhang"), "sw-2": switch("zhang")},
            [entry("zhang", "sw-1")],
            ("fail", ["account:sw-2:zhang"]),
        ),
        ({"sw-1": switch("zhang")}, [entry("zhang"), entry("wang")], ("fail", ["ledger:wang"])),
        ({"sw-1": switch("ops")}, [entry("ops", people=("张三", "李四"))], ("fail", ["shared:ops"])),
        (
            {
                "srv-1": server(
                    account("zhang"), account("root", builtin="administrator"), account("ghost", enabled=False)
                )
            },
            [entry("zhang", "servers")],
            ("pass", [""]),
        ),
        (
            {"srv-1": server(account("zhang"), account("li", interactive=Unknown("没有读到登录外壳")))},
            [entry("zhang")],
            ("error", ["看不清账户:srv-1 account:li:没有读到登录外壳"]),
        ),
        (
            {"srv-1": server(account("zhang"), account("li", interactive=Unsupported("都可登录")))},
            [entry("zhang")],
            ("fail", ["account:srv-1:li"]),
        ),
        ({"sw-1": Device()}, [entry("zhang")], ("error", ["看不清账户:sw-1 解析器没有读到这一部分"])),
        ({"sw-1": Device(), "sw-2": switch("li")}, [entry("zhang")], ("fail", ["account:sw-2:li"])),
    ],
)
def test_accounts_are_those_of_the_ledger(
    devices: dict[str, Device], accounts: list[object], expected: tuple[str, list[str]]
) -> None:
    assert judged(ledger_accounts_registered, site(devices, accounts=accounts)) == expected


def test_an_entry_is_not_gone_while_a_host_is_missing() -> None:
    given = site({"sw-1": switch("zhang")}, "sw-2", accounts=[entry("zhang"), entry("wang")])
    assert judged(ledger_accounts_registered, given) == ("error", ["有 1 台没有数据:sw-2(连接超时)"])


def test_a_finding_names_the_device_its_line_and_what_to_do() -> None:
    with pytest.raises(AssertionError) as raised:
        ledger_accounts_registered(site({"sw-1": switch("zhang", "li")}, accounts=[entry("zhang")]))
    (found,) = Findings.of(raised.value) or Findings()
    assert (found.device, found.lines, found.expected) == ("sw-1", (2,), "登记在账户台账中,否则停用或删除")


def test_a_shared_password_is_found_though_another_device_is_not_clear() -> None:
    same = Secret(id="a", form="plain", length="ge12", flags=frozenset())
    devices = {"sw-1": switch("zhang", secret=same), "sw-2": switch("li", secret=same), "sw-3": Device()}
    assert judged(identity_passwords_not_shared, site(devices)) == ("fail", ["user:zhang", "user:li"])
    del devices["sw-2"]
    assert judged(identity_passwords_not_shared, site(devices)) == ("error", ["sw-3:解析器没有读到这一部分"])


def port(name: str, address: int = 0, zone: str = "", **more: object) -> Interface:
    addresses = (InterfaceAddress(address, 24),) if address else ()
    return Interface(name=name, lines=(9,), zone=zone, addresses=addresses, **more)  # type: ignore[arg-type]


INSIDE = {"in": {"title": "内网", "networks": ["10.0.0.0/8"]}, "out": {"title": "外网", "networks": ["any"]}}
TEN, PUBLIC, MODEM, STRANGE = 0x0A000001, 0x08080801, 0xC0A80102, 0xC0A80902
"""10.0.0.1, 8.8.8.1, 192.168.1.2 (beside the gateway), 192.168.9.2."""
DEFAULT = Route(network=0, prefix=0, lines=(20,), next_hop=0xC0A80101)


@pytest.mark.parametrize(
    ("ports", "declared", "expected"),
    [
        ([port("g1", TEN), port("g2", PUBLIC)], ["g2"], ("pass", [""])),
        ([port("g1", TEN), port("g2", PUBLIC)], ["g1"], ("fail", ["link:fw:g2", "link:fw:g1"])),
        ([port("g2", PUBLIC), port("g3", zone="untrust")], ["g2"], ("fail", ["link:fw:g3"])),
        ([port("g2", PUBLIC), port("g3", PUBLIC, shutdown=True)], ["g2"], ("pass", [""])),
        ([port("g2", PUBLIC), port("lo0", PUBLIC, kind="loopback")], ["g2"], ("pass", [""])),
        ([port("g2", PUBLIC), port("stack", 0xA9FE0101)], ["g2"], ("pass", [""])),
        ([port("g2", PUBLIC), port("g3", MODEM)], ["g2"], ("fail", ["link:fw:g3"])),
        ([port("g2", PUBLIC), port("g3", STRANGE)], ["g2"], ("pass", [""])),
        ([port("g2", PUBLIC), port("g3", unread=(5,))], ["g2"], ("error", ["fw 的 g3 有没有读懂的行"])),
        ([port("g2", PUBLIC), port("g3", unread=(5,))], ["g1"], ("fail", ["link:fw:g2"])),
    ],
)
def test_links_to_the_outside_are_those_of_the_list(
    ports: list[Interface], declared: list[str], expected: tuple[str, list[str]]
) -> None:
    links = [{"device": "fw", "interface": name, "title": "专线"} for name in declared]
    device = Device(role=Role.BORDER_FIREWALL, interfaces=Section(items=ports, missing=""))
    device.routes = Section(items=[DEFAULT], missing="")
    assert (
        judged(boundary_external_links_declared, site({"fw": device}, zones=INSIDE, external_links=links)) == expected
    )
