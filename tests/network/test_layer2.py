"""The second layer on small networks: what isolated zones may share below the third, and what is not known of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dengbao.check import Site
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome, evaluate_site
from dengbao.model import Device, Known, Nat, Neighbour, Role, Vlan
from dengbao.model.host_exposure import Adapter
from dengbao.network.network import Network
from tests.network.made import ip, net, port, route, router, section
from tests.network.test_reach import DAY, zones

CHECK = "boundary_isolated_layer2_apart"
ZONES = zones(gov="172.20.0.0/16", office="10.0.0.0/16", internet="any")


def access(name: str, vlan: int) -> Any:
    return port(name, mode="access", vlan=vlan)


def trunk(name: str, *vlans: int, **more: Any) -> Any:
    return port(name, mode="trunk", trunk=tuple((vlan, vlan) for vlan in vlans), **more)


def svi(number: int, *addresses: str) -> Any:
    return port(f"Vlanif{number}", *addresses, kind="vlan")


def switch(name: str, *ports: Any, vlans: tuple[int, ...] = (), lldp: tuple[tuple[str, str, str], ...] = ()) -> Device:
    made = router(name, ports, vlans=section(Vlan(number=vlan, lines=(1,)) for vlan in vlans))
    if lldp:
        made.neighbours.missing = ""
        made.neighbours.tables = frozenset({"lldp"})
        made.neighbours.items = [
            Neighbour(source="lldp", lines=(7,), file="lldp", interface=mine, name=other, port=theirs)
            for mine, other, theirs in lldp
        ]
    return made


def cabled(device: Device) -> Device:
    """Let each port see equipment of its own outside the inventory."""
    device.neighbours.missing = ""
    device.neighbours.items = [
        Neighbour(source="lldp", lines=(7,), interface=one.name, name=f"beyond-{device.name}-{one.name}")
        for one in device.interfaces.items
    ]
    return device


def judged(*devices: Device, pair: tuple[str, str] = ("gov", "office")) -> Outcome:
    settings = SimpleNamespace(zones=ZONES, flows=[], isolated=[pair])
    readers = {one.name: Reader(one) for one in devices}
    site = Site(settings, readers, {}, (), DAY, lambda: Network(devices, ZONES, DAY))
    return evaluate_site(load_checks()[CHECK], site)


def keys(outcome: Outcome) -> set[str]:
    return {one.key for one in outcome.found}


GOV = switch("gov", svi(20, "172.20.1.1/24"), access("g1", 20), access("g2", 20))
OFFICE = switch("office", svi(10, "10.0.1.1/24"), access("o1", 10), access("o2", 10))


def test_switches_of_their_own_are_apart():
    assert judged(GOV, OFFICE).status == "pass"


def test_one_vlan_with_addresses_of_both_is_found():
    got = judged(switch("both", svi(10, "10.0.1.1/24", "172.20.1.1/24")))
    assert keys(got) == {"vlan:gov<->office:both:10"}


def test_a_switch_with_vlans_of_both_is_found_and_so_is_its_trunk():
    got = judged(
        switch("both", svi(10, "10.0.1.1/24"), svi(20, "172.20.1.1/24"), access("a", 10), access("b", 20)), GOV
    )
    assert keys(got) == {"switch:gov<->office:both"}
    assert got.found[0].actual == "同一台交换机承载两个区域:b(VLAN 20,gov)和 a(VLAN 10,office)"
    got = judged(switch("both", svi(10, "10.0.1.1/24"), svi(20, "172.20.1.1/24"), trunk("up", 10, 20)))
    assert keys(got) == {"switch:gov<->office:both", "trunk:gov<->office:up"}


def test_a_cable_carries_a_vlan_to_a_switch_without_addresses():
    core = switch("core", svi(10, "10.0.1.1/24"), svi(20, "172.20.1.1/24"), trunk("c", 10, 20), vlans=(10, 20))
    far = switch("far", trunk("GigabitEthernet0/0/1", 10, 20), access("a", 10), access("b", 20),
                 lldp=(("GigabitEthernet0/0/1", "CORE.example.cn", "c"),))  # fmt: skip
    got = judged(core, far)
    assert {"switch:gov<->office:far", "trunk:gov<->office:GigabitEthernet0/0/1"} <= keys(got)


def test_a_cable_between_access_ports_joins_different_vlan_numbers():
    other = switch("other", access("x", 99), access("y", 99), svi(30, "10.0.3.1/24"), access("z", 30),
                   lldp=(("x", "gov", "g1"),))  # fmt: skip
    assert keys(judged(GOV, other)) == {"switch:gov<->office:other"}


def test_a_port_of_a_router_takes_its_zone_to_the_access_port_it_is_cabled_to():
    wall = router("wall", [port("out", "172.20.0.2/24")])
    both = switch("both", access("a", 5), access("b", 5), svi(10, "10.0.1.1/24"), access("c", 10),
                  lldp=(("a", "wall", "out"),))  # fmt: skip
    assert keys(judged(wall, both)) == {"switch:gov<->office:both"}


def test_a_stranger_that_ports_of_both_are_cabled_to_is_found():
    one = router("one", [port("out", "172.20.0.2/24")])
    two = router("two", [port("wan", "10.0.9.2/24")])
    for device, name in ((one, "out"), (two, "wan")):
        device.neighbours.missing = ""
        device.neighbours.items = [Neighbour(source="lldp", lines=(7,), interface=name, name="sw-lobby")]
    assert keys(judged(one, two)) == {"switch:gov<->office:sw-lobby"}


def test_a_mac_table_shows_whose_vlan_it_is():
    seen = switch("seen", svi(10, "10.0.1.1/24"), access("a", 10), access("b", 77), access("c", 77))
    gov = router("gov-rt", [port("in", "172.20.1.1/24")])
    mac = "02:00:00:00:00:09"
    gov.neighbours.items = [Neighbour(source="arp", lines=(1,), interface="in", address=ip("172.20.1.9"), mac=mac)]
    seen.neighbours.items = [Neighbour(source="mac", lines=(2,), interface="b", mac=mac, vlan=77)]
    assert keys(judged(seen, gov)) == {"switch:gov<->office:seen"}


def test_a_trunk_that_leads_to_nobody_known_is_undecided():
    got = judged(switch("core", svi(20, "172.20.1.1/24"), trunk("up", 20)), OFFICE)
    assert (got.status, got.why) == ("error", "gov 和 office 可能在二层相通:core 的干道 up 接到哪里不清楚")
    stranger = switch("core", svi(20, "172.20.1.1/24"), trunk("up", 20), lldp=(("up", "x", "p"),))
    assert judged(stranger, OFFICE).why == "gov 和 office 可能在二层相通:core 的干道 up 接着清单之外的 x"


def test_a_trunk_between_two_of_the_inventory_is_no_doubt():
    core = switch("core", svi(20, "172.20.1.1/24"), trunk("down", 20), vlans=(20,), lldp=(("down", "far", "up"),))
    far = switch("far", trunk("up", 20), access("a", 20), access("b", 20), vlans=(20,), lldp=(("up", "core", "down"),))
    assert judged(core, far, OFFICE).status == "pass"


def test_a_port_that_leads_to_nobody_known_is_undecided_and_one_whose_neighbour_is_seen_is_not():
    wall = router("wall", [port("out", "172.20.0.2/24")])
    got = judged(wall, OFFICE)
    why = "gov 和 office 可能在二层相通:wall 的 out 接到哪里不清楚(没有 LLDP、CDP 邻居)"
    assert (got.status, got.why) == ("error", why)
    assert judged(cabled(router("wall", [port("out", "172.20.0.2/24")])), OFFICE).status == "pass"
    sub = router("wall", [port("out"), port("out.7", "172.20.0.2/24", kind="sub", parent="out", tag=7)])
    assert judged(sub, OFFICE).status == "error"
    assert judged(cabled(sub), OFFICE).status == "pass"


def test_lines_not_understood_of_a_switch_are_undecided():
    half = switch("half", access("a", 10), svi(10, "10.0.1.1/24"))
    half.interfaces.unread = [12]
    assert judged(half, GOV).why == "gov 和 office 可能在二层相通:half 的二层配置有没有读懂的行"


def test_routes_or_translations_not_understood_where_a_zone_is_are_undecided():
    half = switch("half", svi(10, "10.0.1.1/24"))
    half.nat.unread = [12]
    assert judged(half, GOV).why == "gov 和 office 可能在二层相通:half 的地址转换没有读到或没有读懂"
    half = switch("half", svi(10, "10.0.1.1/24"))
    half.routes.missing = "没有读"
    assert judged(half, GOV).why == "gov 和 office 可能在二层相通:half 的路由没有读到或没有读懂"


def test_members_of_an_aggregate_are_cabled_as_the_aggregate():
    core = switch("core", svi(20, "172.20.1.1/24"), trunk("Eth-Trunk1", 20, kind="aggregate"),
                  port("m1", channel="Eth-Trunk1"), lldp=(("m1", "far", "n1"),))  # fmt: skip
    far = switch("far", trunk("AggregatePort 1", 20, kind="aggregate"), port("n1", channel="1"), access("a", 20),
                 lldp=(("n1", "core", "m1"),))  # fmt: skip
    assert judged(core, far, OFFICE).status == "pass"


@pytest.mark.parametrize(("hop", "found"), [("10.0.9.1", True), ("172.20.0.1", False)])
def test_a_default_route_out_of_a_zone_isolated_from_the_internet_is_found(hop: str, found: bool):  # noqa: FBT001
    wall = router("wall", [port("out", "172.20.0.2/24"), port("in", "10.0.9.2/24")], [route("0.0.0.0/0", hop)])
    got = judged(cabled(wall), pair=("gov", "internet"))
    assert keys(got) == ({"default:gov->internet:wall"} if found else set())
    assert got.status == ("fail" if found else "pass")


def test_a_translation_between_the_two_is_found_and_one_of_anybody_is_not():
    static = Nat(name="s", kind="static", lines=(8,), sources=(net("172.20.1.9/32"),),
                 translated_sources=(net("10.0.1.9/32"),))  # fmt: skip
    hide = Nat(name="h", kind="source", lines=(9,), translated_sources=(net("10.0.1.9/32"),))
    assert keys(judged(router("wall", [port("p", "10.0.9.2/24")], nat=[static]))) == {"nat:gov<->office:wall:s"}
    assert judged(cabled(router("wall", [port("p", "10.0.9.2/24")], nat=[hide]))).status == "pass"


def host(*adapters: tuple[str, str], **more: Any) -> Device:
    made = Device(name="srv", platform="windows", role=Role.SERVER)
    made.interfaces.unsupported = "主机没有网络设备的接口"
    made.host.network.adapters.missing = more.get("missing", "")
    made.host.network.adapters.items = [
        Adapter(name=name, lines=(3,), file="windows", up=Known(value=True), addresses=port("x", address).addresses)
        for name, address in adapters
    ]
    return made


def test_a_host_with_a_leg_in_both_is_found():
    got = judged(OFFICE, host(("以太网", "10.0.1.9/24"), ("以太网 2", "172.20.1.9/24")))
    assert [(one.key, one.device, one.file, one.actual) for one in got.found] == [
        ("host:gov<->office:srv", "srv", "windows", "主机同时接在两个区域:以太网 2(gov)和 以太网(office)")
    ]
    assert judged(OFFICE, host(("以太网", "10.0.1.9/24"))).status == "pass"


def test_a_host_of_unknown_adapters_is_undecided():
    got = judged(OFFICE, host(missing="没有采集网卡"))
    assert (got.status, got.why) == ("error", "srv 的网卡不明:没有采集网卡")
