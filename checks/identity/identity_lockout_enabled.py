"""Failed logins lock the account or the source."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, check, lacking, need


@check(title="登录失败后锁定", risk="medium", on=NETWORK | HOSTS)
def identity_lockout_enabled(device: Device) -> None:
    """Failed logins lock the account or the source.

    Passes when at most ``lockout_max_attempts`` failures lock for at least ``lockout_minutes`` (0: until unlocked).
    Fails when nothing locks, later, or for a shorter time.
    """
    attempts, minutes = device.limits["lockout_max_attempts"], device.limits["lockout_minutes"]
    problems = lacking(
        need(
            device.lockout.attempts,
            lambda value: 0 < value <= attempts,
            key="lockout:attempts",
            expected=f"连续失败不超过 {attempts:g} 次即锁定",
            actual=lambda value: f"{value} 次" if value else "不锁定",
        ),
        need(
            device.lockout.minutes,
            lambda value: value == 0 or value >= minutes,
            key="lockout:minutes",
            expected=f"锁定不少于 {minutes:g} 分钟",
            actual=lambda value: f"只锁定 {value:g} 分钟",
        ),
    )
    assert not problems, problems
