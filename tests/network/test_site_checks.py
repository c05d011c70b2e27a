"""Quotas, single points of failure, the address plan and assets on small networks: pass, fail, not known."""

from __future__ import annotations

from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

from dengbao.check import Site
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome, evaluate_site
from dengbao.inventory import Host
from dengbao.model import Device, Known, Neighbour, Role
from dengbao.network.network import Network
from tests.network.made import firewall, ip, permit, port, route, router, rule, shares, tcp
from tests.network.test_checks import WEB, flow
from tests.network.test_reach import DAY, ZONES, border, core


def judged(  # noqa: PLR0913 - what a site may declare
    check: str, *devices: Device, zones: Any = ZONES, flows: Any = (), quota: Any = (), critical: Any = (),
    management: Any = (), hosts: Any = None, absent: dict[str, str] | None = None,
) -> Outcome:  # fmt: skip
    settings = SimpleNamespace(zones=zones, flows=list(flows), isolated=[], internet_quota=list(quota),
                               critical=list(critical), management=[ip_network(one) for one in management])  # fmt: skip
    readers = {one.name: Reader(one) for one in devices}
    known = (
        [Host(name=one.name, platform="huawei", role=Role.CORE, level=3) for one in devices] if hosts is None else hosts
    )
    site = Site(settings, readers, absent or {}, known, DAY, lambda: Network(devices, zones, DAY, absent))
    return evaluate_site(load_checks()[check], site)


def said(outcome: Outcome) -> list[tuple[str, str]]:
    return [(one.key, one.actual) for one in outcome.found]


def quota(title: str, network: str, most: int) -> SimpleNamespace:
    return SimpleNamespace(title=title, networks=[ip_network(network)], most=most)


ONE = permit("one", source_zones=("trust",), destination_zones=("untrust",), sources=["10.0.10.7/32"], line=31)
QUOTA = "boundary_internet_quota_kept"


def test_a_department_within_its_quota_passes():
    got = judged(QUOTA, core(), border(ONE), quota=[quota("财务科", "10.0.10.0/24", 1)])
    assert (got.status, [part.text for part in got.read]) == ("pass", ["财务科 10.0.10.0/24 至多 1 个"])


def test_a_department_beyond_its_quota_fails_with_the_rule():
    got = judged(QUOTA, core(), border(WEB), quota=[quota("财务科", "10.0.10.0/24", 1)])
    expected = "253 个地址能访问外网,例如 10.0.10.2,经 fw 的 policy:web"
    assert (said(got), got.found[0].lines, got.found[0].device) == ([("quota:财务科", expected)], (30,), "fw")


def test_who_may_get_out_is_undecided_only_where_the_quota_is_at_stake():
    half = rule("half", "permit", source_zones=("trust",), unread=(12,))
    got = judged(QUOTA, core(), border(half), quota=[quota("财务科", "10.0.10.0/24", 1)])
    assert got.status == "error"
    assert got.why.startswith("财务科 可能有 253 个地址能访问外网:")
    assert judged(QUOTA, core(), border(half), quota=[quota("财务科", "10.0.10.0/24", 300)]).status == "pass"


def test_a_quota_for_networks_of_no_zone_or_without_an_internet_is_undecided():
    assert judged(QUOTA, core(), border(WEB), quota=[quota("x", "172.16.0.0/24", 1)]).why == (
        "x 的网段有一部分不在声明的区域内"
    )
    bare = {name: zone for name, zone in ZONES.items() if name != "internet"}
    got = judged(QUOTA, core(), border(WEB), zones=bare, quota=[quota("x", "10.0.10.0/24", 1)])
    assert got.why == "清单没有声明外网区域(networks: [any]),无从判断谁能上网"
    assert judged(QUOTA, core()).status == "skip"


CRITICAL = "comm_critical_zones_survive"
PAIR = [("inside", "dmz")]
FLOW = flow("inside", "dmz", "tcp/443")


