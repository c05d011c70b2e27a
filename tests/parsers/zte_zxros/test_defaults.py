"""ZXROS: what holds where no line says it, by the release; and lines that hold other lines in doubt."""

from __future__ import annotations

from operator import attrgetter

import pytest

from dengbao.model import Absent, Device, Known, Unknown, Unsupported
from tests.parsers.ioslike.support import LAB, lab, read, whole

HEAD = "!<system-config>\nhostname r\n!</system-config>\n"
V5 = "ZXR10 M6000-3S\nZTE ZXR10 M6000-3S Software, Version: V5.00.30.100, Release software\n"
V4 = V5.replace("V5", "V4")


def zxros(text: str = "", version: str = V5, **outputs: str) -> Device:
    return read("zte_zxros", HEAD + text, **({"show_version": version} if version else {}), **outputs)


def users(*lines: str) -> str:
    return "system-user\n" + "".join(f"  {line}\n" for line in lines) + "$\n"


def test_the_lab_router_is_understood_whole() -> None:
    device = lab("rt-zte", "zte_zxros")
    text = (LAB / "rt-zte" / "running-config.txt").read_text("utf-8")
    assert whole(device, text)
    assert device.coverage["running-config"].count(0) == 0
    assert device.clock.synchronised == Known(value=True, lines=(1,), file="show-ntp-status")
    assert device.archive.destinations.value == ("10.10.100.61",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("passwords.enabled", True),
        ("passwords.min_length", 8),
        ("passwords.min_classes", 4),
        ("passwords.differs_from_user", True),
        ("passwords.history", 5),
        ("lockout.attempts", 5),
        ("lockout.minutes", 5.0),
        ("logging.enabled", True),
        ("logging.buffer", True),
        ("logging.timestamp", "datetime"),
        ("logging.commands", True),
        ("logging.logins", False),
        ("archive.automatic", False),
        ("layer2.arp_inspection", False),
        ("ssh.version", "2"),
        ("ssh.macs", {"none", "hmac-md5"}),
        ("listening.ssh", False),
        ("snmp.enabled", False),
        ("snmp.traps", False),
    ],
)
def test_a_default_is_the_manuals_for_its_releases_only(name: str, expected: object) -> None:
    told = attrgetter(name)(zxros())
    assert isinstance(told, Absent)
    assert told.value == expected
    assert isinstance(attrgetter(name)(zxros(version=V4)), Unknown)
    assert isinstance(attrgetter(name)(zxros(version="")), Unknown)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("strong-password sturdy", "passwords.min_length passwords.min_classes passwords.differs_from_user"),
        ("user-authen-restriction twice", "lockout.attempts lockout.minutes"),
        ("user-name a\n    password-duration long\n  $", "passwords.max_age_days"),
    ],
)
def test_a_line_of_users_not_understood_may_be_the_one_that_says_it(line: str, names: str) -> None:
    device = zxros(users("user-name b\n    password irreversible Zq7\n  $", line))
    assert [one for one in names.split() if not isinstance(attrgetter(one)(device), Unknown)] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("logging strange", "logging.enabled logging.buffer logging.timestamp logging.commands logging.logins"),
        ("login on-failure alarm each", "logging.logins"),
        ("startrun backup-to server 10.1.1.1", "archive.automatic"),
        ("ssh server strange", "ssh.version ssh.ciphers ssh.key_exchanges listening.ssh"),
        ("snmp-server version v4 maybe", "snmp.enabled snmp.traps"),
    ],
)
def test_a_line_not_understood_may_be_the_one_that_says_it(line: str, names: str) -> None:
    device = zxros(line + "\n")
    assert [one for one in names.split() if not isinstance(attrgetter(one)(device), Unknown)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ssh server enable\nline telnet server disable\n", False),
        ("ssh server enable\nline telnet server enable\n", True),
        ("ssh server disable\nline telnet server disable\n", True),
        ("line telnet server disable\n", True),
    ],
)
def test_telnet_comes_on_while_ssh_is_off(text: str, expected: bool) -> None:  # noqa: FBT001
    assert zxros(text).listening.telnet.value is expected


