"""Passwords expire, and old ones cannot come back."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, check, lacking, need


@check(title="口令定期更换且不重复使用", risk="medium", on=NETWORK | HOSTS)
def identity_password_expiry(device: Device) -> None:
    """Passwords expire, and old ones cannot come back.

    Passes when they expire within ``password_max_age_days`` and at least ``password_history`` old ones are remembered.
    Fails when they never expire, expire later, or fewer are remembered. What the platform cannot enforce is passed
    over; not applicable when it can enforce neither (the rule then lives in the organisation's documents).
    """
    days, history = device.limits["password_max_age_days"], device.limits["password_history"]
    problems = lacking(
        need(
            device.passwords.max_age_days,
            lambda value: 0 < value <= days,
            key="password-policy:max-age",
            expected=f"口令有效期 1 至 {days:g} 天",
            actual=lambda value: f"{value} 天" if value else "永不过期",
        ),
        need(
            device.passwords.history,
            lambda value: value >= history,
            key="password-policy:history",
            expected=f"记住至少 {history:g} 个旧口令",
            actual=lambda value: f"只记 {value} 个" if value else "不记旧口令",
        ),
    )
    assert not problems, problems
