"""已消失: rows that this run does not have any more, with what people typed beside them, and where they went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from dengbao.report.xlsx_book import ID, Table
from dengbao.report.xlsx_kept import Earlier, Kept, Row
from dengbao.report.xlsx_rows import Cell
from dengbao.report.xlsx_sheets import GONE, MENDING, TABLES
from dengbao.results.visible import clip

_SHEET, _WHERE, _SINCE, _WAS = GONE.titles[1:]
RECORD = "测评记录编号"
_ENDS = {"符合": "本次已符合", "不适用": "本次不适用", "待核查": "本次无法判定,不能认为已整改"}


def bring_back(earlier: Earlier) -> None:
    """Put rows of an earlier 已消失 among those of their own sheet: who is met again finds what was typed."""
    tables = {table.name: table for table in TABLES}
    gone = earlier.sheet(GONE.name)
    for id_, row in gone.rows.items():
        table = tables.get(str(row.own.get(_SHEET, "")))
        if table is None or id_ in (kept := earlier.sheet(table.name)).rows:
            gone.doubled.append((id_, row))
            continue
        kept.rows[id_] = row
        known = {*kept.columns, *(column.title for column in table.people)}
        kept.columns += [title for title in row.typed if title not in known]


def columns(earlier: Earlier) -> Kept:
    """Give what the new 已消失 begins with: the columns that people added anywhere, and rows that have no id."""
    before = earlier.sheet(GONE.name)
    titles = dict.fromkeys(title for kept in earlier.sheets.values() for title in kept.columns)
    return Kept(added=before.added, columns=[*titles])


def gone_rows(
    earlier: Earlier, written: Mapping[str, set[str]], verdicts: Mapping[str, str], day: dt.date
) -> Iterator[Row]:
    """Give the rows of the new 已消失.

    Args:
        earlier: the earlier workbook, after `bring_back`.
        written: sheet → ids that this run wrote in it.
        verdicts: id of a record that a gone finding names → its verdict now.
        day: the day by which this run judges.

    Yields:
        Every finding that is gone, and every other row that is gone with something typed in it.
    """
    for table in TABLES:
        kept = earlier.sheet(table.name)
        for id_, row in kept.rows.items():
            if id_ not in written[table.name] and (table is MENDING or row.typed or _SHEET in row.own):
                yield _moved(row, table.name, _went(row, verdicts), day)
        for _, row in kept.doubled:
            yield _moved(row, table.name, "编号重复,第一行留在原表", day)
    for _, row in earlier.sheet(GONE.name).doubled:
        yield row


def _went(row: Row, verdicts: Mapping[str, str]) -> str:
    record = str(row.own.get(RECORD, ""))
    if not record:
        return "本次没有这一行"
    verdict = verdicts.get(record)
    if verdict is None:
        return "本次没有做这项检查,不能认为已整改"
    return _ENDS.get(verdict, f"此处已不在,同一检查本次仍为{verdict}")


def _moved(row: Row, name: str, went: str, day: dt.date) -> Row:
    if _SHEET in row.own:  # it was gone before
        return row
    was = "\n".join(f"{title}:{_shown(cell)}" for title, cell in row.own.items() if title != ID)
    own: dict[str, Cell] = {_SHEET: name, _WHERE: went, _SINCE: str(day), _WAS: clip(was, 30_000)}
    return Row({ID: row.own[ID], **own}, row.typed)


def _shown(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def write_gone(table: Table, rows: Iterator[Row]) -> None:
    """Write the sheet."""
    for row in rows:
        table.again(row)
    table.close()
