"""CPU time and memory of ``report.xlsx`` for many results, the first time and over an earlier one.

Run: ``python benchmarks/xlsx.py [RESULTS]``; the budget at 100,000 is 20 s of CPU and 500 MB, both times.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import CHECKS, framed, peak, results
from dengbao.report import xlsx
from dengbao.results.store import write_results


def main() -> None:
    """Measure, and print one line for each time."""
    hosts = int(sys.argv[1] if len(sys.argv) > 1 else 100_000) // CHECKS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        totals = write_results(folder, results(hosts))
        source = framed(folder, totals, hosts)
        for occasion in ("first", "again"):
            start = time.process_time()
            (path,) = xlsx.render(source)
            took = time.process_time() - start
            size = path.stat().st_size / 1e6
            sys.stdout.write(f"{occasion} {totals.total:,}: {took:.2f} s, {size:.1f} MB; peak memory {peak():.0f} MB\n")


if __name__ == "__main__":
    main()
