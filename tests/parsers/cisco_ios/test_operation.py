"""IOS: SNMP, logs, time, archive, banner, VPN, zones, NAT, ports, routes."""

from __future__ import annotations

from dengbao.model import Absent, Device, Known, Unknown
from tests.parsers.ioslike.support import read

HEAD = "version 15.2\nhostname r1\n"


def ios(text: str) -> Device:
    return read("cisco_ios", HEAD + text + "end\n")


def test_snmp() -> None:
    snmp = ios(
        "snmp-server community public RO\nsnmp-server community s3cr3t-Word RW 5\n"
        "access-list 5 permit 10.1.1.0 0.0.0.255\n"
        "snmp-server group G v3 auth\nsnmp-server host 10.1.1.1 version 2c public\nsnmp-server enable traps config\n"
    ).snmp
    first, second = snmp.communities
    assert (first.access, first.secret is not None and "default" in first.secret.flags) == ("read", True)
    assert first.sources.value == ()
    assert (second.access, len(second.sources.value)) == ("write", 1)
    assert snmp.versions.value == {"1", "2c", "3"}
    assert [(user.name, user.level) for user in snmp.users] == [("group-G", "auth")]
    assert [target.address for target in snmp.targets] == ["10.1.1.1"]
    assert snmp.traps == Known(value=True, lines=(8,))
    assert ios("").snmp.enabled.value is False


def test_logging() -> None:
    logging = ios(
        "service timestamps log datetime msec\nlogging buffered 65536 informational\nlogging trap warnings\n"
        "logging host 10.1.1.1 vrf M transport tcp port 1514\nlogging 10.1.1.2\nno logging on\n"
    ).logging
    first, second = logging.servers
    assert (first.address, first.vrf, first.transport, first.port, first.level) == ("10.1.1.1", "M", "tcp", 1514, 4)
    assert (second.address, second.lines) == ("10.1.1.2", (7, 5))
    assert logging.buffer_bytes == Known(65536, (4,))
    assert logging.timestamp == Known("yearless", (3,))
    assert logging.enabled == Known(value=False, lines=(8,))
    assert isinstance(ios("").logging.buffer, Unknown)


def test_time_needs_all_four_lines() -> None:
    text = (
        "ntp authentication-key 1 md5 0822455D0A16 7\nntp authenticate\n"
        "{}ntp server 10.1.1.1 key 1\nclock timezone CST 8 0\n"
    )
    clock = ios(text.format("ntp trusted-key 1\n")).clock
    assert clock.authenticated.value is True
    assert clock.algorithms.value == {"md5"}
    assert clock.zone_minutes == Known(480, (7,))
    assert ios(text.format("")).clock.authenticated.value is False
    doubtful = ios(text.format("ntp trusted-keys 1\n")).clock
    assert doubtful.authenticated == Unknown("没有读懂有关的配置行", (5,))
    assert ios("clock timezone X -3 30\n").clock.zone_minutes.value == -210


def test_saved_by_the_two_moments_of_the_head() -> None:
    head = (
        "! Last configuration change at 10:00:00 CST Mon Nov 9 2026 by a\n"
        "! NVRAM config last updated at {} CST Mon Nov 9 2026 by a\n!\n"
    )
    assert read("cisco_ios", head.format("10:00:01") + HEAD + "end\n").archive.saved.value is True
    assert read("cisco_ios", head.format("09:59:59") + HEAD + "end\n").archive.saved == Known(value=False, lines=(1, 2))
    assert isinstance(ios("").archive.saved, Unknown)


def test_archive() -> None:
    archive = ios(
        "archive\n log config\n  logging enable\n  notify syslog\n path scp://b@10.1.1.1/x\n write-memory\n"
    ).archive
    assert archive.automatic == Known(value=True, lines=(3, 7, 8))
    assert archive.destinations.value == ("scp://b@10.1.1.1/x",)
    assert ios("archive\n log config\n  hidekeys\n").archive.automatic.value is False
    assert isinstance(ios("").archive.automatic, Absent)


def test_a_banner_may_hold_anything() -> None:
    device = ios("banner login ^C\n# interface GigabitEthernet0/0\n!\nend\nno shutdown ^C\nsnmp-server location here\n")
    assert "interface GigabitEthernet0/0" in device.system.banner.value
    assert device.system.banner.lines == (3, 4, 5, 6, 7)
    assert not device.interfaces
    assert set(device.coverage["running-config"]) == {1}
    stored = ios("banner motd \x03\nhello\n\x03\nusername u nopassword\n")
    assert stored.system.banner.value == "hello"
    assert len(stored.users) == 1


def test_a_banner_of_an_unknown_kind_may_be_shown() -> None:
    system = ios("banner logins ^C stay out ^C\n").system
    assert system.banner == Unknown("没有读懂有关的配置行", (3,))
    assert ios("banner #stay out#\n").system.banner == Known("stay out", (3,))
    assert ios("banner exec ^C hello ^C\n").system.banner.value == ""


def test_a_banner_without_its_end_is_not_understood() -> None:
    device = ios("banner login ^C\nhello\n")
    assert isinstance(device.system.banner, Unknown)
    assert device.system.unread == [3]
    assert device.coverage["running-config"][3:5] == b"\x00\x00"


