"""ASA: who administers it, how and from where; passwords, lock-out, SNMP, logs, time, failover."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Address, Device, Known, Unknown, Unsupported
from tests.parsers.ioslike.support import read

PORTS = """interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 ip address 10.1.1.1 255.255.255.0 standby 10.1.1.2
"""


def asa(text: str, version: str = "9.16(4)") -> Device:
    return read("cisco_asa", f"ASA Version {version}\nhostname fw\n{text}: end\n")


@pytest.mark.parametrize(
    ("line", "storage", "level"),
    [
        ("username u password $sha512$5000$YWJjZGVmZ2hpamts$bW5vcHFyc3R1dnd4eXo= pbkdf2 privilege 15", "hash", 15),
        ("username u password ***** pbkdf2 privilege 15", "hash", 15),
        ("username u password f3UhLvUj1QsXsuK7 encrypted", "weak_hash", 2),
        ("username u password administrator encrypted", "unknown", 2),
        ("username u nopassword privilege 1", "none", 1),
        ("username u password *****", "unknown", 2),
    ],
)
def test_how_passwords_are_kept(line: str, storage: str, level: int) -> None:
    (user,) = asa(line + "\n").users
    assert (user.storage, user.level, user.top, user.lines) == (storage, level, level == 15, (3,))


def test_attributes_and_what_remote_access_users_may() -> None:
    text = "username u password ***** pbkdf2\nusername u attributes\n service-type remote-access\n vpn-filter value X\n"
    (user,) = asa(text).users
    assert (user.administrator, user.role, user.lines, user.unread) == (True, "remote-access", (3, 4), ())
    (user,) = asa(text + "aaa authorization exec LOCAL\n").users
    assert user.administrator is False
    (user,) = asa(text + " sideways\n").users
    assert user.unread == (7,)


def test_device_passwords_and_the_factory_ones() -> None:
    text = "enable password 8Ry2YjIyt7RRXU24 encrypted\npasswd 2KFQnbNIdI.2KYOU encrypted\n"
    enable, passwd = asa(text, "8.4(2)").device_passwords
    assert (enable.name, enable.storage, enable.lines) == ("enable", "none", (3,))
    assert passwd.secret is not None
    assert passwd.secret.flags >= {"default"}


@pytest.mark.parametrize(("version", "storage"), [("9.1(7)", "none"), ("9.16(4)", "unknown")])
def test_no_enable_password(version: str, storage: str) -> None:
    (password,) = asa("", version).device_passwords
    assert (password.name, password.storage) == ("enable", storage)
    cut = read("cisco_asa", f"ASA Version {version}\nhostname fw\n")
    assert not cut.device_passwords


POLICY = """password-policy minimum-length 10
password-policy minimum-uppercase 1
password-policy minimum-numeric 2
password-policy minimum-special 0
password-policy lifetime 90
password-policy reuse-interval 5
password-policy username-check
"""


def test_password_policy() -> None:
    policy = asa(POLICY).passwords
    assert policy.min_length == Known(10, (3,))
    assert policy.min_classes == Known(2, (4, 5))
    assert policy.max_age_days == Known(90, (7,))
    assert policy.history == Known(5, (8,))
    assert policy.differs_from_user == Known(value=True, lines=(9,))


def test_password_policy_by_default() -> None:
    old, new = asa("", "9.6(4)").passwords, asa("").passwords
    assert isinstance(old.min_length, Absent)
    assert old.min_length.value == 3
    assert isinstance(old.history, Unsupported)
    assert isinstance(new.min_length, Unknown)
    assert isinstance(new.history, Absent)
    assert (new.min_classes.value, new.max_age_days.value, new.differs_from_user.value) == (0, 0, False)


def test_lockout_by_release() -> None:
    line = "aaa local authentication attempts max-fail 5\n"
    root = "username r password ***** pbkdf2 privilege 15\n"
    new = asa(line + root, "9.18(4)").lockout
    assert (new.attempts, new.minutes) == (Known(5, (3,)), Known(10.0, (3,)))
    old = asa(line + root).lockout
    assert isinstance(old.attempts, Unknown)
    assert old.minutes == Known(0.0, (3,))
    assert asa(line + "username r password ***** pbkdf2 privilege 5\n").lockout.attempts == Known(5, (3,))
    servers = "aaa-server T protocol tacacs+\naaa authentication ssh console T LOCAL\n"
    assert asa(line + root + servers).lockout.attempts == Known(5, (3,))
    assert asa("").lockout.attempts.value == 0


AAA = """aaa-server T protocol tacacs+
aaa-server T (inside) host 10.1.1.9
 key *****
