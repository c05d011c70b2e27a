"""No account that may log in has an empty password."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, findings, offending, together
from dengbao.model import Password, User


@check(title="不存在空口令账户", risk="high", on=NETWORK)
def identity_empty_password_absent(device: Device) -> None:
    """No account that may log in has an empty password.

    Passes when every enabled administrator has a password, or logs in by a public key or a central server alone.
    Fails for each account without a password, and for an empty enable or super password.
    High-risk case 6.4.1.1.
    """

    def is_empty(record: User | Password) -> bool:
        by_key = isinstance(record, User) and (
            not record.enabled or not record.administrator or record.public_key or record.remote
        )
        return not by_key and (
            record.storage == "none" or (record.secret is not None and record.secret.length == "empty")
        )

    empty = offending(together(device.users, device.device_passwords), is_empty)
    assert not empty, findings(empty, expected="设置口令", actual="口令为空")
