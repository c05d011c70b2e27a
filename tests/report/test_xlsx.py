"""``report.xlsx`` read back by openpyxl: totals, sentences, print settings, sizes."""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.report import xlsx, xlsx_book
from dengbao.report.source import Source
from dengbao.report.xlsx_sheets import ASSETS, CLAUSES, GONE, MENDING, RECORDS
from dengbao.results.store import read_results
from tests.report.workbook import MIXED, TYPED, book, fill, mending_id, rows, table, written
from tests.results.made import finding, line, result, source


def test_the_totals_are_those_of_the_results(tmp_path: Path) -> None:
    written(tmp_path)
    read = collections.Counter(row["符合程度"] for row in rows(tmp_path, "测评记录"))
    counted = collections.Counter((one.status, one.reason) for one in read_results(tmp_path))
    assert read == {"符合": 1, "不符合": 2, "待核查": 1, "已接受风险": 1, "不适用": 1, "待人工核查": 1}
    assert counted == {
        ("pass", None): 1,
        ("fail", None): 2,
        ("error", None): 1,
        ("skip", "waived"): 1,
        ("skip", "not_applicable"): 1,
        ("skip", "manual"): 1,
    }
    words, numbers = table(tmp_path, "检查结果", 7)
    assert dict(zip(words, numbers, strict=True)) == {**read, "合计": 7}
    mending = rows(tmp_path, "整改清单")
    found = [one for each in MIXED if each.status == "fail" or each.reason == "waived" for one in each.findings]
    assert len(mending) == len(found) == 5
    assert table(tmp_path, "整改清单", 5)[1] == [4, 1, 3, 2, 0]
    assert [row["风险等级"] for row in mending] == ["高", "高", "高", "中", "中"]
    assets = rows(tmp_path, "资产清单")
    assert [(row["编号"], row["合计"]) for row in assets] == [("fw", 2), ("sw", 3)]


def test_the_totals_agree_with_the_results_whatever_they_are(tmp_path: Path) -> None:
    many = [
        result(f"h{host}", f"c{check}", ("pass", "fail", "error")[(host * check) % 3], findings=[finding(f"k{check}")])
        for host in range(9)
        for check in range(11)
    ]
    written(tmp_path, many)
    read = collections.Counter(row["符合程度"] for row in rows(tmp_path, "测评记录"))
    counted = collections.Counter(one.status for one in many)
    assert read == {"符合": counted["pass"], "不符合": counted["fail"], "待核查": counted["error"]}
    assert len(rows(tmp_path, "整改清单")) == counted["fail"]


def test_a_record_is_a_sentence_of_facts_with_the_lines(tmp_path: Path) -> None:
    written(tmp_path)
    said = {(row["测评对象"], row["检查"]): row["结果记录"] for row in rows(tmp_path, "测评记录")}
    assert said["fw", "c2"] == (
        "经核查,fw 不符合“不得存在任意到任意的放行策略”,共 2 处(高风险):\n"
        "1. policy:any:任意,应为 限定\n"
        "  fw/running-config.txt 第 120 行:\n"
        "     action permit\n"
        "2. policy:other:任意,应为 限定\n"
        "  fw/running-config.txt 第 7–8、10 行:\n"
        "     action permit\n"
        "     action permit\n"
        "     action permit"
    )
    assert said["fw", "mgmt_telnet_disabled"].startswith("经核查,fw 符合“")
    assert said["sw", "c1"] == (
        "未能核查 sw 的“不得存在任意到任意的放行策略”:配置被截断。\n"
        "未读懂的行 1 行:\n  fw/running-config.txt 第 7 行:\n    strange"
    )
    assert said["sw", "c2"].endswith("已接受风险:设备待更换,批准人 王某,至 2027-01-01")
    assert said["site", "c9"].startswith("经核查,全网不符合")
    assert "1. fw leak:任意,应为 限定" in said["site", "c9"]


def test_a_finding_says_asset_clause_risk_cases_and_commands(tmp_path: Path) -> None:
    written(tmp_path, [result("sw", "mgmt_telnet_disabled", "fail", findings=[finding("service:telnet", "sw")])])
    (row,) = rows(tmp_path, "整改清单")
    assert row["问题描述"] == "不得存在任意到任意的放行策略:sw 任意,应为 限定"
    assert (row["涉及资产"], row["条款"], row["风险等级"]) == ("sw", "8.1.3.2.a", "高")
    assert row["位置"] == "fw/running-config.txt 第 120 行"
    assert row["整改建议(命令)"] == "undo rule name any"
    assert row["疑似高风险判例"].startswith("6.")
    assert [row[column.title] for column in MENDING.people] == [None] * 5
    (record,) = rows(tmp_path, "测评记录")
    assert row["测评记录编号"] == record["编号"]


