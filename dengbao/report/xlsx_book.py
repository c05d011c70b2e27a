"""The workbook's paper: fonts, headers that stay, filters, A4 landscape; and text that stays text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NamedTuple

from xlsxwriter import Workbook

from dengbao.report.xlsx_kept import ID, Kept, Row
from dengbao.report.xlsx_rows import Cell, Rows
from dengbao.results.run import Run
from dengbao.results.visible import clip, visible

ROWS = 1_048_575
"""Rows of a sheet under its header; what does not fit goes on in another sheet."""

CHARACTERS = 32_000
"""Characters of a cell (the format's own limit is 32,767)."""

BODY, HEAD = "宋体", "微软雅黑"
A4 = 9
LINE, TALLEST = 13, 409
"""Height of a line of the body, and of a row at most, in points."""
_COLOURS = {
    "高": "#F8CBAD",
    "中": "#FFE699",
    "不符合": "#F8CBAD",
    "部分符合": "#FFE699",
    "待核查": "#DDEBF7",
    "待人工核查": "#DDEBF7",
    "已接受风险": "#E4DFEC",
    "符合": "#E2EFDA",
}
_LIVE = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


class Column(NamedTuple):
    """A column: its title, its width in characters; people's have choices or dates, ``word`` colours by its value."""

    title: str
    width: float
    word: bool = False
    date: bool = False
    choices: tuple[str, ...] = ()


class Schema(NamedTuple):
    """A sheet: the tool's columns, the first of ids, and those that people fill."""

    name: str
    own: tuple[Column, ...]
    people: tuple[Column, ...]
    frozen: int = 2

    @property
    def titles(self) -> list[str]:
        """Titles of the tool's columns."""
        return [column.title for column in self.own]


def plain(text: str) -> str:
    """Make text that shows every character and fits a cell."""
    return clip(visible(text), CHARACTERS)


def safe(text: str) -> str:
    """Do what `plain` does for text of a device, and keep it from being a formula, also once saved as CSV.

    A leading ``=``, ``+``, ``-``, ``@``, tab or line end gets an apostrophe before it. (Cells are written as text and
    marked as such, so that none is a formula in the workbook itself.)
    """
    shown = plain(text)
    return f"'{shown}" if _LIVE.match(shown) else shown


def _lines(text: str, width: int) -> int:
    """Count the lines that a text takes in a column of so many characters; a Chinese one takes two."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return sum(-(-len(line.encode("gb18030", "replace")) // width) or 1 for line in text.split("\n"))


class Book:
    """A workbook being written row by row, so that memory does not grow with its rows."""

    def __init__(self, file: BinaryIO, run: Run, scratch: str) -> None:
        """Open it; ``scratch`` is a folder for parts of it."""
        options = {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
            "default_format_properties": {"font_name": BODY, "font_size": 10},
            "remove_timezone": True,
        }
        self.workbook = Workbook(file, options)
        self.workbook.set_properties(
            {
                "title": f"网络安全等级保护自查 {visible(run.site)}",
                "comments": "自查结果,不替代等级测评",
                "created": run.finished.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0),
            }
        )
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.heading = f"{visible(run.site)}  按 {run.as_of} 判定".replace("&", "&&")

    def format(self, **properties: object) -> Any:  # noqa: ANN401 - the library has no types
        """Give a cell format; equal ones are one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            shared = {"font_name": BODY, "font_size": 10, "valign": "top", "quote_prefix": True}
            self._formats[key] = self.workbook.add_format(shared | properties)
        return self._formats[key]

    def sheet(self, name: str) -> Any:  # noqa: ANN401 - the library has no types
        """Add a sheet that prints on A4 landscape, as wide as the page, pages numbered."""
        sheet = self.workbook.add_worksheet(name, Rows)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f"&L&A&R{self.heading}")
        sheet.set_footer("&L自查结果,不替代等级测评&R第 &P 页 共 &N 页")
        return sheet


@contextmanager
def opened(file: BinaryIO, run: Run) -> Iterator[Book]:
    """Open a workbook that is written to ``file`` when the block ends well."""
    with TemporaryDirectory(prefix="dengbao-") as scratch:
        book = Book(file, run, scratch)
        try:
            yield book
            book.workbook.close()
        finally:
            for sheet in book.workbook.worksheets():
                sheet.abandon()


