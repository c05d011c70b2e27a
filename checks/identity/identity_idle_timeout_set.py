"""An idle session ends by itself, on every way in."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, findings, offending


@check(title="空闲会话自动退出", risk="medium", on=NETWORK)
def identity_idle_timeout_set(device: Device) -> None:
    """An idle session ends by itself, on every way in.

    Passes when each enabled line or entrance closes after at most ``idle_timeout_minutes``.
    Fails for each that never closes (0) or later.
    """
    most = device.limits["idle_timeout_minutes"]
    idle = offending(device.terminals, lambda line: line.enabled and not 0 < line.idle_minutes.value <= most)
    assert not idle, findings(
        idle,
        expected=f"空闲 {most:g} 分钟内退出",
        actual=lambda line: f"{line.idle_minutes.value:g} 分钟" if line.idle_minutes.value else "永不退出",
    )
