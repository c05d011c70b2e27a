"""Interfaces, routes, HA, logs, clock, SNMP, VPN, backups, and the outputs beside the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import Absent, Device, Known, Unknown
from tests.parsers.hillstone_stoneos.reading import stone, unread
from tests.parsers.ioslike.support import read

ODD = Path(__file__).parent / "fixtures" / "oddities-5.5R8.txt"


@pytest.fixture(scope="module")
def odd() -> Device:
    return read("hillstone_stoneos", ODD.read_text("utf-8"))


def test_interfaces(odd: Device) -> None:
    ports = {port.name: port for port in odd.interfaces}
    assert (ports["aggregate1"].zone, ports["aggregate1"].management) == ("trust", {"ping"})
    assert [(own.prefix, own.secondary) for own in ports["ethernet0/1"].addresses] == [(29, False), (29, True)]
    assert ports["ethernet0/0"].management == {"ssh", "https"}
    assert ports["ethernet0/2"].channel == "aggregate1"
    assert ports["ethernet0/3"].shutdown
    sub = ports["aggregate1.100"]
    assert (sub.kind, sub.parent, sub.tag, sub.dynamic_address, sub.nac) == ("sub", "aggregate1", 100, True, {"dot1x"})
    assert sub.addresses[0].family == 6
    zones = {zone.name: zone.interfaces for zone in odd.zones if not zone.context}
    assert (zones["DMZ"], zones["dmz"]) == (("aggregate1.100",), ())  # names keep their case


def test_virtual_routers_and_routes(odd: Device) -> None:
    assert [(one.name, one.kind) for one in odd.vrfs] == [
        ("mgt-vr", "vrf"), ("trust-vr", "vrf"), ("办公-vr", "vrf"), ("二级", "vsys"),
    ]  # fmt: skip
    first, null, leak, tunnel, six = odd.routes
    assert (first.prefix, first.next_hop, first.distance, first.vrf) == (0, 0xCB007101, 10, "")
    assert null.discard
    assert leak.next_vrf == "办公-vr"
    assert (tunnel.interface, tunnel.track) == ("tunnel1", "t1")
    assert (six.family, six.prefix) == (6, 0)
    (ospf,) = odd.routing
    assert (ospf.protocol, len(ospf.networks)) == ("ospf", 1)


def test_attack_defence_and_state() -> None:
    assert stone('zone "untrust"\n  type wan\nexit\n').defence.attack_defence == Absent(
        value=False, why="没有安全域启用攻击防护(ad)"
    )
    assert stone('zone "untrust"\n  ad all\nexit\n').defence.attack_defence == Known(value=True, lines=(5,))
    assert stone("").defence.stateful == Absent(value=True, why="StoneOS 总是状态检测")
    assert isinstance(stone("tcp-seq-check-disable\n").defence.stateful, Unknown)


def test_ha_is_on_with_a_cluster() -> None:
    text = "ha link interface ethernet0/7\nha link ip 1.1.1.1/30\nha group 0\n  priority 50\nexit\n"
    assert [one.enabled for one in stone(text).redundancy] == [False]
    (pair,) = stone(text + "ha cluster 1\n").redundancy
    assert (pair.enabled, pair.priority, pair.lines) == (True, 50, (6, 9))
    assert list(stone("").redundancy) == []


def test_collectors_old_and_new(odd: Device) -> None:
    assert [(one.address, one.port, one.transport, one.enabled) for one in odd.logging.servers] == [
        ("10.10.100.22", 5514, "tcp", False),  # no type is sent to syslog
        ("10.10.100.21", 2000, "udp", True),
    ]
    text = 'logging event to syslog\nlogging syslog-server "a"\n  server ip 10.0.0.1\n  protocol secure-tcp\nexit\n'
    (server,) = stone(text).logging.servers
    assert (server.enabled, server.transport, server.lines) == (True, "tls", (5, 6, 4))


def test_logging_that_is_not_said_is_not_known() -> None:
    logging = stone("").logging
    assert isinstance(logging.enabled, Unknown)
    assert isinstance(logging.commands, Unknown)
    said = stone("logging event on\nlogging configuration on\nlogging event to buffer severity errors\n").logging
    assert (said.enabled, said.commands, said.buffer) == (
        Known(value=True, lines=(4,)), Known(value=True, lines=(5,)), Known(value=True, lines=(6,)),
    )  # fmt: skip
    assert stone("no logging event on\n").logging.enabled == Known(value=False, lines=(4,))


def test_time() -> None:
    text = "ntp enable\nntp authentication\nntp authentication-key 1 md5 abcdefgh\nntp server 10.0.0.1 key 1\n"
    clock = stone(text).clock
    assert [(one.address, one.key_id) for one in clock.servers] == [("10.0.0.1", "1")]
    assert clock.authenticated == Known(value=True, lines=(5, 6))
    assert clock.zone_minutes == Absent(480, "缺省为中国时区(UTC+8)")
    assert stone(text + "ntp server 10.0.0.2\n").clock.authenticated.value is False
    assert stone(text.replace("ntp authentication\n", "")).clock.authenticated == Absent(
        value=False, why="没有 ntp authentication"
    )
    assert list(stone("ntp server 10.0.0.1\n").clock.servers) == []  # the client is off
    assert stone("clock zone berlin 1 0\n").clock.zone_minutes == Known(60, (4,))
    assert stone("clock zone x -3 30\n").clock.zone_minutes == Known(-210, (4,))
    assert isinstance(stone("clock zone mars\n").clock.zone_minutes, Unknown)


def test_snmp() -> None:
    text = (
        "snmp-server manager\nsnmp-server host 10.0.0.9 version 3\n"
        'snmp-server group "g" v3 auth-enc read-view all\n'
        'snmp-server user "u" group "g" v3 remote 10.0.0.9/32 auth-protocol sha abcdefgh enc-protocol aes abcdefgh\n'
        'snmp-server user "w" group "g" v3 remote 10.0.0.9/32 auth-protocol md5 abcdefgh\n'
        'snmp-server trap-host 10.0.0.9 version 3 user "u" engineID 8000\n'
    )
    snmp = stone(text).snmp
    assert snmp.versions == Known(frozenset({"3"}), (5,))
    assert [(user.name, user.level) for user in snmp.users] == [("group-g", "priv"), ("u", "priv"), ("w", "auth")]
    assert snmp.traps == Known(value=True, lines=(9,))
    old = stone("snmp-server manager\nsnmp-server host 10.0.0.9 version 2c community abcdefgh rw\n").snmp
    assert (old.versions.value, old.communities.items[0].access) == ({"2c"}, "write")
    assert not stone("").snmp.enabled


def test_only_proposals_in_use_count(odd: Device) -> None:
    ike, ipsec, ssl = odd.proposals
    assert (ike.name, ike.encryption, ike.integrity, ike.groups) == ("国密", {"sm4"}, {"sm3"}, frozenset())
    assert (ipsec.name, ipsec.encryption, ipsec.groups) == ("esp-strong", {"aes-128", "aes-256"}, {14})
    assert (ssl.key, ssl.integrity) == ("vpn:ssl-外出办公", {"md5"})  # AES with MD5 unless set


def test_missing_lines_of_a_proposal_are_weak() -> None:
    text = 'isakmp proposal "p"\nexit\nisakmp peer "x"\n  isakmp-proposal "p"\nexit\n'
    (one,) = stone(text).proposals
    assert (one.encryption, one.integrity, one.groups) == ({"3des"}, {"sha"}, {2})


def test_banner_and_backups(odd: Device) -> None:
    assert odd.system.banner.value.startswith("仅限授权人员")
    assert not stone("").system.banner
    archive = stone('configuration auto-backup sftp 10.0.0.1 user "b" password abcdefgh path /x interval 24\n').archive
    assert archive.automatic == Known(value=True, lines=(4,))
    assert archive.destinations.value == ("sftp 10.0.0.1",)
    assert not stone("").archive.automatic
    assert isinstance(stone("").archive.saved, Unknown)


DIFFERENCE = (
    "--- current.config\n+++ startup.config\n@@ -1,2 +1,3 @@\n-# sequence number: 383\n"
    "+# Size is 11876 bytes\n+\n same\n"
)


def test_what_is_not_saved_differs() -> None:
    name = "show-configuration-difference-startup"
    saved = stone("", show_configuration_difference_startup=DIFFERENCE).archive.saved
    assert saved == Known(value=True, lines=(1,), file=name)
    more = stone("", show_configuration_difference_startup=DIFFERENCE + "-rule id 9\n-  action permit\n").archive.saved
    assert more == Known(value=False, lines=(8, 9), file=name)
    assert isinstance(stone("", show_configuration_difference_startup="\n").archive.saved, Unknown)


def test_outputs() -> None:
    version = "Product name: SG-6000-A1000  S/N: 2105098760001234  Assembly number: B115\n"
    table = (
        "H:physical state;A:admin state;L:link state;P:protocol state;U:up;D:down;K:ha keep up\n"
        "Interface name      IP address/mask     Zone name       H A L P MAC address     Description\n"
        "ethernet0/0         10.0.0.1/24         trust           U U U U 001c.5431.cd40  ------\n"
        "ethernet0/1         0.0.0.0/0           NULL            D U D D 001c.5431.cd41  ------\n"
    )
    text = "interface ethernet0/0\nexit\ninterface ethernet0/1\nexit\n"
    device = stone(text, show_version=version, show_interface=table, show_ntp_status="Clock is unsynchronized\n")
    assert (device.system.model.value, device.system.serial.value) == ("SG-6000-A1000", "2105098760001234")
    assert [port.up for port in device.interfaces] == [True, False]
    assert device.clock.synchronised == Known(value=False, lines=(1,), file="show-ntp-status")
    assert unread(device) == []
