"""CPU time and memory of ``results.jsonl`` and ``junit.xml`` for many results, with evidence and properties.

Run: ``python benchmarks/report.py [RESULTS]``; the budget at 100,000 is 4 s for both, 2 s for JUnit, at flat memory.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dengbao.report import junit
from dengbao.report.source import Source
from dengbao.results.record import Evidence, Finding, Result, Status
from dengbao.results.run import HostRun, Run, Totals
from dengbao.results.store import write_results, write_run

CHECKS, DEPARTMENTS = 100, 20
STATUSES: tuple[Status, ...] = ("pass", "pass", "fail", "error")


def results(hosts: int) -> Iterator[Result]:
    """Make results as the engine does: three lines of evidence each, a finding with commands for every fourth."""
    for host in (f"sw-{number:05d}" for number in range(hosts)):
        for number in range(CHECKS):
            text = f" rule name 放行-{number} source-zone trust destination-zone untrust action permit"
            lines = [Evidence(f"{host}/running-config.txt", 100 + number + line, text) for line in range(3)]
            status = STATUSES[number % len(STATUSES)]
            finding = Finding(
                key=f"policy:放行-{number}",
                device=host,
                expected="限定源、目的与服务",
                actual="任意到任意放行",
                evidence=lines,
                remedy=["system-view", "security-policy", f"undo rule name 放行-{number}", "return", "save"],
            )
            yield Result(
                host=host,
                check=f"boundary_policy_{number}_limited",
                title="不得存在任意到任意的放行策略",
                clauses=["8.1.3.2.a", "8.1.3.2.c"],
                units=["L3-ABS1-05"],
                status=status,
                risk="high",
                level=3,
                expected="限定源、目的与服务",
                actual="任意到任意放行",
                findings=[finding] if status == "fail" else [],
                evidence=[] if status == "fail" else lines,
            )


def framed(folder: Path, totals: Totals, hosts: int) -> Source:
    """Write the run record beside results that were written."""
    now = dt.datetime.now(dt.UTC)
    run = Run(
        tool="0",
        catalogue="0",
        site="基准",
        levels=[3],
        as_of=now.date(),
        started=now,
        finished=now,
        snapshot="snapshot",
        expected=totals.total,
        totals=totals,
        hosts=[
            HostRun(
                host=f"sw-{number:05d}",
                platform="huawei",
                level=3,
                department=f"部门{number % DEPARTMENTS}",
                gather="whole",
                parse="parsed",
            )
            for number in range(hosts)
        ],
    )
    write_run(folder, run)
    return Source(folder, run)


def main() -> None:
    """Measure, and print one line a stage."""
    hosts = int(sys.argv[1] if len(sys.argv) > 1 else 100_000) // CHECKS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        for _ in results(hosts):
            pass
        making = time.process_time() - start
        start = time.process_time()
        totals = write_results(folder, results(hosts))
        jsonl = time.process_time() - start - making
        source = framed(folder, totals, hosts)
        before = peak()
        start = time.process_time()
        written = junit.render(source)
        xml = time.process_time() - start
        size = sum(path.stat().st_size for path in written) / 1e6
        jsonl_size = (folder / "results.jsonl").stat().st_size / 1e6
        sys.stdout.write(
            f"results.jsonl {totals.total:,}: {jsonl:.2f} s, {jsonl_size:.0f} MB\n"
            f"junit.xml and {len(written) - 1} shards: {xml:.2f} s, {size:.0f} MB; together {jsonl + xml:.2f} s\n"
            f"peak memory {peak():.0f} MB, of which JUnit added {peak() - before:.0f} MB\n"
        )


def peak() -> float:
    """Give the peak resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
