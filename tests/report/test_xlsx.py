"""``report.xlsx`` read back by openpyxl: totals, what people typed, hostile text, print settings."""

from __future__ import annotations

import collections
import csv
import datetime as dt
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.errors import UserError
from dengbao.report import xlsx, xlsx_book
from dengbao.report.source import Source
from dengbao.report.xlsx_sheets import ASSETS, CLAUSES, GONE, MENDING, RECORDS, finding_ids, record_id
from dengbao.results.record import Result
from dengbao.results.store import read_results
from tests.results.made import finding, host_run, line, result, skip, source

MIXED = [
    result("fw", "mgmt_telnet_disabled"),
    result("fw", "c2", "fail", findings=[finding(), finding("policy:other", evidence=[line(7), line(8), line(10)])]),
    result("sw", "c1", "error", actual="配置被截断", evidence=[], unread=[line(7, "strange")]),
    skip("sw", "c2", "waived", waiver="设备待更换,批准人 王某,至 2027-01-01", findings=[finding(device="sw")]),
    skip("sw", "c4", "not_applicable", clauses=["8.1.4.1.a"]),
    result("site", "c9", "fail", risk="medium", findings=[finding("leak", "fw"), finding("leak2", "sw")]),
    skip("site", "attested_8_1_3_2_b", "manual", clauses=["8.1.3.2.b"], actual="需人工核查,出示:网络拓扑图"),
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


TYPED = {
    "责任部门": "信息科",
    "责任人": "张三",
    "计划完成时间": dt.datetime(2026, 12, 31),  # noqa: DTZ001 - a workbook has no zones
    "整改状态": "整改中",
    "备注": "-等设备\n第二行",
}


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


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_a_formula_a_number_a_link_or_markup(tmp_path: Path, text: str) -> None:
    evil = finding(text, text, expected=text, actual=text, remedy=[text], evidence=[line(1, text, text)])
    mine = result(text, "c", "fail", title=text, expected=text, actual=text, findings=[evil])
    waived = skip(text, "c2", "waived", title=text, actual=text, waiver=text, findings=[evil])
    written(tmp_path, [mine, waived], hosts=[host_run(text, address=text, reason=text, department=text, room=text)])
    for sheet in book(tmp_path):
        assert sheet._hyperlinks == []  # noqa: SLF001 - openpyxl has no other way to ask
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in "sn"
            if cell.data_type == "s":
                assert cell.value[0] not in "=+-@\t\r＝"
                assert cell.value.isprintable() or "\n" in cell.value or "\t" in cell.value
                assert cell.style.startswith("Normal")
                assert cell.quotePrefix or cell.row == 1 or not cell.value.startswith("'")
    (row, _) = rows(tmp_path, "整改清单")
    kept = text.translate(
        {0: r"\x00", 0x1B: r"\x1b", 0x202E: r"\u202e", 0xFFFE: r"\ufffe", 0xDCB0: r"\xb0", 13: r"\x0d"}
    )
    kept = kept.replace("_x0041_", "_x005F_x0041_")  # which openpyxl shows as it is stored
    assert row["整改建议(命令)"].removeprefix("'") == kept
    assert kept in row["问题描述"]


texts = st.text(st.characters(codec=None), max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.tuples(texts, texts, texts))
def test_any_text_makes_a_workbook_that_is_read_back_and_merged(
    tmp_path_factory: pytest.TempPathFactory, words: tuple[str, str, str]
) -> None:
    title, actual, key = words
    folder = tmp_path_factory.mktemp("xlsx")
    one = result("h", f"c{title}", "fail", title=title, findings=[finding(key, key, actual=actual, remedy=[actual])])
    for _ in range(2):
        assert len(written(folder, [one])) == 1
        (row,) = rows(folder, "整改清单")
        assert row["编号"] == mending_id(one)
        assert rows(folder, "已消失") == []


def test_what_people_type_is_never_a_formula_and_never_changed(tmp_path: Path) -> None:
    written(tmp_path)
    id_ = mending_id(MIXED[1])
    opened = book(tmp_path)
    cell = next(row for row in opened["整改清单"].iter_rows() if row[0].value == id_)[-1]
    cell.value = "=待定_x005F_x0041_"  # as it is stored
    cell.data_type = "s"
    opened.save(tmp_path / "report.xlsx")
    for _ in range(2):
        written(tmp_path)
        cell = next(row for row in book(tmp_path)["整改清单"].iter_rows() if row[0].value == id_)[-1]
        assert (cell.value, cell.data_type, cell.quotePrefix) == ("=待定_x005F_x0041_", "s", True)


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
