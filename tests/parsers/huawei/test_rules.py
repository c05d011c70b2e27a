from __future__ import annotations

import pytest

from dengbao.model import ANY_IPV4, Absent, Acl, Address, Known, Rule, Service
from tests.parsers.huawei.reading import FIREWALL, SWITCH, fixture, read


def acl(text: str) -> Acl:
    return next(iter(read(SWITCH + text).acls))


def rule(text: str) -> Rule:
    return acl(f"acl number 3000\n {text}\n").rules[0]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("rule 5 permit ip", Service()),
        ("rule 5 permit tcp destination-port eq www", Service(6, destination=(80, 80))),
        ("rule 5 permit udp destination-port eq dns", Service(17, destination=(53, 53))),
        ("rule 5 permit tcp destination-port gt 1023", Service(6, destination=(1024, 65535))),
        ("rule 5 permit tcp destination-port lt 1024", Service(6, destination=(0, 1023))),
        ("rule 5 permit tcp source-port range 20 ftp", Service(6, source=(20, 21))),
        ("rule 5 permit tcp tcp-flag established", Service(6, established=True)),
        ("rule 5 permit icmp icmp-type echo", Service(1, icmp=(8, 0))),
        ("rule 5 permit icmp icmp-type 3 4", Service(1, icmp=(3, 4))),
        ("rule 5 permit 89", Service(89)),
    ],
)
def test_services_of_a_rule(text: str, service: Service) -> None:
    assert rule(text).services == (service,)


def test_addresses_of_a_rule() -> None:
    one = rule("rule 5 deny ip source 10.1.1.1 0 destination 10.2.0.0 0.0.255.255 logging time-range night")
    assert one.sources == (Address(0x0A010101, 0x0A010101, 4),)
    assert one.destinations == (Address(0x0A020000, 0x0A02FFFF, 4),)
    assert (one.logged, one.schedule, one.action, one.lines) == (True, "night", "deny", (6,))
    ragged = rule("rule 5 permit tcp source 10.0.0.1 0.0.255.0")
    assert ragged.sources == (Address(0x0A000001, 0x0A000001, 4, wildcard=0xFF00),)
    assert rule("rule 5 permit tcp source any").sources == (ANY_IPV4,)


def test_basic_lists_names_and_descriptions() -> None:
    basic = acl("acl name mgmt basic\n rule permit source 10.1.1.0 0.0.0.255\n rule deny\n rule 5 description 管理\n")
    assert (basic.name, basic.kind) == ("mgmt", "basic")
    assert [(one.name, one.comment) for one in basic.rules] == [("5", "管理"), ("10", "")]
    assert basic.unread == ()


def test_a_rule_that_is_not_understood_marks_its_list() -> None:
    strange = acl("acl number 3000\n rule 5 permit tcp source moon\n rule 10 deny ip\n")
    assert strange.unread == (6,)
    assert strange.rules[0].unread == (6,)
    assert len(strange.rules) == 2


@pytest.mark.parametrize(
    "text",
    [
        "rule 5 permit tcp {} destination 10.2.0.0 0.0.255.255 destination-port eq 443",
        "rule 5 deny ip {} logging time-range night",
        "rule 5 permit udp {} vpn-instance blue",
        "rule 5 permit {} destination 10.2.0.0 0.0.255.255",
        "rule 5 permit {}",
        "rule 5 permit {} tcp",
        "rule 5 permit tcp {} source 10.9.9.9 0",
        "rule 5 permit tcp {} moon",
        "rule 5 permit tcp {}moon",
    ],
)
@pytest.mark.parametrize("head", ["acl number 3000", "acl number 2000", "acl number 4000"])
def test_where_the_source_stands_and_how_it_is_spaced_does_not_matter(head: str, text: str) -> None:
    """The quick way and the long way of reading a rule agree; two blanks lead the long way."""
    quick, slow = (acl(f"{head}\n {text.format(source)}\n") for source in ("source 10.1.0.1 0", "source  10.1.0.1 0"))
    assert quick == slow


def test_lists_of_a_router() -> None:
    lists = {(one.family, one.name): one for one in fixture("ar-v300.cfg").acls}
    assert lists[4, "3000"].unread == (15,)  # match-order auto: not tried as printed
    assert lists[4, "4000"].kind == "layer2"
    six = lists[6, "3000"].rules[0]
    assert (six.sources[0].family, six.services[0].destination) == (6, (80, 80))


