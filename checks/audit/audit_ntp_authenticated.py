"""Time is taken from authenticated sources alone."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, NotApplicable, check, lacking, need


@check(title="时间同步经过认证", risk="low", on=NETWORK)
def audit_ntp_authenticated(device: Device) -> None:
    """Time is taken from authenticated sources alone.

    Passes when NTP authentication is on and the sources use a trusted key. Fails when not.
    Not applicable without a time source (another check).
    """
    if not len(device.clock.servers):
        raise NotApplicable("没有配置时间源(另有检查)")
    problems = lacking(
        need(
            device.clock.authenticated,
            bool,
            key="clock:unauthenticated",
            expected="启用 NTP 认证",
            actual="没有对全部时间源启用认证",
        )
    )
    assert not problems, problems
