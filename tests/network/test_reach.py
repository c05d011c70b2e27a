"""Questions to small networks: the verdict, the packet, the path; and what is not known is never called blocked."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from dengbao.errors import UserError
from dengbao.model import Device, Known, Nat, RoutingProcess, Section, Vrf
from dengbao.network.network import Network
from dengbao.network.reach import Answer, ask, place, service
from tests.network.made import acl, firewall, ip, net, permit, port, route, router, rule, shares, tcp

DAY = dt.date(2026, 11, 20)


def zones(**named: str) -> dict[str, SimpleNamespace]:
    from ipaddress import ip_network  # noqa: PLC0415

    return {
        name: SimpleNamespace(
            title=name, networks=[text if text == "any" else ip_network(text) for text in texts.split()]
        )
        for name, texts in named.items()
    }


ZONES = zones(inside="10.0.0.0/16", dmz="192.168.1.0/24", internet="any")


def border(*rules: object, **more: object) -> Device:
    ports = [port("in", "10.0.254.2/30", zone="trust"), port("dmz", "192.168.1.1/24", zone="dmz"),
             port("wan", "203.0.113.2/29", zone="untrust")]  # fmt: skip
    routes = [route("0.0.0.0/0", "203.0.113.1"), route("10.0.0.0/16", "10.0.254.1")]
    return firewall("fw", ports, routes, rules, **more)


def core(**more: object) -> Device:
    return router("core", [port("v10", "10.0.10.1/24", acl_in=("3000",)), port("up", "10.0.254.1/30")],
                  [route("0.0.0.0/0", "10.0.254.2")],
                  acls=[acl("3000", rule("5", "deny", destinations=["192.168.1.9"]), default="permit")],
                  **more)  # fmt: skip


def answer(devices: list[Device], source: str, target: str, what: str = "any", **missing: str) -> Answer:
    network = Network(devices, ZONES, DAY, missing)
    return ask(network, place(network, source, "SRC"), place(network, target, "DST"), service(what))


def test_a_packet_that_passes_is_shown_with_path_and_rule():
    got = answer([core(), border(permit("web", source_zones=("trust",), services=(tcp(443),)))], "10.0.10.5", "8.8.8.8")
    assert got.verdict == "reachable"
    assert (got.witness.source, got.witness.destination, got.witness.destination_port) == (
        ip("10.0.10.5"),
        ip("8.8.8.8"),
        443,
    )
    assert [(step.node.host, step.into.name, step.out.name) for step in got.path] == [
        ("core", "v10", "up"),
        ("fw", "in", "wan"),
    ]
    assert "policy:web" in {one.rule for one in got.cited}


def test_what_no_rule_permits_is_blocked_with_the_default():
    got = answer([core(), border()], "10.0.10.5", "8.8.8.8", "tcp/445")
    assert (got.verdict, got.cited[-1].rule, got.cited[-1].lines) == ("blocked", "policy:缺省", (9,))
    assert got.witness.destination_port == 445


def test_an_access_list_blocks_with_its_rule():
    got = answer([core(), border(permit("all"))], "10.0.10.5", "192.168.1.9")
    assert (got.verdict, got.cited[-1].rule) == ("blocked", "acl:3000:5")


def test_the_internet_comes_in_through_address_translation():
    server = Nat(name="web", kind="server", lines=(8,), destinations=(net("203.0.113.3/32"),), services=(tcp(443),),
                 translated_destinations=(net("192.168.1.10/32"),), translated_ports=(8443, 8443))  # fmt: skip
    devices = [core(), border(permit("web", destinations=["192.168.1.10/32"], services=(tcp(8443),)), nat=[server])]
    got = answer(devices, "internet", "192.168.1.10", "tcp/8443")
    assert got.verdict == "reachable"
    sent = {(one.destination, one.destination_port) for one in [got.witness]}
    assert sent <= {(ip("203.0.113.3"), 443), (ip("192.168.1.10"), 8443)}
    assert answer(devices, "8.8.8.8", "203.0.113.3", "tcp/443").verdict == "reachable"
    assert answer(devices, "8.8.8.8", "203.0.113.3", "tcp/80").verdict == "blocked"


@pytest.mark.parametrize("doubtful", [
    rule("half", "permit", unread=(12,)),
    permit("half", destinations=["192.168.1.0/24"], services=(tcp(1).__class__(ref="?", resolved=False),)),
])  # fmt: skip
def test_a_rule_not_understood_makes_it_unknown_never_blocked(doubtful: object):
    assert answer([core(), border(doubtful)], "10.0.10.5", "192.168.1.7").verdict == "unknown"


def test_a_rule_not_understood_that_cannot_matter_does_not():
    half = rule("half", "permit", source_zones=("dmz",), services=(tcp(1).__class__(ref="?", resolved=False),))
    assert answer([core(), border(half)], "10.0.10.5", "192.168.1.7").verdict == "blocked"


def test_a_device_without_data_makes_it_unknown_never_blocked():
    got = answer([core(), border()], "10.0.10.5", "192.168.1.7", other="没有采集")
    assert (got.verdict, "other" in got.why) == ("unknown", True)


def test_an_unknown_next_hop_on_the_way_makes_it_unknown():
    lone = router(
        "core", [port("v10", "10.0.10.1/24"), port("up", "10.0.254.1/30")], [route("0.0.0.0/0", "10.0.254.2")]
    )
    assert answer([lone], "10.0.10.5", "8.8.8.8").verdict == "unknown"
    assert answer([lone], "10.0.10.5", "192.168.1.7").verdict == "unknown"


def test_dynamic_routes_that_nobody_gathered_make_it_unknown():
    ospf = RoutingProcess(protocol="ospf", name="1", lines=(20,))
    lone = router("core", [port("v10", "10.0.10.1/24"), port("v20", "10.0.20.1/24")], [], routing=[ospf])
    assert answer([lone], "10.0.10.5", "192.168.1.7").verdict == "unknown"
    assert answer([lone], "10.0.10.5", "10.0.20.7").verdict == "reachable"  # connected: nobody can teach better


def test_a_routing_table_is_all_that_counts():
    ospf = RoutingProcess(protocol="ospf", name="1", lines=(20,))
    table = [route("10.0.20.0/24", "10.0.254.2", origin="table")]
    lone = router("core", [port("v10", "10.0.10.1/24"), port("up", "10.0.254.1/30")], table, routing=[ospf])
    far = router("far", [port("down", "10.0.254.2/30"), port("v20", "10.0.20.1/24")])
    assert answer([lone, far], "10.0.10.5", "10.0.20.7").verdict == "reachable"
    assert answer([lone, far], "10.0.10.5", "192.168.1.7").verdict == "blocked"


def test_a_loop_ends():
    one = router("one", [port("v", "10.0.10.1/24"), port("up", "10.0.254.1/30")], [route("0.0.0.0/0", "10.0.254.2")])
    two = router("two", [port("down", "10.0.254.2/30")], [route("0.0.0.0/0", "10.0.254.1")])
    assert answer([one, two], "10.0.10.5", "8.8.8.8").verdict == "blocked"


def test_a_way_through_a_device_twice_is_found():
    """In by one VRF and out by another, through a firewall between: a search that never comes back would miss it."""
    twice = router("core", [port("a", "10.0.10.1/24"), port("up", "10.0.253.1/30"),
                            port("down", "10.0.254.1/30", vrf="b"),
                            port("b", "10.0.20.1/24", vrf="b")],
                   [route("10.0.20.0/24", "10.0.253.2"), route("10.0.10.0/24", "10.0.254.2", vrf="b")],
                   vrfs=[Vrf(name="b", lines=(1,))])  # fmt: skip
    between = firewall("fw", [port("x", "10.0.253.2/30", zone="x"), port("y", "10.0.254.2/30", zone="y")],
                       [route("10.0.20.0/24", "10.0.254.1")], [permit("ok", services=(tcp(80),))])  # fmt: skip
    got = answer([twice, between], "10.0.10.5", "10.0.20.5", "tcp/80")
    assert [step.node.name for step in got.path] == ["core", "fw", "core[b]"]
    assert answer([twice, between], "10.0.10.5", "10.0.20.5", "tcp/22").verdict == "blocked"


def test_next_hops_are_found_by_their_virtual_address():
    edge = router(
        "edge", [port("v", "10.0.10.1/24"), port("up", "10.0.254.1/29")], [route("10.0.20.0/24", "10.0.254.6")]
    )
    behind = router("behind", [port("up", "10.0.254.2/29"), port("v", "10.0.20.1/24")],
                    redundancy=[shares("1", "up", "10.0.254.6")])  # fmt: skip
    assert answer([edge, behind], "10.0.10.5", "10.0.20.5").verdict == "reachable"


def test_a_discarding_route_blocks():
    edge = router("edge", [port("v", "10.0.10.1/24")], [route("0.0.0.0/0", discard=True)])
    assert answer([edge], "10.0.10.5", "8.8.8.8").verdict == "blocked"


def test_two_hosts_of_one_network_need_no_device():
    assert answer([core()], "10.0.10.5", "10.0.10.6", "tcp/445").verdict == "reachable"


def test_an_address_that_stands_nowhere_is_unknown():
    assert answer([core()], "172.16.0.1", "10.0.10.6").verdict == "unknown"


def test_an_own_address_of_a_device_is_for_other_checks():
    assert answer([core(), border(permit("all"))], "10.0.10.5", "203.0.113.2", "tcp/22").verdict == "unknown"


def test_unread_policies_make_it_unknown():
    wall = border()
    wall.policies = type(wall.policies)(missing="没有读", default_action=Known("deny"))
    assert answer([core(), wall], "10.0.10.5", "192.168.1.7").verdict == "unknown"
    wall = border(permit("all"))
    wall.routes = Section(missing="没有读")
    assert answer([core(), wall], "10.0.10.5", "8.8.8.8").verdict == "unknown"


@pytest.mark.parametrize("text", ["tcp", "udp/161", "icmp", "any", "tcp/1-1024"])
def test_services_of_the_grammar_are_taken(text: str):
    assert service(text)


def test_bad_words_are_one_clear_line():
    network = Network([core()], ZONES, DAY)
    with pytest.raises(UserError, match=r"nowhere 不是区域名"):
        place(network, "nowhere", "SRC")
    with pytest.raises(UserError, match=r"服务 tcp/99999 不认识"):
        service("tcp/99999")