def test_how_a_list_ends_depends_on_its_use() -> None:
    text = "acl number 3000\n rule 5 permit tcp\n#\ninterface Vlanif1\n traffic-filter inbound acl 3000\n"
    assert acl(text).default == "permit"
    assert acl("acl number 3000\n rule 5 permit tcp\n").default == "deny"


def test_a_traffic_policy_is_a_list_in_the_order_of_its_classes() -> None:
    text = SWITCH + (
        "acl number 3000\n rule 5 permit tcp destination-port eq 23\nacl number 3001\n rule 5 deny udp\n"
        " rule 10 permit ip\n#\ntraffic classifier a operator and\n if-match acl 3000\n"
        "traffic classifier b operator and\n if-match acl 3001\n#\ntraffic behavior drop\n deny\n"
        "traffic behavior keep\n permit\n#\ntraffic policy p\n classifier a behavior drop\n"
        " classifier b behavior keep\n#\ninterface GigabitEthernet0/0/1\n traffic-policy p inbound\n"
    )
    device = read(text)
    assert next(iter(device.interfaces)).acl_in == ("traffic-policy p",)
    made = next(one for one in device.acls if one.name == "traffic-policy p")
    assert [one.action for one in made.rules] == ["deny", "deny", "permit"]
    assert made.default == "permit"
    harmless = text.replace(" deny\n", " permit\n").replace("deny udp", "permit udp")
    assert next(iter(read(harmless).interfaces)).acl_in == ()


def test_security_rules() -> None:
    rules = {(one.context, one.name): one for one in fixture("usg-vsys.cfg").policies}
    internet = rules["", "to internet"]
    assert (internet.action, internet.enabled, internet.logged, internet.comment) == ("permit", True, True, "上网")
    assert internet.profiles == {"ips": "default"}
    assert internet.source_zones == ("trust",)
    assert [(term.low, term.high) for term in internet.sources] == [
        (0xC0A80300, 0xC0A803FF),
        (0xC0A8040A, 0xC0A80414),
        (0xC0A80501, 0xC0A80501),
        (0xC0A80600, 0xC0A806FF),
    ]
    assert {term.destination for term in internet.services} == {(80, 80), (443, 443)}
    assert rules["", "undecided"].action == "other"
    timed = rules["", "timed"]
    assert (timed.schedule, timed.destinations[0].other) == ("worktime", "domain-set search")
    assert [term.destination for term in timed.services] == [(53, 53), (123, 123)]


def test_disabled_nested_and_broken_rules() -> None:
    rules = {(one.context, one.name): one for one in fixture("usg-vsys.cfg").policies}
    remote = rules["", "远程"]
    assert remote.enabled is False
    assert {(term.protocol, term.destination) for term in remote.services} == {
        (6, (3389, 3389)),
        (6, (5900, 5910)),
        (1, (0, 65535)),
        (6, (22, 22)),
    }
    assert not rules["", "ring"].sources[0].resolved  # a set that holds itself
    assert not rules["kiosk", "all"].sources[0].resolved  # another system's set lends nothing
    assert rules["hall", "to internet"].sources == (Address(0xC0A82800, 0xC0A828FF, 4, ref="office"),)


def test_defaults_of_virtual_systems() -> None:
    policies = fixture("usg-vsys.cfg").policies
    assert policies.default_action == Known("permit", (317,))
    assert policies.default_logged.value is True
    assert isinstance(read(FIREWALL).policies.default_action, Absent)
    assert read(FIREWALL).policies.default_action.value == "deny"


def test_policies_of_old_firewalls_have_a_direction() -> None:
    device = fixture("usg2000-interzone.cfg")
    first, second = device.policies
    assert (first.source_zones, first.destination_zones, first.action) == (("trust",), ("untrust",), "permit")
    assert first.services == (Service(6, destination=(80, 80), ref="http"),)
    assert (second.is_any_to_any, second.logged) == (True, True)
    assert device.policies.default_action == Known("permit", (6,))


def test_a_switch_has_no_policies() -> None:
    device = read(SWITCH)
    assert device.policies.unsupported == "交换机和路由器没有安全区域和安全策略"
    assert device.zones.unsupported


