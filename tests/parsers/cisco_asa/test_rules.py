"""ASA: what passes: access lists, objects, where lists are put, security levels, translations, VPN, modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Absent, Address, Device, Known, Rule, Service, Unknown
from tests.parsers.ioslike.support import read

FIXTURES = Path(__file__).parent / "fixtures"
HEAD = "ASA Version 9.16(4)\nhostname fw\n"
PORTS = """interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.1.1.1 255.255.255.0
interface GigabitEthernet0/2
 nameif dmz
 security-level 50
 ip address 192.168.1.1 255.255.255.0
"""
OBJECTS = """object network A
 host 10.0.0.1
object network B
 range 10.0.0.5 10.0.0.9
object service S
 service tcp source range 1024 65535 destination eq https
object-group network G
 network-object object A
 network-object 10.2.0.0 255.255.0.0
 group-object H
object-group network H
 network-object object B
object-group service P tcp
 port-object eq www
 port-object range 8000 8010
object-group service M
 service-object udp destination eq domain
 service-object icmp echo
 service-object object S
object-group protocol Q
 protocol-object gre
 protocol-object tcp
object-group icmp-type I
 icmp-object echo
 icmp-object 13
"""


def asa(text: str, head: str = HEAD) -> Device:
    return read("cisco_asa", head + text + ": end\n")


def entry(text: str) -> Rule:
    device = asa(OBJECTS + f"access-list L extended {text}\n")
    (acl,) = device.acls
    assert not acl.unread
    (rule,) = acl.rules
    return rule


def net(low: str, high: str) -> tuple[int, int]:
    def number(text: str) -> int:
        return int.from_bytes(bytes(map(int, text.split("."))), "big")

    return number(low), number(high)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("permit ip host 10.0.0.1 any", [net("10.0.0.1", "10.0.0.1")]),
        ("permit ip 10.1.0.0 255.255.0.0 any", [net("10.1.0.0", "10.1.255.255")]),
        ("permit ip object B any", [net("10.0.0.5", "10.0.0.9")]),
        (
            "permit ip object-group G any",
            [net("10.0.0.1", "10.0.0.1"), net("10.2.0.0", "10.2.255.255"), net("10.0.0.5", "10.0.0.9")],
        ),
    ],
)
def test_source_addresses(text: str, spans: list[tuple[int, int]]) -> None:
    assert [(term.low, term.high) for term in entry(text).sources] == spans


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("permit ip any any", [ANY_SERVICE]),
        ("permit tcp any any eq https", [Service(6, destination=(443, 443))]),
        ("permit tcp any range 1 5 any neq 80", [
            Service(6, source=(1, 5), destination=(0, 79)), Service(6, source=(1, 5), destination=(81, 65535)),
        ]),
        ("permit udp any any gt 1023", [Service(17, destination=(1024, 65535))]),
        ("permit icmp any any echo", [Service(1, icmp=(8, None))]),
        ("permit icmp any any 3 4", [Service(1, icmp=(3, 4))]),
        ("permit icmp6 any6 any6 echo-request", [Service(58, icmp=(128, None))]),
        ("permit 47 any any", [Service(47)]),
        ("permit object S any any", [Service(6, (1024, 65535), (443, 443), ref="S")]),
        ("permit tcp any any object-group P", [
            Service(6, destination=(80, 80), ref="P"), Service(6, destination=(8000, 8010), ref="P"),
        ]),
        ("permit tcp any object-group P any", [
            Service(6, source=(80, 80), ref="P"), Service(6, source=(8000, 8010), ref="P"),
        ]),
        ("permit object-group M any any", [
            Service(17, destination=(53, 53), ref="M"), Service(1, icmp=(8, None), ref="M"),
            Service(6, (1024, 65535), (443, 443), ref="M"),
        ]),
        ("permit object-group Q any any", [Service(47, ref="Q"), Service(6, ref="Q")]),
        ("permit icmp any any object-group I", [
            Service(1, icmp=(8, None), ref="I"), Service(1, icmp=(13, None), ref="I"),
        ]),
        ("permit object X any any", [Service(ref="X", resolved=False)]),
    ],
)  # fmt: skip
def test_services(text: str, services: list[Service]) -> None:
    assert list(entry(text).services) == services


@pytest.mark.parametrize(
    ("text", "logged", "enabled"),
    [
        ("permit tcp any any eq 22 log", True, True),
        ("permit tcp any any eq 22 log notifications interval 60", True, True),
        ("permit tcp any any eq 22 log 5 interval 60 inactive", True, False),
        ("permit tcp any any eq 22 log disable", False, True),
        ("permit tcp any any eq 22 inactive", False, False),
        ("permit tcp any any eq 22", False, True),
    ],
)
def test_logging_and_inactive(text: str, logged: bool, enabled: bool) -> None:  # noqa: FBT001 - a table
    rule = entry(text)
    assert (rule.logged, rule.enabled) == (logged, enabled)


def test_sessions_count_as_logged_when_messages_302013_are_sent() -> None:
    text = OBJECTS + "access-list L extended permit ip any any\nlogging enable\nlogging trap informational\n"
    assert asa(text).acls.items[0].rules[0].logged is True
    assert asa(text.replace("informational", "warnings")).acls.items[0].rules[0].logged is False
    assert asa(text + "no logging message 302013\n").acls.items[0].rules[0].logged is False
    listed = text.replace("logging trap informational", "logging list L level errors\nlogging trap L")
    assert asa(listed).acls.items[0].rules[0].logged is None


def test_an_entry_is_named_by_its_text_and_bears_its_remark() -> None:
    device = asa("access-list L remark 工单 1\naccess-list L extended permit ip any any \n")
    (rule,) = device.acls.items[0].rules
    assert (rule.name, rule.comment, rule.lines) == ("L extended permit ip any any", "工单 1", (4,))


def test_an_entry_not_understood_is_kept_out_and_told() -> None:
    device = asa(PORTS + "access-list L extended permit tcp any sideways eq 1\naccess-group L in interface outside\n")
    assert device.policies.unread == [15]
    assert device.coverage["running-config"][14] == 0
    device = asa("access-list L extended permit tcp any sideways eq 1\n")
    assert (device.acls.items[0].unread, device.policies.unread) == ((3,), [])


def test_lists_become_policies_of_their_nameif() -> None:
    device = asa(
        PORTS
        + "access-list OUT extended permit tcp any host 10.1.1.5 eq 443\n"
        + "access-list SPARE extended permit ip any any\naccess-group OUT in interface outside\n"
    )
    first = device.policies.items[0]
    assert (first.source_zones, first.destination_zones, first.lines) == (("outside",), ("inside", "dmz"), (15, 17))
    assert [acl.name for acl in device.acls] == ["SPARE"]
    assert device.policies.default_action == Known("deny", (17,))


def test_without_a_list_the_security_levels_decide() -> None:
    device = asa(PORTS)
    assert [(rule.name, rule.source_zones, rule.destination_zones, rule.lines) for rule in device.policies.items] == [
        ("implicit inside", ("inside",), ("outside", "dmz"), (7, 8, 9)),
        ("implicit dmz", ("dmz",), ("outside",), (11, 12, 13)),
    ]
    assert all(rule.is_any_to_any and rule.comment for rule in device.policies.items)
    assert isinstance(device.policies.default_action, Absent)


def test_a_global_list_takes_the_place_of_the_levels() -> None:
    device = asa(PORTS + "access-list G extended permit esp any any\naccess-group G global\n")
    assert [(rule.source_zones, rule.destination_zones) for rule in device.policies.items] == [((), ())]


def test_an_out_list_narrows_what_the_levels_let_through() -> None:
    device = asa(PORTS + "access-list X extended permit tcp any any eq 25\naccess-group X out interface outside\n")
    assert [(rule.name, rule.destination_zones) for rule in device.policies.items] == [
        ("X extended permit tcp any any eq 25", ("outside",)),
        ("implicit inside", ("dmz",)),
        ("X extended permit tcp any any eq 25", ("outside",)),
    ]
    assert device.interfaces.items[0].acl_out == ("X",)


def test_equal_levels_and_management_ports() -> None:
    equal = PORTS.replace("security-level 50", "security-level 100")
    assert [rule.destination_zones for rule in asa(equal).policies.items] == [("outside",), ("outside",)]
    open_ = asa(equal + "same-security-traffic permit inter-interface\n")
    assert open_.policies.items[0].destination_zones == ("outside", "dmz")
    closed = asa(PORTS.replace(" nameif dmz\n", " nameif dmz\n management-only\n"))
    assert [rule.name for rule in closed.policies.items] == ["implicit inside"]
    assert closed.interfaces.items[2].kind == "management"


def test_a_list_that_is_not_defined_leaves_the_policies_in_doubt() -> None:
    device = asa(PORTS + "access-group NONE in interface inside\n")
    assert device.policies.unread == [15]


def test_a_schedule_that_is_over() -> None:
    device = asa(
        "time-range T\n absolute end 23:59 31 December 2024\naccess-list L extended permit ip any any time-range T\n"
    )
    assert (device.acls.items[0].rules[0].schedule, device.acls.items[0].rules[0].until) == ("T", "2024-12-31T23:59")


def test_control_plane_lists_guard_the_box_alone() -> None:
    device = asa(PORTS + "access-list C extended deny ip any any\naccess-group C in interface outside control-plane\n")
    assert device.defence.control_plane == Known(value=True, lines=(16,))
    assert [rule.name for rule in device.policies.items] == ["implicit inside", "implicit dmz"]


def test_translations_in_the_order_of_the_device() -> None:
    device = asa(
        OBJECTS
        + "nat (inside,outside) after-auto source dynamic any interface\n"
        + "nat (inside,outside) source static G G destination static A A\n"
        + "object network B\n nat (inside,outside) dynamic interface\n"
        + "object network A\n nat (inside,outside) static 203.0.113.9 service tcp https 8443\n"
    )
    assert [(nat.name, nat.kind) for nat in device.nat] == [
        ("(inside,outside) static G G", "exempt"),
        ("object A", "server"),
        ("object B", "source"),
        ("after-auto (inside,outside) dynamic any interface", "source"),
    ]
    server = device.nat.items[1]
    assert (server.services, server.translated_ports) == ((Service(6, destination=(443, 443)),), (8443, 8443))
    assert server.sources == (Address(*net("10.0.0.1", "10.0.0.1"), 4, ref="A"),)


def test_translations_before_8_3() -> None:
    device = read("cisco_asa", (FIXTURES / "asa-8.2.txt").read_text("utf-8"))
    assert [(nat.name, nat.kind, nat.destination_zones, nat.acl) for nat in device.nat][:3] == [
        ("nat (inside) 0", "exempt", (), "nonat"),
        ("nat (inside) 1", "source", ("outside",), ""),
        ("nat (dmz) 2", "source", ("outside",), ""),
    ]
    assert device.nat.items[1].interface == "outside"
    assert device.nat.items[3].translated_ports == (80, 80)


VPN = """crypto ipsec ikev1 transform-set T esp-3des esp-sha-hmac
crypto ipsec ikev1 transform-set SPARE esp-des esp-md5-hmac
crypto map M 10 set pfs group5
crypto map M 10 set ikev1 transform-set T
crypto map M interface outside
crypto ikev2 enable outside
crypto ikev1 policy 10
 encryption 3des
 hash sha
 group 2
