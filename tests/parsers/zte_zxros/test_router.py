"""ZXROS routers: a whole configuration, its sections that open interfaces again, and its outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import Address, Device, Known, Unknown
from tests.parsers.ioslike.support import read, whole

FIXTURE = Path(__file__).parent / "fixtures" / "m6000.txt"
HEAD = "!<system-config>\nhostname r\n!</system-config>\n"


def zxros(text: str, **outputs: str) -> Device:
    return read("zte_zxros", HEAD + text, **outputs)


@pytest.fixture(scope="module", name="town")
def _town() -> Device:
    return read("zte_zxros", FIXTURE.read_text("utf-8"))


def test_every_line_is_understood(town: Device) -> None:
    assert whole(town, FIXTURE.read_text("utf-8"))
    assert town.coverage["running-config"].count(0) == 0


def test_sections_add_to_an_interface(town: Device) -> None:
    interfaces = {one.name: one for one in town.interfaces}
    hall, government = interfaces["gei-0/1/0/2.30"], interfaces["gei-0/1/0/2.40"]
    assert (hall.tag, hall.parent, hall.acl_in, hall.mode) == (30, "gei-0/1/0/2", ("TOWN-IN",), "routed")
    assert (government.vrf, len(government.addresses)) == ("GOVNET", 2)
    assert (interfaces["gei-0/1/0/3"].channel, interfaces["gei-0/1/0/3"].shutdown) == ("1", True)
    trunk, access = interfaces["gei-0/1/0/4"], interfaces["gei-0/1/0/5"]
    assert (trunk.trunk, trunk.vlan) == (((30, 30), (40, 42)), 30)
    assert (access.mode, access.vlan) == ("access", 30)
    assert [interfaces[name].kind for name in ("gre_tunnel1", "loopback1", "mgmt_eth", "smartgroup1", "null1")] == [
        "tunnel", "loopback", "management", "aggregate", "virtual",
    ]  # fmt: skip
    (group,) = town.redundancy
    assert (group.name, group.priority, group.authenticated) == ("gei-0/1/0/2.30 30", 120, False)
    assert [vlan.number for vlan in town.vlans] == [30, 40, 41, 42]


def test_rules_are_tried_by_number_with_bounds_included(town: Device) -> None:
    acl = next(acl for acl in town.acls if acl.name == "TOWN-IN")
    assert [rule.name for rule in acl.rules] == ["10", "20", "30", "40", "50", "60", "70"]
    smb, _, back, web, ntp, _, _ = acl.rules
    assert smb.services[0].destination == (135, 139)
    assert back.services[0].established
    assert web.services[0].destination == (443, 443)
    assert (ntp.services[0].source, ntp.services[0].destination) == ((1024, 65535), (123, 123))


@pytest.mark.parametrize(
    "rule",
    ["rule permit ip any any", "rule 5 permit tcp any any eq nonsense", "rule 5 permit tcp any any range 9", "rule 5"],
)
def test_a_rule_not_understood_stays_open(rule: str) -> None:
    (acl,) = zxros(f"ipv4-access-list A\n  {rule}\n$\n").acls
    assert acl.unread == (5,)


def test_a_list_bound_to_nothing_known_is_unread() -> None:
    assert zxros("ipv4-access-group interface gei-9/9/9/9 ingress A\n").acls.unread == [4]


def test_users_have_levels_and_ways_in(town: Device) -> None:
    wangwei, shenji = town.users
    assert (wangwei.level, wangwei.top, wangwei.services) == (15, True, frozenset({"ssh", "terminal"}))
    assert (shenji.level, shenji.storage, shenji.services) == (1, "plain", frozenset({"ssh"}))
    assert town.device_passwords.items[0].level == 15


def test_password_rules_survive_the_masker(town: Device) -> None:
    assert (town.passwords.min_length.value, town.passwords.min_classes.value) == (10, 3)
    off = zxros("system-user\n  strong-password length 10 character-set-num 3\n  strong-password check disable\n$\n")
    assert off.passwords.min_length == Known(0, (6,))


def test_logins_are_authenticated_by_the_template_behind_the_users(town: Device) -> None:
    assert town.aaa.authentication.value == ("tacacs", "local")
    assert town.aaa.servers.value == ("10.10.100.41", "10.10.100.42")
    two = zxros(
        "system-user\n  user-name a\n    bind authentication-template 1\n  $\n  authentication-template 1\n"
        "    bind aaa-authentication-template 9\n  $\n$\n"
    )
    assert isinstance(two.aaa.authentication, Unknown)


def test_services_and_their_sources(town: Device) -> None:
    listening = town.listening
    assert (listening.telnet.value, listening.ssh.value, listening.ftp.value) == (False, True, False)
    sources = {channel.name: channel.sources.value for channel in town.channels}
    management = (Address(0x0A0A6300, 0x0A0A63FF, 4),)
    assert sources["ssh"] == sources["snmp"] == management
    assert isinstance(zxros("").listening.ftp, Unknown)
    assert zxros("no ssh server enable\n").listening.ssh == Known(value=False, lines=(4,))


def test_snmp_time_and_logs(town: Device) -> None:
    assert town.snmp.versions.value == {"2c"}
    assert (town.clock.authenticated.value, town.clock.algorithms.value) == (True, frozenset({"md5"}))
    assert [(server.address, server.level, server.port) for server in town.logging.servers] == [
        ("10.10.100.21", 6, None),
        ("10.10.100.22", 4, 514),
    ]
    assert town.logging.commands.value is True
    keyed = "ntp enable\nntp server 10.1.1.1 key 6\n"
    assert zxros(keyed).clock.authenticated.value is False
    assert len(zxros(keyed.partition("\n")[2]).clock.servers) == 0, "not switched on"
    assert zxros("ntp authenticate\n" + keyed).clock.authenticated.value is False
    assert len(zxros("no ntp enable\nntp server 10.1.1.1\n").clock.servers) == 0


@pytest.mark.parametrize(
    ("area", "interface", "expected"),
    [
        ("", "", False),
        ("    authentication message-digest\n", "", True),
        ("    authentication\n", "    interface gei-0/1/0/1\n      cost 10\n    $\n", True),
        ("", "    interface gei-0/1/0/1\n      authentication message-digest\n    $\n", True),
        ("    authentication\n", "    interface gei-0/1/0/1\n      authentication null\n    $\n", False),
    ],
)
def test_ospf_neighbours_know_a_key(area: str, interface: str, expected: bool) -> None:  # noqa: FBT001
    device = zxros(f"router ospf 1\n  area 0.0.0.0\n    network 10.0.0.0 0.0.0.3\n{area}{interface}  $\n$\n")
    (process,) = device.routing
    assert (process.authenticated, process.unread) == (expected, ())


def test_bgp_neighbours_know_a_key(town: Device) -> None:
    assert {process.protocol: process.authenticated for process in town.routing} == {"ospf": True, "bgp": True}


def test_outputs() -> None:
    device = zxros(
        "interface gei-0/1/0/1\n  no shutdown\n$\n",
        show_version=(
            "ZXR10 M6000-8S\nZTE ZXR10 M6000-8S Software, Version: V3.00.20(3.0.64), Release software\n"
            "Router uptime is 3 days, 12 hours, 0 minutes\n"
        ),
        show_interface_brief=(
            "Interface                 Attribute   Mode    BW(Mbps)  Admin Phy   Prot  Description\n"
            "gei-0/1/0/1               electric    Duplex  1000      up    down  down  none\n"
        ).replace("BW(Mbps)", "BW      "),
    )
    assert device.system.model == Known("ZXR10 M6000-8S", (2,), "show-version")
    assert device.system.version.value == "V3.00.20(3.0.64)"
    assert device.system.uptime_days.value == pytest.approx(3.5)
    assert device.interfaces.items[0].up is False
