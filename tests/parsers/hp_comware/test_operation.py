"""SNMP, logs, time, archives, banners, layer 2, redundancy, routes."""

from __future__ import annotations

from dengbao.model import Absent, Known, Unknown
from tests.parsers.hp_comware.support import five, seven, shown


def test_snmp_communities_users_and_targets() -> None:
    snmp = seven(
        " snmp-agent\n snmp-agent community read public acl 2001\n snmp-agent community write cipher $c$3$Z3#q!t=\n"
        " snmp-agent sys-info version v2c v3 \n"
        " snmp-agent group v3 g authentication acl 2001\n snmp-agent usm-user v3 u"
        " g cipher authentication-mode sha $c$3$a!= privacy-mode aes128 $c$3$b#=\n snmp-agent target-host trap address"
        " udp-domain 10.1.1.9 params securityname u v3 privacy\n#\nacl basic 2001\n rule permit source 10.1.1.9 0\n#\n"
    ).snmp
    first, second = snmp.communities.items
    assert (first.key, first.access, first.acl, first.lines) == ("snmp:community-1", "read", "2001", (5,))
    assert first.secret is not None
    assert "default" in first.secret.flags
    assert [shown(term) for term in first.sources.value] == ["10.1.1.9"]
    assert (second.access, second.sources.value) == ("write", ())
    assert snmp.versions == Known(frozenset({"2c", "3"}), (7,))
    user = snmp.users.items[0]
    assert (user.name, user.level, user.authentication, user.privacy) == ("u", "auth", "sha", "aes128")
    assert user.lines == (9, 8)
    assert (snmp.targets.items[0].address, snmp.targets.items[0].version) == ("10.1.1.9", "3")
    assert snmp.traps.value is True


def test_snmp_silence() -> None:
    assert seven(" sysname a\n#\n").snmp.enabled.value is False
    assert seven(" snmp-agent\n#\n").snmp.versions.value == {"3"}
    assert isinstance(seven(" snmp-agent\n snmp-agent community read abc\n#\n").snmp.versions, Unknown)
    assert seven(" snmp-agent\n undo snmp-agent trap enable\n#\n").snmp.traps == Known(value=False, lines=(5,))


def test_logs() -> None:
    logging = seven(
        " info-center loghost vpn-instance mgt 10.1.1.21 port 1514 facility local6\n info-center source default loghost"
        " level warning\n info-center timestamp loghost no-year-date\n undo info-center logbuffer\n#\n"
    ).logging
    server = logging.servers.items[0]
    assert (server.address, server.vrf, server.port, server.level, server.lines) == (
        "10.1.1.21",
        "mgt",
        1514,
        4,
        (4, 5),
    )
    assert logging.enabled == Absent(value=True, why="Comware 7 缺省启用信息中心")
    assert logging.timestamp == Known("yearless", (6,))
    assert (logging.buffer.value, logging.buffer_entries.value) == (False, 0)
    denied = seven(" info-center loghost 10.1.1.21\n info-center source default loghost deny\n#\n").logging
    assert denied.servers.items[0].enabled is False
    old = five(
        " info-center source default channel loghost log level warnings state on\n info-center loghost 1.1.1.1\n#\n"
    )
    assert old.logging.servers.items[0].level == 4


def test_clock() -> None:
    text = (
        " clock timezone Beijing add 08:00:00\n#\n ntp-service enable\n ntp-service authentication enable\n"
        " ntp-service authentication-keyid 1 authentication-mode md5 cipher $c$3$a!b#=\n"
        " ntp-service reliable authentication-keyid 1\n ntp-service unicast-server 10.1.1.31 authentication-keyid 1\n"
    )
    good = seven(text + "#\n").clock
    assert good.zone_minutes == Known(480, (4,))
    assert (good.authenticated.value, good.algorithms.value) == (True, {"md5"})
    assert [server.key for server in good.servers] == ["ntp:10.1.1.31"]
    bad = seven(text + " ntp-service unicast-server 10.1.1.32\n#\n").clock
    assert bad.authenticated.value is False
    deaf = seven(text.replace(" ntp-service enable\n", "") + "#\n").clock
    assert list(deaf.servers) == []
    assert "ntp-service enable" in deaf.servers.none
    assert list(seven(text + "#\n clock protocol none\n#\n").clock.servers) == []
    assert len(five(" ntp-service unicast-server 10.1.1.31\n#\n").clock.servers) == 1
    assert seven(" clock timezone X minus 05:30:00\n#\n").clock.zone_minutes.value == -330


def test_archive_needs_place_and_interval() -> None:
    place = " archive configuration location flash:/a filename-prefix b\n"
    assert seven(place + "#\n").archive.automatic.value is False
    assert seven(place + " archive configuration interval 60\n#\n").archive.automatic == Known(value=True, lines=(4, 5))
    job = seven(
        "scheduler job b\n command 1 tftp 10.1.1.61 put startup.cfg\n#\nscheduler schedule n\n job b\n"
        " time repeating at 02:00\n#\n"
    ).archive
    assert job.automatic == Known(value=True, lines=(5,))
    assert job.destinations.value == ("10.1.1.61",)


def test_saved_configuration() -> None:
    running = " sysname a\n#\ninterface Vlan-interface1\n shutdown\n#\n"
    from tests.parsers.hp_comware.support import SEVEN  # noqa: PLC0415 - only here

    whole = SEVEN + running + "#\nreturn\n"
    same = seven(running, display_saved_configuration=whole)
    assert same.archive.saved.value is True
    older = seven(running, display_saved_configuration=whole.replace(" shutdown\n", ""))
    assert older.archive.saved == Known(value=False, lines=(7,))
    assert isinstance(seven(running, display_saved_configuration="% Permission denied\n").archive.saved, Unknown)
    assert isinstance(seven(running).archive.saved, Unknown)


