"""Who logs in is recorded."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="登录有记录", risk="medium", on=NETWORK)
def audit_logins_recorded(device: Device) -> None:
    """Who logs in is recorded.

    Passes when the device logs logins of administrators. Fails when it does not.
    """
    problems = lacking(need(device.logging.logins, bool, key="log:logins", expected="记录管理员的登录", actual="{}"))
    assert not problems, problems
