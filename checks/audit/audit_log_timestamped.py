"""Every log entry carries date and time."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need

WORDS = {"none": "没有时间戳", "uptime": "只有开机以来的时间", "yearless": "日期不含年份"}


@check(title="日志带日期和时间", risk="medium", on=NETWORK)
def audit_log_timestamped(device: Device) -> None:
    """Every log entry carries date and time.

    Passes when log time stamps show the date with its year. Fails when there are none, no year, or only the time since
    boot.
    """
    problems = lacking(
        need(
            device.logging.timestamp,
            lambda form: form == "datetime",
            key="log:timestamp",
            expected="时间戳含日期和时间",
            actual=lambda form: WORDS.get(form, form),
        )
    )
    assert not problems, problems