crypto ikev2 policy 1
 encryption aes-gcm-256
 integrity null
 group 19 14
 prf sha256
"""


def test_vpn_proposals_and_their_use() -> None:
    found = {proposal.key: proposal for proposal in asa(VPN).proposals}
    used = found["vpn:ipsec-T"]
    assert (used.encryption, used.integrity, used.groups, used.used) == (
        frozenset({"3des"}), frozenset({"sha1"}), frozenset({5}), True,
    )  # fmt: skip
    assert used.lines == (3, 6)
    assert found["vpn:ipsec-SPARE"].used is False
    assert found["vpn:ike-ikev1-10"].used is False
    modern = found["vpn:ike-ikev2-1"]
    assert (modern.integrity, modern.groups, modern.used) == (frozenset(), frozenset({19, 14}), True)


POLICY = """class-map ALL
 match any
class-map SOME
 match access-list L
policy-map P
 class ALL
  sfr fail-open
 class SOME
  set connection advanced-options tcp-state-bypass
service-policy P global
"""


def test_a_module_that_takes_all_traffic_guards_every_policy() -> None:
    device = asa(PORTS + POLICY)
    assert {rule.profiles.get("ips") for rule in device.policies.items} == {"sfr"}
    assert device.defence.stateful == Known(value=False, lines=(22, 23, 24))
    for text in (
        POLICY.replace("fail-open", "fail-open monitor-only"),
        POLICY.replace("match any", "match access-list L"),
    ):
        assert {rule.profiles.get("ips") for rule in asa(PORTS + text).policies.items} == {None}
    only = asa(PORTS + POLICY.replace("P global", "P interface dmz"))
    assert [rule.profiles.get("ips") for rule in only.policies.items] == [None, "sfr"]


def test_threat_detection() -> None:
    assert asa("threat-detection basic-threat\n").defence.attack_defence == Known(value=True, lines=(3,))
    assert asa("no threat-detection basic-threat\n").defence.attack_defence == Known(value=False, lines=(3,))
    assert isinstance(asa("").defence.attack_defence, Unknown)


def test_any_is_any() -> None:
    rule = entry("permit ip any any")
    assert (rule.sources, rule.is_any_to_any) == ((ANY_ADDRESS,), True)
    assert entry("permit ip any4 any4").is_any_to_any
    assert not entry("permit ip user XZ\\\\a any any").is_any_to_any
