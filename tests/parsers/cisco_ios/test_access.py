"""IOS: users, passwords, AAA, lines, channels: values with their lines."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Device, Known, Unknown
from tests.parsers.ioslike.support import read

HEAD = "version 15.2\nhostname r1\n"


def ios(text: str, head: str = HEAD) -> Device:
    return read("cisco_ios", head + text + "end\n")


@pytest.mark.parametrize(
    ("line", "storage", "level"),
    [
        ("username u privilege 15 secret 9 $9$abcdefghijklmn$0123456789", "hash", 15),
        ("username u secret 8 $8$abcdefghijklmn$0123456789", "hash", 1),
        ("username u privilege 15 secret 5 $1$abcd$0123456789012345678901", "weak_hash", 15),
        ("username u secret 4 0123456789012345678901234567890123456789012", "weak_hash", 1),
        ("username u privilege 5 password 7 0822455D0A16", "reversible", 5),
        ("username u password 0 Secret-12", "plain", 1),
        ("username u password 6 AbQ`fRgHSZ]eHPQ", "reversible", 1),
        ("username u nopassword", "none", 1),
        ("username u privilege 15", "none", 15),
    ],
)
def test_how_passwords_are_kept(line: str, storage: str, level: int) -> None:
    (user,) = ios(line + "\n").users
    assert (user.storage, user.level, user.top, user.lines) == (storage, level, level == 15, (3,))


def test_a_password_on_a_second_line_joins_its_user() -> None:
    (user,) = ios("username u privilege 15\nusername u secret 9 $9$abcdefghijklmn$0123456789\n").users
    assert (user.storage, user.lines) == ("hash", (3, 4))


def test_an_option_not_known_lands_in_the_user() -> None:
    device = ios("username u privilege 15 sideways secret 9 $9$abcdefghijklmn$0123456789\n")
    assert device.users.items[0].unread == (3,)
    assert device.coverage["running-config"][2] == 0


def test_device_passwords() -> None:
    device = ios("enable secret 5 $1$abcd$0123456789012345678901\nenable password level 7 7 0822455D0A16\n")
    assert [(p.name, p.storage, p.level, p.lines) for p in device.device_passwords] == [
        ("enable-secret", "weak_hash", 15, (3,)),
        ("enable-password-7", "reversible", 7, (4,)),
    ]


POLICY = """aaa new-model
aaa common-criteria policy P
 min-length 10
 upper-case 1
 lower-case 1
 numeric-count 1
 lifetime day 90
!
"""


def test_a_policy_counts_when_every_user_is_under_it() -> None:
    under = "username a common-criteria-policy P secret 9 $9$abcdefghijklmn$0123456789\n"
    policy = ios(POLICY + under).passwords
    assert policy.min_length == Known(10, (4, 5))
    assert policy.min_classes.value == 3
    assert policy.max_age_days == Known(90, (4, 9))
    loose = ios(POLICY + under + "username b secret 9 $9$abcdefghijklmn$0123456789\n").passwords
    assert (loose.min_length.value, loose.min_classes.value, loose.max_age_days.value) == (0, 0, 0)
    assert isinstance(loose.max_age_days, Absent)


def test_lockout() -> None:
    blocking = ios("login block-for 600 attempts 3 within 60\n").lockout
    assert (blocking.attempts, blocking.minutes) == (Known(3, (3,)), Known(10.0, (3,)))
    assert ios("").lockout.attempts.value == 0
    locking = "aaa new-model\naaa local authentication attempts max-fail 4\nusername u{}\n"
    assert ios(locking.format("")).lockout.attempts == Known(4, (4,))
    assert isinstance(ios(locking.format(" privilege 15")).lockout.attempts, Unknown), "15 级不会被锁定"


AAA = """aaa new-model
aaa group server tacacs+ T
 server name one
!
aaa authentication login default group T local
aaa authentication login CON none
aaa accounting commands 15 default
 action-type start-stop
 group T
!
tacacs server one
 address ipv4 10.0.0.9
line con 0
 login authentication CON
line aux 0
 login authentication GONE
line vty 0 4
 login local
