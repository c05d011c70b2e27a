"""What checks of hosts rest on, tried on hosts made by hand: zones, the host's own firewall, shutdown clients."""

from __future__ import annotations

import ipaddress
from types import SimpleNamespace
from typing import Any

import pytest

from checks.admission import Gate, exposed
from checks.boundary.boundary_host_single_zone import boundary_host_single_zone
from checks.power.power_hosts_shut_down import power_hosts_shut_down
from checks.zones import declared, zone_of
from dengbao.check import Findings, NotApplicable, Role, Site, Undecided
from dengbao.check.reading import Reader
from dengbao.inventory import Host as Declared
from dengbao.inventory.site import Site as Settings
from dengbao.model import (
    Action,
    Adapter,
    Address,
    Agent,
    Device,
    Fact,
    FirewallProfile,
    FirewallRule,
    Host,
    HostFirewall,
    HostNetwork,
    InterfaceAddress,
    Known,
    Section,
    Service,
    Socket,
    Unknown,
)

SITE = Settings.model_validate(
    {
        "name": "某局",
        "level": 3,
        "zones": {
            "intranet": {"title": "内网", "networks": ["10.10.0.0/16"]},
            "servers": {"title": "服务器区", "networks": ["10.10.100.0/24"]},
            "internet": {"title": "外网", "networks": ["any"]},
        },
        "flows": [
            {
                "from": "intranet",
                "to": "servers",
                "hosts": ["10.10.100.9"],
                "services": ["tcp/3306-3307"],
                "reason": "x",
            }
        ],
        "isolated": [["servers", "internet"]],
        "management": ["10.10.99.0/24"],
    }
)
TCP = 6


def section(*items: Any) -> Section[Any]:
    return Section(items=list(items), missing="")


def adapter(name: str, address: str, kind: Any = "wired", gateway: str = "") -> Adapter:
    own = ipaddress.ip_interface(address)
    leg = InterfaceAddress(int(own.ip), own.network.prefixlen, 4)
    return Adapter(
        name=name, lines=(1,), kind=kind, up=Known(True, (1,)), addresses=(leg,), gateways=(gateway,) if gateway else ()
    )


def rule(
    name: str, action: Action = "permit", *, source: str = "", port: tuple[int, int] = (0, 65535), **more: Any
) -> FirewallRule:
    network = ipaddress.ip_network(source or "0.0.0.0/0")
    sources = (Address(int(network[0]), int(network[-1]), 4),) if source else (Address(),)
    return FirewallRule(
        name=name,
        action=action,
        lines=(7,),
        inbound=True,
        sources=sources,
        services=(Service(TCP, destination=port),),
        **more,
    )


def host(
    *rules: FirewallRule, adapters: tuple[Adapter, ...] = (), enabled: bool = True, platform: str = "windows"
) -> Device:
    profile = FirewallProfile(name="public", lines=(3,), enabled=Known(enabled, (3,)), inbound=Known("deny", (3,)))
    firewall = HostFirewall(
        profiles=section(profile), rules=section(*rules), local_rules=Known(True, (3,)), replaced_by=Known("", (3,))
    )
    network = HostNetwork(adapters=section(*adapters), forwarding=Known(False, (1,)))
    device = Device(name="h", platform=platform, role=Role.SERVER, host=Host(firewall=firewall, network=network))
    device.site = SITE
    return device


def socket(port: int, process: str = "x.exe", *services: str) -> Socket:
    return Socket(protocol="tcp", address="0.0.0.0", port=port, lines=(5,), process=process, services=services)


def strangers(device: Device, one: Socket) -> str:
    return Gate(device).admits(one).beyond(device)


def test_the_narrowest_network_tells_the_zone():
    assert zone_of("10.10.100.9", SITE) == "servers"
    assert zone_of("10.10.3.9", SITE) == "intranet"
    assert zone_of("8.8.8.8", SITE) == "internet"
    with pytest.raises(Undecided, match="不是地址"):
        zone_of("gw", SITE)


@pytest.mark.parametrize(
    ("address", "port", "is_declared"),
    [("10.10.100.9", 3307, True), ("10.10.100.9", 3308, False), ("10.10.100.8", 3306, False)],
)
def test_a_flow_declares_a_service_of_its_destination(address: str, port: int, *, is_declared: bool):
    assert declared(host(adapters=(adapter("a", f"{address}/24"),)), "tcp", port) is is_declared


@pytest.mark.parametrize(
    ("rules", "who"),
    [
        ((), ""),
        ((rule("r", source="10.10.99.0/25", port=(445, 445)),), ""),
        ((rule("r", source="10.10.0.0/16", port=(445, 445)),), "10.10.0.0/16"),
        ((rule("r", port=(440, 450)), rule("d", "deny", port=(445, 445))), ""),
        ((rule("r", port=(440, 450)), rule("d", "deny", source="10.10.3.0/24", port=(445, 445))), "任意地址"),
        ((rule("r", enabled=False),), ""),
        ((rule("r", authenticated=True),), ""),
        ((rule("r", program="%SystemRoot%\\system32\\SVCHOST.exe"),), ""),
        ((rule("r", program="System"),), "任意地址"),
    ],
)
def test_windows_lets_in_what_a_rule_allows_and_none_blocks(rules: tuple[FirewallRule, ...], who: str):
    assert strangers(host(*rules), socket(445, "System")) == who