def test_every_clause_has_a_row_those_for_people_with_the_document(tmp_path: Path) -> None:
    made = source(tmp_path, MIXED)
    xlsx.render(Source.open(made.folder))
    listed = {row["编号"]: row for row in rows(tmp_path, "自查表")}
    assert len(listed) == 211
    people = listed["8.1.3.2.b"]
    assert (people["方式"], people["结论"], people["等级"]) == ("人工", "待核查", "三级")
    shown = listed["8.1.1.1.a"]
    assert (shown["方式"], shown["应出示的证明材料"]) == ("人工", "建筑抗震设防与验收文件、机房选址说明")
    assert (listed["8.1.3.2.a"]["方式"], listed["8.1.3.2.a"]["结论"]) == ("自动", "部分符合")
    words, *domains = table(tmp_path, "三级条款结论", 7)
    by_hand = collections.Counter(row["结论"] for row in listed.values())
    total = next(dict(zip(words, one, strict=True)) for one in domains if one[0] == "合计")
    assert total["条款数"] == 211
    assert {word: total[word] for word in words[2:]} == {word: by_hand[word] for word in words[2:]}


def test_it_prints_on_a4_landscape_with_its_header_on_every_page(tmp_path: Path) -> None:
    written(tmp_path)
    opened = book(tmp_path)
    assert opened.sheetnames == ["汇总", "自查表", "测评记录", "整改清单", "资产清单", "已消失"]
    for sheet in opened:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert "第 &P 页 共 &N 页" in sheet.oddFooter.right.text.replace("&[Page]", "&P")
    for schema in (CLAUSES, RECORDS, MENDING, ASSETS, GONE):
        sheet = opened[schema.name]
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == ("B2" if schema.frozen == 1 else "C2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.merged_cells.ranges == set()
        assert sheet.print_options.gridLines
        assert {cell.font.name for cell in sheet[1]} == {"微软雅黑"}
        assert {cell.font.name for row in sheet.iter_rows(min_row=2) for cell in row} <= {"宋体"}
    assert opened["整改清单"].auto_filter.ref == f"A1:R{len(rows(tmp_path, '整改清单')) + 1}"
    assert "整改中" in opened["整改清单"].data_validations.dataValidation[0].formula1
    assert (tmp_path / "report.xlsx").stat().st_mode & 0o777 == 0o600


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path / "a")
    written(tmp_path / "b")
    assert (tmp_path / "a/report.xlsx").read_bytes() == (tmp_path / "b/report.xlsx").read_bytes()
    written(tmp_path / "a")
    assert (tmp_path / "a/report.xlsx").read_bytes() == (tmp_path / "b/report.xlsx").read_bytes()


def test_a_full_sheet_goes_on_in_another_and_is_merged_from_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_book, "ROWS", 10)
    many = [result(f"h{number:02d}", "c", "fail", findings=[finding("k", f"h{number:02d}")]) for number in range(25)]
    written(tmp_path, many)
    names = ["测评记录", "测评记录 2", "测评记录 3"]
    assert [len(rows(tmp_path, name)) for name in names] == [10, 10, 5]
    fill(tmp_path, "整改清单 3", mending_id(many[-1]), TYPED)
    assert len(written(tmp_path, many)) == 1
    last = rows(tmp_path, "整改清单 3")[-1]
    assert {title: last[title] for title in TYPED} == TYPED
    assert rows(tmp_path, "已消失") == []


def test_a_row_is_as_high_as_its_text(tmp_path: Path) -> None:
    written(
        tmp_path,
        [
            result("a"),
            result("b", evidence=[line(n) for n in range(1, 15)]),
            result("c", evidence=[line(n * 2, "x" * 100) for n in range(1, 21)] * 2),
        ],
    )
    heights = [book(tmp_path)["测评记录"].row_dimensions[row].height for row in (2, 3, 4)]
    assert heights[0] < 60 < 16 * 13 < heights[1] < heights[2] == 409


def test_a_text_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    written(tmp_path, [result("h", "c", "fail", findings=[finding("k", "h", remedy=["x" * 90_000])])])
    (row,) = rows(tmp_path, "整改清单")
    assert len(row["整改建议(命令)"]) == 32_000
    assert row["整改建议(命令)"].endswith("…")


def test_results_that_do_not_fit_the_run_record_leave_the_earlier_workbook(tmp_path: Path) -> None:
    written(tmp_path)
    before = (tmp_path / "report.xlsx").read_bytes()
    mine = source(tmp_path, MIXED)
    path = tmp_path / "results.jsonl"
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=r"结果数\(1\)与运行记录\(7\)不一致"):
        xlsx.render(mine)
    assert (tmp_path / "report.xlsx").read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.xlsx", "results.jsonl", "run.json"]
