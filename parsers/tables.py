"""Read ``show`` and ``display`` tables with TextFSM: ntc-templates' where one is right, a platform's own where not."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import textfsm

Row = dict[str, str]


def rows(template: str | Path, lines: Iterable[str]) -> list[Row]:
    """Read the rows of a table.

    Args:
        template: the name of one of ntc-templates, or the path of an own one.
        lines: of the output; empty ones are left out.

    Returns:
        One dictionary a row, values as text; none when the template does not fit the text.
    """
    machine = textfsm.TextFSM(io.StringIO(_text(template)))
    try:
        return machine.ParseTextToDicts("\n".join(line for line in lines if line.strip()))  # type: ignore[no-any-return]
    except textfsm.TextFSMError:
        return []


@cache
def _text(template: str | Path) -> str:
    if isinstance(template, Path):
        return template.read_text("utf-8")
    return (files("ntc_templates") / "templates" / template).read_text("utf-8")