def test_a_service_is_known_whatever_its_capitals():
    narrowed = rule("r", program="c:\\windows\\system32\\svchost.exe", service="termservice")
    assert strangers(host(narrowed), socket(3389, "svchost.exe", "TermService")) == "任意地址"
    assert not strangers(host(narrowed), socket(135, "svchost.exe", "RpcSs"))


def test_on_linux_the_first_match_wins():
    permit, deny = rule("p", port=(22, 22)), rule("d", "deny")
    assert strangers(host(permit, deny, platform="linux"), socket(22)) == "任意地址"
    assert not strangers(host(deny, permit, platform="linux"), socket(22))


def test_what_belongs_to_a_connection_opens_nothing():
    established = rule("e")
    established.services = (Service(established=True),)
    assert not strangers(host(established, platform="linux"), socket(22))


def test_a_firewall_that_is_off_lets_everybody_in():
    assert strangers(host(enabled=False), socket(445)) == "任意地址"


def test_what_another_product_lets_in_nobody_knows():
    device = host(enabled=False)
    device.host.firewall.replaced_by = Known("火绒", (3,))
    with pytest.raises(Undecided, match="由 火绒 代替"):
        Gate(device)


def test_an_unread_rule_is_doubt_only_where_it_might_matter():
    device = host(rule("r", port=(445, 445), unread=(9,)))
    device.host.sockets = section(socket(445))
    with pytest.raises(Undecided, match="规则 r 没有读懂"):
        exposed(device, lambda _: True)
    device.host.sockets = section(socket(446))
    assert not exposed(device, lambda _: True)


def test_rules_of_the_host_do_not_count_where_the_policy_says_so():
    device = host(rule("local"), rule("group", port=(80, 80), policy=True))
    device.host.firewall.local_rules = Known(False, (3,))
    assert not strangers(device, socket(445))
    assert strangers(device, socket(80)) == "任意地址"


def judged(device: Device) -> list[str]:
    try:
        boundary_host_single_zone(device)
    except AssertionError as error:
        return [f"{one.key}: {one.actual}" for one in Findings.of(error) or ()]
    return []


def test_two_zones_are_found_and_isolation_is_named():
    one, two = adapter("a", "10.10.100.9/24"), adapter("b", "192.0.2.7/24")
    assert judged(host(adapters=(one,))) == []
    assert judged(host(adapters=(one, two))) == ["adapter:b: 同时接入服务器区和外网(应当隔离)"]


def test_networks_inside_the_host_do_not_count_but_a_virtual_switch_does():
    real, docker = adapter("eth0", "10.10.100.9/24"), adapter("docker0", "172.17.0.1/16", "virtual")
    assert judged(host(adapters=(real, docker))) == []
    switch = adapter("vEthernet", "192.0.2.7/24", "virtual", gateway="192.0.2.1")
    assert judged(host(adapters=(real, switch))) == ["adapter:vEthernet: 同时接入服务器区和外网(应当隔离)"]


def client(running: Fact[bool]) -> Section[Agent]:
    return section(Agent(name="NUT upsmon", lines=(4,), via="service", running=running))


def site(*hosts: tuple[str, str, Section[Agent]]) -> Site:
    devices = {
        name: Device(name=name, role=Role.SERVER, host=Host(shutdown_clients=agents)) for name, _, agents in hosts
    }
    known = [Declared(name=name, platform="linux", role=Role.SERVER, level=3, ups=ups) for name, ups, _ in hosts]
    return Site(SimpleNamespace(), {name: Reader(device) for name, device in devices.items()}, {}, known)


def test_servers_on_a_ups_run_a_shutdown_client():
    power_hosts_shut_down(site(("a", "ups", client(Known(True, (4,)))), ("b", "", section())))
    with pytest.raises(AssertionError) as raised:
        power_hosts_shut_down(site(("a", "ups", client(Known(False, (4,)))), ("b", "ups", section())))
    found = Findings.of(raised.value) or []
    assert [(one.device, one.actual) for one in found] == [("a", "NUT upsmon 没有运行"), ("b", "没有 UPS 关机客户端")]


def test_a_server_of_which_nothing_is_known_is_undecided():
    with pytest.raises(Undecided, match="a:"):
        power_hosts_shut_down(site(("a", "ups", Section())))
    with pytest.raises(Undecided):
        power_hosts_shut_down(site(("a", "ups", client(Unknown("x")))))


def test_no_server_on_a_ups_is_no_question():
    with pytest.raises(NotApplicable):
        power_hosts_shut_down(site(("a", "", section())))
