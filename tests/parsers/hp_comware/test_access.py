"""Who may log in, how, from where: accounts, lines, services, password control."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Known, Unknown, Unsupported
from tests.parsers.hp_comware.support import five, port, seven, shown

HASH = "hash $h$6$J+OnyKcFA2/YtV9Q$c+vHqc0gIKoC2E7zBfF8QC1qiImCPuKE7HJJ5Moy4VlNs10ssjbb+9uVoS0Ybo29zo6cGQ=="
MANAGER = """local-user wang class manage
 service-type ssh
 service-type telnet ftp
 authorization-attribute user-role network-admin
 authorization-attribute user-role network-operator
#
"""


def test_account_with_a_hash() -> None:
    user = seven(MANAGER.replace(" service-type ssh\n", f" password {HASH}\n service-type ssh\n")).users.items[0]
    assert (user.name, user.storage, user.role, user.level, user.top) == ("wang", "hash", "network-admin", 15, True)
    assert user.services == {"ssh", "telnet", "ftp"}
    assert user.read_only is False
    assert user.lines == (4, 5, 6, 7, 8, 9)
    assert user.secret is not None
    assert user.secret.form == "hashed"


def test_hidden_passwords_are_not_empty_under_password_control() -> None:
    bare = seven(MANAGER).users.items[0]
    assert bare.storage == "none"
    controlled = seven(" password-control enable\n#\n" + MANAGER).users.items[0]
    assert controlled.storage == "hash"
    assert controlled.lines[-1] == 4
    assert controlled.secret is not None
    assert not controlled.secret.guessable


def test_blocked_network_and_key_accounts() -> None:
    device = seven(
        "local-user li class manage\n state block\n#\nlocal-user li class network\n password cipher $c$3$abcdef=\n"
        " service-type sslvpn\n#\n ssh user li service-type stelnet authentication-type password-publickey assign"
        " publickey k\n#\n"
    )
    manager, guest = device.users.items
    assert (manager.enabled, manager.administrator, manager.second_factor, manager.public_key) == (
        False,
        True,
        True,
        True,
    )
    assert (guest.administrator, guest.storage) == (False, "reversible")


def test_own_roles_are_what_their_rules_make_of_them() -> None:
    device = seven(
        "role name looker\n rule 1 permit read feature\n#\nrole name boss\n rule 1 permit command *\n#\n"
        "local-user a class manage\n authorization-attribute user-role looker\n#\n"
        "local-user b class manage\n authorization-attribute user-role boss\n#\n"
    )
    assert [(user.top, user.read_only) for user in device.users.items] == [(False, True), (True, False)]


def test_comware_5_accounts_without_separators() -> None:
    device = five(
        "local-user admin\n password cipher =^Q\\`MAF4<1!!\n authorization-attribute level 3\n"
        " service-type telnet web\n"
        "local-user pc\n service-type lan-access\n#\n"
    )
    admin, terminal = device.users.items
    assert (admin.storage, admin.level, admin.top, admin.administrator) == ("reversible", 3, True, True)
    assert not terminal.administrator


def test_line_inherits_from_its_class_unless_coupled() -> None:
    device = seven(
        "line class console\n authentication-mode scheme\n#\nline class vty\n authentication-mode none\n#\n"
        "line con 0\n user-role network-admin\n#\nline vty 0 4\n protocol inbound ssh\n idle-timeout 0 0\n#\n"
    )
    console, vty = device.terminals.items
    assert console.authentication == Known("user", (5,))
    assert console.level == 15
    assert isinstance(vty.authentication, Absent)
    assert vty.authentication.value == "password"
    assert vty.idle_minutes == Known(0.0, (15,))
    assert vty.inbound == Known(frozenset({"ssh"}), (14,))
    assert isinstance(vty.acl, Unsupported)


def test_console_asks_for_nothing_by_default_and_so_does_a_lone_aux() -> None:
    device = seven("line con 0\n user-role network-admin\n#\nline aux 0\n user-role network-admin\n#\n")
    assert [line.authentication.value for line in device.terminals] == ["none", "password"]
    lone = seven("line aux 0\n user-role network-admin\n#\n")
    assert lone.terminals.items[0].authentication.value == "none"
    assert isinstance(five("user-interface aux 0\n#\n").terminals.items[0].authentication, Unknown)


def test_services_listen_only_when_told_to_and_to_whom() -> None:
    device = seven(
        " telnet server enable\n telnet server acl 2001\n#\n ssh server enable\n ssh server acl 2009\n#\n"
        "acl basic 2001\n rule 0 permit source 10.10.99.0 0.0.0.255\n rule 5 deny\n#\n"
    )
    channels = {channel.name: channel for channel in device.channels.items}
    assert channels["telnet"].enabled == Known(value=True, lines=(4,))
    assert [shown(term) for term in channels["telnet"].sources.value] == ["10.10.99.0-10.10.99.255"]
    assert isinstance(channels["ssh"].sources, Unknown)  # acl 2009 is not there
    assert channels["ssh"].sources.lines == (8,)
    assert device.listening.http == Absent(value=False, why="Comware 7 缺省关闭(ip http enable)")
    assert isinstance(five(" sysname a\n#\n").listening.telnet, Unknown)


def test_comware_5_limits_sources_at_the_lines() -> None:
    device = five(
        "acl number 2000\n rule 0 permit source 10.1.1.1 0\n#\n telnet server enable\n#\nuser-interface vty 0 4\n"
        " acl 2000 inbound\n authentication-mode scheme\n#\n"
    )
    telnet = next(channel for channel in device.channels.items if channel.name == "telnet")
    assert [shown(term) for term in telnet.sources.value] == ["10.1.1.1"]
    assert device.terminals.items[0].acl == Known("2000", (10,))


def test_password_control_counts_only_when_on() -> None:
    off = seven(" password-control length 12\n#\n")
    assert off.passwords.min_length.value == 0
    assert off.lockout.attempts.value == 0
    on = seven(
        " password-control enable\n undo password-control aging enable\n password-control composition type-number 3"
        " type-length 1\n password-control login-attempt 5 exceed lock-time 15\n password-control complexity user-name"
        " check\n#\n"
    )
    policy, lockout = on.passwords, on.lockout
    assert policy.min_length == Absent(10, "Comware 7 缺省最短 10 位")
    assert policy.max_age_days == Known(0, (5,))
    assert policy.min_classes == Known(3, (6,))
    assert policy.history.value == 4
    assert policy.differs_from_user == Known(value=True, lines=(8,))
    assert (lockout.attempts, lockout.minutes) == (Known(5, (7,)), Known(15, (7,)))


@pytest.mark.parametrize(
    ("action", "attempts", "minutes"), [("exceed lock", 4, 0), ("exceed unlock", 0, 1), ("", 4, 1)]
)
def test_what_follows_failed_logins(action: str, attempts: int, minutes: int) -> None:
    lockout = seven(f" password-control enable\n password-control login-attempt 4 {action}\n#\n").lockout
    assert (lockout.attempts.value, lockout.minutes.value) == (attempts, minutes)


def test_the_weakest_of_several_limits_counts() -> None:
    device = seven(
        " password-control enable\n password-control length 12\n#\nuser-group temp\n password-control length 6\n#\n"
        "local-user a class manage\n password-control aging 365\n password-control login-attempt 9"
        " exceed lock-time 3\n#\n"
    )
    assert device.passwords.min_length == Known(6, (5, 8))
    assert device.passwords.max_age_days == Known(365, (11,))
    assert device.lockout.attempts == Known(9, (12,))
    assert device.lockout.minutes == Known(1, (12,))


def test_ssh_algorithms_and_versions() -> None:
    silent = seven(" ssh server enable\n#\n").ssh
    assert "3des-cbc" in silent.ciphers.value
    assert "hmac-md5" in silent.macs.value
    assert silent.version == Absent("2", "Comware 7 SSH 服务器缺省不兼容 SSH1")
    told = seven(" ssh2 algorithm mac sha2-512 sha1\n ssh server compatible-ssh1x enable\n#\n").ssh
    assert told.macs == Known(frozenset({"hmac-sha2-512", "hmac-sha1"}), (4,))
    assert told.version == Known("1,2", (5,))
    assert isinstance(five(" ssh server enable\n#\n").ssh.version, Unknown)


def test_tls_versions() -> None:
    assert isinstance(seven(" ip https enable\n#\n").web.tls_versions, Unknown)
    off = seven(" ssl version ssl3.0 tls1.0 tls1.1 disable\n#\n").web
    assert off.tls_versions == Known(frozenset({"tls1.2"}), (4,))
    assert seven(" undo ssl version tls1.0 disable\n#\n").web.tls_versions.value == {"tls1.0", "tls1.2"}


def test_central_authentication_of_the_default_domain() -> None:
    device = seven(
        "domain name admin\n authentication login hwtacacs-scheme t local\n accounting command hwtacacs-scheme t\n#\n"
        " domain default enable admin\n#\nhwtacacs scheme t\n primary authentication 10.1.1.1 key cipher $c$3$a!b<c#=\n"
        " secondary authentication 10.1.1.2\n#\nline vty 0 63\n command accounting\n#\n"
    )
    assert device.aaa.authentication == Known(("tacacs", "local"), (5, 8))
    assert device.aaa.servers.value == ("10.1.1.1", "10.1.1.2")
    assert device.aaa.command_accounting == Known(value=True, lines=(6, 15))
    assert seven("domain name system\n#\n").aaa.authentication.value == ("local",)


def test_a_line_not_understood_stays_with_its_record() -> None:
    device = seven(
        "local-user a class manage\n no-such-thing 1\n#\nline vty 0 4\n what is this\n#\n ssh server new-word\n#\n"
    )
    assert device.users.items[0].unread == (5,)
    assert device.terminals.items[0].unread == (8,)
    assert device.ssh.unread == [10]
    assert device.coverage["running-config"][4] == 0


def test_services_by_number() -> None:
    rule = seven("acl advanced 3000\n rule 0 permit tcp destination-port eq cmd\n#\n").acls.items[0].rules[0]
    assert [port(term) for term in rule.services] == ["6/514"]
