"""Administrators have accounts of their own."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Found, NotApplicable, Role, check, findings, offending
from dengbao.model import Known

GENERIC = frozenset({"test", "user", "user1", "guest", "ops", "operator", "manager", "public", "temp", "demo", "tech"})


@check(title="管理员各有实名账户,不共用通用账户", risk="medium", on=NETWORK | {Role.SERVER})
def identity_accounts_named(device: Device) -> None:
    """Administrators have accounts of their own.

    Passes when there are at least ``min_named_admins`` enabled administrators and none is called like a crowd.
    Fails when there are fewer, and for each generic name (test, user, ops ...); a vendor's default account is another
    check. Not applicable when a central server or a domain authenticates first: the accounts are there.
    """
    methods = device.aaa.authentication
    if isinstance(methods, Known) and methods.value and methods.value[0] not in {"local", "none"}:
        raise NotApplicable("账户由认证服务器集中管理")
    if device.role == Role.SERVER and device.host.os.domain.value:
        raise NotApplicable("账户由域统一管理")
    administrators = [user for user in device.users if user.enabled and (user.administrator or user.unread)]
    shared = offending(administrators, lambda user: user.name.lower() in GENERIC)
    problems = findings(shared, expected="使用实名账户", actual=lambda user: f"通用账户 {user.name}")
    least = device.limits["min_named_admins"]
    if len(administrators) < least:
        lines = tuple(line for user in administrators for line in user.lines)
        few = f"只有 {len(administrators)} 个"
        problems.append(Found(key="accounts:few", expected=f"不少于 {least:g} 个管理账户", actual=few, lines=lines))
    assert not problems, problems
