"""SecPath: zones, objects, policies of three generations, NAT, VPN, attack defence."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Device, NotApplicable, Undecided, Unknown
from tests.parsers.hp_comware.support import FIXTURES, fixture, port, seven, shown


@pytest.fixture(scope="module")
def secpath() -> Device:
    return fixture("secpath")


def line(text: str) -> int:
    """The number of the fixture's line that begins so."""
    lines = (FIXTURES / "secpath.txt").read_text("utf-8").splitlines()
    return next(number for number, known in enumerate(lines, 1) if known.strip().startswith(text))


def test_every_line_of_the_fixture_but_one_is_understood(secpath: Device) -> None:
    unread = [number for number, mark in enumerate(secpath.coverage["running-config"], 1) if not mark]
    assert unread == [line("rule 20 permit tcp ack 1 syn 0")]  # two flags: AND or OR, by model


def test_security_policies_in_their_order(secpath: Device) -> None:
    rules = list(secpath.policies)
    assert [rule.name for rule in rules] == [
        "web-out", "portal", "erp", "project", "any-any", "silent-drop", "manage-out", "ghost", "v6-out",
    ]  # fmt: skip
    web, portal, erp, project, everything, drop, *_ = rules
    assert (web.action, web.logged, web.comment, web.profiles) == (
        "permit", True, "办公上网", {"ips": "default", "av": "default"},
    )  # fmt: skip
    assert [shown(term) for term in web.sources] == ["10.1.10.0-10.1.10.255", "10.1.11.0-10.1.11.255", "-10.1.11.250"]
    assert [port(term) for term in web.services] == ["6/80", "6/443", "17/53"]
    assert web.lines[0] == line("rule 10 name web-out")
    assert portal.profiles == {}  # it only alerts
    assert [shown(term) for term in erp.destinations] == [
        "10.1.20.10", "10.1.20.31", "域名 db.example.com", "10.1.20.40-10.1.20.49",
    ]  # fmt: skip
    assert (erp.applications, erp.schedule, len(erp.sources)) == (("app SAP",), "worktime", 3)
    assert (project.enabled, project.until) == (False, "2024-06-30")
    assert everything.is_any_to_any
    assert (drop.action, drop.destination_zones) == ("deny", ("Local",))
    with pytest.raises(Undecided):
        _ = next(rule for rule in rules if rule.name == "ghost").from_any
    assert rules[-1].key == "policy:ipv6/v6-out"


def test_what_matches_nothing(secpath: Device) -> None:
    assert secpath.policies.default_action == Absent("deny", "Comware 7 安全域之间缺省丢弃")
    passing = seven("security-policy ip\n#\n security-policy default-rule action pass\n#\n").policies
    assert (passing.default_action.value, passing.default_action.lines) == ("permit", (6,))
    off = seven("security-policy ip\n#\n security-policy disable\n#\n")
    assert isinstance(off.policies.default_action, Unknown)
    assert isinstance(off.defence.stateful, Unknown)


def test_a_switch_has_no_policies() -> None:
    device = seven("interface GigabitEthernet1/0/1\n port link-mode bridge\n#\n")
    for section in (device.policies, device.zones):
        with pytest.raises(NotApplicable):
            list(section)


def test_zones_and_what_they_let_in(secpath: Device) -> None:
    ports = {port_.name: port_ for port_ in secpath.interfaces}
    assert ports["GigabitEthernet1/0/1"].zone == "Untrust"
    assert "ssh" in (ports["GigabitEthernet1/0/1"].management or ())
    assert ports["GigabitEthernet1/0/4"].zone == ""
    closed = seven(
        "interface GigabitEthernet1/0/1\n port link-mode route\n ip address 203.0.113.1 24\n#\n"
        "security-zone name Untrust\n"
        " import interface GigabitEthernet1/0/1\n#\n ssh server enable\n#\nsecurity-policy ip\n rule 0"
        " name out\n  action pass\n"
        "  source-zone Trust\n  destination-zone Local\n#\n"
    )
    assert closed.interfaces.items[0].management == frozenset()


