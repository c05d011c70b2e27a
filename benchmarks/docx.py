"""CPU time and memory of ``report.docx`` and the notices for many results.

Run: ``python -m benchmarks.docx [RESULTS]``; the budget at 100,000 is 5 s of CPU and 500 MB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import CHECKS, framed, peak, results
from dengbao.report import docx
from dengbao.results.store import write_results


def main() -> None:
    """Measure, and print one line."""
    hosts = int(sys.argv[1] if len(sys.argv) > 1 else 100_000) // CHECKS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        totals = write_results(folder, results(hosts))
        source = framed(folder, totals, hosts)
        start = time.process_time()
        written = docx.render(source)
        took = time.process_time() - start
        size = sum(path.stat().st_size for path in written) / 1e6
        sys.stdout.write(
            f"report.docx and {len(written) - 1} notices of {totals.total:,} results: {took:.2f} s, {size:.1f} MB; "
            f"peak memory {peak():.0f} MB\n"
        )


if __name__ == "__main__":
    main()
