"""Objects, policies, NAT, and the arithmetic of excluded and negated addresses."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengbao.model import ANY_SERVICE, Absent, Address, Known, Rule, Unknown
from parsers.intervals import complement, without
from tests.parsers.fortinet.reading import forti, unread

OBJECTS = """config firewall address
    edit "all"
        set uuid c77966e4-6a30-51eb-bd08-6a95566d4f48
    next
    edit "net"
        set subnet 10.1.0.0 255.255.0.0
    next
    edit "few"
        set type iprange
        set start-ip 10.1.1.0
        set end-ip 10.1.1.9
    next
    edit "odd"
        set type wildcard
        set wildcard 10.0.0.1 255.0.0.255
    next
    edit "site"
        set type fqdn
        set fqdn "*.gov.cn"
    next
    edit "abroad"
        set type geography
        set country "US"
    next
end
config firewall addrgrp
    edit "inner"
        set member "few"
    next
    edit "outer"
        set member "net" "later"
    next
    edit "later"
        set member "inner"
    next
    edit "most"
        set member "net"
        set exclude enable
        set exclude-member "inner"
    next
    edit "kept"
        set member "net"
        set exclude-member "few"
    next
end
config firewall service custom
    edit "ALL"
        set protocol IP
    next
    edit "GRE"
        set protocol IP
        set protocol-number 47
    next
    edit "WEB"
        set tcp-portrange 80 8080-8090:1024-65535
        set udp-portrange 443
    next
    edit "PING"
        set protocol ICMP
        set icmptype 8
        unset icmpcode
    next
    edit "nothing"
    next
end
config firewall service group
    edit "G"
        set member "WEB" "H"
    next
    edit "H"
        set member "PING"
    next
end
config firewall schedule onetime
    edit "once"
        set start 08:00 2026/01/01
        set end 18:30 2026/02/03
    next
end
config firewall schedule recurring
    edit "always"
        set day sunday monday
    next
    edit "none"
    next
