"""Accounts may use encrypted ways in alone."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, NotApplicable, check, findings, offending
from dengbao.model import User

CLEAR = frozenset({"telnet", "ftp", "http"})


@check(title="账户只授予所需的登录方式", risk="low", on=NETWORK)
def access_roles_least(device: Device) -> None:
    """Accounts may use encrypted ways in alone.

    Passes when no enabled administrator may log in by telnet, ftp or http. Fails for each that may.
    Not applicable without local accounts, and where they carry no such limit.
    """

    def is_wide(user: User) -> bool:
        if not user.enabled or not user.administrator:
            return False
        if user.services is None:
            raise NotApplicable("账户没有登录方式的设置")
        return bool(user.services & CLEAR)

    if not len(device.users):
        raise NotApplicable("没有本地账户")
    wide = offending(device.users, is_wide)
    assert not wide, findings(
        wide,
        expected="只允许 ssh、https、terminal 等",
        actual=lambda user: f"允许 {'、'.join(sorted((user.services or frozenset()) & CLEAR))}",
    )
