"""The log of security events is large enough, and never stops recording."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, Need, Undecided, check, lacking, need
from dengbao.model import EventLog

_MEGABYTE = 1024 * 1024
_LOGS = ("security", "audit")


@check(title="安全日志容量足够且不会停止记录", risk="medium", on=HOSTS)
def audit_event_log_capacious(device: Device) -> None:
    """The log of security events is large enough, and never stops recording.

    Passes when the security log (Windows) or the audit log (Linux: ``max_log_file`` x ``num_logs``) may grow to
    ``security_log_min_megabytes``, is on, and overwrites or archives when full. Fails for each that is otherwise: a log
    that keeps the oldest records what came first and nothing after it.
    """
    least = device.limits["security_log_min_megabytes"]
    logs = [log for log in device.host.event_logs if log.name in _LOGS]
    if not logs:
        raise Undecided("没有读到安全日志的设置")
    problems = lacking(*(one for log in logs for one in _asked(log, least)))
    assert not problems, problems


def _asked(log: EventLog, least: float) -> tuple[Need, ...]:
    """What is asked of one log."""
    return (
        need(log.enabled, bool, key=f"{log.key}:off", expected="启用", actual="停用", name=log.name),
        need(
            log.max_bytes,
            lambda size: size >= least * _MEGABYTE,
            key=f"{log.key}:size",
            expected=f"不小于 {least:g} MB",
            actual=lambda size: f"{size / _MEGABYTE:.3g} MB",
            name=log.name,
        ),
        need(
            log.when_full,
            lambda how: how != "keep",
            key=f"{log.key}:full",
            expected="写满后覆盖最旧的记录或存档",
            actual="写满后停止记录",
            name=log.name,
        ),
    )
