"""``report.xlsx``: the workbook that is filled in, signed and handed on.

What people type into their columns stays when it is written again: rows are known by their id. The workbook is written
row by row (xlsxwriter, constant memory) and the earlier one read by calamine.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dengbao.report.aside import set_aside
from dengbao.report.ids import finding_ids, record_id
from dengbao.report.source import Clause, Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import RISKS
from dengbao.report.xlsx_book import Book, Table, opened
from dengbao.report.xlsx_front import NAME, Front
from dengbao.report.xlsx_gone import RECORD, bring_back, columns, gone_rows, write_gone
from dengbao.report.xlsx_kept import Earlier, read_earlier
from dengbao.report.xlsx_sheets import (
    ASSETS,
    CLAUSES,
    GONE,
    MENDING,
    PEOPLE,
    RECORDS,
    TABLES,
    asset_row,
    clause_row,
    fails,
    mending_row,
    record_row,
    word,
)
from dengbao.results.atomic import atomic
from dengbao.results.record import Result
from dengbao.results.run import Totals
from dengbao.results.summary import Summary

HELP = "工作簿:report.xlsx(自查表、测评记录、整改清单、资产清单;重新生成时保留填写的内容)"
FILE = "report.xlsx"


def render(source: Source) -> list[Path]:
    """Write the workbook, over an earlier one.

    Returns:
        Its path, and that of the earlier one where something of it could not be carried over and it was set aside.

    Raises:
        UserError: results and run record do not agree, or the catalogue lacks a clause that they name.
    """
    path = source.folder / FILE
    earlier = read_earlier(
        path,
        {table.name: table.titles for table in (*TABLES, GONE)},
        [column.title for column in PEOPLE],
        whole=(MENDING.name, GONE.name),
        ignored=NAME,
    )
    aside = [set_aside(path)] if earlier.trouble else []
    notice = f"上一份工作簿{earlier.trouble},无法全部并入,原件另存为 {aside[0].name}。" if aside else ""
    bring_back(earlier)
    with atomic(path) as file, opened(file, source.run) as book:
        _Sheets(source, book, earlier).write(notice)
    return [path, *aside]


@dataclass
class _Sheets:
    """The workbook while it is written: what is counted on the way goes into its first sheet at the end."""

    source: Source
    book: Book
    earlier: Earlier
    summary: Summary = field(default_factory=Summary)
    suspects: Suspects = field(default_factory=Suspects)
    mending: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, str] = field(default_factory=dict)
    how: dict[tuple[int, str], set[str]] = field(default_factory=dict)

    def write(self, notice: str) -> None:
        """Write all sheets, in the order in which they are read."""
        front = Front(self.book)
        tables = {table.name: Table(self.book, table, self.earlier.sheet(table.name)) for table in TABLES}
        self._records(tables[RECORDS.name])
        self.source.agree(self.summary.totals)
        for risk in RISKS:
            self._mending(tables[MENDING.name], risk)
        for level in sorted({*self.source.run.levels, *self.summary.clauses.levels}):
            self._clauses(tables[CLAUSES.name], level)
        for host in self.source.run.hosts:
            tables[ASSETS.name].row(host.host, asset_row(host, self.summary.hosts.get(host.host, Totals())))
        for table in tables.values():
            table.close()
        written = {name: table.written for name, table in tables.items()}
        gone = gone_rows(self.earlier, written, self.verdicts, self.source.run.as_of)
        write_gone(Table(self.book, GONE, columns(self.earlier)), gone)
        front.fill(self.source, self.summary, self.suspects, self.mending, notice)

    def _records(self, table: Table) -> None:
        """Write every result, and note on the way what the other sheets tell."""
        asked = {str(row.own.get(RECORD, "")) for row in self.earlier.sheet(MENDING.name).rows.values()}
        for result in self.source.results():
            self.summary.add(result)
            self.suspects.add(result)
            for clause in result.clauses:
                self.how.setdefault((result.level, clause), set()).add("人工" if _by_people(result) else "自动")
            id_ = record_id(result)
            if id_ in asked:
                self.verdicts[id_] = word(result)
            table.row(id_, record_row(result, self._clause(result)))

    def _mending(self, table: Table, risk: str) -> None:
        for result in self.source.results():
            if result.risk != risk or not fails(result):
                continue
            cases = self.suspects.of_check(result.level, result.check)
            for id_, finding in finding_ids(result):
                table.row(id_, mending_row(result, finding, self._clause(result), cases))
                self.mending[word(result)] += 1
                self.mending[RISKS[risk]] += 1

    def _clauses(self, table: Table, level: int) -> None:
        items = {item.id: item for item in self.source.catalogue(level).items}
        for site in self.summary.clauses.site(level, items):
            item = items.get(site.clause) or self.source.clause(level, site.clause)
            how = "、".join(sorted(self.how.get((level, item.id), {"人工"}), reverse=True))
            table.row(item.id, clause_row(level, item, site, self.suspects.of_clause(level, item.id), how))

    def _clause(self, result: Result) -> Clause | None:
        return self.source.clause(result.level, result.clauses[0]) if result.clauses else None


def _by_people(result: Result) -> bool:
    """Say whether a result is a clause that a person vouches for."""
    return result.check.startswith("attested_")
