"""NX-OS: accounts, passwords, AAA, lines, SSH, NX-API, SNMP: values with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import Absent, Address, Device, Known, Unknown, Unsupported
from tests.parsers.ioslike.support import read

FIXTURES = Path(__file__).parent / "fixtures"
HASH = "$5$ASDFGH$cRu7LdN9aFhS2gT4eYi6oQjWxE0mB3yqPZt1wX8vK5."


def nxos(text: str, version: str = "9.3(12)") -> Device:
    return read("cisco_nxos", f"version {version} Bios:version\nhostname n1\n{text}")


@pytest.mark.parametrize(
    ("line", "storage", "enabled"),
    [
        (
            "username u password 5 $5$ASDFGH$cRu7LdN9aFhS2gT4eYi6oQjWxE0mB3yqPZt1wX8vK5.  role network-admin",
            "hash",
            True,
        ),
        ("username u password 5 $1$abcdefgh$Tt0wX8vK5cRu7LdN9aFhS2  role network-admin", "weak_hash", True),
        ("username u password 5 ABCDEFGHIJKL  role network-admin", "unknown", True),
        ("username u password 7 0822455D0A16 role network-admin", "reversible", True),
        ("username u password 0 Secret-12 role network-admin", "plain", True),
        ("username u password 5 !  role network-admin", "none", False),
    ],
)
def test_how_passwords_are_kept(line: str, storage: str, enabled: bool) -> None:  # noqa: FBT001 - a table
    (user,) = nxos(line + "\n").users
    assert (user.storage, user.enabled, user.top, user.lines) == (storage, enabled, True, (3,))


def test_a_key_lets_a_user_in_who_has_no_password() -> None:
    (user,) = nxos("username u password 5 !  role network-operator\nusername u sshkey ssh-rsa AAAA u@x\n").users
    assert (user.storage, user.enabled, user.public_key, user.read_only, user.lines) == (
        "none",
        True,
        True,
        True,
        (3, 4),
    )


@pytest.mark.parametrize(
    ("rules", "top"),
    [
        ("rule 1 permit read-write", True),
        ("rule 1 permit command *", True),
        ("rule 1 permit read", False),
        ("rule 2 permit read-write feature bgp\n  rule 1 permit read", False),
        ("rule 2 deny read-write\n  rule 1 permit read-write", False),
        ("rule 2 deny command clear users\n  rule 1 permit read-write", None),
        ("rule 1 permit read-write\n  interface policy deny\n    permit interface Ethernet1/1", None),
        ("rule 1 allow read-write", None),
    ],
)
def test_a_role_that_may_write_everything_is_the_highest(rules: str, top: bool | None) -> None:  # noqa: FBT001 - a table
    text = f"username u password 5 {HASH} role R\nrole name R\n  description x\n  {rules}\n"
    assert nxos(text).users.items[0].top is top


def test_a_role_that_no_line_defines_may_be_anything() -> None:
    text = f"username u password 5 {HASH} role R\nusername v password 5 {HASH} role priv-7\n"
    assert [user.top for user in nxos(text).users] == [None, False]


def test_password_rules_by_default_and_switched_off() -> None:
    on, off = nxos("").passwords, nxos("no password strength-check\n").passwords
    assert (on.min_length.value, on.min_classes.value) == (8, 3)
    assert isinstance(on.min_classes, Absent)
    assert (off.min_length, off.min_classes) == (Known(0, (3,)), Known(0, (3,)))
    assert isinstance(on.history, Unsupported)
    longer = nxos("userpassphrase min-length 12 max-length 80\n").passwords
    assert longer.min_length == Known(12, (3,))


USERS = """username a password 5 $5$A$cRu7LdN9aFhS2gT4eYi6oQjWxE0mB3yqPZt1wX8vK5. role network-admin
username b password 5 $5$B$cRu7LdN9aFhS2gT4eYi6oQjWxE0mB3yqPZt1wX8vK5. role network-admin
username a passphrase  lifetime 90 warntime 14 gracetime 3
"""


def test_the_longest_life_of_a_password_counts() -> None:
    assert nxos(USERS).passwords.max_age_days == Known(0, (5,))  # b never expires
    both = nxos(USERS + "username b passphrase  lifetime 60 warntime 14 gracetime 3\n").passwords
    assert both.max_age_days == Known(90, (5, 6))
    assert nxos(USERS + "userpassphrase default-lifetime 80\n").passwords.max_age_days == Known(90, (5, 6))
    assert isinstance(nxos("").passwords.max_age_days, Absent)


def test_lockout() -> None:
    lockout = nxos("system login block-for 600 attempts 5 within 120\n").lockout
    assert (lockout.attempts, lockout.minutes) == (Known(5, (3,)), Known(10.0, (3,)))
    assert nxos("aaa authentication rejected 3 in 60 ban 900\n").lockout.minutes == Known(15.0, (3,))
    assert nxos("ssh login-attempts 3\n").lockout.attempts.value == 0


AAA = """feature tacacs+
tacacs-server host 10.1.1.9 key 7 "fewhg"
aaa group server tacacs+ T
    server 10.1.1.9
    use-vrf management
