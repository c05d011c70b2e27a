"""Finds the run to compare with, among those that lie beside the present one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dengbao.errors import UserError
from dengbao.results.run import Run
from dengbao.results.store import RESULTS, read_run


def latest(out: Path, *, site: str, select: str, level: int | None, hosts: set[str]) -> Path | None:
    """Give the folder of the newest run beside ``out`` that is like the present one; None where there is none.

    Args:
        out: the present run's folder, which is never given itself.
        site: its site's name.
        select: its ``-k``.
        level: its ``--level``.
        hosts: its hosts. A run that shares few of them, as one with ``--limit`` does, tells nothing of trends.
    """
    runs = [
        (run.finished, folder)
        for folder, run in _beside(out)
        if (run.site, run.select, run.at_level) == (site, select, level)
        and 2 * len(hosts & (met := {host.host for host in run.hosts})) > max(len(hosts), len(met))
    ]
    return max(runs)[1] if runs else None


def _beside(out: Path) -> Iterator[tuple[Path, Run]]:
    """Read the runs beside; what is none, or cannot be read, is passed over."""
    parent = out.resolve().parent
    for folder in parent.iterdir() if parent.is_dir() else ():
        if folder == out.resolve() or not (folder / RESULTS).is_file():
            continue
        try:
            yield folder, read_run(folder)
        except UserError:
            continue