def test_zone_pairs_with_object_policies_and_packet_filters() -> None:
    text = """object-group ip address office
 0 network subnet 10.1.0.0 255.255.0.0
#
security-zone name Trust
#
zone-pair security source Trust destination any
 object-policy apply ip out
 packet-filter 3000
#
object-policy ip out
 rule 0 pass source-ip OFFICE service http logging
 rule 0 comment 上网
 rule 1 drop disable
 rule 2 pass
#
acl advanced 3000
 rule 0 deny ip
#
"""
    rules = list(seven(text).policies)
    assert [(rule.name, rule.action, rule.enabled) for rule in rules] == [
        ("Trust-any:out:0", "permit", True), ("Trust-any:out:1", "deny", False), ("Trust-any:out:2", "permit", True),
        ("Trust-any:3000:0", "deny", True),
    ]  # fmt: skip
    assert (rules[0].source_zones, rules[0].destination_zones, rules[0].comment) == (("Trust",), (), "上网")
    assert [shown(term) for term in rules[0].sources] == ["10.1.0.0-10.1.255.255"]
    assert rules[2].is_any_to_any
    taken_over = seven(text + "security-policy ip\n#\n")
    assert list(taken_over.policies) == []


def test_comware_5_interzones() -> None:
    rules = seven(
        "interzone source Trust destination Untrust\n rule 0 permit logging\n  source-ip any_address\n"
        "  service any_service\n"
        "  comment out\n  rule enable\n rule 1 permit\n#\n"
    ).policies.items
    assert [(rule.enabled, rule.logged, rule.comment) for rule in rules] == [(True, True, "out"), (False, False, "")]


def test_access_lists(secpath: Device) -> None:
    lists = {acl.name: acl for acl in secpath.acls}
    assert [shown(term) for term in lists["2002"].rules[0].sources] == ["10.0.0.1/0xff0000"]
    assert [shown(term) for term in lists["2001"].rules[1].sources][:1] == ["10.1.10.0-10.1.10.255"]
    guard = lists["guard-in"].rules
    assert guard[0].services[0].icmp == (8, 0)
    assert [term.destination for term in guard[1].services] == [(0, 52), (54, 65535)]
    assert guard[2].unread == (line("rule 20 permit tcp ack 1 syn 0"),)
    assert lists["3001"].rules[0].comment == "勒索病毒端口"
    assert lists["3001"].rules[0].logged is False  # no acl logging interval
    assert lists["ipv6 3001"].family == 6
    assert (
        seven(" acl logging interval 5\n#\nacl advanced 3000\n rule 0 deny tcp logging\n#\n")
        .acls.items[0]
        .rules[0]
        .logged
    )


def test_nat(secpath: Device) -> None:
    nat = {one.name: one for one in secpath.nat}
    server = nat["portal-https"]
    assert (server.kind, server.interface, server.translated_ports) == ("server", "GigabitEthernet1/0/1", (443, 443))
    assert [shown(term) for term in server.destinations] == ["203.0.113.10"]
    own = nat["GigabitEthernet1/0/1-server-current-interface-8022"]
    assert (own.enabled, own.vrf, len(own.destinations)) == (False, "mgmt", 2)
    assert nat["GigabitEthernet1/0/1-server-203.0.113.11-5000"].acl == "2001"
    assert [port(term) for term in nat["GigabitEthernet1/0/1-server-203.0.113.11-5000"].services] == ["17/5000-5010"]
    assert nat["static-10.1.20.9"].kind == "static"
    assert (nat["snat-office"].kind, nat["snat-office"].source_zones) == ("source", ("Trust",))
    mapped = nat["dnat-portal"]
    assert (mapped.kind, mapped.enabled, mapped.translated_ports) == ("server", False, (8443, 8443))


def test_vpn_defaults_are_weak(secpath: Device) -> None:
    proposals = {(one.kind, one.name): one for one in secpath.proposals}
    assert proposals["ipsec", "strong"].encryption == {"aes-256"}
    assert (proposals["ipsec", "strong"].used, proposals["ipsec", "weak"].used) == (True, False)
    empty = proposals["ike", "9"]
    assert (empty.encryption, empty.integrity, empty.groups, empty.used) == ({"des"}, {"sha1"}, {1}, False)
    offered = seven("ike profile p\n keychain k\n#\n").proposals.items
    assert [(one.name, one.encryption, one.used) for one in offered] == [("default", {"des"}, True)]


def test_attack_defence_must_detect_and_be_applied(secpath: Device) -> None:
    assert secpath.defence.attack_defence.value is True
    head = "security-zone name Untrust\n attack-defense apply policy p\n#\n"
    idle = seven(head + "attack-defense policy p\n syn-flood threshold 5\n#\n")
    assert idle.defence.attack_defence.value is False
    loose = seven("security-zone name Untrust\n#\nattack-defense policy p\n scan detect level high\n#\n")
    assert loose.defence.attack_defence.value is False


def test_devices_inside_the_device(secpath: Device) -> None:
    assert [(one.name, one.kind) for one in secpath.vrfs] == [
        ("Admin", "context"),
        ("yewu", "context"),
        ("mgmt", "vrf"),
    ]
