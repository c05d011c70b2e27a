"""The device enforces length and complexity of new passwords."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, check, lacking, need


@check(title="口令长度与复杂度有强制要求", risk="medium", on=NETWORK | HOSTS)
def identity_password_complexity(device: Device) -> None:
    """The device enforces length and complexity of new passwords.

    Passes when it demands at least ``password_min_length`` characters of ``password_min_classes`` classes, other than
    the user's name. What the platform cannot demand is passed over; not applicable when it can demand nothing.
    Fails for each demand that is missing or too weak.
    """
    length, classes = device.limits["password_min_length"], device.limits["password_min_classes"]
    policy = device.passwords
    problems = lacking(
        need(
            policy.min_length,
            lambda value: value >= length,
            key="password-policy:min-length",
            expected=f"口令不少于 {length:g} 位",
            actual="{} 位",
        ),
        need(
            policy.min_classes,
            lambda value: value >= classes,
            key="password-policy:min-classes",
            expected=f"口令至少含 {classes:g} 类字符",
            actual="{} 类",
        ),
        need(
            policy.differs_from_user,
            bool,
            key="password-policy:user-name",
            expected="口令不得与用户名相同",
            actual="不检查",
        ),
    )
    assert not problems, problems
