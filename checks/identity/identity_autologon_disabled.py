"""The host asks who is there before it opens a session."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="没有自动登录", risk="high", on=HOSTS)
def identity_autologon_disabled(device: Device) -> None:
    """The host asks who is there before it opens a session.

    Passes when nothing logs on by itself after a start (Windows: ``AutoAdminLogon``; Linux: the display manager).
    Fails when it does. High-risk case 6.4.1.1.
    """
    problems = lacking(
        need(
            device.host.logon.automatic,
            lambda on: not on,
            key="logon:automatic",
            expected="开机后要求登录",
            actual="开机自动登录",
        )
    )
    assert not problems, problems
