"""Whoever leaves the screen or a shell open does not leave it open for long."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="无人操作时自动锁屏或退出", risk="medium", on=HOSTS)
def identity_unattended_session_locked(device: Device) -> None:
    """Whoever leaves the screen or a shell open does not leave it open for long.

    Passes when the screen locks within ``windows_idle_timeout_minutes`` and asks for the password (Windows:
    ``InactivityTimeoutSecs`` or the screen saver; a desktop's lock on Linux), and login shells end within
    ``idle_timeout_minutes`` (``TMOUT``). Fails for each that does not. What the system does not have is passed over.
    """
    screen, shell = device.limits["windows_idle_timeout_minutes"], device.limits["idle_timeout_minutes"]
    lock = device.host.screen_lock
    problems = lacking(
        need(
            lock.minutes,
            lambda minutes: 0 < minutes <= screen,
            key="screen-lock:minutes",
            expected=f"无人操作 {screen:g} 分钟内锁屏",
            actual=lambda minutes: f"{minutes:g} 分钟" if minutes else "不锁屏",
        ),
        need(lock.password, bool, key="screen-lock:password", expected="恢复时要求口令", actual="不要求口令"),
        need(
            device.host.logon.shell_idle_minutes,
            lambda minutes: 0 < minutes <= shell,
            key="shell:idle",
            expected=f"TMOUT 在 {shell:g} 分钟以内",
            actual=lambda minutes: f"{minutes:g} 分钟" if minutes else "命令行不会自动退出",
        ),
    )
    assert not problems, problems
