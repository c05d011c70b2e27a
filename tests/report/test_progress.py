"""The progress bar: moves on a terminal, is silent elsewhere, and shows names as they are."""

from __future__ import annotations

import io

from rich.console import Console

from dengbao.report.progress import Progress


def test_it_counts_and_shows_the_host_on_a_terminal() -> None:
    out = io.StringIO()
    with Progress("检查", 2, console=Console(file=out, force_terminal=True, width=100)) as progress:
        progress.advance("fw-border")
        progress.advance("[red]\x1b[2Jsw")
    assert progress.done == 2
    shown = out.getvalue()
    assert "检查" in shown
    assert "2/2" in shown
    assert r"[red]\x1b[2Jsw" in shown
    assert "\x1b[2Jsw" not in shown.replace(r"\x1b[2Jsw", "")


def test_it_is_silent_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    with Progress("检查", 1, console=Console(file=out)) as progress:
        progress.advance("fw")
    assert progress.done == 1
    assert out.getvalue() == ""
