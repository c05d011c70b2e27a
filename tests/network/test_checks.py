"""The site-wide checks on small networks: pass, fail with the exact message, not known, not applicable."""

from __future__ import annotations

from ipaddress import ip_network
from types import SimpleNamespace

from dengbao.check import Site
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome, evaluate_site
from dengbao.model import Device
from dengbao.network.network import Network
from tests.network.made import permit, port, router, rule, tcp
from tests.network.test_reach import DAY, ZONES, border, core

WEB = permit("web", source_zones=("trust",), destination_zones=("untrust",), services=(tcp(443),), line=30)


def flow(source: str, target: str, *services: str, hosts: tuple[str, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(from_=source, to=target, services=list(services), sources=[],
                           hosts=[ip_network(host) for host in hosts], reason="上网")  # fmt: skip


def judged(  # noqa: PLR0913 - what a site may be made of
    check: str, devices: list[Device], *, flows: tuple[SimpleNamespace, ...] = (), isolated: tuple = (),
    absent: dict[str, str] | None = None, zones: dict | None = None,
) -> Outcome:  # fmt: skip
    known = ZONES if zones is None else zones
    settings = SimpleNamespace(zones=known, flows=list(flows), isolated=list(isolated))
    readers = {one.name: Reader(one) for one in devices}
    site = Site(settings, readers, absent or {}, (), DAY, lambda: Network(devices, known, DAY, absent))
    return evaluate_site(load_checks()[check], site)


def test_what_is_declared_passes_and_cites_the_declaration():
    got = judged("boundary_flows_declared", [core(), border(WEB)], flows=(flow("inside", "internet", "tcp/443"),))
    assert got.status == "pass"
    assert [part.text for part in got.read] == ["inside → internet tcp/443 上网"]


def test_what_is_wider_than_declared_fails_with_packet_path_and_rule():
    wide = permit("wide", source_zones=("trust",), destination_zones=("untrust",), services=(tcp(443, 445),), line=30)
    got = judged("boundary_flows_declared", [core(), border(wide)], flows=(flow("inside", "internet", "tcp/443"),))
    assert got.status == "fail"
    assert [(one.key, one.device, one.lines) for one in got.found] == [
        ("flow:inside->internet:fw:policy:wide", "fw", (30,))
    ]
    assert got.found[0].actual.startswith("TCP 10.0.")
    assert ":445 可以通过,路径 " in got.found[0].actual


def test_the_rule_that_closes_most_is_named_once_for_each_pair():
    got = judged("boundary_flows_declared", [core(), border(permit("all"))])
    keys = {one.key for one in got.found}
    assert keys == {f"flow:{one}->{other}:fw:policy:all" for one in ZONES for other in ZONES if one != other}


def test_a_rule_not_understood_is_an_error_and_a_leak_beside_it_still_fails():
    half = rule("half", "permit", unread=(12,))
    assert judged("boundary_flows_declared", [core(), border(half)]).status == "error"
    assert judged("boundary_flows_declared", [core(), border(WEB, half)]).status == "fail"


def test_a_host_without_data_is_an_error():
    flows = (flow("inside", "internet", "tcp/443"),)
    got = judged("boundary_flows_declared", [core(), border(WEB)], flows=flows, absent={"other": "没有采集"})
    assert (got.status, "other" in got.why) == ("error", True)


def test_without_zones_there_is_nothing_to_judge():
    assert judged("boundary_flows_declared", [core()], zones={}).status == "skip"
    assert judged("boundary_isolated_zones_apart", [core()]).status == "skip"


PAIR = (("inside", "dmz"),)


def test_zones_on_different_devices_without_a_way_are_apart():
    far = router("far", [port("v", "192.168.1.1/24")])
    assert judged("boundary_isolated_zones_apart", [core(), far], isolated=PAIR).status == "error"  # its next hop: fw
    lone = router("lone", [port("v", "10.0.10.1/24")])
    assert judged("boundary_isolated_zones_apart", [lone, far], isolated=PAIR).status == "pass"


def test_a_device_with_a_foot_in_both_is_found_although_it_stops_all():
    got = judged("boundary_isolated_zones_apart", [core(), border()], isolated=PAIR)
    assert [one.key for one in got.found] == ["device:inside<->dmz:fw"]


def test_a_way_is_found():
    got = judged("boundary_isolated_zones_apart", [core(), border(permit("all"))], isolated=PAIR)
    assert {"way:inside->dmz:fw", "way:dmz->inside:fw"} <= {one.key for one in got.found}


def test_one_wire_of_both_is_found():
    both = router("both", [port("v", "10.0.10.1/24", "192.168.1.1/24")])
    got = judged("boundary_isolated_zones_apart", [both], isolated=PAIR)
    assert "vlan:inside<->dmz:v" in {one.key for one in got.found}
