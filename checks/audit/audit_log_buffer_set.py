"""The device keeps logs of its own beside the collector's."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="本机保留日志", risk="low", on=NETWORK)
def audit_log_buffer_set(device: Device) -> None:
    """The device keeps logs of its own beside the collector's.

    Passes when a local buffer or log file is on. Fails when there is none.
    """
    problems = lacking(need(device.logging.buffer, bool, key="log:buffer", expected="启用本地日志缓冲", actual="{}"))
    assert not problems, problems