def test_vpn() -> None:
    device = ios(
        "crypto isakmp policy 10\n encr aes 256\n hash sha256\n authentication pre-share\n"
        " group 14\ncrypto isakmp policy 20\n"
        "crypto ipsec transform-set T esp-3des esp-md5-hmac\n mode tunnel\n"
        "crypto map M 10 ipsec-isakmp\n set transform-set T\n"
        " set pfs group5\ninterface GigabitEthernet0/0\n crypto map M\n"
    )
    strong, default, transform = device.proposals
    assert (strong.encryption, strong.integrity, strong.groups) == ({"aes-256"}, {"sha256"}, {14})
    assert (default.encryption, default.integrity, default.groups) == ({"des"}, {"sha1"}, {1})
    assert (transform.encryption, transform.integrity, transform.groups, transform.used) == (
        {"3des"},
        {"md5"},
        {5},
        True,
    )


ZONES = """ip access-list extended WEB
 permit tcp 10.0.0.0 0.0.0.255 any eq 443
class-map type inspect match-any C
 match access-group name WEB
class-map type inspect match-any P
 match protocol icmp
policy-map type inspect PM
 class type inspect C
  inspect
 class type inspect P
  drop log
 class class-default
  drop
zone security IN
zone security OUT
zone-pair security IO source IN destination OUT
 service-policy type inspect PM
interface GigabitEthernet0/0
 zone-member security IN
"""


def test_zone_pairs_are_policies() -> None:
    device = ios(ZONES)
    web, icmp, rest = device.policies
    assert (web.action, web.source_zones, web.destination_zones) == ("permit", ("IN",), ("OUT",))
    assert web.services[0].destination == (443, 443)
    assert (icmp.action, icmp.logged, icmp.applications) == ("deny", True, ("icmp",))
    assert (rest.action, rest.is_any_to_any) == ("deny", True)
    assert device.policies.default_action.value == "deny"
    assert device.zones.items[0].interfaces == ("GigabitEthernet0/0",)
    assert device.defence.stateful.value is True
    assert ios("").policies.unsupported


def test_nat() -> None:
    device = ios(
        "ip nat pool P 192.0.2.1 192.0.2.9 netmask 255.255.255.0\nip nat inside source list 1 pool P overload\n"
        "ip nat inside source static tcp 10.0.0.5 443 192.0.2.10 8443\n"
        "ip nat inside source list 2 interface Dialer1 overload\n"
    )
    pool, server, dynamic = device.nat
    assert (pool.kind, pool.acl, pool.translated_sources[0].high & 0xFF) == ("source", "1", 9)
    assert (server.kind, server.services[0].destination, server.translated_ports) == (
        "server",
        (8443, 8443),
        (443, 443),
    )
    assert dynamic.interface == "Dialer1"


def test_interfaces_routes_and_processes() -> None:
    device = ios(
        "vlan 10\n name OFFICE\nip dhcp snooping\nip dhcp snooping vlan 10\n"
        "interface GigabitEthernet1/0/1\n switchport access vlan 10\n"
        " switchport port-security\n ip verify source\ninterface GigabitEthernet1/0/2\n switchport mode trunk\n"
        " switchport trunk allowed vlan 10,20\n switchport trunk allowed vlan add 30-40\ninterface Vlan10\n"
        " ip address 10.0.0.1 255.255.255.0\n ip access-group A in\n standby 1 ip 10.0.0.254\n"
        "ip route vrf V 0.0.0.0 0.0.0.0 10.0.0.2 250 name out\nrouter bgp 1\n"
        " neighbor 10.0.0.2 remote-as 2\n neighbor 10.0.0.2 password 7 0822\n"
    )
    access, trunk, svi = device.interfaces
    assert (access.mode, access.vlan, access.nac, access.source_guard) == ("access", 10, {"port-security"}, True)
    assert (trunk.mode, trunk.trunk) == ("trunk", ((10, 10), (20, 20), (30, 40)))
    assert (svi.kind, svi.acl_in, svi.addresses[0].prefix) == ("vlan", ("A",), 24)
    assert device.redundancy.items[0].virtual == (0x0A0000FE,)
    assert device.vlans.items[0].dhcp_snooping is True
    route = device.routes.items[0]
    assert (route.vrf, route.distance, route.description, route.prefix) == ("V", 250, "out", 0)
    assert device.routing.items[0].authenticated is True


def test_groups_resolve_forward_and_remarks_comment() -> None:
    device = ios(
        "ip access-list extended A\n remark 门户\n"
        " permit tcp object-group N any eq 443 time-range T\n permit ip object-group GONE any\n"
        "object-group network N\n 10.0.0.0 255.255.255.0\n host 10.1.1.1\ntime-range T\n"
        " absolute end 23:59 31 December 2024\n"
    )
    first, second = device.acls.items[0].rules
    assert [term.ref for term in first.sources] == ["N", "N"]
    assert (first.comment, first.until, first.name) == ("门户", "2024-12-31T23:59", "10")
    assert second.sources[0].resolved is False


def test_what_follows_end_is_no_configuration() -> None:
    device = read("cisco_ios", HEAD + "end\nr1#show version\nusername x nopassword\n")
    assert not device.users
    assert device.coverage["running-config"] == b"\x01\x01\x01\x02\x02"


def test_another_platform_s_text_leaves_everything_missing() -> None:
    device = read("cisco_ios", "#\nsysname x\n#\nuser-interface vty 0 4\n")
    assert device.users.missing == "看起来不是思科 IOS 的配置"
    assert isinstance(device.ssh.version, Unknown)
    assert read("cisco_ios", "").users.missing == "没有 running-config"
