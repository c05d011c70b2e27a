"""A remote desktop session that nobody uses ends."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, NotApplicable, check, lacking, need


@check(title="远程桌面会话超时断开", risk="medium", on=HOSTS, platforms=("windows",))
def identity_remote_desktop_idle_ended(device: Device) -> None:
    """A remote desktop session that nobody uses ends.

    Passes when idle sessions are cut, and cut ones ended, within ``windows_idle_timeout_minutes`` (``MaxIdleTime`` and
    ``MaxDisconnectionTime``, milliseconds, 0 for never). Fails for each limit that is missing or longer.
    Not applicable when Remote Desktop is off.
    """
    desktop, most = device.host.remote_desktop, device.limits["windows_idle_timeout_minutes"]
    if not desktop.enabled:
        raise NotApplicable("未启用远程桌面")
    problems = lacking(
        *(
            need(
                fact,
                lambda minutes: 0 < minutes <= most,
                key=f"rdp:{key}",
                expected=f"{word} {most:g} 分钟内结束",
                actual=lambda minutes: f"{minutes:g} 分钟" if minutes else "不限时",
            )
            for key, word, fact in (
                ("idle", "空闲的会话", desktop.idle_minutes),
                ("disconnected", "已断开的会话", desktop.disconnected_minutes),
            )
        )
    )
    assert not problems, problems
