from __future__ import annotations

import pytest

from dengbao.model import Absent, Address, Known, Unknown
from tests.parsers.huawei.reading import FIREWALL, SWITCH, fixture, read

CLOUD = "!Software Version V200R002C50\n!Last configuration was updated at x\nsysname ce\n"
YUNSHAN = "!Software Version V600R024C00\n!telem x\nsysname y\n"
MANAGEMENT = Address(0x0A0A6300, 0x0A0A63FF, 4)


def test_lines_say_how_one_logs_in() -> None:
    text = SWITCH + (
        "user-interface con 0\n authentication-mode password\n set authentication password cipher $1c$a#b$c!d$\n"
        "user-interface vty 0 4\n acl 2001 inbound\n authentication-mode aaa\n idle-timeout 5 30\n"
        " protocol inbound all\n"
        "user-interface vty 16 20\n"
    )
    device = read(text)
    console, vty, reserved = device.terminals
    assert (console.kind, console.authentication) == ("console", Known("password", (6,)))
    assert isinstance(console.idle_minutes, Absent)
    assert vty.authentication == Known("user", (10,))
    assert vty.idle_minutes == Known(5.5, (11,))
    assert vty.inbound == Known(frozenset({"ssh", "telnet"}), (12,))
    assert vty.acl == Known("2001", (9,))
    assert reserved.enabled is False
    password = next(iter(device.device_passwords))
    assert (password.key, password.storage, password.lines) == ("password:line con 0", "hash", (7,))


def test_a_vty_without_authentication_lets_nobody_in() -> None:
    line = next(iter(read(SWITCH + "user-interface vty 0 4\n protocol inbound ssh\n").terminals))
    assert (line.enabled, line.authentication.value) == (False, "user")
    old = next(iter(read("sysname a\n#\nuser-interface vty 0 4\n").terminals))
    assert isinstance(old.authentication, Unknown)


def test_a_scheme_that_checks_nothing_opens_the_lines() -> None:
    text = SWITCH + (
        "aaa\n authentication-scheme default\n  authentication-mode none\n domain default_admin\n"
        "  authentication-scheme default\n#\nuser-interface con 0\n authentication-mode aaa\n"
    )
    line = next(iter(read(text).terminals))
    assert line.authentication.value == "none"
    assert set(line.authentication.lines) == {6, 7, 8, 9, 12}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (SWITCH, False),
        (SWITCH + "telnet server enable\n", True),
        (SWITCH + "undo telnet server enable\n", False),
        (CLOUD, True),
        (CLOUD + "telnet server disable\n", False),
        ("sysname fw\nsecurity-policy\n", True),
        ("sysname fw\nsecurity-policy\n#\nundo telnet server enable\nundo telnet ipv6 server enable\n", False),
        (YUNSHAN + "undo telnet server disable\ntelnet server-source -i MEth0/0/0\n", True),
        (YUNSHAN + "undo telnet server disable\n", False),
    ],
)
def test_telnet_by_family(text: str, *, value: bool) -> None:
    assert read(text).listening.telnet.value is value


def test_telnet_of_an_old_switch_is_not_known_unless_the_status_says_it() -> None:
    old = "!Software Version V200R003C00\nsysname a\n"
    assert isinstance(read(old).listening.telnet, Unknown)
    told = read(old, display_telnet_server_status=" TELNET IPv4 server        :Enable\n").listening.telnet
    assert told == Known(value=True, lines=(1,), file="display-telnet-server-status")


def test_what_the_manuals_leave_open_is_not_known() -> None:
    assert isinstance(read(FIREWALL).listening.telnet, Unknown)  # V600; V500 had it on
    web = read(SWITCH).listening
    assert isinstance(web.http, Unknown)
    assert isinstance(web.https, Unknown)
    off = read(SWITCH + "undo http server enable\nundo http secure-server enable\n").listening
    assert (off.http.value, off.https.value) == (False, False)
    assert isinstance(read(SWITCH + "snmp-agent trap enable\n").snmp.enabled, Unknown)


def test_services() -> None:
    text = SWITCH + (
        "FTP server enable\nhttp server enable\nhttp secure-server enable\nhttp acl 2001\nstelnet server enable\n"
        "snetconf server enable\n#\nacl number 2001\n rule 5 permit source 10.10.99.0 0.0.0.255\n rule 10 deny\n"
    )
    device = read(text)
    channels = {channel.name: channel for channel in device.channels}
    assert {name for name, channel in channels.items() if channel.enabled.value} == {
        *("ftp", "http", "https", "ssh", "netconf")
    }
    assert channels["http"].sources.value == (MANAGEMENT,)
    assert channels["ftp"].sources.value == ()
    assert channels["ftp"].enabled.lines == (5,)
    assert [line.name for line in device.terminals.items] == ["web"]
    assert device.web.idle_minutes.value == 20


def test_sources_are_those_of_the_lists_in_force() -> None:
    text = SWITCH + (
        "stelnet server enable\n#\nacl number 2001\n rule 5 permit source 10.10.99.0 0.0.0.255\n#\n"
        "user-interface vty 0 4\n acl 2001 inbound\n authentication-mode aaa\n"
    )
    ssh = next(channel for channel in read(text).channels if channel.name == "ssh")
    assert ssh.sources == Known((MANAGEMENT,), (7, 8, 11))
    open_line = text + "user-interface vty 5 9\n authentication-mode aaa\n"
    ssh = next(channel for channel in read(open_line).channels if channel.name == "ssh")
    assert ssh.sources.value == ()


