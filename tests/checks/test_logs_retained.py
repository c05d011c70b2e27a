"""Collectors that are hosts of the inventory keep logs as long as the law asks."""

from __future__ import annotations

import datetime as dt

import pytest

from dengbao.check import Role, Site
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import evaluate_site
from dengbao.inventory import Host
from dengbao.inventory.site import Site as Settings
from dengbao.model import Device, EventLog, Fact, Known, Section, Unknown, Unsupported
from dengbao.model import Host as Machine

DAY = dt.date(2026, 6, 30)


def log(days: Fact[float], oldest: Fact[str]) -> EventLog:
    return EventLog(name="syslog", lines=(3,), days=days, oldest=oldest)


def judged(*logs: EventLog, address: str = "10.0.0.9", absent: dict[str, str] | None = None) -> tuple[str, str]:
    device = Device(name="log-1", role=Role.SERVER, limits={"log_retention_days": 180})
    device.host = Machine(event_logs=Section(items=list(logs), missing=""))
    host = Host(name="log-1", platform="linux", role=Role.SERVER, level=3, address=address)
    settings = Settings.model_validate({"name": "局", "level": 3, "log_servers": ["10.0.0.9"]})
    site = Site(settings, {"log-1": Reader(device)}, absent or {}, [host], as_of=DAY)
    outcome = evaluate_site(load_checks()["audit_logs_retained"], site)
    return outcome.status, ";".join(f"{one.key}: {one.actual}" for one in outcome.found) or outcome.why


NEVER: Fact[str] = Unsupported("没有")
ROTATED: Fact[float] = Unsupported("按大小")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (log(Known(180.0, (3,)), NEVER), ("pass", "")),
        (log(Known(28.0, (3,)), NEVER), ("fail", "retention:log-1: 轮转只留 28 天")),
        (log(Known(28.0, (3,)), Known("2026-01-01", (4,))), ("pass", "")),
        (log(ROTATED, Known("2026-01-01", (4,))), ("pass", "")),
        (log(ROTATED, Known("2026-06-01", (4,))), ("error", "log-1 最早的记录在 29 天前,看不出会留存多久")),
        (log(Unknown("没有读到轮转"), NEVER), ("error", "log-1 最早的记录在 0 天前,看不出会留存多久")),
    ],
)
def test_a_collector_keeps_half_a_year(given: EventLog, expected: tuple[str, str]) -> None:
    assert judged(given) == expected


def test_the_longest_log_of_a_collector_counts() -> None:
    assert judged(log(ROTATED, Known("2026-06-01", (4,))), log(Known(200.0, (3,)), NEVER)) == ("pass", "")


def test_a_collector_elsewhere_is_for_a_document() -> None:
    assert judged(log(Known(1.0, (3,)), NEVER), address="10.0.0.8") == (
        "skip",
        "日志服务器不在清单中,看不到日志留存多久",
    )


def test_a_host_that_nobody_read_leaves_it_open() -> None:
    status, why = judged(log(Known(200.0, (3,)), NEVER), absent={"srv-2": "连接超时"})
    assert (status, why) == ("error", "有 1 台没有数据:srv-2(连接超时)")


def test_logs_that_nobody_read_leave_it_open() -> None:
    assert judged() == ("error", "log-1 最早的记录在 0 天前,看不出会留存多久")
    device = Device(name="log-1", role=Role.SERVER, limits={"log_retention_days": 180})
    settings = Settings.model_validate({"name": "局", "level": 3, "log_servers": ["log-1"]})
    outcome = evaluate_site(load_checks()["audit_logs_retained"], Site(settings, {"log-1": Reader(device)}, {}))
    assert (outcome.status, outcome.why) == ("error", "log-1:解析器没有读到这一部分")
