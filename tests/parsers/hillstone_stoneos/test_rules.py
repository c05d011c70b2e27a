"""Books, rules in all their forms, NAT: the fixture of oddities, and single lines."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import pytest

from dengbao.model import Absent, Address, Device, Known, Rule
from parsers.hillstone_stoneos.operands import service
from tests.parsers.hillstone_stoneos.reading import stone, unread
from tests.parsers.ioslike.support import read

ODD = Path(__file__).parent / "fixtures" / "oddities-5.5R8.txt"


@pytest.fixture(scope="module")
def odd() -> Device:
    return read("hillstone_stoneos", ODD.read_text("utf-8"))


def text_of(device: Device, number: int) -> str:
    del device
    return ODD.read_text("utf-8").split("\n")[number - 1].strip()


def spans(terms: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(str(ip_address(term.low)), str(ip_address(term.high))) for term in terms]


def test_only_what_is_strange_is_not_understood(odd: Device) -> None:
    assert [text_of(odd, number) for number in unread(odd)] == [
        'snatrule id 2 from "Any" to "Any" service "Any" transi',
        "some-new-condition 1",
        "a-line-that-nobody-knows 1",
    ]


def test_the_order_is_that_of_the_file_and_bodies_add(odd: Device) -> None:
    assert [(rule.context, rule.name) for rule in odd.policies] == [
        ("", "30"), ("", "12"), ("", "5"), ("", "8"), ("", "9"), ("", "20"), ("", "21"), ("", "40"), ("二级", "1"),
    ]  # fmt: skip
    rules = {rule.key: rule for rule in odd.policies}
    assert rules["policy:12"].logged
    assert rules["policy:二级/1"].sources[0].low == 0xAC100000


def test_five_ways_to_switch_a_rule_off(odd: Device) -> None:
    rules = {rule.name: rule for rule in odd.policies if not rule.context}
    assert not rules["12"].enabled  # disable as the first line
    assert not rules["5"].enabled  # as the last one
    assert rules["8"].until == "2025-12-31T23:59"  # its schedule is over
    assert rules["9"].until == "2025-06-30T23:59"  # its own time is over
    grouped = stone('policy-group "临时"\n  disable\nexit\nrule id 1\n  action permit\nexit\n')
    assert grouped.policies.unread == [4]  # which rules a group holds is not documented
    assert stone('policy-group "临时"\n  enable\nexit\n').policies.unread == []


def test_what_rules_match(odd: Device) -> None:
    rules = {rule.name: rule for rule in odd.policies if not rule.context}
    assert spans(rules["5"].sources) == [
        ("10.10.0.0", "10.10.30.199"),
        ("10.10.30.210", "10.10.98.255"),
        ("10.10.100.0", "10.11.255.255"),
    ]
    assert [(one.protocol, one.destination) for one in rules["5"].services] == [
        (6, (8080, 8088)), (17, (9000, 9000)), (1, (0, 65535)), (89, (0, 65535)), (6, (443, 443)),
    ]  # fmt: skip
    assert rules["8"].is_any_to_any
    assert rules["8"].profiles == {"ips": "predef_loose", "av": "predef_low"}  # of the zone
    assert rules["9"].destinations[0].other == "域名 mail.example.gov.cn"
    assert (rules["9"].applications, rules["9"].users) == (("SMTP",), ("user local wang",))
    assert (rules["40"].source_zones, rules["40"].action) == (("trust",), "permit")
    assert (rules["5"].comment, rules["12"].comment) == ("内网到隔离区", "")


def test_what_cannot_be_decided(odd: Device) -> None:
    rules = {rule.name: rule for rule in odd.policies if not rule.context}
    assert (rules["20"].action, rules["20"].unread) == ("other", rules["20"].lines[:1])  # no action line
    assert [text_of(odd, number) for number in rules["21"].unread] == ["some-new-condition 1"]
    assert not rules["21"].destinations[0].resolved
    assert not rules["21"].services[0].resolved  # a predefined name whose ports nobody confirmed


def test_members_without_numbers(odd: Device) -> None:
    (old,) = [one for one in odd.address_objects if one.name == "旧写法"]
    assert spans(old.terms[:1]) == [("192.168.101.1", "192.168.101.20")]
    assert old.terms[1].other == "域名 www.example.gov.cn"
    assert old.terms[2].wildcard == 0x0000FF00


def test_default_action() -> None:
    assert stone("").policies.default_action == Absent("deny", "没有 default-action permit,缺省拒绝")
    assert stone("policy-global\n  default-action permit\nexit\n").policies.default_action == Known("permit", (5,))


def rule(*lines: str, before: str = "") -> Rule:
    return stone(before + "rule id 1\n" + "".join(f"  {line}\n" for line in lines) + "exit\n").policies.items[-1]


def test_logging_needs_the_switch() -> None:
    lines = ("action permit", 'src-addr "Any"', "log session-end")
    assert rule(*lines).logged is False
    assert rule(*lines, before="logging traffic session on\n").logged is True
    override = "logging traffic on\npolicy-global\n  global-policy-log session-end off\nexit\n"
    assert rule(*lines, before=override).logged is False


def test_profiles_and_none() -> None:
    assert rule("action permit", "ips predef_default", "av no-av", "url profile1").profiles == {
        "ips": "predef_default",
        "url": "profile1",
    }


def test_rules_of_a_policy_between_zones() -> None:
    device = stone(
        'policy from "trust" to "untrust"\n  rule id 3\n    action permit\n    service "SSH"\n  exit\nexit\n'
    )
    (one,) = device.policies
    assert (one.name, one.source_zones, one.destination_zones) == ("3", ("trust",), ("untrust",))
    assert unread(device) == []


def test_nat(odd: Device) -> None:
    found = {one.name: one for one in odd.nat}
    assert (found["snat-1"].kind, found["snat-1"].interface, found["snat-1"].unread) == ("source", "ethernet0/1", ())
    assert (found["snat-4"].kind, found["snat-4"].enabled, spans(found["snat-4"].sources)) == (
        "exempt", False, [("10.10.0.0", "10.10.255.255")],
    )  # fmt: skip
    assert (found["dnat-1"].kind, found["dnat-1"].translated_ports) == ("server", (8443, 8443))
    assert spans(found["dnat-1"].translated_destinations) == [("192.168.100.10", "192.168.100.10")]
    assert found["bnat-1"].kind == "static"
    assert found["snat-2"].unread  # cut by a narrow terminal


@pytest.mark.parametrize(
    "line",
    [
        "tcp",
        "tcp dst-port",
        "tcp dst-port x",
        "tcp dst-port 9 8",
        "udp dst-port 70000",
        "icmp type 300",
        "protocol 256",
        "gre",
    ],
)
def test_services_that_are_none(line: str) -> None:
    found = service(line.split())
    assert found is None or line == "tcp"
