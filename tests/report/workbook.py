"""What the tests of ``report.xlsx`` share: a run of every kind of result, and ways to write and read the book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from dengbao.report import xlsx
from dengbao.report.ids import finding_ids
from dengbao.results.record import Result
from tests.results.made import finding, line, result, skip, source

MIXED = [
    result("fw", "mgmt_telnet_disabled"),
    result("fw", "c2", "fail", findings=[finding(), finding("policy:other", evidence=[line(7), line(8), line(10)])]),
    result("sw", "c1", "error", actual="配置被截断", evidence=[], unread=[line(7, "strange")]),
    skip("sw", "c2", "waived", waiver="设备待更换,批准人 王某,至 2027-01-01", findings=[finding(device="sw")]),
    skip("sw", "c4", "not_applicable", clauses=["8.1.4.1.a"]),
    result("site", "c9", "fail", risk="medium", findings=[finding("leak", "fw"), finding("leak2", "sw")]),
    skip("site", "attested_8_1_3_2_b", "manual", clauses=["8.1.3.2.b"], actual="需人工核查,出示:网络拓扑图"),
]

TYPED = {
    "责任部门": "信息科",
    "责任人": "张三",
    "计划完成时间": dt.datetime(2026, 12, 31),  # noqa: DTZ001 - a cell holds no zone
    "整改状态": "整改中",
    "备注": "-等设备\n第二行",
}

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1",
    "＝1+1",
    "{=1}",
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example/",
    "<r><t>x</t></r></is></c><c><f>1+1</f></c>",
    "<r>x</r>",
    "_x0041_",
    "\x00\x1b[31m\u202e\ufffe\udcb0]]>&<b>",
    "123",
]


def written(folder: Path, results: Iterable[Result] = MIXED, **more: object) -> list[Path]:
    return xlsx.render(source(folder, results, **more))  # type: ignore[arg-type]


def book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "report.xlsx")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    head, *lines = book(folder)[name].iter_rows(values_only=True)
    return [dict(zip(head, one, strict=True)) for one in lines]


def fill(folder: Path, name: str, id_: str, typed: dict[str, object]) -> None:
    """Type into one row, as a person does; a title that is not there becomes a new column."""
    opened = book(folder)
    sheet = opened[name]
    titles = [cell.value for cell in sheet[1]]
    for title in typed:
        if title not in titles:
            titles.append(title)
            sheet.cell(1, len(titles), title)
    (row,) = [cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == id_]
    for title, value in typed.items():
        sheet.cell(row, titles.index(title) + 1, value)
    opened.save(folder / "report.xlsx")


def mending_id(one: Result, at: int = 0) -> str:
    return [id_ for id_, _ in finding_ids(one)][at]


def table(folder: Path, title: str, width: int) -> list[list[Any]]:
    """Read one of the small tables of 汇总: its header and lines."""
    lines = [list(one)[:width] for one in book(folder)["汇总"].iter_rows(values_only=True)]
    start = next(number for number, one in enumerate(lines) if str(one[0]).startswith(title)) + 1
    end = next((number for number in range(start, len(lines)) if lines[number][0] is None), len(lines))
    return lines[start:end]
