"""The device logs."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="日志功能打开", risk="high", on=NETWORK)
def audit_logging_enabled(device: Device) -> None:
    """The device logs.

    Passes when its logging is on. Fails when it is off.
    """
    problems = lacking(need(device.logging.enabled, bool, key="logging:off", expected="打开日志", actual="{}"))
    assert not problems, problems
