"""NX-OS: interfaces, VLANs, guards, access lists with groups, routes, redundancy, jobs."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Device, Known, Service, Unknown
from tests.parsers.ioslike.support import read


def nxos(text: str, version: str = "9.3(12)") -> Device:
    return read("cisco_nxos", f"version {version} Bios:version\nhostname n1\n{text}")


PORTS = """interface Vlan1
interface Vlan10
  no shutdown
  ip address 10.1.10.2/24
  hsrp 10
    authentication md5 key-chain K
    priority 120
    ip 10.1.10.1
interface Ethernet1/1
  switchport mode trunk
  switchport trunk allowed vlan 10,20
  switchport trunk allowed vlan add 300-302
  channel-group 1 mode active
interface Ethernet1/2
  switchport access vlan 10
  switchport port-security
  ip verify source dhcp-snooping-vlan
  ip port access-group L in
interface Ethernet1/3
  no switchport
  ip access-group L out
  ip address 10.1.20.1/30 tag 5
interface Ethernet1/4
  shutdown
interface mgmt0
  vrf member management
  ip address 10.1.99.2/24
vlan 1,10,20
vlan 10
  name OFFICE
ip dhcp snooping
ip dhcp snooping vlan 10
ip arp inspection vlan 10
"""


def test_interfaces() -> None:
    ports = {port.name: port for port in nxos(PORTS).interfaces}
    assert (ports["Vlan1"].shutdown, ports["Vlan10"].shutdown) == (True, False)  # up only when printed
    assert (ports["Ethernet1/1"].mode, ports["Ethernet1/1"].trunk) == ("trunk", ((10, 10), (20, 20), (300, 302)))
    access = ports["Ethernet1/2"]
    assert (access.mode, access.vlan, access.nac, access.source_guard) == ("access", 10, {"port-security"}, True)
    assert (access.acl_in, access.arp_inspection) == (("L",), True)
    assert (ports["Ethernet1/3"].mode, ports["Ethernet1/3"].acl_out) == ("routed", ("L",))
    assert (ports["Ethernet1/4"].shutdown, ports["Ethernet1/4"].vlan) == (True, 1)
    assert (ports["mgmt0"].kind, ports["mgmt0"].vrf) == ("management", "management")
    assert all(not port.unread for port in ports.values())


def test_ports_of_modular_switches_are_routed_unless_said_otherwise() -> None:
    vdc = "vdc n1 id 1\n  limit-resource module-type m1 f2e\n"
    assert nxos(vdc + "interface Ethernet1/1\n", "7.3(1)D1(1)").interfaces.items[0].mode == ""
    switched = nxos(vdc + "system default switchport\ninterface Ethernet1/1\n", "7.3(1)D1(1)")
    assert switched.interfaces.items[0].mode == "access"


def test_guards_and_vlans() -> None:
    device = nxos(PORTS)
    assert [(vlan.number, vlan.name, vlan.dhcp_snooping) for vlan in device.vlans] == [
        (1, "", False),
        (10, "OFFICE", True),
        (20, "", False),
    ]
    assert device.layer2.dhcp_snooping == Known(value=True, lines=(33, 34))
    assert device.layer2.arp_inspection == Known(value=True, lines=(35,))
    assert device.layer2.source_guard.value is True
    half = nxos("ip dhcp snooping\n").layer2
    assert half.dhcp_snooping == Known(value=False, lines=(3,))
    assert isinstance(nxos("").layer2.dhcp_snooping, Absent)


def test_redundancy() -> None:
    device = nxos(PORTS + "vpc domain 7\n  peer-keepalive destination 10.1.99.3\n")
    hsrp, vpc = device.redundancy
    assert (hsrp.kind, hsrp.name, hsrp.authenticated, hsrp.priority) == ("hsrp", "Vlan10 10", True, 120)
    assert hsrp.lines == (7, 8, 9, 10)
    assert (vpc.kind, vpc.name) == ("vpc", "7")


GROUPS = """object-group ip address A
  10 host 10.1.1.1
  20 10.2.0.0/16
  30 10.3.0.0 0.0.255.255
object-group ip port P
  10 eq 22
  20 range 8000 8001