aaa authentication ssh console T LOCAL
aaa authentication serial console T LOCAL
aaa accounting command T
"""


def test_aaa() -> None:
    aaa = asa(AAA).aaa
    assert aaa.authentication == Known(("tacacs+", "local"), (6,))
    assert aaa.servers == Known(("10.1.1.9",), (4,))
    assert aaa.command_accounting == Known(value=True, lines=(8,))
    assert isinstance(asa("").aaa.authentication, Absent)


ADMIN = """ssh 10.1.1.0 255.255.255.0 inside
ssh 0.0.0.0 0.0.0.0 outside
ssh timeout 10
telnet 10.1.1.0 255.255.255.0 inside
http server enable 8443
http 2001:db8::/64 inside
http redirect outside 80
icmp deny any outside
"""


def test_channels_and_interfaces() -> None:
    device = asa(PORTS + ADMIN)
    channels = {channel.name: channel for channel in device.channels}
    inside, any4 = Address(0x0A010100, 0x0A0101FF, 4), Address(0, 2**32 - 1, 4)
    assert channels["ssh"].sources == Known((inside, any4), (10, 11))
    assert (channels["https"].port, channels["https"].enabled) == (8443, Known(value=True, lines=(14, 15)))
    assert channels["telnet"].lines == (13,)
    assert not channels["http"].enabled
    outer, inner = device.interfaces
    assert (outer.management, inner.management) == (frozenset({"ssh"}), frozenset({"ssh", "telnet", "https", "ping"}))
    assert (inner.security_level, inner.zone) == (100, "inside")


def test_a_service_that_admits_nobody_is_off() -> None:
    device = asa("http server enable\n")
    channels = {channel.name: channel.enabled for channel in device.channels}
    assert channels["https"] == Known(value=False, lines=(3,))
    assert isinstance(channels["ssh"], Absent)
    assert isinstance(channels["telnet"], Absent)


def test_terminals_ask_for_what_their_lines_say() -> None:
    terminals = {line.name: line for line in asa(PORTS + ADMIN + AAA).terminals}
    assert terminals["ssh"].authentication == Known("user", (21,))
    assert terminals["console"].authentication == Known("user", (22,))
    assert terminals["telnet"].authentication.value == "password"
    assert terminals["https"].authentication.value == "password"
    assert terminals["ssh"].idle_minutes == Known(10.0, (12,))
    assert terminals["telnet"].idle_minutes.value == 5
    assert terminals["console"].idle_minutes.value == 0
    assert isinstance(terminals["https"].idle_minutes, Unknown)
    bare = {line.name: line for line in asa("ssh 10.1.1.0 255.255.255.0 inside\n").terminals}
    assert bare["console"].authentication.value == "none"
    assert isinstance(bare["ssh"].authentication, Unknown)


@pytest.mark.parametrize(
    ("version", "ciphers", "macs", "exchange"),
    [
        ("9.8(4)", True, {"hmac-sha1", "hmac-sha1-96"}, "diffie-hellman-group1-sha1"),
        ("9.12(4)", True, {"hmac-sha2-256"}, "diffie-hellman-group14-sha256"),
        ("9.18(4)", False, {"hmac-sha2-256"}, "diffie-hellman-group14-sha256"),
    ],
)
def test_ssh_by_default(version: str, ciphers: bool, macs: set[str], exchange: str) -> None:  # noqa: FBT001 - a table
    ssh = asa("", version).ssh
    assert isinstance(ssh.ciphers, Absent) is ciphers
    assert (ssh.macs.value, ssh.key_exchanges.value) == (macs, {exchange})


@pytest.mark.parametrize(("version", "found"), [("8.2(5)", "1,2"), ("9.12(4)", None), ("9.18(4)", "2")])
def test_ssh_versions_by_default(version: str, found: str | None) -> None:
    fact = asa("", version).ssh.version
    assert (None if isinstance(fact, Unknown) else fact.value) == found


def test_ssh_as_configured() -> None:
    ssh = asa(
        'ssh cipher encryption custom "aes256-ctr:aes192-ctr"\nssh key-exchange group dh-group1-sha1\nssh version 2\n'
    ).ssh
    assert ssh.ciphers == Known(frozenset({"aes256-ctr", "aes192-ctr"}), (3,))
    assert ssh.key_exchanges == Known(frozenset({"diffie-hellman-group1-sha1"}), (4,))
    assert ssh.version == Known("2", (5,))
    assert asa("ssh cipher integrity high\n").ssh.macs == Known(frozenset({"hmac-sha2-256"}), (3,))
    assert isinstance(asa("ssh cipher encryption high\n", "9.18(4)").ssh.ciphers, Unknown)


SNMP = """snmp-server group G v3 priv
snmp-server user u G v3 engineID 80 encrypted auth sha 11:22 priv aes 128 33:44
snmp-server host inside 10.1.1.6 poll version 3 u
snmp-server host inside 10.1.1.7 trap version 3 u
snmp-server enable traps syslog
"""


def test_snmp_version_3() -> None:
    device = asa(PORTS + SNMP)
    snmp = device.snmp
    assert snmp.versions.value == {"3"}
    assert [(user.name, user.level, user.privacy) for user in snmp.users] == [
        ("group-G", "priv", ""),
        ("u", "priv", "aes128"),
    ]
    assert [target.address for target in snmp.targets] == ["10.1.1.7"]
    channel = next(channel for channel in device.channels if channel.name == "snmp")
    assert channel.sources.value == (Address(0x0A010106, 0x0A010106, 4),)
    assert "snmp" in (device.interfaces.items[1].management or ())
    only_traps = asa(PORTS + SNMP.replace(" poll ", " trap "))
    assert not next(channel for channel in only_traps.channels if channel.name == "snmp").enabled


def test_snmp_community() -> None:
    snmp = asa("snmp-server host inside 10.1.1.6 community public version 2c\nsnmp-server community *****\n").snmp
    first, hidden = snmp.communities
    assert first.secret is not None
    assert "default" in first.secret.flags
    assert hidden.secret is None  # the device hid it: nothing is known
    assert snmp.versions == Known(frozenset({"2c"}), (3, 4))
    assert not asa("").snmp.enabled


def test_logs() -> None:
    text = "logging enable\nlogging timestamp\nlogging host inside 10.1.1.5 tcp/1470\nlogging buffered warnings\n"
    silent = asa(text).logging
    assert [server.enabled for server in silent.servers] == [False]  # without "logging trap" nothing is sent
    assert silent.commands == Known(value=False, lines=(3, 6))
    sent = asa(text + "logging trap informational\nlogging buffer-size 65536\n").logging
    (server,) = sent.servers
    assert (server.address, server.port, server.transport, server.level, server.lines) == (
        "10.1.1.5",
        1470,
        "tcp",
        6,
        (5, 7),
    )
    assert (sent.timestamp, sent.buffer_bytes.value) == (Known("datetime", (4,)), 65536)
    assert sent.commands == Known(value=True, lines=(3, 6, 7))
    off = asa("").logging
    assert (off.enabled.value, off.timestamp.value, off.buffer.value) == (False, "none", False)


def test_time() -> None:
    text = (
        "ntp authentication-key 1 sha256 *****\nntp authenticate\nntp trusted-key 1\n"
        "ntp server 10.1.1.3 key 1 source inside\n"
    )
    clock = asa(text + "clock timezone CST 8\n").clock
    assert clock.authenticated.value is True
    assert clock.zone_minutes == Known(480, (7,))
    assert clock.algorithms.value == {"sha256"}
    assert asa(text.replace("ntp trusted-key 1\n", "")).clock.authenticated.value is False


def test_failover_banner_and_backup() -> None:
    device = asa("failover\nfailover lan interface FO GigabitEthernet0/3\nfailover key *****\n")
    (pair,) = device.redundancy
    assert (pair.enabled, pair.authenticated, pair.interface, pair.lines) == (
        True,
        True,
        "GigabitEthernet0/3",
        (3, 4, 5),
    )
    assert asa("no failover\n").redundancy.items[0].enabled is False
    assert asa("banner login 禁止登录\nbanner login 违者必究\n").system.banner == Known("禁止登录\n违者必究", (3, 4))
    assert not asa("banner exec 只在登录后显示\n").system.banner
    job = (
        "event manager applet B\n event timer absolute time 02:30:00\n"
        ' action 1 cli command "copy /noconfirm running-config scp://u:p@10.1.1.8/x"\n output none\n'
    )
    archive = asa(job).archive
    assert (archive.automatic, archive.destinations.value) == (Known(value=True, lines=(3, 4, 5)), ("10.1.1.8",))
    assert not asa(job.replace("event timer absolute time 02:30:00", "event none")).archive.automatic
