"""No account lies idle that could still be used."""

from __future__ import annotations

from checks.accounts import personal
from checks.ages import past_days
from dengbao.check import HOSTS, Device, Undecided, check, findings, offending
from dengbao.model import Account


@check(title="没有久未登录的启用账户", risk="medium", on=HOSTS)
def identity_accounts_dormant_absent(device: Device) -> None:
    """No account lies idle that could still be used.

    Passes when every enabled account that may log in, the system's own ones aside, logged in within
    ``account_dormant_days``. Fails for each that did not; one that never logged in is as old as its password.
    """
    most, today = device.limits["account_dormant_days"], device.as_of

    def is_dormant(account: Account) -> bool:
        since = account.last_login.value or account.password_changed.value
        if not since:
            raise Undecided("从未登录,也没有口令设置日期,看不出闲置了多久", account.lines)
        return past_days(since, today) > most

    dormant = offending(device.host.accounts, personal(is_dormant))
    assert not dormant, findings(
        dormant,
        expected=f"{most:g} 天内登录过,否则停用或删除",
        actual=lambda account: (
            f"上次登录 {account.last_login.value}"
            if account.last_login.value
            else f"从未登录,口令设于 {account.password_changed.value}"
        ),
    )
