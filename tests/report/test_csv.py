"""``results.csv``: what a spreadsheet reads is what the results say, and nothing in it runs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengbao.errors import UserError
from dengbao.report import csv_table
from dengbao.results.store import RESULTS
from tests.results.made import finding, line, result, skip, source


def table(folder: Path, rows: list) -> list[dict[str, str]]:  # type: ignore[type-arg]
    (path,) = csv_table.render(source(folder, rows))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_for_each_finding_and_for_each_result_without_any(tmp_path: Path) -> None:
    two = [finding("a", remedy=["one", "two"]), finding("b", evidence=[line(1), line(0, "x", "f.txt")])]
    rows = table(tmp_path, [result("fw", "c", "fail", findings=two), result("fw", "d"), skip("sw", "c", "manual")])
    assert [(row["结果序号"], row["主机"], row["问题"], row["状态"]) for row in rows] == [
        ("1", "fw", "a", "不符合"), ("1", "fw", "b", "不符合"), ("2", "fw", "", "符合"), ("3", "sw", "", "待人工核查"),
    ]  # fmt: skip
    assert rows[0] == {
        "结果序号": "1", "主机": "fw", "检查": "c", "检查名称": "不得存在任意到任意的放行策略", "等级": "三级",
        "条款": "8.1.3.2.a", "测评单元": "L3-ABS1-05", "安全类": "安全区域边界", "状态": "不符合", "风险": "高",
        "设备": "fw", "问题": "a", "应为": "限定", "实为": "任意", "证据": "fw/running-config.txt:120:  action permit",
        "整改命令": "one\ntwo", "豁免": "",
    }  # fmt: skip
    assert rows[1]["证据"] == "fw/running-config.txt:1:  action permit\nf.txt: x"


def test_excel_knows_it_by_its_bom_and_line_ends(tmp_path: Path) -> None:
    csv_table.render(source(tmp_path, [result()]))
    raw = (tmp_path / "results.csv").read_bytes()
    assert raw.startswith("\ufeff".encode())
    assert raw.count(b"\r\n") == 2
    assert (tmp_path / "results.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_no_cell_becomes_a_formula(tmp_path: Path, start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    bad = finding(evil, evil, expected=evil, actual=evil, remedy=[evil], evidence=[line(0, evil, evil)])
    row = result("fw", evil, "fail", title=evil, findings=[bad], waiver=evil)
    for name, value in table(tmp_path, [row])[0].items():
        assert not value.lstrip(" ").startswith(csv_table._FORMULA), name  # noqa: SLF001


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_cell_is_text(text: str) -> None:
    cell = csv_table.cell(text)
    assert not cell.strip(" ").startswith(csv_table._FORMULA)  # noqa: SLF001
    assert "\0" not in cell


def test_a_cell_is_no_longer_than_excel_holds(tmp_path: Path) -> None:
    assert len(table(tmp_path, [result(actual="长" * 40_000)])[0]["实为"]) == 32_000


def test_results_that_do_not_fit_the_run_record_are_refused(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a"), result("b")])
    path = tmp_path / RESULTS
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=r"结果数\(1\)与运行记录\(2\)不一致"):
        csv_table.render(mine)
    assert not (tmp_path / "results.csv").exists()