end
"""


def policy(*lines: str) -> str:
    return "config firewall policy\nedit 7\n" + "".join(f"set {line}\n" for line in lines) + "next\nend\n"


def rule(*lines: str) -> Rule:
    device = forti(OBJECTS + policy(*lines))
    assert unread(device) == []
    return device.policies.items[0]


def spans(terms: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(str(ip_address(term.low)), str(ip_address(term.high))) for term in terms]


def test_objects_of_every_kind() -> None:
    device = forti(OBJECTS)
    objects = {one.name: one.terms for one in device.address_objects}
    assert objects["all"][0].is_any
    assert spans(objects["few"]) == [("10.1.1.0", "10.1.1.9")]
    assert objects["odd"][0].wildcard == 0x00FFFF00
    assert (objects["site"][0].other, objects["abroad"][0].other) == ("域名 *.gov.cn", "国家 US")
    services = {one.name: one.terms for one in device.service_objects}
    assert services["ALL"][0].is_any
    assert services["GRE"][0].protocol == 47
    assert [(s.protocol, s.destination, s.source) for s in services["WEB"]] == [
        (6, (80, 80), (0, 65535)),
        (6, (8080, 8090), (1024, 65535)),
        (17, (443, 443), (0, 65535)),
    ]
    assert services["PING"][0].icmp == (8, None)
    assert not services["nothing"][0].resolved
    assert {one.name: one.until for one in device.schedules}["once"] == "2026-02-03T18:30"


def test_groups_nest_and_refer_forward() -> None:
    found = rule('srcaddr "outer"', 'dstaddr "all"', 'service "G"', "action accept")
    assert spans(found.sources) == [("10.1.0.0", "10.1.255.255"), ("10.1.1.0", "10.1.1.9")]
    assert [service.protocol for service in found.services] == [6, 6, 17, 1]


def test_excluded_members_are_taken_out() -> None:
    found = rule('srcaddr "most"', 'dstaddr "kept"', 'service "ALL"')
    assert spans(found.sources) == [("10.1.0.0", "10.1.0.255"), ("10.1.1.10", "10.1.255.255")]
    assert spans(found.destinations) == [("10.1.0.0", "10.1.255.255")]  # exclude is off


def test_negated_addresses_are_everything_else() -> None:
    found = rule('srcaddr "net"', "srcaddr-negate enable", 'dstaddr "all"', 'service "ALL"', "action accept")
    assert spans(found.sources) == [("0.0.0.0", "10.0.255.255"), ("10.2.0.0", "255.255.255.255")]
    assert not found.from_any
    vague = rule('srcaddr "site"', "srcaddr-negate enable", 'dstaddr "all"', 'service "ALL"')
    assert not vague.sources[0].resolved


def test_a_policy_by_its_lines() -> None:
    found = rule(
        'srcintf "port1" "port2"', 'dstintf "any"', 'srcaddr "all"', 'dstaddr "all"', 'service "ALL"', "action accept"
    )
    assert found.is_any_to_any
    assert (found.source_zones, found.destination_zones) == (("port1", "port2"), ())
    assert (found.name, found.action, found.enabled, found.logged) == ("7", "permit", True, False)
    assert found.lines[0] == OBJECTS.count("\n") + 3


@pytest.mark.parametrize(
    ("lines", "enabled", "until"),
    [
        (["status disable"], False, ""),
        (['schedule "none"'], False, ""),
        (['schedule "once"'], True, "2026-02-03T18:30"),
        (['schedule "always"'], True, ""),
        (["policy-expiry enable", "policy-expiry-date 2026-03-01 00:00:00"], True, "2026-03-01T00:00:00"),
    ],
)
def test_policies_that_are_off_or_end(lines: list[str], *, enabled: bool, until: str) -> None:
    found = rule('srcaddr "all"', 'dstaddr "all"', 'service "ALL"', *lines)
    assert (found.action, found.enabled, found.until) == ("deny", enabled, until)


def test_logging_and_profiles() -> None:
    base = ('srcaddr "net"', 'dstaddr "all"', 'service "WEB"', "action accept", "logtraffic all")
    quiet = rule(*base, 'ips-sensor "default"', 'av-profile "default"')
    assert (quiet.logged, quiet.profiles) == (True, {})
    assert rule(*base, "utm-status enable", 'ips-sensor "a"', 'av-profile "b"').profiles == {"ips": "a", "av": "b"}
    group = 'config firewall profile-group\nedit "pg"\nset ips-sensor "x"\nnext\nend\n'
    text = OBJECTS + group + policy(*base, "utm-status enable", "profile-type group", 'profile-group "pg"')
    assert forti(text).policies.items[0].profiles == {"ips": "x"}


def test_what_cannot_be_put_into_numbers_is_no_any() -> None:
    found = rule('srcaddr "all"', "internet-service enable", 'internet-service-name "Google-DNS"', "action accept")
    assert (found.from_any, found.to_any, found.any_service) == (True, False, False)
    found = rule('srcaddr "all"', 'dstaddr "all"', 'service "WEB"', "service-negate enable", "action accept")
    assert not found.any_service
    found = rule(
        'srcaddr "all"', 'dstaddr "all"', 'service "ALL"', 'groups "staff"', 'ztna-ems-tag "t"', "action accept"
    )
    assert found.users == ("ztna-ems-tag t", "staff")


def test_names_that_nothing_defines_stay_unresolved() -> None:
    found = rule('srcaddr "gone"', 'dstaddr "all"', 'service "GONE"')
    assert not found.sources[0].resolved
    assert not found.services[0].resolved


def test_the_order_is_that_of_the_file() -> None:
    text = (
        "config firewall policy\nedit 9\nset action accept\nnext\nedit 2\nnext\nend\n"
        "config firewall policy6\nedit 2\nnext\nend\n"
    )
    policies = forti(text).policies
    assert [one.name for one in policies] == ["9", "2", "policy6-2"]
    assert policies.default_action == Absent("deny", "没有匹配的流量由隐含策略(0 号)拒绝,不能修改")


def test_policy_based_mode_reads_security_policies() -> None:
    text = (
        "config system settings\nset ngfw-mode policy-based\nend\nconfig firewall policy\n"
        "edit 1\nset action accept\nnext\nend\n"
        "config firewall security-policy\nedit 5\nset action accept\nset application 15832\nnext\nend\n"
    )
    (only,) = forti(text).policies
    assert (only.name, only.applications) == ("5", ("15832",))


VIP = (
    'config firewall vip\nedit "web"\nset extip 203.0.113.5\nset mappedip "10.1.1.1"\nset extintf "wan1"\n'
    "set portforward enable\nset extport 8443\nset mappedport 443\nnext\n"
    'edit "one"\nset extip 203.0.113.6-203.0.113.7\nset mappedip "10.1.1.6-10.1.1.7"\n'
    'set extintf "any"\nset status disable\nnext\nend\n'
    'config firewall vipgrp\nedit "vg"\nset member "web" "one"\nnext\nend\n'
)


def test_vips_open_the_inside() -> None:
    device = forti(OBJECTS + VIP + policy('srcaddr "all"', 'dstaddr "vg"', 'service "ALL"', "action accept"))
    web, one = (nat for nat in device.nat if nat.kind in {"server", "static"})
    assert (web.kind, web.interface, web.translated_ports, web.enabled) == ("server", "wan1", (443, 443), True)
    assert (web.services[0].destination, spans(web.translated_destinations)) == (
        (8443, 8443),
        [("10.1.1.1", "10.1.1.1")],
    )
    assert (one.kind, one.interface, one.enabled, one.services) == ("static", "", False, (ANY_SERVICE,))
    assert spans(device.policies.items[0].destinations) == [
        ("203.0.113.5", "203.0.113.5"),
        ("203.0.113.6", "203.0.113.7"),
    ]


def test_source_nat_of_policies_and_central() -> None:
    text = (
        'config firewall ippool\nedit "p"\nset startip 198.51.100.1\nset endip 198.51.100.4\nnext\nend\n'
        + policy(
            'srcaddr "net"',
            'dstaddr "all"',
            'service "ALL"',
            "action accept",
            "nat enable",
            "ippool enable",
            'poolname "p"',
        )
        + (
            'config firewall central-snat-map\nedit 1\nset srcintf "a"\nset dstintf "b"\n'
            'set orig-addr "net"\nset dst-addr "all"\nset nat disable\nnext\nend\n'
        )
    )
    central, own = forti(OBJECTS + text).nat
    assert (central.name, central.kind) == ("central-1", "exempt")
    assert (own.name, own.kind, spans(own.translated_sources)) == (
        "policy-7",
        "source",
        [("198.51.100.1", "198.51.100.4")],
    )


def test_defence() -> None:
    assert forti("").defence.attack_defence == Absent(value=False, why="没有配置 DoS 策略")
    dos = (
        'config firewall DoS-policy\nedit 1\nset interface "wan1"\nconfig anomaly\n'
        'edit "tcp_syn_flood"\nset status enable\n'
        "set log enable\nset action {}\nset threshold 2000\nnext\nend\nnext\nend\n"
    )
    assert forti(dos.format("block")).defence.attack_defence == Known(value=True, lines=(3,))
    assert forti(dos.format("pass")).defence.attack_defence == Known(value=False, lines=(3,))
    asymmetric = forti("config system settings\nset asymroute enable\nend\n").defence
    assert asymmetric.stateful == Known(value=False, lines=(3,))
    loose = forti(policy("tcp-session-without-syn all")).defence
    assert isinstance(loose.stateful, Unknown)


small = st.integers(0, 60)
ranges = st.lists(st.tuples(small, small).map(lambda pair: Address(min(pair), max(pair), 4)), max_size=5)


@given(ranges, ranges)
def test_subtraction_is_that_of_sets(inside: list[Address], outside: list[Address]) -> None:
    def points(terms: object) -> set[int]:
        return {number for term in terms for number in range(term.low, term.high + 1)}  # type: ignore[attr-defined]

    rest = without(inside, outside, 4)
    assert points(rest) == points(inside) - points(outside)
    assert all(left.high + 1 < right.low for left, right in pairwise(rest))
    other = complement(inside, 4)
    assert sum(term.high - term.low + 1 for term in other) == 2**32 - len(points(inside))
