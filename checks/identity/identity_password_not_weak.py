"""No password is a default, a well-known weak one, or made of the account's name."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Undecided, check, findings, offending, together
from dengbao.model import Password, User

WORDS = {"default": "厂商默认口令", "weak": "常见弱口令", "user": "由用户名变化而来"}


def why(record: User | Password) -> str:
    """Say what gave the password away."""
    assert record.secret is not None
    return "、".join(WORDS[flag] for flag in sorted(record.secret.flags)) or "不足 6 位"


@check(title="不使用默认口令和弱口令", risk="high", on=NETWORK)
def identity_password_not_weak(device: Device) -> None:
    """No password is a default, a well-known weak one, or made of the account's name.

    Passes when the masker, which alone sees the text, flagged none. A hash cannot be looked into; that the device
    refuses weak passwords is another check (``identity_password_complexity``).
    Fails for each password that is a vendor's default, listed as weak, made of the user's name, or under 6 characters.
    High-risk cases 6.4.1.1 (weak: under 6 characters) and 6.4.2.1.
    """

    def is_weak(record: User | Password) -> bool:
        if record.storage == "none":
            return False
        if record.secret is None:
            raise Undecided("没有读到口令字段", record.lines)
        return record.secret.guessable

    weak = offending(together(device.users, device.device_passwords), is_weak)
    assert not weak, findings(weak, expected="非默认、非常见、与用户名无关", actual=why)