def twin(name: str, number: int) -> Device:
    """One of two firewalls that share their addresses."""
    ports = [port("in", f"10.0.254.{number}/29", zone="trust"), port("dmz", f"192.168.1.{number}/24", zone="dmz")]
    return firewall(name, ports, [route("10.0.0.0/16", "10.0.254.1")],
                    [permit("web", source_zones=("trust",), destination_zones=("dmz",), services=(tcp(443),))],
                    redundancy=[shares("1", "in", "10.0.254.6"), shares("2", "dmz", "192.168.1.254")])  # fmt: skip


INNER = router("core", [port("v10", "10.0.10.1/24"), port("up", "10.0.254.1/29")], [route("0.0.0.0/0", "10.0.254.6")])
OTHER = router("core2", [port("v10", "10.0.10.2/24"), port("up", "10.0.254.5/29")], [route("0.0.0.0/0", "10.0.254.6")])


def test_a_pair_of_firewalls_and_of_cores_survives_the_loss_of_any():
    got = judged(CRITICAL, INNER, OTHER, twin("a", 2), twin("b", 3), flows=[FLOW], critical=PAIR)
    assert (got.status, [part.text for part in got.read]) == ("pass", ["inside ↔ dmz"])


def test_a_single_firewall_behind_two_cores_is_found():
    got = judged(CRITICAL, INNER, OTHER, twin("a", 2), flows=[FLOW], critical=PAIR)
    assert said(got) == [("critical:inside<->dmz:a", "a 停机会中断:inside → dmz tcp/443 上网")]


def test_a_single_core_is_found_beside_a_pair_of_firewalls():
    got = judged(CRITICAL, INNER, twin("a", 2), twin("b", 3), flows=[FLOW], critical=PAIR)
    # hosts on the transit network itself would still reach: they are of the zone, too
    assert got.status == "pass"
    narrow = SimpleNamespace(from_="inside", to="dmz", services=["tcp/443"], sources=[ip_network("10.0.10.0/24")],
                             hosts=[], reason="办公")  # fmt: skip
    got = judged(CRITICAL, INNER, twin("a", 2), twin("b", 3), flows=[narrow], critical=PAIR)
    assert [key for key, _ in said(got)] == ["critical:inside<->dmz:core"]


def test_a_flow_that_does_not_work_now_or_is_not_declared_is_undecided():
    dead = flow("inside", "dmz", "tcp/22")
    got = judged(CRITICAL, INNER, OTHER, twin("a", 2), twin("b", 3), flows=[dead], critical=PAIR)
    assert got.why == "声明的访问现在就不能确认是通的:inside → dmz tcp/22 上网"
    got = judged(CRITICAL, INNER, twin("a", 2), critical=PAIR)
    assert got.why == "inside 与 dmz 之间没有声明访问(site.flows)"
    assert judged(CRITICAL, INNER).status == "skip"


PLAN = "comm_addresses_planned"


def test_networks_of_the_zones_pass():
    assert judged(PLAN, core(), border(WEB)).status == "pass"


def test_an_address_given_twice_is_found_and_a_shared_one_is_not():
    one, two = router("one", [port("a", "10.0.1.1/24")]), router("two", [port("b", "10.0.1.1/24")])
    assert said(judged(PLAN, one, two)) == [("address:10.0.1.1", "10.0.1.1 同时配在 one 的 a 和 two 的 b")]
    shared = [router(name, [port("v", f"10.0.1.{number}/24")], redundancy=[shares("1", "v", "10.0.1.254")])
              for name, number in (("one", 1), ("two", 2))]  # fmt: skip
    assert judged(PLAN, *shared).status == "pass"


def test_overlapping_networks_are_found_and_those_of_another_vrf_are_not():
    one = router("one", [port("a", "10.0.1.1/24"), port("c", "10.0.1.129/25", vrf="other")])
    assert judged(PLAN, one).status == "pass"
    two = router("two", [port("b", "10.0.1.130/26")])
    assert said(judged(PLAN, one, two)) == [
        ("overlap:10.0.1.0/24:10.0.1.128/26", "10.0.1.0/24(one 的 a)与 10.0.1.128/26(two 的 b)重叠")
    ]