"""


def test_aaa_decides_over_the_line() -> None:
    device = ios(AAA)
    assert device.aaa.authentication == Known(("tacacs+", "local"), (3, 7))
    assert device.aaa.command_accounting == Known(value=True, lines=(9, 10, 11))
    assert device.aaa.servers.value == ("10.0.0.9",)
    console, aux, vty = device.terminals
    assert console.authentication == Known("none", (16, 8))
    assert isinstance(aux.authentication, Unknown)
    assert vty.authentication.value == "user"


def test_without_aaa_the_line_decides() -> None:
    text = (
        "no aaa new-model\nline con 0\nline aux 0\n no exec\nline vty 0 4\n"
        " password 7 0822455D0A16\n login\nline vty 5 15\n login local\n"
    )
    console, aux, shared, own = ios(text).terminals
    assert (console.authentication.value, aux.enabled) == ("none", False)
    assert (shared.authentication.value, own.authentication.value) == ("password", "user")
    assert own.idle_minutes == Absent(10.0, "没有 exec-timeout 行,缺省 10 分钟")


def test_lines_open_telnet_and_ssh() -> None:
    text = (
        "access-list 10 permit 10.10.99.0 0.0.0.255\nline vty 0 4\n access-class 10 in\n transport input ssh\n"
        "line vty 5 15\n access-class 10 in\n transport input telnet\n exec-timeout 0 0\n"
    )
    device = ios(text)
    channels = {channel.name: channel for channel in device.channels}
    assert channels["telnet"].enabled == Known(value=True, lines=(9,))
    assert channels["ssh"].enabled == Known(value=True, lines=(6,))
    assert [term.low for term in channels["ssh"].sources.value] == [0x0A0A6300]
    assert device.terminals.items[1].idle_minutes == Known(0.0, (10,))
    assert device.listening.telnet.value is True


@pytest.mark.parametrize(("version", "known"), [("15.2", True), ("17.9", False)])
def test_no_transport_line(version: str, known: bool) -> None:  # noqa: FBT001
    device = read("cisco_ios", f"version {version}\nhostname r\nline vty 0 4\n login\nend\n")
    fact = device.terminals.items[0].inbound
    assert isinstance(fact, Absent) is known
    assert isinstance(fact, Unknown) is not known


def test_an_undefined_list_limits_nobody() -> None:
    device = ios("line vty 0 4\n access-class GONE in\n transport input ssh\n")
    assert next(channel for channel in device.channels if channel.name == "ssh").sources.value == ()


def test_a_list_with_an_unread_line_limits_nobody_knows_whom() -> None:
    device = ios("access-list 10 permit sideways\nline vty 0 4\n access-class 10 in\n transport input ssh\n")
    sources = next(channel for channel in device.channels if channel.name == "ssh").sources
    assert isinstance(sources, Unknown)
    assert sources.lines == (3,)


def test_web_and_ssh() -> None:
    device = ios(
        "no ip http server\nip http secure-server\nip http access-class ipv4 10\naccess-list 10 permit host 10.1.1.1\n"
        "ip ssh version 2\nip ssh server algorithm encryption aes256-ctr aes128-cbc\n"
    )
    channels = {channel.name: channel for channel in device.channels}
    assert channels["http"].enabled == Known(value=False, lines=(3,))
    assert channels["https"].enabled == Known(value=True, lines=(4,))
    assert len(channels["https"].sources.value) == 1
    assert device.ssh.version == Known("2", (7,))
    assert device.ssh.ciphers == Known(frozenset({"aes256-ctr", "aes128-cbc"}), (8,))
    assert ios("").ssh.version.value == "1,2"
    assert isinstance(ios("").listening.http, Unknown)


def test_small_services() -> None:
    services = ios("service tcp-small-servers\nno ip source-route\n").services
    assert services.tcp_small_servers == Known(value=True, lines=(3,))
    assert services.source_route == Known(value=False, lines=(4,))
    assert services.pad.value is True
    assert services.finger.value is False
    assert isinstance(ios("", "version 17.9\nhostname r\n").services.pad, Unknown)


def test_an_agent_that_knows_nobody_answers_nobody() -> None:
    device = ios("snmp-server enable traps\nsnmp-server host 10.1.1.1 version 3 priv u\n")
    (channel,) = [one for one in device.channels if one.name == "snmp"]
    assert (channel.enabled.value, device.snmp.enabled.value) == (False, True)
    garbled = ios("snmp-server enable traps\nsnmp-server communities x\n")
    assert [one.enabled.value for one in garbled.channels if one.name == "snmp"] == [True]
