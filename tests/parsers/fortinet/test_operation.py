"""Logs, clock, SNMP, VPN, routes, zones, HA, and the outputs beside the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dengbao.model import Absent, Known, Unknown
from tests.parsers.fortinet.reading import HEAD, forti, unread

OUTPUTS = Path(__file__).parent / "corpus" / "outputs"


def test_collectors() -> None:
    text = (
        'config log syslogd setting\nset status enable\nset server "10.0.0.1"\nend\n'
        'config log syslogd2 setting\nset status enable\nset server "10.0.0.2"\nset mode reliable\nset port 6514\n'
        "set enc-algorithm high\nend\nconfig log syslogd2 filter\nset severity warning\nend\n"
        'config log syslogd3 setting\nset status disable\nset server "10.0.0.3"\nend\n'
        'config log fortianalyzer setting\nset status enable\nset server "10.0.0.4"\nend\n'
    )
    device = forti(text)
    assert [(one.address, one.port, one.transport, one.level) for one in device.logging.servers] == [
        ("10.0.0.1", 514, "udp", 6),
        ("10.0.0.2", 6514, "tls", 4),
        ("10.0.0.4", 514, "tls", 6),
    ]
    assert unread(device) == []


def test_logging_by_default() -> None:
    logging = forti("").logging
    assert logging.enabled == Absent(value=True, why="事件日志缺省全部记录")
    assert logging.commands == Absent(value=False, why="缺省不记录命令行操作")
    assert isinstance(logging.buffer, Unknown)
    assert list(logging.servers) == []
    off = forti(
        "config log eventfilter\nset event disable\nend\nconfig log memory setting\nset status enable\nend\n"
    ).logging
    assert (off.enabled, off.buffer) == (Known(value=False, lines=(3,)), Known(value=True, lines=(6,)))


NTP = (
    'config system ntp\nset ntpsync enable\nset type custom\nconfig ntpserver\nedit 1\nset server "10.0.0.1"\n'
    "set authentication enable\nset key ENC abcdefghijk\nset key-id 5\nset key-type SHA1\nnext\n{}end\nend\n"
)


def test_time_servers_and_their_keys() -> None:
    clock = forti(NTP.format("")).clock
    assert [(one.address, one.key_id) for one in clock.servers] == [("10.0.0.1", "5")]
    assert clock.authenticated == Known(value=True, lines=(8,))
    assert clock.algorithms == Known(frozenset({"sha1"}), (8,))
    bare = forti(NTP.format('edit 2\nset server "10.0.0.2"\nnext\n')).clock
    assert bare.authenticated == Known(value=False, lines=(8, 13))


def test_fortiguard_or_nobody_gives_the_time() -> None:
    assert [one.address for one in forti("config system ntp\nset ntpsync enable\nend\n").clock.servers] == [
        "FortiGuard"
    ]
    assert list(forti("config system ntp\nend\n").clock.servers) == []


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [("55", 480), ("04", -480), ('"Asia/Shanghai"', 480), ('"Europe/Berlin"', 60), ('"../etc/x"', None)],
)
def test_time_zones_by_index_and_name(zone: str, minutes: int | None) -> None:
    fact = forti(f"config system global\nset timezone {zone}\nend\n").clock.zone_minutes
    assert isinstance(fact, Unknown) if minutes is None else fact == Known(minutes, (3,))


def test_snmp() -> None:
    text = (
        'config system snmp sysinfo\nset status enable\nend\nconfig system snmp community\nedit 3\nset name "public"\n'
        "config hosts\nedit 1\nset ip 10.0.0.9 255.255.255.255\nnext\nend\nset query-v1-status disable\nnext\n"
        'edit 4\nset name "off"\nset status disable\nnext\nend\n'
        'config system snmp user\nedit "u"\nset security-level auth-priv\nset auth-proto sha256\n'
        "set priv-proto aes256\n"
        'set notify-hosts 10.0.0.7\nnext\nedit "w"\nset queries disable\nnext\nend\n'
    )
    device = forti(text)
    snmp = device.snmp
    assert snmp.versions.value == {"2c", "3"}
    (community,) = snmp.communities
    assert (community.number, community.key) == (3, "snmp:community-3")
    assert community.secret is not None
    assert "default" in community.secret.flags
    assert [(user.name, user.level, user.privacy) for user in snmp.users] == [
        ("u", "priv", "aes256"),
        ("w", "noauth", ""),
    ]
    assert [(target.address, target.version) for target in snmp.targets] == [("10.0.0.9", "2c"), ("10.0.0.7", "3")]
    assert snmp.traps.value is True
    assert unread(device) == []


def test_an_agent_that_is_off_has_no_communities() -> None:
    snmp = forti('config system snmp community\nedit 1\nset name "public"\nnext\nend\n').snmp
    assert not snmp.enabled
    assert list(snmp.communities) == []


def test_vpn() -> None:
    text = (
        'config vpn ipsec phase1-interface\nedit "a"\nset interface "wan1"\n'
        "set proposal aes256-sha256 3des-md5 aes128gcm-prfsha384\n"
        'set dhgrp 14 5\nset ike-version 2\nnext\nedit "silent"\nset proposal aes256-sha256\nnext\nend\n'
        'config vpn ipsec phase2-interface\nedit "b"\nset phase1name "a"\n'
        "set proposal aes256-sha256\nset pfs disable\nnext\nend\n"
        'config vpn ssl settings\nset servercert "x"\nset source-interface "wan1"\nset algorithm medium\nend\n'
    )
    ike, silent, ipsec, ssl = forti(text).proposals
    assert ike.encryption == {"aes-256", "3des", "aes128gcm"}
    assert ike.integrity == {"sha256", "md5", "sha384"}
    assert (ike.groups, ike.ike_version, ike.unread) == ({14, 5}, "2", ())
    assert silent.unread == (9,)  # the default groups are not confirmed
    assert (ipsec.groups, ipsec.unread, ipsec.used) == (frozenset(), (), True)
    assert (ssl.key, "rc4" in ssl.encryption) == ("vpn:ssl-settings", True)


def test_routes() -> None:
    text = (
        'config router static\nedit 1\nset gateway 10.0.0.1\nset device "wan1"\nnext\nedit 2\n'
        "set dst 10.9.0.0 255.255.0.0\n"
        "set blackhole enable\nset distance 254\nnext\nedit 3\nset status disable\nnext\nedit 4\n"
        "set internet-service 65537\nnext\nend\n"
        "config router policy\nedit 1\nset gateway 1.1.1.1\nnext\nend\n"
    )
    device = forti(text)
    first, second, third = device.routes
    assert (first.network, first.prefix, first.next_hop, first.interface, first.distance) == (
        0,
        0,
        0x0A000001,
        "wan1",
        10,
    )
    assert (second.prefix, second.discard, second.distance) == (16, True, 254)
    assert third.unread
    assert unread(device) == device.routes.unread == [19, 20, 21, 22, 23]


def test_zones_sdwan_and_ports_that_policies_name() -> None:
    text = (
        'config system interface\nedit "a"\nset type physical\nnext\nedit "b"\nnext\nedit "w"\n'
        'next\nedit "c"\nset ip 10.0.0.1/24\nnext\n'
        'edit "agg"\nset type aggregate\nset member "a" "b"\nnext\nedit "v10"\nset vdom "root"\n'
        'set interface "a"\nset vlanid 10\nnext\nend\n'
        'config system zone\nedit "in"\nset interface "agg"\nnext\nend\n'
        'config system sdwan\nset status enable\nconfig zone\nedit "virtual-wan-link"\nnext\n'
        'end\nconfig members\nedit 1\nset interface "w"\nnext\nend\nend\n'
        'config firewall policy\nedit 1\nset srcintf "c"\nset dstintf "virtual-wan-link"\nnext\nend\n'
    )
    device = forti(text)
    assert {port.name: (port.zone, port.channel) for port in device.interfaces} == {
        "a": ("", "agg"), "b": ("", "agg"), "w": ("virtual-wan-link", ""), "c": ("c", ""), "agg": ("in", ""),
        "v10": ("", ""),
    }  # fmt: skip
    assert [zone.name for zone in device.zones] == ["in", "virtual-wan-link", "c"]
    tagged = device.interfaces.items[-1]
    assert (tagged.kind, tagged.parent, tagged.tag) == ("sub", "a", 10)


def test_members_of_the_old_sdwan_are_in_its_only_zone() -> None:
    text = 'config system interface\nedit "w"\nnext\nend\nconfig system virtual-wan-link\nset status enable\n'
    device = forti(text + 'config members\nedit 1\nset interface "w"\nset gateway 1.1.1.1\nnext\nend\nend\n')
    assert device.interfaces.items[0].zone == "virtual-wan-link"
    assert unread(device) == []


def test_ha_and_vrrp() -> None:
    assert list(forti("config system ha\nset override disable\nend\n").redundancy) == []
    text = (
        'config system ha\nset group-name "g"\nset mode a-p\nset password ENC abcdefghij\nset priority 200\nend\n'
        'config system interface\nedit "p"\nconfig vrrp\nedit 5\nset vrip 10.0.0.254\n'
        "set priority 120\nnext\nend\nnext\nend\n"
    )
    state = "HA Health Status: OK\nModel: FortiGate-100F\nMode: HA A-P\n"
    vrrp, pair = forti(text, get_system_ha_status=state).redundancy
    assert (vrrp.kind, vrrp.interface, vrrp.virtual, vrrp.priority) == ("vrrp", "p", (0x0A0000FE,), 120)
    assert (pair.name, pair.priority, pair.authenticated, pair.state) == ("g", 200, True, "OK;HA A-P")


@pytest.mark.parametrize("path", sorted(OUTPUTS.glob("fortinet_get_system_status*.raw")), ids=lambda path: path.stem)
def test_get_system_status_agrees_with_others(path: Path) -> None:
    truth = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["parsed_sample"][0]
    device = forti("", get_system_status=path.read_text("utf-8"))
    assert device.system.serial.value == truth["serial_number"]
    assert f"v{device.system.version.value}," in truth["version"]
    assert f"({device.defence.ips_signature.value} " in truth["ips_db"]
    assert f"({device.defence.av_signature.value} " in truth["virus_db"]
    assert device.system.hostname.value == truth["hostname"]


def test_an_output_that_is_none_leaves_things_unknown() -> None:
    device = forti("", get_system_status="Unknown action 0\n")
    assert isinstance(device.defence.ips_signature, Unknown)
    assert device.system.version.value == "7.2.8"


def test_ports_come_from_their_output() -> None:
    text = 'config system interface\nedit "port1"\nnext\nedit "port99"\nnext\nend\n'
    output = (OUTPUTS / "lab-validation-get_system_interface_physical.txt").read_text("utf-8")
    first, other = forti(text, get_system_interface_physical=output).interfaces
    assert (first.up, first.duplex, other.up) == (True, "full", None)


def test_backups_and_banner() -> None:
    assert forti("").archive.automatic == Absent(value=False, why="没有自动备份的脚本、联动或集中管理")
    text = (
        'config system auto-script\nedit "b"\nset interval 86400\nset start auto\n'
        'set script "execute backup config\n tftp x"\nnext\nend\n'
    )
    assert forti(text).archive.automatic == Known(value=True, lines=(6,))
    stitch = (
        'config system automation-action\nedit "x"\nset action-type system-actions\n'
        "set system-action backup-config\nnext\nend\n"
        'config system automation-stitch\nedit "s"\nset trigger "t"\nconfig actions\nedit 1\n'
        'set action "x"\nnext\nend\n{}next\nend\n'
    )
    assert forti(stitch.format("")).archive.automatic == Known(value=True, lines=(3,))
    assert not forti(stitch.format("set status disable\n")).archive.automatic
    assert not forti("").system.banner
    assert forti("config system global\nset post-login-banner enable\nend\n").system.banner


def test_the_first_line_tells_model_and_release() -> None:
    system = forti("").system
    assert (system.model, system.version) == (Known("FG100F", (1,)), Known("7.2.8", (1,)))
    strange = forti("", head=HEAD.replace("7.2.8", "9.0.1"))
    assert isinstance(strange.lockout.attempts, Unknown)


@pytest.mark.parametrize(
    ("mode", "pairs", "unread"), [("a-p", 1, ()), ("a-a", 1, ()), ("a-x", 1, (3,)), ("standalone", 0, ())]
)
def test_a_mode_of_the_cluster_that_nobody_knows_is_not_understood(
    mode: str, pairs: int, unread: tuple[int, ...]
) -> None:
    device = forti(f"config system ha\n    set mode {mode}\nend\nconfig system interface\nedit p\nnext\nend\n")
    assert [pair.unread for pair in device.redundancy.items] == [unread] * pairs