def test_telnet_is_open_where_ssh_is() -> None:
    assert isinstance(zxros("line telnet server disable\n", V4).listening.telnet, Unknown)
    assert isinstance(zxros("ssh server enable\n").listening.telnet, Unknown)
    assert isinstance(zxros().listening.tftp, Unsupported)


def test_ssh_offers_what_is_not_switched_off() -> None:
    names = ("aes256-cbc", "aes192-cbc", "aes128-cbc", "blowfish-cbc", "3des-cbc", "none")
    off = [f"ssh server encryption {name} disable\n" for name in names]
    assert zxros("".join(off)).ssh.ciphers == Known(frozenset(), (4, 5, 6, 7, 8, 9))
    assert zxros("".join(off[1:])).ssh.ciphers.value == {"aes256-cbc"}
    assert isinstance(zxros("".join(off[1:]), V4).ssh.ciphers, Unknown)


@pytest.mark.parametrize(
    ("password", "version", "expected"),
    [
        ("password irreversible encrypted $5$a9Kd0Xw2Qm7Lr4Tz$Vh3pN8sYc1Eu6Bj0Gf5Wq2", V4, "hash"),
        ("password encrypted ce7c04930c52bfe1669f6c229ef61b761ec847e5", V5, "reversible"),
        ("password encrypted ce7c04930c52bfe1669f6c229ef61b761ec847e5", V4, "unknown"),
        ("password Zq7-Lm2_Xw9v", V5, "plain"),
        ("description none", V5, "none"),
    ],
)
def test_how_a_password_is_kept(password: str, version: str, expected: str) -> None:
    (user,) = zxros(users(f"user-name a\n    {password}\n  $"), version).users
    assert (user.storage, user.unread) == (expected, ())


@pytest.mark.parametrize(
    ("days", "expected"), [(("90", "120"), 120), (("90", "0"), 0), (("90", ""), 0), (("90", "90"), 90)]
)
def test_the_password_that_lasts_longest_counts(days: tuple[str, ...], expected: int) -> None:
    lines = [
        "\n    ".join([f"user-name u{number}", "bind authentication-template 1", one and f"password-duration {one}"])
        for number, one in enumerate(days)
    ]
    assert zxros(users(*lines)).passwords.max_age_days.value == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["user-authen-restriction fail-time 3 lock-minute 10", "user-authen-restriction fail-time 6 lock-minute 30"],
         (6, 10.0)),
        (["user-authen-restriction fail-time 0 lock-minute 10"], (0, 10.0)),
        (["user-authen-restriction fail-time 5 lock-minute 15",
          "user-name a\n    user-authen-restriction fail-time 5 lock-minute 1\n  $"], (5, 1.0)),
    ],
)  # fmt: skip
def test_the_weakest_lock_counts(lines: list[str], expected: tuple[int, float]) -> None:
    lockout = zxros(users(*lines)).lockout
    assert (lockout.attempts.value, lockout.minutes.value) == expected


def test_a_watch_over_logins_locks_where_the_default_is_not_known() -> None:
    lockout = zxros("login block 900 attempts 4 within 120\n", V4).lockout
    assert (lockout.attempts.value, lockout.minutes.value) == (4, 15.0)
    assert zxros("login block 900 attempts many within 120\n").lockout.unread == [4]


def test_one_binding_of_logins_is_everybodys() -> None:
    device = zxros(
        users(
            "login ascii authentication-template 1 authorization-template 2",
            "authentication-template 1\n    bind aaa-authentication-template 9\n  $",
            "authorization-template 2\n    local-privilege-level 3\n    login-type-allowed ssh telnet\n  $",
            "user-name a\n    bind authorization-template 7\n    password irreversible Zq7\n  $",
        )
        + "aaa-authentication-template 9\n  aaa-authentication-type local\n$\n"
    )
    (user,) = device.users
    assert (user.level, user.top, user.services) == (3, False, frozenset({"ssh", "telnet", "terminal"}))
    assert device.aaa.authentication.value == ("local",)
    assert [one.authentication.value for one in device.terminals.items if one.kind == "vty"] == ["user"]
    assert isinstance(next(one for one in device.terminals if one.kind == "console").authentication, Unknown)


