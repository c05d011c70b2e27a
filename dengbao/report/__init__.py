"""Reports: each renderer is a module of one file, named here once; all of them read the same results.

A renderer's module offers ``HELP`` (one Chinese line) and ``render(source) -> list[Path]`` (the files it wrote).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path

from dengbao.errors import UserError
from dengbao.report.source import Source

RENDERERS = {
    "junit": "dengbao.report.junit",
    "html": "dengbao.report.html",
    "xlsx": "dengbao.report.xlsx",
    "docx": "dengbao.report.docx",
    "csv": "dengbao.report.csv_table",
    "sarif": "dengbao.report.sarif",
    "oscal": "dengbao.report.oscal",
    "terminal": "dengbao.report.terminal",
}
"""Format → module, imported only when asked for. ``terminal`` is last: it says which files lie there."""


def named(text: str, option: str) -> list[str]:
    """Read a list of formats, as a person gives it to an option.

    Raises:
        UserError: one that there is not, or none at all.
    """
    wanted = [name.strip() for name in text.split(",") if name.strip()]
    if strangers := [name for name in wanted if name not in RENDERERS]:
        raise UserError(f"没有这种报告:{'、'.join(strangers)}", key=option, mend=f"可用:{','.join(RENDERERS)}")
    if not wanted:
        raise UserError("没有指定报告种类", key=option, mend=f"可用:{','.join(RENDERERS)}")
    return wanted


def render(source: Source, formats: Iterable[str]) -> list[Path]:
    """Write reports, in the order of `RENDERERS` whatever the order asked for.

    Args:
        source: the run to report on.
        formats: keys of `RENDERERS`.

    Returns:
        The files written.
    """
    wanted = set(formats)
    written: list[Path] = []
    for name, module in RENDERERS.items():
        if name in wanted:
            written += importlib.import_module(module).render(source)
    return written
