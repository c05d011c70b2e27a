"""What people typed into an earlier ``report.xlsx``: read before it is replaced, so that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from dengbao.report.xlsx_rows import Cell

ID = "编号"
HEADER_WITHIN = 20
"""Rows in which the header is looked for: people put titles above it."""


@dataclass
class Row:
    """One row of an earlier sheet: what the tool had written, and what people had."""

    own: dict[str, Cell] = field(default_factory=dict)
    typed: dict[str, Cell] = field(default_factory=dict)


@dataclass
class Kept:
    """One earlier sheet: rows by id, those that people added (no id), those whose id came twice, and added columns."""

    rows: dict[str, Row] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    doubled: list[tuple[str, Row]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


@dataclass
class Earlier:
    """An earlier workbook by sheet; ``trouble`` says what of it could not be carried over, "" when all could."""

    sheets: dict[str, Kept] = field(default_factory=dict)
    trouble: str = ""

    def sheet(self, name: str) -> Kept:
        """Give a sheet, an empty one where there was none."""
        return self.sheets.setdefault(name, Kept())


def read_earlier(
    path: Path, own: Mapping[str, Sequence[str]], people: Sequence[str], *, whole: Sequence[str], ignored: str
) -> Earlier:
    """Read what an earlier run and people left.

    Args:
        path: the workbook; it need not be there.
        own: sheet → the columns that the tool writes; all others are people's.
        people: titles of people's columns, which are not added ones.
        whole: sheets of which all rows are kept; of the others only those in which somebody typed something.
        ignored: a sheet that holds nothing of people's.

    Returns:
        What there is; a file that is no workbook, an unknown sheet, or a sheet without the id column is ``trouble``.
    """
    earlier = Earlier()
    if not path.exists():
        return earlier
    troubles: list[str] = []
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            base = name.split(" ")[0]
            if name == ignored:
                continue
            if base not in own:
                troubles.append(f"有另加的工作表“{name}”")
                continue
            rows = book.get_sheet_by_name(name).to_python()
            if not _take(earlier.sheet(base), rows, own[base], people, whole=base in whole):
                troubles.append(f"工作表“{name}”里找不到“{ID}”列")
    except (CalamineError, OSError, ValueError) as error:
        troubles.append(f"打不开({error})")
    earlier.trouble = ";".join(troubles)
    return earlier


def _take(kept: Kept, rows: list[list[Cell]], own: Sequence[str], people: Sequence[str], *, whole: bool) -> bool:
    """Take a sheet's rows by the titles of their columns; False when it has no column of ids."""
    at = next((number for number, row in enumerate(rows[:HEADER_WITHIN]) if ID in row), None)
    if at is None:
        return not any(map(any, rows))
    titles = [str(title).strip() or f"列{number}" for number, title in enumerate(rows[at], 1)]
    id_at = titles.index(ID)
    theirs = [number for number, title in enumerate(titles) if title not in own]
    for cells in rows[at + 1 :]:
        id_ = str(cells[id_at])
        if not whole and id_ and not any(cells[number] != "" for number in theirs):
            continue
        row = Row()
        for title, cell in zip(titles, cells, strict=False):
            if cell != "":
                (row.own if title in own else row.typed)[title] = cell
        kept.columns += [title for title in row.typed if title not in people and title not in kept.columns]
        if not id_:
            kept.added += [row] if row.own or row.typed else []
        elif id_ in kept.rows:
            kept.doubled.append((id_, row))
        else:
            kept.rows[id_] = row
    return True
