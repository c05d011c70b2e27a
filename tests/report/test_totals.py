"""All forms tell the same totals, read back from the files by other code than wrote them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest

from dengbao.cli import main
from dengbao.report import render
from dengbao.report.html_data import STATES
from dengbao.report.source import Source
from tests.report.test_html import Page

LAB = Path(__file__).parents[2] / "inventories" / "lab"
WORDS = {
    "符合": "pass",
    "不符合": "fail",
    "待核查": "error",
    "已接受风险": "waived",
    "不适用": "not_applicable",
    "待人工核查": "manual",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lab's own results: every status is among them."""
    out = tmp_path_factory.mktemp("lab")
    words = ["check", "-i", str(LAB), "--from", str(LAB / "devices"), "--out", str(out), "--as-of", "2026-11-20"]
    assert main([*words, "--quiet"]) == 0
    render(Source.open(out), ["junit", "html", "xlsx", "docx", "csv", "sarif", "oscal"])
    return out


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[tuple[str, str], str]:
    rows = [json.loads(text) for text in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {(row["host"], row["check"]): row["reason"] or row["status"] for row in rows}
    assert len(told) == len(rows)
    assert set(told.values()) == set(WORDS.values())
    return told


def findings(folder: Path, *kinds: str) -> int:
    rows = [json.loads(text) for text in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    return sum(len(row["findings"]) for row in rows if (row["reason"] or row["status"]) in kinds)


def test_run_record(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    counts = Counter(truth.values())
    assert run["expected"] == len(truth)
    told = run["totals"]
    assert {name: told[name] for name in counts} == counts
    assert told["skip"] == counts["waived"] + counts["not_applicable"] + counts["manual"]


def test_junit(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    suites = [suite for suite in ET.parse(folder / "junit.xml").getroot() if suite.get("name") != "collection"]
    told = {}
    for suite in suites:
        for case in suite.iter("testcase"):
            facts = {one.get("name"): one.get("value") for one in case.iter("property")}
            kinds = [one for one in case if one.tag in {"failure", "error", "skipped"}]
            word = (
                "pass" if not kinds else {"failure": "fail", "error": "error"}.get(kinds[0].tag, kinds[0].get("type"))
            )
            told[suite.get("name"), facts["check.id"]] = word
    assert told == truth


def test_html(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    page = Page(folder / "report.html")
    index = page.index
    words = {number: word for word, number in STATES.items()}
    hosts = [
        host["name"]
        for host, start, end in zip(
            index["hosts"], index["starts"], [*index["starts"][1:], len(index["check"])], strict=True
        )
        for _ in range(end - start)
    ]
    told = {
        (host, index["checks"][check]["id"]): words[state]
        for host, check, state in zip(hosts, index["check"], index["state"], strict=True)
    }
    assert told == truth
    counts = Counter(truth.values())
    assert f"查出不符合 {counts['fail']} 项" in page.text
    details = [one for number in range(len({host for host, _ in truth})) for one in page.details(number)]
    assert sum(len(one[2]) for one in details) == findings(folder, "fail", "waived")


def test_csv(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["主机"], row["检查"]): WORDS[row["状态"]] for row in rows} == truth
    assert len({row["结果序号"] for row in rows}) == len(truth)
    assert sum(bool(row["问题"]) for row in rows) == findings(folder, "fail", "waived")


def test_sarif(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    (run,) = json.loads((folder / "results.sarif").read_text(encoding="utf-8"))["runs"]
    counts = Counter(truth.values())
    told = run["properties"]["totals"]
    assert {name: told[name] for name in counts} == counts
    failed = [one for one in run["results"] if "suppressions" not in one]
    assert {(one["properties"]["host"], one["ruleId"]) for one in failed} == {
        pair for pair, word in truth.items() if word == "fail"
    }
    assert len(failed) == findings(folder, "fail")
    assert len(run["results"]) - len(failed) == findings(folder, "waived")
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == counts["error"]


def test_oscal(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    (results,) = json.loads((folder / "oscal.json").read_text(encoding="utf-8"))["assessment-results"]["results"]
    hosts = {one["uuid"]: one["description"] for one in results["local-definitions"]["inventory-items"]}
    told = {}
    for one in results["observations"]:
        facts = {fact["name"]: fact["value"] for fact in one["props"]}
        told[hosts.get(one["subjects"][0]["subject-uuid"], "site"), facts["check"]] = facts["status"]
    assert told == truth
    states = Counter(one["status"] for one in results["risks"])
    assert states["open"] == findings(folder, "fail")
    assert states["deviation-approved"] == findings(folder, "waived")


def rows(folder: Path, sheet: str) -> list[tuple[object, ...]]:
    with closing(openpyxl.load_workbook(folder / "report.xlsx", read_only=True)) as book:
        return list(book[sheet].iter_rows(values_only=True))


def test_docx(folder: Path, truth: dict[tuple[str, str], str]) -> None:
    counts = Counter(truth.values())
    letter = docx.Document(str(folder / "report.docx"))
    said = "\n".join(one.text for one in letter.paragraphs)
    told = "，".join(f"{word} {counts[name]} 项" for word, name in WORDS.items())
    assert f"全部 {len(truth)} 项结果中，{told}。" in said
    tables = {one.cell(0, 0).text: [[cell.text for cell in row.cells] for row in one.rows] for one in letter.tables}
    *departments, whole = tables["责任部门"][1:]
    assert int(whole[-1]) == sum(int(row[-1]) for row in departments) == findings(folder, "fail")
    notices = [docx.Document(str(path)) for path in sorted((folder / "notices").iterdir())]
    assert len(notices) == len(departments)
    assert sum(int(row.cells[-1].text) for one in notices for row in one.tables[0].rows[1:]) == findings(folder, "fail")


def test_the_conclusion_is_the_same_in_all_forms(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    render(Source.open(folder), ["terminal"])
    word = re.search("^自查估计:(.*)$", capsys.readouterr().out, re.MULTILINE)
    rates = re.search(
        r"已判定的 (\d+) 条中符合 (\d+) 条,符合率 ([\d.]+%).*至少 ([\d.]+%)", Page(folder / "report.html").text
    )
    assert word
    assert rates
    letter = "\n".join(one.text for one in docx.Document(str(folder / "report.docx")).paragraphs)
    sheet = "\n".join(str(value) for row in rows(folder, "汇总") for value in row if value)
    page = Page(folder / "report.html").text
    for text in (letter, sheet, page):
        assert re.search(f"自查估计.{word[1].partition('(')[0]}", text)
        for figure in rates.groups():
            assert figure in text
        assert not re.search("等级测评结论为|测评结论[:：]", text)


def test_xlsx_mending(folder: Path) -> None:
    assert len(rows(folder, "整改清单")) - 1 == findings(folder, "fail", "waived")
