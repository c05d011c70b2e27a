"""Lines of evidence in the order of their files, with the lines around them, each once and the ones at fault marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dengbao.results.record import Evidence


class Row(NamedTuple):
    """One line; ``fault``: it is the evidence itself, and not what stands around it."""

    file: str
    line: int
    text: str
    fault: bool


def in_context(evidence: Iterable[Evidence]) -> list[Row]:
    """Put lines together: by file in the order of the evidence, by number within it; no line comes twice.

    A line of 0 stands for the whole file, and comes before the file's lines.
    """
    files: dict[str, dict[tuple[int, str], Row]] = {}
    for one in evidence:
        rows = files.setdefault(one.file, {})
        rows[_place(one.line, one.text)] = Row(one.file, one.line, one.text, fault=True)
        start = one.line - len(one.before)
        around = [*enumerate(one.before, start), *enumerate(one.after, one.line + 1)]
        for number, text in around:
            rows.setdefault(_place(number, text), Row(one.file, number, text, fault=False))
    return [row for rows in files.values() for _, row in sorted(rows.items())]


def _place(line: int, text: str) -> tuple[int, str]:
    return line, "" if line else text
