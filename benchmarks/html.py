"""``report.html`` for many results in a real Chromium: time to write, to open, to filter and to search, and memory.

Run: ``python -m benchmarks.html [RESULTS]``; the budget at 100,000 is a second to open, a second to filter, 500 MB.
Results are those of ``benchmarks.report``, each line of evidence made different, so that nothing is saved by sameness.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from benchmarks.report import CHECKS, framed, results
from dengbao.report import html
from dengbao.results.record import Evidence, Result
from dengbao.results.store import write_results
from tests.report.browser import Browser

TIMES = 5
FILTERS = {
    "status": "#results?status=fail",
    "host": "#results?host=sw-00007",
    "by clause": "#clause?risk=high",
    "by host": "#host?status=error",
    "by problem": "#problem?status=fail",
    "text in few": "#results?text=sw-00042%20%E6%94%BE%E8%A1%8C-17",
    "text in all": "#results?text=source-zone",
    "text in none": "#results?text=no-such-words",
}


def distinct(hosts: int) -> Iterator[Result]:
    """Give every line of evidence the name of its host, and every one at fault two lines on either side."""

    def own(line: Evidence, host: str, around: tuple[str, ...] = ()) -> Evidence:
        return Evidence(line.file, line.line, f"{line.text} # {host}", before=around, after=around)

    for result in results(hosts):
        host = result.host
        around = (f" rule name 上网 # {host}", f" rule name 邮件 # {host}")
        findings = [
            replace(one, evidence=[own(line, host, around) for line in one.evidence]) for one in result.findings
        ]
        yield replace(result, evidence=[own(line, host) for line in result.evidence], findings=findings)


def written(folder: Path, hosts: int) -> Path:
    """Write a run and its page; print what it cost."""
    totals = write_results(folder, distinct(hosts))
    source = framed(folder, totals, hosts)
    start = time.process_time()
    (path,) = html.render(source)
    cost = time.process_time() - start
    sys.stdout.write(f"report.html of {totals.total:,} results: {cost:.2f} s, {path.stat().st_size / 1e6:.0f} MB\n")
    return path


def timed(browser: Browser, fragment: str) -> float:
    """Give the milliseconds from the change of the address until what it asks for is laid out."""
    return float(
        browser.run(
            "new Promise(done => { const start = performance.now(); addEventListener('hashchange', () =>"
            " requestAnimationFrame(() => { document.body.offsetHeight; done(performance.now() - start) }),"
            " {once: true});"
            f" location.hash = '{fragment}' }})"
        )
    )


def main() -> None:
    """Measure, and print one line a thing."""
    if not shutil.which("chromium"):
        sys.stdout.write("没有 chromium,不测 report.html(apt-get install chromium)\n")
        return
    hosts = int(sys.argv[1] if len(sys.argv) > 1 else 100_000) // CHECKS
    with tempfile.TemporaryDirectory() as name, Browser(Path(name) / "profile") as browser:
        path = written(Path(name), hosts)
        opened, painted = [], []
        for _ in range(TIMES):
            browser.open(path)
            opened.append(float(browser.run("performance.timing.loadEventEnd - performance.timing.navigationStart")))
            painted.append(float(browser.run("performance.getEntriesByType('paint')[0].startTime")))
        sys.stdout.write(
            f"open: first paint {statistics.median(painted):.0f} ms, ready {statistics.median(opened):.0f} ms\n"
        )
        for title, fragment in FILTERS.items():
            times = []
            for _ in range(TIMES):
                browser.run("location.hash = '#front'; new Promise(done => setTimeout(done, 50))")
                times.append(timed(browser, fragment))
            first, typical = times[0], statistics.median(times)
            sys.stdout.write(f"filter {title}: {typical:.0f} ms (first time {first:.0f} ms)\n")
        sys.stdout.write(f"memory of the page: {browser.memory():.0f} MB\n")


if __name__ == "__main__":
    main()
