"""The password of every account expires, whatever the policy for new ones says."""

from __future__ import annotations

from checks.accounts import personal
from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Account, Unsupported


@check(title="每个账户的口令都会到期", risk="medium", on=HOSTS)
def identity_account_passwords_expire(device: Device) -> None:
    """The password of every account expires, whatever the policy for new ones says.

    Passes when no enabled account that may log in has a password that never expires (Windows: UF_DONT_EXPIRE_PASSWD;
    Linux: field 5 of shadow), or only after ``password_max_age_days``. Accounts without a password (keys alone) are
    passed over. Fails for each that has.
    """
    most = device.limits["password_max_age_days"]

    def outlives(account: Account) -> bool:
        return account.storage != "none" and (account.never_expires.value or _age(account) > most)

    lasting = offending(device.host.accounts, personal(outlives))
    assert not lasting, findings(
        lasting,
        expected=f"口令有效期不超过 {most:g} 天",
        actual=lambda account: "口令永不过期" if account.never_expires.value else f"有效期 {_age(account)} 天",
    )


def _age(account: Account) -> int:
    """Days that the account's own password lasts; 0 where the account has no setting of its own."""
    return 0 if isinstance(account.max_age_days, Unsupported) else account.max_age_days.value
