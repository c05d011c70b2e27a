"""What is not known of a device makes an answer unknown, and what ends a list or a zone is the device's own default."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Known, Unknown
from parsers.policy_routes import lines_of
from parsers.registry import parse
from tests.network.made import acl, permit, port, route, router, rule
from tests.network.test_reach import answer, border, core


def filtered(**more: object) -> object:
    return router("edge", [port("a", "10.0.10.1/24", acl_in=("1",)), port("b", "10.0.20.1/24")],
                  acls=[acl("1", rule("5", "deny", destinations=["10.0.20.9"]))], **more)  # fmt: skip


def test_a_list_ends_as_the_device_says():
    assert answer([filtered()], "10.0.10.5", "10.0.20.7").verdict == "blocked"
    assert answer([filtered(list_default=Absent("permit", ""))], "10.0.10.5", "10.0.20.7").verdict == "reachable"
    assert answer([filtered(list_default=Known("deny", (1,)))], "10.0.10.5", "10.0.20.7").verdict == "blocked"
    assert answer([filtered(list_default=Unknown("?"))], "10.0.10.5", "10.0.20.7").verdict == "unknown"
    assert answer([filtered(list_default=Unknown("?"))], "10.0.10.5", "10.0.20.9").verdict == "blocked"


@pytest.mark.parametrize(("line", "action"), [
    ("packet-filter default deny", "deny"), ("firewall default deny", "deny"), ("#", "permit"),
])  # fmt: skip
def test_comware_says_how_its_lists_end(line: str, action: str):
    device = parse(
        "hp_comware", {"running-config": f" version 7.1.070, Release 6616\n#\n {line}\n#\n sysname a\n#\nreturn\n"}
    )
    assert device.list_default.value == action


def test_policy_routes_make_it_unknown_never_blocked_or_reachable():
    open_, shut = core(policy_routes=(7,)), core(policy_routes=(7,))
    assert answer([open_, border(permit("all"))], "10.0.10.5", "8.8.8.8").verdict == "unknown"
    got = answer([shut, border()], "10.0.10.5", "8.8.8.8")
    assert (got.verdict, got.why.partition("(")[0]) == ("unknown", "core 有策略路由,下一跳可能不按路由表")
    assert ("策略路由", (7,)) in {(one.rule, one.lines) for one in got.cited}


@pytest.mark.parametrize(("platform", "text", "line"), [
    ("cisco_ios", "interface Vlan10\n ip policy route-map OUT\n", 2),
    ("ruijie_os", "interface VLAN 10\n ip policy route-map OUT\n", 2),
    ("cisco_nxos", "interface Vlan10\n  ip policy route-map OUT\n", 2),
    ("cisco_asa", "interface Gi0/1\n nameif inside\n policy-route route-map OUT\n", 3),
    ("hp_comware", "interface Vlan-interface10\n ip policy-based-route OUT\n", 2),
    ("huawei", "policy-based-route\n rule name OUT\n  action pbr next-hop 10.0.0.1\n", 3),
    ("huawei", "traffic behavior b\n redirect ip-nexthop 10.0.0.1\n", 2),
    ("fortinet", "config router policy\n    edit 1\n        set gateway 10.0.0.1\n", 1),
    ("hillstone_stoneos", 'zone "trust"\n  pbr-policy "out"\n', 2),
    ("juniper_junos", "set firewall family inet filter f term t then routing-instance wan2\n", 1),
    ("paloalto_panos", "set rulebase pbf rules out action forward nexthop ip-address 10.0.0.1\n", 1),
])  # fmt: skip
def test_policy_routes_are_seen(platform: str, text: str, line: int):
    assert lines_of(platform, text) == (line,)


@pytest.mark.parametrize(("platform", "text"), [
    ("cisco_ios", "route-map OUT permit 10\n set ip next-hop 10.0.0.1\nip local policy route-map OUT\n"),
    ("hp_comware", "policy-based-route OUT permit node 10\n#\n ip local policy-based-route OUT\n"),
    ("huawei", "policy-based-route\n rule name DNS\n  action no-pbr\n"),
    ("fortinet", "config router policy\nend\n"),
])  # fmt: skip
def test_what_moves_no_packet_of_others_is_no_policy_route(platform: str, text: str):
    assert lines_of(platform, text) == ()


def test_a_server_behind_an_interface_address_is_followed():
    text = """version 15.7
hostname edge
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.248
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.0.10.1 255.255.255.0
 ip nat inside