def test_banners_keep_their_text() -> None:
    text = " header legal %\n#\n telnet server enable\n=====%\n#\n"
    device = seven(text)
    assert device.system.banner == Known("#\n telnet server enable\n=====", (4, 5, 6, 7))
    assert device.listening.telnet.value is False
    hashed = seven(" header motd #\n ftp server enable\n====#\n#\n ssh server enable\n#\n")
    assert hashed.listening.ftp.value is False
    assert hashed.listening.ssh.value is True
    assert seven(' header motd "one line"\n#\n ssh server enable\n#\n').system.banner.value == "one line"
    open_ended = seven(" header motd %\n never closed\n#\n telnet server enable\n#\n")
    assert open_ended.listening.telnet.value is True
    assert seven(" sysname a\n#\n").system.banner.value == ""


def test_ports() -> None:
    device = seven(
        " dot1x\n#\ninterface GigabitEthernet1/0/1\n port link-mode bridge\n port access vlan 10\n dot1x\n"
        " mac-authentication\n ip verify source ip-address mac-address\n#\ninterface GigabitEthernet1/0/2\n"
        " port link-mode bridge\n port link-type trunk\n undo port trunk permit vlan 1\n"
        " port trunk permit vlan 10 to 12 20 \n port trunk pvid vlan 10\n dhcp snooping trust\n"
        " port link-aggregation group 3\n#\ninterface Ten-GigabitEthernet1/0/3\n port link-mode route\n"
        " ip address 10.1.1.1 24\n ip address 10.1.2.1 255.255.255.0 sub\n packet-filter ipv6 3000 outbound\n#\n"
    )
    access, trunk, routed = device.interfaces.items
    assert (access.mode, access.vlan, access.nac, access.source_guard) == ("access", 10, {"dot1x"}, True)
    assert (trunk.mode, trunk.vlan, trunk.trunk) == ("trunk", 10, ((10, 12), (20, 20)))
    assert (trunk.dhcp_trusted, trunk.channel) == (True, "Bridge-Aggregation3")
    assert (routed.mode, [own.prefix for own in routed.addresses]) == ("routed", [24, 24])
    assert (routed.addresses[1].secondary, routed.acl_out) == (True, ("ipv6 3000",))


def test_guards_of_vlans() -> None:
    device = seven(
        " dhcp snooping enable vlan 10 to 11\n#\nvlan 10\n name office\n arp detection enable\n#\nvlan 11 to 12\n#\n"
    )
    ten, eleven, twelve = device.vlans.items
    assert (ten.name, ten.dhcp_snooping, ten.arp_inspection) == ("office", True, True)
    assert (eleven.dhcp_snooping, twelve.dhcp_snooping) == (True, False)
    assert device.layer2.dhcp_snooping == Known(value=True, lines=(4,))
    assert device.layer2.arp_inspection == Known(value=True, lines=(8,))
    assert device.layer2.source_guard.value is False


def test_redundancy() -> None:
    device = seven(
        "interface Vlan-interface10\n vrrp vrid 1 virtual-ip 10.1.1.254\n vrrp vrid 1 priority 120\n#\n"
        " irf member 1 priority 32\n irf member 2 priority 1\n#\n"
    )
    vrrp, irf = device.redundancy.items
    assert (vrrp.kind, vrrp.priority, vrrp.lines, vrrp.version) == ("vrrp", 120, (5, 6), 3)
    assert (irf.kind, irf.lines) == ("irf", (8, 9))
    assert list(seven(" irf member 1 priority 1\n#\n").redundancy) == []


def test_routes_and_processes() -> None:
    device = seven(
        " ip route-static vpn-instance a 10.0.0.0 8 Vlan-interface5 10.1.1.2 preference 70 track 1 description to b\n"
        " ip route-static 0.0.0.0 0.0.0.0 NULL0\n ip route-static 10.0.0.0 99 10.1.1.1\n#\nospf 1\n area 0.0.0.0\n"
        "  network 10.1.0.0 0.0.255.255\n  authentication-mode md5 1 cipher $c$3$x!=\n#\nbgp 65001\n"
        " peer 10.1.1.9 as-number 65002\n #\n address-family ipv4 unicast\n  peer 10.1.1.9 enable\n#\n"
    )
    first, second = device.routes.items
    assert (first.vrf, first.interface, first.distance, first.track, first.description) == (
        "a", "Vlan-interface5", 70, "1", "to b",
    )  # fmt: skip
    assert (second.discard, second.prefix) == (True, 0)
    assert device.routes.unread == [6]
    ospf, bgp = device.routing.items
    assert (ospf.protocol, ospf.authenticated, len(ospf.networks)) == ("ospf", True, 1)
    assert (bgp.neighbours, bgp.authenticated) == (("10.1.1.9",), False)


def test_lists_of_a_vlan_and_of_the_device_reach_its_interfaces() -> None:
    ten, twenty = seven(
        "vlan 10\n packet-filter name X outbound\n#\n packet-filter ipv6 3001 global inbound\n#\n"
        "interface Vlan-interface10\n ip address 10.1.10.1 24\n packet-filter 3000 inbound\n#\n"
        "interface Vlan-interface20\n#\n"
    ).interfaces
    assert (ten.acl_in, ten.acl_out) == (("3000", "ipv6 3001"), ("X",))
    assert (twenty.acl_in, twenty.acl_out) == ((), ())
    assert seven("vlan 10\n packet-filters 3000 inbound\n").vlans.items[0].unread
    assert seven(" packet-filter 3000 everywhere\n").acls.unread
