"""No account has an empty password, and none may have one."""

from __future__ import annotations

from checks.accounts import usable
from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Absent, Account, Known


@check(title="不允许空口令", risk="high", on=HOSTS)
def identity_blank_password_refused(device: Device) -> None:
    """No account has an empty password, and none may have one.

    Passes when no enabled account has an empty password (Linux: field 2 of shadow) or may have one (Windows:
    UF_PASSWD_NOTREQD: it does not say that the password is empty). Fails for each that has or may. High-risk case
    6.4.1.1.
    """

    def may_be_empty(account: Account) -> bool:
        if not usable(account):
            return False
        empty = account.empty_password
        return empty.value if isinstance(empty, Known | Absent) else not account.password_required.value

    blank = offending(device.host.accounts, may_be_empty)
    assert not blank, findings(
        blank,
        expected="设置口令,且不允许空口令",
        actual=lambda account: "口令为空" if isinstance(account.empty_password, Known) else "账户允许空口令",
    )