@pytest.mark.parametrize(
    ("role", "expected"),
    [("rootadmin", ("rootadmin", True, False)), ("viewer", ("viewer", False, True)), ("", ("", False, None))],
)
def test_roles_take_the_place_of_levels(role: str, expected: tuple[str, bool, bool | None]) -> None:
    template = "authorization-template 1\n" + (f"    role {role}\n" * bool(role)) + "    local-privilege-level 15\n  $"
    bound = "user-name a\n    bind authorization-template 1\n    password irreversible Zq7\n  $"
    (user,) = zxros(users("role-based model enable", template, bound)).users
    assert (user.role, user.top, user.read_only) == expected
    (user,) = zxros(users("role-based model disable", template, bound)).users
    assert (user.top, user.level) == (True, 15)


def test_a_template_may_only_show() -> None:
    template = "authorization-template 1\n    local-privilege-level 15\n    max-access read-only\n  $"
    (user,) = zxros(users(template, "user-name a\n    bind authorization-template 1\n  $")).users
    assert user.read_only is True


@pytest.mark.parametrize("line", ["lock", "disable", "user-status disable"])
def test_a_user_may_be_locked(line: str) -> None:
    (user,) = zxros(users(f"user-name a\n    {line}\n  $")).users
    assert user.enabled is False


LIST = "".join(f"ipv4-access-list {name}\n  rule 1 permit 10.10.99.0 0.0.0.255\n$\n" for name in "LM")


@pytest.mark.parametrize(
    ("text", "versions", "open_to_all"),
    [
        ("snmp-server community Sx7-net-2026Q view V ro\n", {"2c", "1"}, True),
        ("snmp-server access-list ipv4 L\nsnmp-server community Sx7-net-2026Q view V ro\n", {"2c", "1"}, False),
        ("snmp-server community Sx7-net-2026Q view V ro ipv4-access-list M\nsnmp-server version v2c enable\n",
         {"2c"}, False),
        ("snmp-server user u g v3 auth sha Kq7-Lm2_Xw9v priv aes128 Kq7-Lm2_Xw9v\nsnmp-server version v3 enable\n",
         {"3"}, True),
        ("snmp-server community Sx7-net-2026Q view V ro\nno snmp-server version v2c\nsnmp-server version v1 disable\n",
         set(), True),
    ],
)  # fmt: skip
def test_snmp_answers_what_is_switched_on(text: str, versions: set[str], open_to_all: bool) -> None:  # noqa: FBT001
    device = zxros(LIST + text)
    told = {version.removeprefix("v") for version in device.snmp.versions.value}
    assert (told, bool(device.snmp.enabled.value)) == (versions, bool(versions))
    channel = next(one for one in device.channels if one.name == "snmp")
    assert (not channel.sources.value) is open_to_all


@pytest.mark.parametrize("line", ["snmp-server community Sx7-net-2026Q ro maybe", "snmp-server access-list ipv5 L"])
def test_snmp_not_understood(line: str) -> None:
    assert zxros(line + "\n").snmp.unread == [4]


def test_traps_go_to_a_host_in_a_vrf() -> None:
    device = zxros("snmp-server enable trap\nsnmp-server host vrf mng 10.1.1.9 trap version 3 priv u udp-port 162\n")
    (target,) = device.snmp.targets
    assert (target.address, target.version, device.snmp.traps.value) == ("10.1.1.9", "3", True)


def test_the_head_tells_whether_the_configuration_was_saved() -> None:
    saved = "!configuration saved at 10:06:02 Tue Nov 10 2026 by write {}\n"
    changed = "!last configuration change at 10:0{}:41 Tue Nov 10 2026 by a\n"
    both = saved.format("zdb") + saved.format("txt")
    assert zxros(both + changed.format(4)).archive.saved.value is True
    assert zxros(both + changed.format(7)).archive.saved.value is False
    assert isinstance(zxros(both).archive.saved, Unknown)
    assert isinstance(zxros(both + changed.format(4).replace("Nov", "XI")).archive.saved, Unknown)
    never = "!configuration has not been saved since system starting\n"
    assert zxros(never + both + changed.format(4)).archive.saved.value is False