"""


@pytest.mark.parametrize(
    ("entry", "services"),
    [
        ("permit tcp any any eq 443 established", [Service(6, destination=(443, 443), established=True)]),
        ("permit tcp addrgroup A any portgroup P", [
            Service(6, destination=(22, 22)), Service(6, destination=(8000, 8001)),
        ]),
        ("permit tcp any portgroup P 10.1.1.1/32", [Service(6, source=(22, 22)), Service(6, source=(8000, 8001))]),
        ("permit tcp 10.0.0.0 0.0.0.255 portgroup P addrgroup A eq 80", [
            Service(6, (22, 22), (80, 80)), Service(6, (8000, 8001), (80, 80)),
        ]),
        ("permit udp any any portgroup NONE", [Service(ref="NONE", resolved=False)]),
        ("permit ip any any packet-length range 500 600", [Service(other="packet-length range-500-600")]),
        ("permit icmp any any 3 4", [Service(1, icmp=(3, 4))]),
    ],
)  # fmt: skip
def test_entries(entry: str, services: list[Service]) -> None:
    device = nxos(GROUPS + f"ip access-list L\n  statistics per-entry\n  10 remark 说明\n  20 {entry}\n")
    (acl,) = device.acls
    assert not acl.unread
    (rule,) = acl.rules
    assert (rule.name, rule.comment, rule.lines, list(rule.services)) == ("20", "说明", (13,), services)


def test_groups_resolve_and_are_not_nested() -> None:
    device = nxos(GROUPS + "ip access-list L\n  10 permit ip addrgroup A any\n  20 permit ip addrgroup X any\n")
    known, unknown = device.acls.items[0].rules
    assert [(term.low, term.high) for term in known.sources] == [
        (0x0A010101, 0x0A010101), (0x0A020000, 0x0A02FFFF), (0x0A030000, 0x0A03FFFF),
    ]  # fmt: skip
    assert not unknown.sources[0].resolved
    assert [group.name for group in device.address_objects] == ["A"]


def test_an_entry_not_understood_marks_its_list() -> None:
    device = nxos("ip access-list L\n  10 permit tcp any sideways\n  20 deny ip any any\n")
    assert device.acls.items[0].unread == (4,)


ROUTES = """vrf context management
  ip route 0.0.0.0/0 10.1.99.254
ip route 10.9.0.0/16 Vlan10 10.1.10.9 name office 200
ip route 10.8.0.0/16 Null0
ipv6 route 2001:db8::/32 2001:db8:1::1 track 5
router ospf 1
  area 0 authentication message-digest
router bgp 65001
  neighbor 10.1.1.2
    remote-as 65002
    password 3 abcd
  neighbor 10.1.1.3 remote-as 65003
    address-family ipv4 unicast
"""


def test_routes() -> None:
    device = nxos(ROUTES)
    assert [(r.vrf, r.prefix, r.interface, r.discard, r.distance, r.track, r.lines) for r in device.routes] == [
        ("management", 0, "", False, None, "", (4,)),
        ("", 16, "Vlan10", False, 200, "", (5,)),
        ("", 16, "Null0", True, None, "", (6,)),
        ("", 32, "", False, None, "5", (7,)),
    ]
    assert [(p.protocol, p.neighbours, p.authenticated) for p in device.routing] == [
        ("ospf", (), True),
        ("bgp", ("10.1.1.2", "10.1.1.3"), False),
    ]


JOB = """scheduler job name B
copy running-config sftp://u@10.1.1.8/x vrf management

end-job

scheduler schedule name S
  job name B
  time daily 2:30
"""


def test_a_scheduled_copy_is_a_backup() -> None:
    archive = nxos(JOB).archive
    assert (archive.automatic, archive.destinations.value) == (Known(value=True, lines=(3, 9)), ("10.1.1.8",))
    assert not nxos(JOB.replace("job name B\n  time", "job name C\n  time")).archive.automatic
    cut = nxos("scheduler job name B\ninterface Ethernet1/1\n")  # no end: nothing is swallowed
    assert len(cut.interfaces) == 1


@pytest.mark.parametrize(("old", "new"), [("job name B\ncopy", "jobs name B\ncopy"), ("  time daily", "  times daily")])
def test_a_schedule_not_understood_leaves_it_open(old: str, new: str) -> None:
    assert old in JOB
    archive = nxos(JOB.replace(old, new)).archive
    assert isinstance(archive.automatic, Unknown)
    assert archive.automatic.lines


def test_a_schedule_without_a_time_saves_nothing_and_an_applet_perhaps() -> None:
    untimed = JOB[: JOB.index("  time")]
    assert nxos(untimed).archive.automatic.value is False
    applet = "event manager applet A\n  event timer cron\n  action 1.0 cli copy running-config tftp://10.1.1.1/x\n"
    assert nxos(applet).archive.automatic == Unknown("event manager applet 复制配置,没有读它何时运行", (3,))


def test_the_control_plane() -> None:
    assert nxos("copp profile strict\n").defence.control_plane == Known(value=True, lines=(3,))
    assert nxos("no copp profile\n").defence.control_plane == Known(value=False, lines=(3,))
    assert isinstance(nxos("").defence.control_plane, Unknown)


def test_only_version_3_of_vrrp_has_no_key() -> None:
    two, three = nxos(
        "interface Vlan10\n  vrrp 1\n    authentication text k\n    address 10.1.10.1\n"
        "interface Vlan11\n  vrrpv3 2 address-family ipv4\n    address 10.1.11.1 primary\n"
    ).redundancy
    assert (two.version, two.authenticated, three.version, three.authenticated) == (2, True, 3, False)
