"""The accounts that every system of its kind has cannot be guessed."""

from __future__ import annotations

from checks.accounts import usable
from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Account

_DEFAULT = "administrator"  # the name of RID 500 on English and Chinese Windows


@check(title="内置账户已改名或停用", risk="high", on=HOSTS)
def identity_builtin_accounts_secured(device: Device) -> None:
    """The accounts that every system of its kind has cannot be guessed.

    Passes when the built-in administrator of Windows (RID 500) is disabled or renamed, guest (RID 501) is disabled,
    and no account that the system made for itself may log in. Fails for each that can be used. ``root`` of Linux has
    no other name: ``identity_root_login_denied`` asks for it. High-risk case 6.4.2.1.
    """

    def is_open(account: Account) -> bool:
        if not account.builtin or not usable(account):
            return False
        return account.builtin != "administrator" or account.name.lower() == _DEFAULT

    known = offending(device.host.accounts, is_open)
    assert not known, findings(known, expected="改名或停用", actual=lambda account: f"内置账户 {account.name} 可以登录")