def test_zones_and_translations() -> None:
    device = fixture("usg-vsys.cfg")
    ports = {port.name: port for port in device.interfaces}
    assert ports["GigabitEthernet1/0/0"].zone == "untrust"
    assert (ports["GigabitEthernet1/0/3"].context, ports["GigabitEthernet1/0/3"].zone) == ("hall", "trust")
    assert len(ports["GigabitEthernet1/0/3"].addresses) == 1
    nat = {one.name: one for one in device.nat}
    assert nat["web"].translated_ports == (22, 22)
    assert nat["web"].services == (Service(6, destination=(445, 445)),)
    assert nat["whole"].services == (Service(),)
    assert (nat["out"].kind, nat["out"].interface, nat["keep"].kind) == ("source", "GigabitEthernet1/0/0", "exempt")
    assert nat["out"].sources[0].ref == "office"
    router = {one.name: one for one in fixture("ar-v300.cfg").nat}
    assert router["GigabitEthernet0/0/0 2000"].acl == "2000"
    assert any(one.kind == "server" and one.translated_ports == (80, 80) for one in router.values())


def test_proposals() -> None:
    ike, other = (
        next(iter(fixture("usg-vsys.cfg").proposals)),
        {(one.kind, one.name): one for one in fixture("ar-v300.cfg").proposals},
    )
    assert (ike.encryption, ike.integrity, ike.used) == ({"3des"}, {"sha1", "sha1-96"}, True)
    assert ike.unread  # no group is printed, and the release is not known
    assert other["ike", "10"].groups == {14}
    assert other["ike", "default"].used is False
    assert other["ipsec", "10"].used is True


def test_routes() -> None:
    routes = list(fixture("ar-v300.cfg").routes)
    assert (routes[0].prefix, routes[0].next_hop, routes[0].distance) == (0, 0x0E010202, 70)
    assert (routes[1].vrf, routes[1].prefix, routes[1].discard) == ("v1", 8, True)
    across = list(fixture("usg-vsys.cfg").routes)[1]
    assert across.next_vrf == "hall"
    bgp = next(iter(fixture("ar-v300.cfg").routing))
    assert (bgp.protocol, bgp.name, bgp.neighbours, bgp.authenticated) == ("bgp", "65100", ("172.16.10.2",), True)


def test_guards_of_access_ports() -> None:
    ports = {port.name: port for port in fixture("s5735-v600.cfg").interfaces}
    assert ports["GE1/0/1"].nac == {"dot1x"}
    assert ports["GE1/0/2"].nac == set()
    assert fixture("s5735-v600.cfg").layer2.dhcp_snooping.value is True
    lonely = read(SWITCH + "dhcp snooping enable\n").layer2.dhcp_snooping
    assert lonely == Known(value=False, lines=(5,))  # it covers no VLAN
    text = SWITCH + "vlan batch 2 to 4\nvlan 3\n dhcp snooping enable\n arp anti-attack check user-bind enable\n"
    vlans = {vlan.number: vlan for vlan in read(text).vlans}
    assert (vlans[3].arp_inspection, vlans[2].arp_inspection, vlans[3].lines) == (True, False, (5, 6, 7, 8))


def test_ports() -> None:
    text = SWITCH + (
        "interface GigabitEthernet0/0/1\n description 上联 #1\n port link-type trunk\n port trunk pvid vlan 9\n"
        " undo port trunk allow-pass vlan 1\n port trunk allow-pass vlan 2 to 4 7\n"
        "interface GigabitEthernet0/0/2\n port link-type access\n port default vlan 5\n voice-vlan 6 enable\n"
        " shutdown\n moon\n"
    )
    trunk, access = read(text).interfaces
    assert (trunk.mode, trunk.vlan, trunk.trunk, trunk.description) == ("trunk", 9, ((2, 4), (7, 7)), "上联 #1")
    assert (access.mode, access.vlan, access.voice_vlan, access.shutdown) == ("access", 5, 6, True)
    assert access.unread == (16,)


def test_redundancy() -> None:
    text = SWITCH + (
        "interface Vlanif1\n vrrp vrid 7 virtual-ip 10.1.1.1\n vrrp vrid 7 priority 120\n"
        " vrrp vrid 7 authentication-mode md5 %^%#x%^%#\n#\nstack\n#\n"
    )
    (group,) = read(text).redundancy  # an empty stack view is the factory's
    assert (group.kind, group.virtual, group.priority, group.authenticated) == ("vrrp", (0x0A010101,), 120, True)
    assert group.version == 2
    assert next(iter(read(text + "vrrp version v3\n#\n").redundancy)).version == 3
    assert [one.kind for one in fixture("usg-vsys.cfg").redundancy] == ["hrp"]
    assert [one.kind for one in fixture("ce6800.cfg").redundancy] == ["m-lag"]
