"""CPU time and memory of ``report.xlsx`` for many results, the first time and over an earlier one.

Run: ``python benchmarks/xlsx.py [RESULTS]``; the budget at 100,000 is 20 s of CPU and 500 MB, both times.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import CHECKS, peak, results
from dengbao.report import xlsx
from dengbao.report.source import Source
from dengbao.results.run import HostRun, Run
from dengbao.results.store import write_results, write_run


def main() -> None:
    """Measure, and print one line for each time."""
    hosts = int(sys.argv[1] if len(sys.argv) > 1 else 100_000) // CHECKS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        totals = write_results(folder, results(hosts))
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
                HostRun(host=f"sw-{number:05d}", platform="huawei", level=3, gather="whole", parse="parsed")
                for number in range(hosts)
            ],
        )
        write_run(folder, run)
        for occasion in ("first", "again"):
            start = time.process_time()
            (path,) = xlsx.render(Source(folder, run))
            took = time.process_time() - start
            size = path.stat().st_size / 1e6
            sys.stdout.write(f"{occasion} {totals.total:,}: {took:.2f} s, {size:.1f} MB; peak memory {peak():.0f} MB\n")


if __name__ == "__main__":
    main()
