"""What people typed into ``report.xlsx`` stays when it is written again, also by way of another program."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from dengbao.report.ids import record_id
from dengbao.results.record import Result
from tests.report.workbook import HOSTILE, MIXED, TYPED, book, fill, mending_id, rows, written
from tests.results.made import finding, result


def test_what_people_typed_stays_also_when_rows_were_sorted_and_other_findings_come(tmp_path: Path) -> None:
    written(tmp_path)
    id_ = mending_id(MIXED[1], 1)
    fill(tmp_path, "整改清单", id_, TYPED)
    fill(tmp_path, "测评记录", record_id(MIXED[2]), {"核查人": "李四", "核查时间": dt.date(2026, 12, 31)})
    fill(tmp_path, "自查表", "8.1.3.2.b", {"人工结论": "符合", "已有材料": "拓扑图 V3"})
    fill(tmp_path, "资产清单", "sw", {"用途": "=HYPERLINK(1)", "责任人": 13800000000})
    opened = book(tmp_path)
    opened["整改清单"].move_range("A2:R2", rows=8)  # a person sorts
    opened.save(tmp_path / "report.xlsx")
    moved = result("fw", "c2", "fail", findings=[finding("policy:new"), *MIXED[1].findings], actual="行号变了")
    for _ in range(2):
        assert len(written(tmp_path, [MIXED[0], moved, *MIXED[2:]])) == 1
        row = {one["编号"]: one for one in rows(tmp_path, "整改清单")}[id_]
        assert {title: row[title] for title in TYPED} == TYPED
        assert row["问题描述"]
        record = {one["编号"]: one for one in rows(tmp_path, "测评记录")}[record_id(MIXED[2])]
        assert (record["核查人"], record["核查时间"]) == ("李四", TYPED["计划完成时间"])
        clause = {one["编号"]: one for one in rows(tmp_path, "自查表")}["8.1.3.2.b"]
        assert (clause["人工结论"], clause["已有材料"], clause["结论"]) == ("符合", "拓扑图 V3", "待核查")
        (asset,) = [one for one in rows(tmp_path, "资产清单") if one["编号"] == "sw"]
        assert asset["责任人"] == 13800000000
        assert rows(tmp_path, "已消失") == []


def test_columns_and_rows_that_people_add_stay(tmp_path: Path) -> None:
    written(tmp_path)
    id_ = mending_id(MIXED[1])
    fill(tmp_path, "整改清单", id_, {"复测": "已复测", "金额": 12.5})
    opened = book(tmp_path)
    opened["整改清单"].append([None, "机房空调", "漏水", None])
    opened["整改清单"].insert_rows(1)
    opened["整改清单"]["A1"] = "示例县数据局整改清单"
    opened.save(tmp_path / "report.xlsx")
    for _ in range(2):
        written(tmp_path)
        listed = rows(tmp_path, "整改清单")
        row = {one["编号"]: one for one in listed}[id_]
        assert (row["复测"], row["金额"]) == ("已复测", 12.5)
        assert (listed[-1]["编号"], listed[-1]["涉及资产"], listed[-1]["问题描述"]) == (None, "机房空调", "漏水")
        assert len(listed) == 6


@pytest.mark.parametrize(
    ("now", "went"),
    [
        ([result("fw", "c2")], "本次已符合"),
        ([result("fw", "c2", "error", actual="配置被截断")], "本次无法判定,不能认为已整改"),
        ([result("fw", "c2", "fail", findings=[finding("policy:third")])], "此处已不在,同一检查本次仍为不符合"),
        ([result("fw", "c1")], "本次没有做这项检查,不能认为已整改"),
    ],
)
def test_a_finding_that_is_gone_moves_says_where_to_and_comes_back(
    tmp_path: Path, now: list[Result], went: str
) -> None:
    before = [MIXED[1]]
    written(tmp_path, before)
    id_ = mending_id(before[0])
    fill(tmp_path, "整改清单", id_, {**TYPED, "复测": "待复测"})
    for _ in range(2):
        written(tmp_path, now)
        assert id_ not in {row["编号"] for row in rows(tmp_path, "整改清单")}
        gone = {row["编号"]: row for row in rows(tmp_path, "已消失")}
        assert set(gone) == {mending_id(before[0]), mending_id(before[0], 1)}
        row = gone[id_]
        assert {title: row[title] for title in TYPED} == TYPED
        assert (row["原工作表"], row["去向"], row["消失于"], row["复测"]) == ("整改清单", went, "2026-11-24", "待复测")
        assert "问题描述:不得存在任意到任意的放行策略" in row["原内容"]
    written(tmp_path, before)
    back = {row["编号"]: row for row in rows(tmp_path, "整改清单")}[id_]
    assert {title: back[title] for title in [*TYPED, "复测"]} == {**TYPED, "复测": "待复测"}
    assert not {row["编号"] for row in rows(tmp_path, "已消失")} & set(gone)


def test_a_row_that_was_copied_is_not_lost(tmp_path: Path) -> None:
    written(tmp_path)
    id_ = mending_id(MIXED[1])
    fill(tmp_path, "整改清单", id_, {"责任人": "张三"})
    opened = book(tmp_path)
    sheet = opened["整改清单"]
    copied = next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == id_)
    copied[-4] = "李四"
    sheet.append(copied)
    opened.save(tmp_path / "report.xlsx")
    for _ in range(3):
        written(tmp_path)
        assert {one["编号"]: one for one in rows(tmp_path, "整改清单")}[id_]["责任人"] == "张三"
        assert [(one["编号"], one["责任人"], one["去向"]) for one in rows(tmp_path, "已消失")] == [
            (id_, "李四", "编号重复,第一行留在原表")
        ]


def test_only_rows_with_something_typed_go_to_the_gone_from_other_sheets(tmp_path: Path) -> None:
    written(tmp_path)
    fill(tmp_path, "资产清单", "sw", {"用途": "汇聚"})
    written(tmp_path, [MIXED[0]])
    gone = [(row["编号"], row["原工作表"]) for row in rows(tmp_path, "已消失") if row["原工作表"] != "整改清单"]
    assert gone == [("sw", "资产清单")]


def damaged(folder: Path, how: str) -> None:
    path = folder / "report.xlsx"
    opened = book(folder)
    if how == "broken":
        path.write_bytes(b"PK\x03\x04 not a workbook")
    elif how == "added":
        opened.create_sheet("会议纪要").append(["重要"])
        opened.save(path)
    else:
        opened["整改清单"]["A1"] = "序号"
        opened.save(path)


@pytest.mark.parametrize(
    ("how", "said"),
    [("broken", "打不开"), ("added", "有另加的工作表“会议纪要”"), ("header", "工作表“整改清单”里找不到“编号”列")],
)
def test_what_cannot_be_carried_over_is_set_aside_and_said(tmp_path: Path, how: str, said: str) -> None:
    written(tmp_path)
    damaged(tmp_path, how)
    before = (tmp_path / "report.xlsx").read_bytes()
    path, aside = written(tmp_path)
    assert aside.read_bytes() == before
    assert aside.stat().st_mode & 0o777 == 0o600
    notice = [row[0] for row in book(tmp_path)["汇总"].iter_rows(values_only=True) if aside.name in str(row[0])]
    assert said in notice[0]
    assert written(tmp_path) == [path]


def office(folder: Path, kind: str, *names: str) -> Sequence[Path]:
    """Let LibreOffice open the workbook, and save it as something else."""
    profile = (folder / "profile").as_uri()
    words = ["localc", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*words, str(folder / "report.xlsx")], check=True, capture_output=True, timeout=180)
    return [folder / name for name in names]


@pytest.mark.system("libreoffice-calc")
def test_libreoffice_opens_it_and_no_cell_is_computed(tmp_path: Path) -> None:
    evil = [finding(f"k{n}", "sw", remedy=[text], actual=text) for n, text in enumerate(HOSTILE)]
    written(tmp_path, [result("sw", "c", "fail", findings=evil)])
    # 76: UTF-8; -1: every sheet in a file of its own
    (path,) = office(
        tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4", "report-整改清单.csv"
    )
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    read = [row["整改建议(命令)"] for row in listed]
    assert [one.removeprefix("'") for one in read[:4]] == HOSTILE[:4]
    assert read[0][0] == "'"
    assert r"\x1b[31m\u202e" in read[13]
    (pdf,) = office(tmp_path, "pdf", "report.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert pdf.stat().st_size > 20_000


@pytest.mark.system("libreoffice-calc")
def test_what_was_typed_stays_when_another_program_saved_the_workbook(tmp_path: Path) -> None:
    written(tmp_path)
    id_ = mending_id(MIXED[1])
    fill(tmp_path, "整改清单", id_, {**TYPED, "复测": 0.5})
    (tmp_path / "saved").mkdir()
    (tmp_path / "report.xlsx").rename(tmp_path / "saved" / "report.xlsx")
    profile = (tmp_path / "profile").as_uri()
    words = ["localc", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    source_file = tmp_path / "saved" / "report.xlsx"
    subprocess.run([*words, "--outdir", str(tmp_path), str(source_file)], check=True, capture_output=True, timeout=180)
    assert len(written(tmp_path)) == 1
    row = {one["编号"]: one for one in rows(tmp_path, "整改清单")}[id_]
    assert {title: row[title] for title in [*TYPED, "复测"]} == {**TYPED, "复测": 0.5}
    assert rows(tmp_path, "已消失") == []