aaa authentication login default group T local
aaa authentication login console none
aaa accounting default group T
line console
line vty
  exec-timeout 10
  access-class M in
ip access-list M
  10 permit tcp 10.1.0.0/16 any eq 22
"""


def test_aaa_and_lines() -> None:
    device = nxos(AAA)
    assert device.aaa.authentication == Known(("tacacs+", "local"), (8,))
    assert device.aaa.servers == Known(("10.1.1.9",), (4, 6))
    assert device.aaa.command_accounting == Known(value=True, lines=(10,))
    console, vty = device.terminals
    assert console.authentication == Known("none", (9,))
    assert vty.authentication == Known("user", (8,))
    assert isinstance(console.idle_minutes, Unknown)
    assert vty.idle_minutes == Known(10.0, (13,))
    assert (vty.acl, vty.inbound.value) == (Known("M", (14,)), {"ssh"})


def test_without_aaa_local_users_log_in() -> None:
    device = nxos("line console\nline vty\n")
    assert [line.authentication.value for line in device.terminals] == ["user", "user"]
    assert device.aaa.authentication.value == ("local",)


def test_channels_of_lines_and_features() -> None:
    channels = {channel.name: channel for channel in nxos(AAA + "feature telnet\n").channels}
    assert channels["telnet"].enabled == Known(value=True, lines=(17,))
    assert channels["ssh"].enabled.value is True
    assert channels["ssh"].sources.value == (Address(0x0A010000, 0x0A01FFFF, 4),)
    assert channels["http"].enabled.value is False
    undefined = {
        channel.name: channel for channel in nxos(AAA.replace("ip access-list M", "ip access-list N")).channels
    }
    assert isinstance(undefined["ssh"].sources, Unknown)
    open_ = {channel.name: channel for channel in nxos("line vty\n").channels}
    assert open_["ssh"].sources == Known((), (3,))
    assert not {c.name: c for c in nxos("no feature ssh\nline vty\n").channels}["ssh"].enabled


@pytest.mark.parametrize(
    ("text", "version", "http", "https"),
    [
        ("", "9.3(5)", False, False),
        ("feature nxapi\n", "9.3(5)", False, True),
        ("feature nxapi\n", "7.3(8)N1(1)", None, None),
        ("feature nxapi\nnxapi http port 80\nno nxapi https\n", "9.3(5)", True, False),
    ],
)
def test_nxapi(text: str, version: str, http: bool | None, https: bool | None) -> None:  # noqa: FBT001 - a table
    channels = {channel.name: channel.enabled for channel in nxos(text, version).channels}
    found = [None if isinstance(channels[name], Unknown) else channels[name].value for name in ("http", "https")]
    assert found == [http, https]


def test_ssh_algorithms() -> None:
    ssh = nxos("ssh ciphers aes256-gcm\nssh ciphers aes256-ctr\nssh key rsa 2048\n").ssh
    assert ssh.ciphers == Known(frozenset({"aes256-gcm", "aes256-ctr"}), (3, 4))
    assert (ssh.rsa_bits, ssh.version.value) == (Known(2048, (5,)), "2")
    assert isinstance(ssh.macs, Unknown)
    weak = nxos("ssh ciphers all\nssh kexalgos all\n").ssh
    assert "aes128-cbc" in weak.ciphers.value
    assert "diffie-hellman-group1-sha1" in weak.key_exchanges.value
    assert nxos("ssh cipher-mode weak\n").ssh.ciphers.lines == (3,)


SNMP = """snmp-server user nms network-operator auth sha 0x11 priv aes-128 0x22 localizedkey
snmp-server community Xz-2026-Read group network-operator
snmp-server community Xz-2026-Read use-ipv4acl M
snmp-server host 10.1.1.9 traps version 3 priv nms
snmp-server host 10.1.1.9 use-vrf management
snmp-server enable traps link linkDown
ip access-list M
  10 permit udp 10.1.1.0/24 any eq snmp