def test_a_list_that_is_missing_or_empty_limits_nobody() -> None:
    head = SWITCH + "stelnet server enable\nssh server acl 2001\n"
    for text in (head, head + "#\nacl number 2001\n"):
        ssh = next(channel for channel in read(text).channels if channel.name == "ssh")
        assert ssh.sources.value == ()


def test_a_list_that_is_not_understood_leaves_sources_open() -> None:
    text = SWITCH + "stelnet server enable\nssh server acl 2001\n#\nacl number 2001\n rule 5 permit moon\n"
    ssh = next(channel for channel in read(text).channels if channel.name == "ssh")
    assert isinstance(ssh.sources, Unknown)
    assert ssh.sources.lines == (9,)


def test_a_refusal_before_a_permit_that_it_cuts_into_is_left_to_people() -> None:
    text = SWITCH + (
        "ssh server acl 2001\n#\nacl number 2001\n rule 5 deny source 10.10.99.7 0\n"
        " rule 10 permit source 10.10.99.0 0.0.0.255\n"
    )
    ssh = next(channel for channel in read(text).channels if channel.name == "ssh")
    assert isinstance(ssh.sources, Unknown)


def test_algorithms_bear_standard_names() -> None:
    text = SWITCH + (
        "ssh server cipher aes256_ctr 3des_cbc\nssh server secure-algorithms hmac sha1 md5_96\n"
        "ssh server key-exchange dh_group14_sha1 dh_group_exchange_sha256\nssh server compatible-ssh1x enable\n"
    )
    ssh = read(text).ssh
    assert ssh.ciphers == Known(frozenset({"aes256-ctr", "3des-cbc"}), (5,))
    assert ssh.macs.value == {"hmac-sha1", "hmac-md5-96"}
    assert ssh.key_exchanges.value == {"diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha256"}
    assert ssh.version == Known("1,2", (8,))
    assert read(SWITCH).ssh.ciphers.value == {"aes128-ctr", "aes256-ctr"}
    assert "3des-cbc" in read(FIREWALL).ssh.ciphers.value


def test_a_word_that_is_not_known_stays_with_its_topic() -> None:
    device = read(SWITCH + "ssh server moon\ntelnet server colour\n")
    assert device.ssh.unread == [5]
    assert device.channels.unread == [6]


def test_web_of_firewall_and_router() -> None:
    firewall = fixture("usg-vsys.cfg")
    assert firewall.web.tls_versions == Known(frozenset({"tls1.0", "tls1.1"}), (51,))
    assert firewall.listening.https.value is True
    assert firewall.listening.http.value is False
    assert fixture("ar-v300.cfg").web.tls_versions == Known(frozenset({"tls1.2"}), (9,))


def test_service_manage_opens_interfaces() -> None:
    ports = {port.name: port for port in fixture("usg-vsys.cfg").interfaces}
    assert ports["GigabitEthernet0/0/0"].management == {"http", "https", "ping", "ssh"}
    assert ports["GigabitEthernet0/0/0"].kind == "management"
    assert ports["Eth-Trunk1"].management == {"http", "https", "ping", "ssh", "telnet", "snmp", "netconf"}
    assert ports["GigabitEthernet1/0/1"].management == set()
    assert ports["GigabitEthernet1/0/0"].management == {"ssh"}  # a policy from untrust to local


def test_snmp() -> None:
    text = SWITCH + (
        "snmp-agent\nsnmp-agent community read cipher public acl 2001\nsnmp-agent sys-info version v2c v3\n"
        "snmp-agent group v3 g privacy\nsnmp-agent usm-user v3 u\nsnmp-agent usm-user v3 u group g\n"
        "snmp-agent usm-user v3 u authentication-mode sha cipher %^%#abc%^%#\nsnmp-agent usm-user v3 old g md5\n"
        "snmp-agent target-host trap address udp-domain 10.1.1.1 params securityname u v3 privacy\n"
        "snmp-agent trap enable\n#\nacl number 2001\n rule 5 permit source 10.10.99.0 0.0.0.255\n"
    )
    snmp = read(text).snmp
    assert snmp.enabled == Known(value=True, lines=(5,))
    assert snmp.versions == Known(frozenset({"2c", "3"}), (7,))
    community = next(iter(snmp.communities))
    assert (community.access, community.acl, community.sources.value) == ("read", "2001", (MANAGEMENT,))
    user = next(iter(snmp.users))
    assert (user.level, user.authentication, user.privacy) == ("auth", "sha", "")
    assert set(user.lines) == {8, 9, 10, 11}
    assert [(target.address, target.version) for target in snmp.targets] == [("10.1.1.1", "3")]
    assert snmp.traps.value is True


def test_snmp_of_an_old_firewall() -> None:
    snmp = fixture("usg-vsys.cfg").snmp
    assert snmp.versions.value == {"2c"}
    assert next(iter(snmp.communities)).secret is not None
    assert read(SWITCH).snmp.enabled.value is False
    assert isinstance(read(SWITCH + "snmp-agent usm-user v3 u\n").snmp.enabled, Unknown)
