"""Accounts, password policy, lockout, management services, sessions."""

from __future__ import annotations

import pytest

from dengbao.model import Absent, Address, Known, Unknown, Unsupported
from tests.parsers.hillstone_stoneos.reading import HEAD, stone, unread

NET = Address(0x0A0A6300, 0x0A0A63FF, 4)


def user(*lines: str) -> str:
    return 'admin user "zhang"\n' + "".join(f"  {line}\n" for line in lines) + "exit\n"


def test_an_administrator() -> None:
    device = stone(user("password uwlZQwjMo/1#3AkUVFZZ+mp%gN", "role admin", "access ssh", "access https"))
    (one,) = device.users
    assert (one.name, one.role, one.top, one.enabled) == ("zhang", "admin", True, True)
    assert one.services == {"ssh", "https"}
    assert (one.storage, one.lines) == ("unknown", (4, 5, 6, 7, 8))
    assert one.secret is not None
    assert unread(device) == []


@pytest.mark.parametrize(
    ("line", "top", "reads"),
    [
        ("role operator", False, False),
        ("role auditor", False, False),
        ("role admin-read-only", False, True),
        ('role "own"', False, None),
        ("privilege RXW", True, False),
        ("privilege RX", False, True),
    ],
)
def test_roles_old_and_new(line: str, *, top: bool, reads: bool | None) -> None:
    (one,) = stone(user("password abcdefghij", line, "access ssh")).users
    assert (one.top, one.read_only) == (top, reads)


def test_without_access_nobody_gets_in_and_any_is_every_way() -> None:
    assert not stone(user("password abcdefghij", "role admin")).users.items[0].enabled
    (one,) = stone(user("access any", "no access telnet")).users
    assert "telnet" not in (one.services or ())
    assert "http" in (one.services or ())
    assert one.storage == "none"


def test_an_account_that_comes_again_adds() -> None:
    (one,) = stone(user("access ssh") + user("role operator")).users
    assert (one.role, one.services) == ("operator", {"ssh"})


def test_users_of_servers_do_not_administer() -> None:
    text = 'aaa-server "local" type local\n  user "wang"\n    password "abcdefgh"\n  exit\nexit\n'
    device = stone(user("access ssh") + text)
    assert [(one.name, one.administrator) for one in device.users] == [("zhang", True), ("wang", False)]


def test_authentication_by_a_server() -> None:
    assert stone("").aaa.authentication == Absent(("local",), "没有 admin auth-server,只用本地账号")
    text = 'aaa-server "r" type radius\n  host 10.0.0.1\nexit\nadmin auth-server "r"\n'
    aaa = stone(text).aaa
    assert aaa.authentication == Known(("radius", "local"), (7,))
    assert aaa.servers == Known(("10.0.0.1",), (5,))


def test_password_policy() -> None:
    lines = ("complexity enable", "small-letters 0", "password-expiration 60", "history-password-check enable",
             "username-password-same-check enable")  # fmt: skip
    policy = stone("password-policy\n" + "".join(f"  admin {line}\n" for line in lines) + "exit\n").passwords
    assert policy.min_length == Absent(8, "管理员口令最小长度缺省为 8")
    assert policy.min_classes == Known(3, (5, 6))
    assert policy.max_age_days == Known(60, (7,))
    assert policy.history == Absent(5, "历史口令缺省检查 5 个")
    assert policy.differs_from_user == Known(value=True, lines=(9,))


def test_no_password_policy() -> None:
    policy = stone("").passwords
    assert policy.min_length == Absent(4, "管理员口令最小长度缺省为 4")
    assert policy.min_classes == Absent(0, "缺省不检查管理员口令复杂度")
    assert isinstance(policy.max_age_days, Unknown)  # 0 or 7 days, by model


def test_defaults_hold_for_releases_that_were_looked_up() -> None:
    assert isinstance(stone("", head=HEAD.replace("5.5R9", "5.4")).lockout.attempts, Unknown)
    assert isinstance(stone("", head=HEAD.replace("5.5R9", "5.5")).lockout.attempts, Unknown)
    boot = "Boot file is SG6000-A-5.5R9P3-v6.bin from flash\n"
    assert stone("", head=HEAD.replace("5.5R9", "5.5"), show_version=boot).lockout.attempts == Absent(
        3, "缺省连续失败 3 次锁定"
    )
    part = stone('interface ethernet0/0\n  zone "trust"\nexit\n', head="")
    assert "不完整" in part.lockout.attempts.why  # type: ignore[union-attr]


def test_lockout_and_sessions() -> None:
    device = stone("admin max-login-failure 5\nadmin lockout-duration 15\nconsole timeout 0\nweb timeout 30\n")
    assert (device.lockout.attempts, device.lockout.minutes) == (Known(5, (4,)), Known(15, (5,)))
    lines = {line.name: line for line in device.terminals}
    assert lines["console"].idle_minutes == Known(0.0, (6,))
    assert lines["https"].idle_minutes == Known(30.0, (7,))
    assert lines["ssh"].idle_minutes == Absent(10.0, "ssh timeout 缺省 10 分钟")


PORT = 'interface ethernet0/1\n  zone "trust"\n  ip address 10.0.0.1 255.255.255.0\n{}exit\n'


def test_services_answer_where_manage_says_so() -> None:
    device = stone(PORT.format("  manage ssh\n  manage telnet\n  manage http\n  no manage http\n"))
    assert device.listening.telnet == Known(value=True, lines=(8,))
    assert device.listening.http == Absent(value=False, why="没有接口配置 manage http")
    assert isinstance(device.listening.tftp, Unsupported)
    assert device.interfaces.items[0].management == {"ssh", "telnet"}
    assert not stone(PORT.format("  manage telnet\n  shutdown\n")).listening.telnet


@pytest.mark.parametrize(
    ("lines", "sources"),
    [
        ("admin host any any\nadmin host 10.10.99.0/24 ssh\n", Known((), (9,))),
        ("admin host 10.10.99.0/24 ssh\n", Known((NET,), (9,))),
        ("admin host 10.10.99.0 255.255.255.0 any\n", Known((NET,), (9,))),
        ("admin host range 10.10.99.0 10.10.99.255 ssh\n", Known((NET,), (9,))),
        ("admin host any https\n", Known((Address(0, 0, 4),), (9,))),
    ],
)
def test_trusted_hosts(lines: str, sources: Known[tuple[Address, ...]]) -> None:
    device = stone(PORT.format("  manage ssh\n") + lines)
    assert next(channel for channel in device.channels if channel.name == "ssh").sources == sources


def test_trusted_hosts_that_are_not_there_or_not_understood() -> None:
    ssh = stone(PORT.format("  manage ssh\n")).channels.items[0]
    assert isinstance(ssh.sources, Unknown)
    ssh = stone("admin host 10.10.99.300/24 ssh\n").channels.items[0]
    assert ssh.sources == Unknown("没有读懂 admin host", (4,))


def test_ssh_is_version_2_with_unknown_algorithms() -> None:
    ssh = stone("").ssh
    assert ssh.version == Absent("2", "StoneOS 5.5 只有 SSH 第 2 版")
    assert isinstance(ssh.ciphers, Unknown)


def test_a_manage_line_outside_its_interface_makes_channels_doubtful() -> None:
    assert stone("manage telnet\n").channels.unread == [4]