"""


def test_snmp() -> None:
    device = nxos(SNMP)
    (community,) = device.snmp.communities
    assert (community.access, community.acl, community.lines) == ("read", "M", (4, 5))
    assert community.sources.value == (Address(0x0A010100, 0x0A0101FF, 4),)
    assert device.snmp.versions.value == {"1", "2c", "3"}
    (user,) = device.snmp.users
    assert (user.level, user.privacy) == ("auth", "aes128")  # privacy is possible, not demanded
    assert nxos(SNMP + "snmp-server globalEnforcePriv\n").snmp.users.items[0].level == "priv"
    (target,) = device.snmp.targets
    assert (target.address, target.version, target.lines) == ("10.1.1.9", "3", (6, 7))
    assert device.snmp.traps == Known(value=True, lines=(8,))
    assert device.snmp.enabled.value is True
    assert not nxos("no snmp-server protocol enable\n").snmp.enabled
    assert nxos("").snmp.traps == Absent(False, "没有 snmp-server host 行,告警没有去处")
    assert isinstance(nxos("snmp-server host 10.1.1.9 traps version 3 priv nms\n").snmp.traps, Unknown)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("network-operator auth sha-256 0x11 priv aes-128 0x22 localizedV2key", ("sha-256", "aes128", True)),
        ("auth md5 0x11 priv 0x22 localizedkey engineID 128:0:0:9:3:0:12", ("md5", "des", True)),
        ("network-operator auth sha 0x11 priv rot13 0x22 localizedkey", ("sha", "des", False)),
        ("network-operator auth shaq 0x11 priv aes-128 0x22 localizedkey", ("", "", False)),
        ("network-operator auth sha 0x11 priv", ("sha", "", False)),
    ],
)
def test_algorithms_of_snmp_users(words: str, read: tuple[str, str, bool]) -> None:
    (user,) = nxos(f"snmp-server user nms {words}\n").snmp.users.items
    assert (user.authentication, user.privacy, not user.unread) == read


def test_what_is_on_by_default() -> None:
    device = nxos("")
    assert device.services.source_route.value is True
    assert nxos("no ip source-route\n").services.source_route == Known(value=False, lines=(3,))
    assert nxos("boot poap enable\n").services.config_autoload == Known(value=True, lines=(3,))
    assert (device.logging.enabled.value, device.logging.timestamp.value, device.logging.buffer.value) == (
        True,
        "datetime",
        True,
    )
    assert nxos("no logging logfile\n").logging.buffer == Known(value=False, lines=(3,))
    assert (device.logging.commands.value, device.logging.logins.value) == (True, True)


def test_log_servers() -> None:
    first, second = nxos(
        "logging server 10.1.1.8 6 port 6514 secure use-vrf management\nlogging server 10.1.1.9\n"
    ).logging.servers
    assert (first.level, first.port, first.transport, first.vrf) == (6, 6514, "tls", "management")
    assert (second.level, second.transport) == (5, "udp")


def test_banner_is_no_configuration() -> None:
    device = nxos("banner motd #\ninterface Ethernet9/9\n禁止登录\n#\ninterface Ethernet1/1\n")
    assert device.system.banner == Known("interface Ethernet9/9\n禁止登录", (3, 4, 5, 6))
    assert [port.name for port in device.interfaces] == ["Ethernet1/1"]