def test_networks_outside_all_zones_and_across_their_edge_are_found():
    far = router("far", [port("a", "172.16.9.1/24"), port("b", "192.168.1.1/23"), port("c", "198.51.100.1/24")])
    assert said(judged(PLAN, far)) == [
        ("outside:172.16.9.0/24", "172.16.9.0/24(far 的 a)不在任何声明的区域内"),
        ("outside:192.168.0.0/23", "192.168.0.0/23(far 的 b)只有一部分在声明的区域内"),
    ]


def test_interfaces_not_understood_or_hosts_without_data_are_undecided():
    half = core()
    half.interfaces.unread = [9]
    assert judged(PLAN, half).why == "接口配置有没有读懂的行:core"
    assert judged(PLAN, core(), absent={"other": "没有采集"}).status == "error"
    assert judged(PLAN, core(), zones={}).status == "skip"


ASSETS = "ledger_assets_known"
LAN = ["10.0.99.0/24"]


def seeing(name: str, *rows: Neighbour) -> Device:
    made = router(name, [port("v99", "10.0.99.1/24")], role=Role.CORE)
    made.system.hostname = Known("HX-Core", (1,))
    made.neighbours.missing = ""
    made.neighbours.items = list(rows)
    return made


def arp(address: str) -> Neighbour:
    return Neighbour(
        source="arp", lines=(4,), file="arp", interface="v99", address=ip(address), mac="02:00:00:00:00:09"
    )


def lldp(name: str, address: str = "") -> Neighbour:
    return Neighbour(source="lldp", lines=(5,), file="lldp", interface="g1", name=name,
                     address=ip(address) if address else None)  # fmt: skip


def test_neighbours_known_by_name_host_name_or_address_pass():
    known = seeing("core", lldp("hx-core.example.cn"), lldp("CORE"), lldp("unnamed", "10.0.99.1"), arp("10.0.99.1"),
                   arp("10.0.10.55"))  # fmt: skip
    assert judged(ASSETS, known, management=LAN).status == "pass"


def test_strangers_on_cables_and_in_the_management_network_are_found():
    got = judged(ASSETS, seeing("core", lldp("sw-lobby"), arp("10.0.99.77")), management=LAN)
    assert said(got) == [
        ("asset:sw-lobby", "core 的 g1 接着 sw-lobby,清单中没有"),
        ("asset:10.0.99.77", "core 的 v99 见到管理网段的 10.0.99.77(02:00:00:00:00:09),清单中没有"),
    ]
    assert [(one.file, one.lines) for one in got.found] == [("lldp", (5,)), ("arp", (4,))]


def test_a_host_that_nobody_read_and_nobody_sees_is_found_and_one_that_is_seen_is_undecided():
    hosts = [
        Host(name=name, platform="huawei", role=Role.CORE, level=3, address=address)
        for name, address in (("core", ""), ("old", "10.0.99.88"))
    ]
    got = judged(ASSETS, seeing("core", lldp("core")), hosts=hosts, absent={"old": "连不上"})
    assert said(got) == [("unseen:old", "没有采集到(连不上),也没有任何设备见到 10.0.99.88")]
    got = judged(ASSETS, seeing("core", arp("10.0.99.88")), hosts=hosts, absent={"old": "连不上"}, management=LAN)
    assert got.status == "error"


def test_a_device_without_tables_is_undecided_and_hides_no_stranger():
    blind = router("blind", [port("v", "10.0.1.1/24")], role=Role.ACCESS)
    blind.neighbours.missing = "没有采集邻居表"
    got = judged(ASSETS, seeing("core"), blind)
    assert got.why == "1 台设备没有 ARP、MAC、LLDP 等表:blind(没有采集邻居表)"
    assert judged(ASSETS, seeing("core", lldp("sw-lobby")), blind).status == "fail"
    assert judged(ASSETS, router("plain", [port("v", "10.0.1.1/24")])).status == "skip"