def test_failures_are_reported_one_by_one_while_watched() -> None:
    watch, report = "login block 900 attempts 5 within 120\n", "login on-failure alarm\n"
    assert zxros(watch + report).logging.logins == Known(value=True, lines=(5, 4))
    assert zxros(report).logging.logins.value is False
    assert zxros(watch + report.replace("\n", " every 10\n")).logging.logins.value is False


def test_time_is_authenticated_when_every_key_is_known_and_trusted() -> None:
    text = "ntp enable\nntp authenticate\nntp authentication-key 7 keychain K\nntp trusted-key 7\n"
    text += "ntp server 10.1.1.1 key 7\n"
    clock = zxros(text).clock
    assert clock.authenticated.value is True
    assert isinstance(clock.algorithms, Unknown)
    assert zxros(text.replace("trusted-key 7", "trusted-key 8")).clock.authenticated.value is False
    assert zxros(text + "ntp server vrf mng 10.1.1.2 priority 1\n").clock.authenticated.value is False


def test_arp_is_inspected_below_an_interface_that_is_opened_again() -> None:
    text = "interface gei-0/1/0/1\n  no shutdown\n$\narp\n  timeout 300\n  interface gei-0/1/0/1\n    {}\n  $\n$\n"
    device = zxros(text.format("inspection enable"))
    assert (device.layer2.arp_inspection.value, device.interfaces.items[0].arp_inspection) == (True, True)
    assert zxros(text.format("inspection disable")).layer2.arp_inspection.value is False
    assert zxros(text.format("inspection maybe")).interfaces.items[0].unread == (10,)


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("dot1x enable", "layer2"),
        ("dhcp\n  interface gei-0/1/0/1\n    snooping trust\n  $\n$", "layer2"),
        ("isakmp policy 1", "proposals"),
        ("ipsec policy 1", "proposals"),
        ("security-zone dmz", "policies"),
        ("firewall enable", "policies"),
        ("nat start", "nat"),
        ("cgn", "nat"),
        ("control-plane-security", "defence"),
    ],
)
def test_what_no_text_explains_is_kept_as_not_understood(line: str, topic: str) -> None:
    assert attrgetter(topic)(zxros(line + "\n")).unread


def test_a_virtual_router_with_a_line_not_understood() -> None:
    lines = "    vrrp 8 ipv4 10.1.1.1\n    vrrp 8 cipher x\n"
    text = f"interface gei-0/1/0/1\n$\nvrrp\n  interface gei-0/1/0/1\n{lines}  $\n$\n"
    (group,) = zxros(text).redundancy
    assert group.unread == (9,)


def test_counters_and_the_clock() -> None:
    shown = (LAB / "rt-zte" / "show-interface.txt").read_text("utf-8")
    device = zxros("interface gei-0/1/0/1\n$\ninterface gei-0/1/0/3\n$\n", show_interface=shown)
    up, down = device.interfaces.items
    assert (up.up, up.packets, up.errors) == (True, 379090980 + 791220437, 2)
    assert (down.up, down.packets) == (False, None)
    assert zxros(show_ntp_status="Clock is unsynchronized, stratum 16\n").clock.synchronised.value is False
    assert isinstance(zxros(show_ntp_status="stratum 16\n").clock.synchronised, Unknown)


def test_the_management_port_stands_in_its_own_vrf() -> None:
    device = zxros("interface mgmt_eth\n  ip address 10.1.1.1 255.255.255.0\n$\n")
    assert (device.interfaces.items[0].kind, device.interfaces.items[0].vrf) == ("management", "mng")


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("ssh server enable maybe", "ssh"),
        ("line telnet server disable maybe", "terminals"),
        ("no ftp-server enable maybe", "channels"),
        ("login block 900 attempts 5 within 120 maybe", "lockout"),
        ("aaa-authentication-template 1\n  aaa-authentication-type tacacs-local maybe\n$", "aaa"),
    ],
)
def test_a_word_too_many_is_not_passed_over(line: str, topic: str) -> None:
    assert attrgetter(topic)(zxros(line + "\n")).unread
