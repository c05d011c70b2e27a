"""``results.csv``: one row a finding, and one for each result without any, for spreadsheets and pivot tables.

It opens in Excel and WPS by a double click: UTF-8 with BOM, CRLF. No cell can become a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from dengbao.report.source import Source
from dengbao.report.words import LEVELS, REASONS, RISKS, STATUSES, line_of
from dengbao.results.atomic import atomic
from dengbao.results.record import Evidence, Result
from dengbao.results.run import Totals
from dengbao.results.visible import clip, visible

HELP = "表格:results.csv(带 BOM,每处问题一行)"
FILE = "results.csv"
COLUMNS = (
    "结果序号",
    "主机",
    "检查",
    "检查名称",
    "等级",
    "条款",
    "测评单元",
    "安全类",
    "状态",
    "风险",
    "设备",
    "问题",
    "应为",
    "实为",
    "证据",
    "整改命令",
    "豁免",
)
CELL = 32_000
"""Characters of a cell: Excel holds 32,767."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, full width as well."""


def render(source: Source) -> list[Path]:
    """Write the table.

    Returns:
        Its path.

    Raises:
        UserError: results and run record do not agree, or the catalogue lacks a clause that they name.
    """
    path, totals = source.folder / FILE, Totals()
    with atomic(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        table = csv.writer(text, quoting=csv.QUOTE_ALL)
        table.writerow(COLUMNS)
        for number, result in enumerate(source.results(), 1):
            totals.add(result)
            table.writerows([str(number), *map(cell, row)] for row in _rows(source, result))
        source.agree(totals)
        text.flush()
        text.detach()
    return [path]


def cell(text: str) -> str:
    """Give text as a cell: visible, of bearable length, and never a formula."""
    shown = clip(visible(text), CELL)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA) else shown


def _rows(source: Source, result: Result) -> Iterator[list[str]]:
    domain = source.clause(result.level, result.clauses[0]).domain if result.clauses else ""
    status = REASONS.get(result.reason or "", STATUSES[result.status])
    shared = [
        result.host,
        result.check,
        result.title,
        LEVELS.get(result.level, str(result.level)),
        "、".join(result.clauses),
        "、".join(result.units),
        domain,
        status,
        RISKS[result.risk],
    ]
    for found in result.findings:
        own = [found.device, found.key, found.expected, found.actual, _lines(found.evidence), "\n".join(found.remedy)]
        yield [*shared, *own, result.waiver]
    if not result.findings:
        own = [result.host, "", result.expected, result.actual, _lines(result.evidence), ""]
        yield [*shared, *own, result.waiver]


def _lines(evidence: list[Evidence]) -> str:
    return "\n".join(map(line_of, evidence))