class Table:
    """A sheet with one header row and a row for each thing, which goes on in another sheet when it is full."""

    def __init__(self, book: Book, schema: Schema, kept: Kept) -> None:
        """Begin it; ``kept`` is what an earlier one had."""
        self._book, self.schema, self.kept = book, schema, kept
        known = {column.title for column in schema.people}
        self.people = (*schema.people, *(Column(title, 16) for title in kept.columns if title not in known))
        self._widths = [int(column.width) for column in (*schema.own, *self.people)]
        self._plain = book.format(text_wrap=True)
        self._words = {word: book.format(text_wrap=True, bg_color=colour) for word, colour in _COLOURS.items()}
        self._empty = book.format(text_wrap=True, quote_prefix=False)
        self._date = book.format(num_format="yyyy-mm-dd", quote_prefix=False)
        self._length = book.format(num_format="[h]:mm", quote_prefix=False)
        self.written: set[str] = set()
        self._sheets = 0
        self._open()

    def row(self, id_: str, values: Sequence[str | int]) -> None:
        """Write the tool's values behind the id, and what people typed beside that id before."""
        cells: list[tuple[int, Cell, object]] = [(0, safe(id_), self._plain)]
        for number, value in enumerate(values, 1):
            if isinstance(value, str):
                style = self._words.get(value, self._plain) if self.schema.own[number].word else self._plain
                cells += [(number, safe(value), style)] if value else []
            else:
                cells.append((number, value, self._plain))
        if kept := self.kept.rows.get(id_):
            cells += self._theirs(kept)
        self._add(cells)
        self.written.add(id_)

    def again(self, row: Row) -> None:
        """Write a row that people added as it was."""
        own = ((number, row.own.get(column.title)) for number, column in enumerate(self.schema.own))
        self._add([*self._cells(own), *self._theirs(row)])

    def close(self) -> None:
        """Write the rows that people added, and finish the sheet."""
        for row in self.kept.added:
            self.again(row)
        self._finish()

    def _add(self, cells: Sequence[tuple[int, Cell, object]]) -> None:
        if self._at == ROWS:
            self._finish()
            self._open()
        self._at += 1
        lines = max(
            (_lines(value, self._widths[number]) for number, value, _ in cells if isinstance(value, str)), default=1
        )
        self._sheet.add_row(self._at, cells, min(LINE * lines + 3, TALLEST))

    def _open(self) -> None:
        self._sheets += 1
        self._at = 0
        name = self.schema.name if self._sheets == 1 else f"{self.schema.name} {self._sheets}"
        self._sheet = sheet = self._book.sheet(name)
        shared = {"font_name": HEAD, "bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
        ours = self._book.format(**shared, bg_color="#D9E1F2")
        theirs = self._book.format(**shared, bg_color="#FFF2CC")
        columns = (*self.schema.own, *self.people)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width, self._date if column.date else self._empty)
            sheet.write_string(0, number, safe(column.title), ours if number < len(self.schema.own) else theirs)
        lines = max(_lines(column.title, int(column.width) - 1) for column in columns)
        sheet.set_row(0, lines * (LINE + 2) + 4)
        sheet.hide_gridlines(0)  # the boxes are the grid's, printed too: empty cells need not be written
        sheet.freeze_panes(1, self.schema.frozen)
        sheet.repeat_rows(0)

    def _finish(self) -> None:
        columns = (*self.schema.own, *self.people)
        self._sheet.autofilter(0, 0, max(self._at, 1), len(columns) - 1)
        for number, column in enumerate(columns):
            if column.choices and self._at:
                self._sheet.data_validation(
                    1,
                    number,
                    self._at,
                    number,
                    {"validate": "list", "source": list(column.choices), "error_type": "warning"},
                )

    def _theirs(self, row: Row) -> Iterator[tuple[int, Cell, object]]:
        people = enumerate(self.people, len(self.schema.own))
        return self._cells((number, row.typed.get(column.title)) for number, column in people)

    def _cells(self, values: Iterable[tuple[int, Cell | None]]) -> Iterator[tuple[int, Cell, object]]:
        """Write values of any kind back as that kind, and text as people typed it: as text."""
        for number, value in values:
            if isinstance(value, str):
                yield number, plain(value), self._plain
            elif isinstance(value, dt.time | dt.timedelta):
                yield number, value, self._length
            elif isinstance(value, dt.date):
                yield number, value, self._date
            elif value is not None:
                yield number, value, self._empty


__all__ = ["ID", "Book", "Column", "Schema", "Table", "opened", "plain", "safe"]