ip nat inside source static tcp 10.0.10.9 8443 interface GigabitEthernet0/0 443
ip route 0.0.0.0 0.0.0.0 203.0.113.1
end
"""
    device = parse("cisco_ios", {"running-config": text})
    device.name = "edge"
    got = answer([device], "internet", "10.0.10.9", "tcp/8443")
    assert got.verdict != "blocked"
    assert answer([device], "8.8.8.8", "203.0.113.2", "tcp/443").verdict == got.verdict == "reachable"


@pytest.mark.parametrize(("inside", "verdict"), [
    (Absent("permit", ""), "reachable"), (Known("deny", (1,)), "blocked"), (Unknown("?"), "unknown"),
])  # fmt: skip
def test_inside_a_zone_the_device_says(inside: object, verdict: str):
    wall = border()
    wall.policies.intrazone_action = inside
    for one in wall.interfaces.items:
        one.zone = "trust"
    wall.zones.items.clear()
    assert answer([core(), wall], "10.0.10.5", "192.168.1.7").verdict == verdict


@pytest.mark.parametrize(("between", "inside", "outside"), [
    ("", "reachable", "reachable"), ("inside", "reachable", "blocked"), ("zones", "blocked", "reachable"),
])  # fmt: skip
def test_a_rule_holds_inside_a_zone_or_between_zones(between: str, inside: str, outside: str):
    for verdict, zones in ((inside, ("trust", "trust")), (outside, ("trust", "untrust"))):
        wall = border()
        wall.policies.items[:] = [rule("1", "permit")]
        wall.policies.items[0].between = between
        wall.policies.intrazone_action = wall.policies.default_action = Known("deny", (1,))
        for one in wall.interfaces.items:
            one.zone = zones[one.name != "in"]
        wall.zones.items.clear()
        assert answer([core(), wall], "10.0.10.5", "192.168.1.7").verdict == verdict


def test_a_port_of_a_management_zone_forwards_perhaps():
    ports = [port("e0", "10.0.10.1/24"), port("e1", "10.0.20.1/24", zone="mgt")]
    assert answer([router("one", ports)], "10.0.10.5", "10.0.20.7").verdict == "unknown"


def test_without_a_routing_table_the_answer_says_so():
    table = [route("10.0.20.0/24", "10.0.254.2", origin="table")]
    lone = router("core", [port("v10", "10.0.10.1/24"), port("v20", "10.0.20.1/24")])
    assert "没有采集路由表" in answer([lone], "10.0.10.5", "10.0.20.7").why
    lone = router("core", [port("v10", "10.0.10.1/24"), port("v20", "10.0.20.1/24")], table)
    assert "没有采集路由表" not in answer([lone], "10.0.10.5", "10.0.20.7").why


def test_equal_ways_of_a_table_are_both_taken_and_the_longest_prefix_alone():
    ways = [route("10.0.20.0/24", hop, origin="table") for hop in ("10.0.254.2", "10.0.253.2")]
    table = [*ways, route("10.0.20.64/26", "10.0.253.2", origin="table")]
    lone = router("core", [port("v10", "10.0.10.1/24"), port("a", "10.0.254.1/30"), port("b", "10.0.253.1/30")], table)
    shut = router("shut", [port("a", "10.0.254.2/30"), port("v", "10.0.20.2/24", acl_out=("1",))], acls=[acl("1")])
    open_ = router("open", [port("b", "10.0.253.2/30"), port("v", "10.0.20.1/24")])
    assert answer([lone, shut, open_], "10.0.10.5", "10.0.20.7").path[-1].node.host == "open"
    shut.interfaces.items[1].acl_out, open_.acls.items = (), [acl("1")]
    open_.interfaces.items[1].acl_out = ("1",)
    assert answer([lone, shut, open_], "10.0.10.5", "10.0.20.7").path[-1].node.host == "shut"
    assert answer([lone, shut, open_], "10.0.10.5", "10.0.20.70").verdict == "blocked"


@pytest.mark.parametrize(("platform", "verdict"), [("cisco_ios", "reachable"), ("hillstone_stoneos", "unknown")])
def test_a_distance_that_nobody_confirmed_leaves_both_routes_possible(platform: str, verdict: str):
    ways = [route("10.0.20.0/24", "10.0.254.2"), route("10.0.20.0/24", "10.0.253.2", distance=5)]
    lone = router("core", [port("v10", "10.0.10.1/24"), port("a", "10.0.254.1/30"), port("b", "10.0.253.1/30")], ways)
    lone.platform = platform
    far = router("far", [port("a", "10.0.254.2/30"), port("v", "10.0.20.1/24")])
    got = answer([lone, far], "10.0.10.5", "10.0.20.7")
    assert got.verdict == verdict
    assert ("优先级没有确认" in got.why) is (verdict == "unknown")
