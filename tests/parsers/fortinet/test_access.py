"""Accounts, password policy, lockout, management services and their sources."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Address, Known, Unknown, Unsupported
from tests.parsers.fortinet.reading import HEAD, forti, unread

SH2 = "SH2" + "yfjsOEBgdl60WwBklppp8tWNavK95cVhIp1JHA5dRLN84S" + "="
NET = Address(0x0A0A6300, 0x0A0A63FF, 4)


def admin(name: str, *lines: str) -> str:
    return f'    edit "{name}"\n' + "".join(f"        {line}\n" for line in lines) + "    next\n"


def admins(*entries: str) -> str:
    return "config system admin\n" + "".join(entries) + "end\n"


def test_an_administrator() -> None:
    text = admins(
        admin(
            "zhang",
            "set trusthost1 10.10.99.0 255.255.255.0",
            'set accprofile "super_admin"',
            f"set password ENC {SH2}",
        )
    )
    device = forti(text)
    (user,) = device.users
    assert (user.storage, user.top, user.read_only, user.remote) == ("hash", True, False, False)
    assert user.sources == (NET,)
    assert user.lines == (5, 6)
    assert user.secret is not None
    assert user.secret.form == "hashed"
    assert unread(device) == []


def test_without_a_password_it_is_empty_unless_a_server_knows_it() -> None:
    text = admins(
        admin("a", 'set accprofile "prof_admin"'), admin("b", "set remote-auth enable", "set wildcard enable")
    )
    local, remote = forti(text).users
    assert (local.storage, local.remote, local.top) == ("none", False, False)
    assert (remote.storage, remote.remote, remote.top) == ("none", True, None)


def test_an_oxidised_password_is_of_unknown_kind() -> None:
    (user,) = forti(admins(admin("a", "set password ENC AAAAAAAAAABBBBBBBBBBCCCCCCCCCC"))).users
    assert user.storage == "unknown"


def test_local_users_are_no_administrators_and_kept_reversibly() -> None:
    text = 'config user local\nedit "v"\nset type password\nset passwd ENC RPp62Ut2sUuR3QL6CXdvaXdh\nnext\nend\n'
    (user,) = forti(admins() + text).users
    assert (user.name, user.administrator, user.storage) == ("v", False, "reversible")


@pytest.mark.parametrize(
    ("groups", "reads"), [("set sysgrp read\nset loggrp read\n", True), ("set sysgrp read-write\n", False)]
)
def test_profiles_of_the_site_tell_whether_they_only_read(groups: str, *, reads: bool) -> None:
    text = f'config system accprofile\nedit "p"\n{groups}next\nend\n' + admins(admin("a", 'set accprofile "p"'))
    (user,) = forti(text).users
    assert (user.top, user.read_only) == (False, reads)


def test_authentication_by_a_server() -> None:
    text = (
        'config user tacacs+\nedit "t1"\nset server "10.10.100.41"\nset key ENC abcdefghij\nnext\nend\n'
        'config user group\nedit "g"\nset member "t1"\nnext\nend\n'
        + admins(admin("a", "set remote-auth enable", 'set remote-group "g"'))
        + "config log tacacs+accounting setting\nset status enable\nend\n"
        "config log tacacs+accounting filter\nset cli-cmd-audit enable\nend\n"
    )
    aaa = forti(text).aaa
    assert aaa.authentication == Known(("tacacs+", "local"), (15,))
    assert aaa.servers == Known(("10.10.100.41",), (4,))
    assert aaa.command_accounting == Known(value=True, lines=(23,))


def test_password_policy() -> None:
    lines = ("status enable", "minimum-length 10", "min-lower-case-letter 1", "min-upper-case-letter 1", "min-number 1",
             "expire-status enable")  # fmt: skip
    text = "config system password-policy\n" + "".join(f"set {line}\n" for line in lines) + "end\n"
    policy = forti(text).passwords
    assert policy.min_length == Known(10, (4,))
    assert policy.min_classes == Known(3, (5, 6, 7))
    assert policy.max_age_days == Absent(90, "口令有效期缺省为 90 天")
    assert policy.history == Absent(0, "缺省允许重复使用旧口令")
    assert isinstance(policy.differs_from_user, Unsupported)


def test_no_password_policy() -> None:
    assert forti("").passwords.min_length == Absent(0, "缺省不启用口令策略")
    off = forti("config system password-policy\nset status enable\nset apply-to ipsec-preshared-key\nend\n").passwords
    assert off.min_length == Known(0, (4,))
    upgraded = forti("", head=HEAD.replace("7.2.8", "7.6.5")).passwords
    assert isinstance(upgraded.min_length, Unknown)


def test_forbidden_reuse_has_no_number_before_7_6() -> None:
    text = "config system password-policy\nset status enable\nset reuse-password disable\n{}end\n"
    assert isinstance(forti(text.format("")).passwords.history, Unsupported)
    assert forti(text.format("set reuse-password-limit 5\n")).passwords.history == Known(5, (5,))


def test_lockout_is_in_seconds() -> None:
    assert forti("").lockout.minutes == Absent(1.0, "缺省锁定 60 秒")
    lockout = forti(
        "config system global\nset admin-lockout-threshold 5\nset admin-lockout-duration 900\nend\n"
    ).lockout
    assert (lockout.attempts, lockout.minutes) == (Known(5, (3,)), Known(15.0, (4,)))


def test_sessions_end() -> None:
    lines = {line.name: line for line in forti("").terminals}
    assert lines["console"].idle_minutes == Absent(5.0, "缺省空闲 5 分钟退出")
    text = (
        "config system global\nset admintimeout 30\nset admin-console-timeout 300\nend\n"
        "config system console\nset login disable\nend\n"
    )
    lines = {line.name: line for line in forti(text).terminals}
    assert lines["console"].idle_minutes == Known(5.0, (4,))
    assert not lines["console"].enabled
    assert lines["ssh"].idle_minutes == Known(30.0, (3,))


def test_a_profile_may_lengthen_sessions() -> None:
    text = (
        'config system accprofile\nedit "p"\nset admintimeout-override enable\nset admintimeout 480\nnext\nend\n'
        + admins(admin("a", 'set accprofile "p"'))
    )
    assert {line.name: line for line in forti(text).terminals}["ssh"].idle_minutes == Known(480.0, (5,))


PORT = (
    'config system interface\nedit "port1"\nset vdom "root"\nset ip 10.0.0.1 255.255.255.0\n'
    "set allowaccess {}\nset type physical\n{}next\nend\n"
)


def channels(text: str) -> dict[str, object]:
    return {channel.name: channel for channel in forti(text).channels}


def test_services_answer_where_allowaccess_names_them() -> None:
    device = forti(PORT.format("ping https ssh telnet", ""))
    assert device.listening.telnet == Known(value=True, lines=(6,))
    assert device.listening.http == Absent(value=False, why="没有接口的 allowaccess 含 http")
    assert device.interfaces.items[0].management == {"ping", "https", "ssh", "telnet"}
    assert isinstance(device.listening.ftp, Unsupported)


def test_telnet_can_be_barred_for_all() -> None:
    device = forti("config system global\nset admin-telnet disable\nend\n" + PORT.format("telnet ssh", ""))
    assert device.listening.telnet == Known(value=False, lines=(3,))
    assert device.interfaces.items[0].management == {"ssh"}


def test_an_interface_that_is_down_answers_nothing() -> None:
    assert not forti(PORT.format("http", "set status down\n")).listening.http


def test_secondary_and_ipv6_lists_count() -> None:
    inner = (
        "set secondary-IP enable\nconfig secondaryip\nedit 1\nset ip 10.9.0.1 255.255.255.0\n"
        "set allowaccess http\nnext\nend\n"
    )
    six = "config ipv6\nset ip6-address 2001:db8::1/64\nset ip6-allowaccess telnet\nend\n"
    device = forti(PORT.format("ping", inner + six))
    assert device.listening.http.lines == (12,)
    assert device.listening.telnet.lines == (17,)
    assert [address.secondary for address in device.interfaces.items[0].addresses] == [False, True, False]


def source(device: object, name: str) -> object:
    return {channel.name: channel for channel in device.channels}[name].sources  # type: ignore[attr-defined]


def test_one_administrator_without_trusted_hosts_opens_it_for_all() -> None:
    limited = admin("a", "set trusthost1 10.10.99.0 255.255.255.0")
    assert source(forti(PORT.format("ssh", "") + admins(limited)), "ssh") == Known((NET,), (12,))
    both = forti(PORT.format("ssh", "") + admins(limited, admin("b")))
    assert source(both, "ssh") == Known((), (14,))


LOCAL_IN = (
    'config firewall address\nedit "mgmt"\nset subnet 10.10.99.0 255.255.255.0\nnext\nedit "all"\nnext\nend\n'
    'config firewall service custom\nedit "SSH"\nset tcp-portrange 22\nnext\nend\n'
    'config firewall local-in-policy\nedit 1\nset intf "any"\nset srcaddr "mgmt"\n'
    'set dstaddr "all"\nset action accept\n'
    'set service "SSH"\nset schedule "always"\nnext\nedit 2\nset intf "any"\nset srcaddr "all"\nset dstaddr "all"\n'
    'set service "SSH"\nset schedule "always"\n{}next\nend\n'
)


def test_local_in_policies_close_what_they_deny() -> None:
    text = PORT.format("ssh https", "") + admins(admin("b"))
    device = forti(text + LOCAL_IN.format(""))
    sources = source(device, "ssh")
    assert [(term.low, term.high) for term in sources.value] == [(NET.low, NET.high)]  # type: ignore[attr-defined]
    assert source(device, "https") == Known((), (11,))
    assert device.acls.items[0].default == "permit"
    off = forti(text + LOCAL_IN.format("set status disable\n"))
    assert source(off, "ssh") == Known((), (11,))


def test_ssh_algorithms_come_from_the_full_form() -> None:
    assert isinstance(forti("").ssh.ciphers, Unknown)
    full = "config system global\nset ssh-enc-algo aes256-ctr AES128-CBC\nset admin-ssh-v1 disable\nend\n"
    ssh = forti("", show_full_configuration_system_global=full).ssh
    name = "show-full-configuration-system-global"
    assert ssh.ciphers == Known(frozenset({"aes256-ctr", "aes128-cbc"}), (2,), name)
    assert ssh.version == Known("2", (3,), name)
    assert forti("").ssh.version == Absent("2", "缺省不接受 SSHv1")


def test_usb_autoinstall_is_named() -> None:
    device = forti("config system auto-install\nset auto-install-config enable\nend\n")
    assert device.services.extra == [("usb-auto-install", 3)]
    assert forti("config system auto-install\nend\n").services.extra == []
