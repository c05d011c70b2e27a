"""Made-up results and runs, as short as a test wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dengbao.report.source import Source
from dengbao.results.record import Evidence, Finding, Reason, Result, Status
from dengbao.results.run import HostRun, Run, Totals
from dengbao.results.store import SITE, write_results, write_run

STARTED = dt.datetime(2026, 11, 24, 8, 30, 5, 123456, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class Named(NamedTuple):
    id: str
    domain: str
    title: str
    summary: str = "要做的事"
    unit: str = "L3-ABS1-05"
    document: str = ""


class Few(NamedTuple):
    """A catalogue of a few clauses."""

    items: tuple[Named, ...] = (
        Named("8.1.3.2.a", "安全区域边界", "访问控制"),
        Named("8.1.3.2.b", "安全区域边界", "访问控制"),
        Named("8.1.4.1.a", "安全计算环境", "身份鉴别"),
    )

    def clause(self, id_: str) -> Named:
        return {item.id: item for item in self.items}[id_]


def line(number: int = 120, text: str = " action permit", file: str = "fw/running-config.txt") -> Evidence:
    return Evidence(file, number, text)


def finding(key: str = "policy:any", device: str = "fw", **more: object) -> Finding:
    fields = {"expected": "限定", "actual": "任意", "evidence": [line()], "remedy": ["undo rule name any"]} | more
    return Finding(key=key, device=device, **fields)  # type: ignore[arg-type]


def result(host: str = "fw", check: str = "boundary_any_any_absent", status: Status = "pass", **more: object) -> Result:
    fields = {
        "title": "不得存在任意到任意的放行策略",
        "clauses": ["8.1.3.2.a"],
        "units": ["L3-ABS1-05"],
        "risk": "high",
        "level": 3,
        "expected": "限定源、目的与服务",
        "actual": "没有任意到任意的策略",
        "evidence": [line()],
    }
    return Result(host=host, check=check, status=status, **(fields | more))  # type: ignore[arg-type]


def skip(host: str, check: str, reason: Reason, **more: object) -> Result:
    return result(host, check, "skip", reason=reason, **more)


def host_run(host: str, **more: object) -> HostRun:
    fields = {"platform": "huawei", "role": "access", "address": "10.10.99.1", "level": 3, "gather": "whole"}
    return HostRun(host=host, **(fields | {"parse": "parsed", "used": 10, "unread": 1} | more))  # type: ignore[arg-type]


def run(totals: Totals, hosts: Sequence[HostRun] = ()) -> Run:
    return Run(
        tool="0.1.0",
        catalogue="2019.1",
        site="示例县数据局",
        levels=[3],
        as_of=dt.date(2026, 11, 24),
        started=STARTED,
        finished=STARTED + dt.timedelta(minutes=2),
        snapshot="2026-11-24",
        expected=totals.total,
        totals=totals,
        hosts=list(hosts),
    )


def source(folder: Path, results: Iterable[Result], hosts: Sequence[HostRun] | None = None) -> Source:
    """Write a run's folder, and open it."""
    listed = list(results)
    totals = write_results(folder, listed)
    if hosts is None:
        hosts = [host_run(name) for name in dict.fromkeys(result.host for result in listed) if name != SITE]
    write_run(folder, run(totals, hosts))
    return Source(folder, Source.open(folder).run, lambda _level: Few())
