"""Every log entry carries date and time."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="日志带日期和时间", risk="medium", on=NETWORK)
def audit_log_timestamped(device: Device) -> None:
    """Every log entry carries date and time.

    Passes when log time stamps show the date. Fails when there are none, or only the time since boot.
    """
    problems = lacking(
        need(
            device.logging.timestamp,
            lambda form: form == "datetime",
            key="log:timestamp",
            expected="时间戳含日期和时间",
            actual="时间戳为 {}",
        )
    )
    assert not problems, problems
