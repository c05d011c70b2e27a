"""``report.docx`` and the notices, read back by python-docx and printed by LibreOffice."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document

from dengbao.report import docx as renderer
from dengbao.report.docx_words import numeral
from dengbao.report.source import Source
from dengbao.results.ledger import Attestation, Ledger, System
from dengbao.results.record import Result
from dengbao.results.store import write_run
from tests.report.workbook import HOSTILE, MIXED
from tests.results.made import Few, finding, host_run, result, source

HOSTS = [host_run("fw", department="信息中心", room="A机房"), host_run("sw", department="", unread=3, gather="partial")]
PARTS = ["一、组织开展情况", "二、基本情况", "三、网络安全主要工作情况", "四、检查发现的主要问题"]
PARTS += ["五、整改措施与效果", "六、下一步工作打算", "七、意见和建议"]


def written(folder: Path, results: list[Result] = MIXED) -> list[Path]:
    return renderer.render(source(folder, results, HOSTS))


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def rows(document: Document, head: str) -> list[list[str]]:
    """Give the rows below the head of the first table whose first column is so titled."""
    table = next(one for one in document.tables if one.cell(0, 0).text == head)
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def test_the_letter_has_the_parts_of_real_ones_in_order(tmp_path: Path) -> None:
    letter = docx.Document(str(written(tmp_path)[0]))
    heads = [one.text for one in letter.paragraphs if one.style is not None and one.style.name == "一级"]
    assert heads == PARTS
    said = text(letter)
    assert said.startswith("示例县数据局网络安全自查工作汇报\n（2026年11月24日）")
    assert "不替代具有资质的测评机构出具的等级测评报告和等级测评结论" in said
    assert "自查估计：不符合" in said
    assert "1．未达到“不得存在任意到任意的放行策略”（高风险）。涉及 fw 1 台，2 处。" in said
    assert "（fw/running-config.txt 第 120 行）" in said
    assert "补齐采集。sw 1 台没有完整采集" in said
    assert "设备待更换,批准人 王某,至 2027-01-01（sw，1 项）" in said
    assert "没有可比的上一次自查结果" in said


def test_only_what_a_person_knows_is_blank_and_every_blank_is_marked(tmp_path: Path) -> None:
    for path in written(tmp_path):
        document = docx.Document(str(path))
        cells = (
            one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs
        )
        blanks = 0
        for paragraph in (*document.paragraphs, *cells):
            for run in paragraph.runs:
                marked = run.font.highlight_color is not None
                assert marked == run.text.startswith("【待填"), run.text
                blanks += marked
            assert paragraph.text.count("【待填") == sum("【待填" in run.text for run in paragraph.runs)
        assert blanks


def test_the_ledger_is_told(tmp_path: Path) -> None:
    made = source(tmp_path, MIXED, HOSTS)
    day = dt.date(2026, 1, 15)
    vouched = {"clause": "8.1.1.1.a", "statement": "防震", "document": "验收报告", "by": "张工", "date": day}
    ledger = Ledger(
        zones=["内网", "外网"],
        systems=[
            System(name="门户网站", level=2, filing_number="1-2", filed_date=day),
            System(name="共享平台", level=3),
        ],
        attestations=[Attestation(**vouched, valid_until=dt.date(2026, 11, 23))],  # type: ignore[arg-type]
    )
    made.run.ledger = ledger
    write_run(tmp_path, made.run)
    letter = docx.Document(str(renderer.render(Source(tmp_path, Source.open(tmp_path).run, lambda _: Few()))[0]))
    assert "共有信息系统 2 个（三级 1 个，二级 1 个），已备案 1 个，已开展等级测评 0 个" in text(letter)
    assert rows(letter, "系统名称") == [
        ["门户网站", "二级", "1-2", "2026-01-15", "【待填：日期】", "0"],
        ["共享平台", "三级", "【待填：编号】", "【待填：日期】", "【待填：日期】", "0"],
    ]
    assert rows(letter, "条款") == [["8.1.1.1.a", "防震", "验收报告", "张工", "2026-11-23（已过期）"]]
    assert "网络划分为内网、外网 2 个安全区域" in text(letter)


def test_each_department_gets_its_own_findings_and_no_others(tmp_path: Path) -> None:
    paths = written(tmp_path)
    assert [path.name for path in paths] == ["report.docx", "整改通知-信息中心.docx", "整改通知-未写部门.docx"]
    own, nobody = (docx.Document(str(path)) for path in paths[1:])
    assert rows(own, "设备") == [["fw", "10.10.99.1", "A机房", "2", "1", "0", "3"]]
    assert rows(nobody, "设备") == [["sw", "10.10.99.1", "", "0", "1", "0", "1"]]
    said = text(own)
    assert "信息中心：" in said
    assert "undo rule name any" in said
    assert "整改期限：【待填" in said
    assert said.index("整改情况回执") > said.index("三、整改要求")
    assert "【待填：责任部门】：" in text(nobody)


def test_the_changes_since_the_last_run_are_told(tmp_path: Path) -> None:
    source(tmp_path / "old", [result("fw", "c2", "fail", findings=[finding("gone"), finding()])], HOSTS)
    new = source(tmp_path / "new", [result("fw", "c2", "fail", findings=[finding(), finding("fresh")])], HOSTS)
    letter = docx.Document(str(renderer.render(Source(new.folder, new.run, new.catalogue, tmp_path / "old"))[0]))
    assert "其间新出现 1、仍未整改 1、已整改 1" in text(letter)
    assert "仍未整改 1 处，最早自2026年11月24日起" in text(letter)


def test_hostile_text_stays_text_and_controls_are_spelled_out(tmp_path: Path) -> None:
    hostile = "".join(HOSTILE)
    bad = finding(hostile, "fw", expected=hostile, actual=hostile, remedy=HOSTILE)
    for path in written(tmp_path, [result("fw", "c2", "fail", title="<w:p>&amp;", findings=[bad])]):
        said = text(docx.Document(str(path)))
        assert "<w:p>&amp;" in said
        with zipfile.ZipFile(path) as archive:
            raw = archive.read("word/document.xml").decode()
            assert not [name for name in archive.namelist() if "vba" in name.lower()]
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", said.replace("\n", ""))
        assert "w:instrText" not in raw
        assert "w:hyperlink" not in raw
    assert "=cmd|' /C calc'!A0" in text(docx.Document(str(tmp_path / "notices" / "整改通知-信息中心.docx")))


def test_a_departments_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    hosts = [host_run("fw", department="../../etc/信息\n科"), host_run("sw", department="x" * 300)]
    made = source(
        tmp_path, [result(name, "c2", "fail", findings=[finding(device=name)]) for name in ("fw", "sw")], hosts
    )
    names = [path.name for path in renderer.render(made)[1:]]
    assert names == ["整改通知-.._.._etc_信息_科.docx", f"整改通知-{'x' * 40}.docx"]
    assert {path.name for path in (tmp_path / "notices").iterdir()} == set(names)


def test_a_long_name_is_told_whole(tmp_path: Path) -> None:
    made = source(tmp_path, MIXED, HOSTS)
    made.run.site = "甲&<乙>" * 100
    letter = docx.Document(str(renderer.render(made)[0]))
    assert letter.paragraphs[0].text == f"{made.run.site}网络安全自查工作汇报"
    assert letter.core_properties.title.startswith("甲&<乙>甲")


def test_departments_of_one_file_name_both_get_a_notice(tmp_path: Path) -> None:
    hosts = [host_run("fw", department="信息/科"), host_run("sw", department="信息:科")]
    made = source(
        tmp_path, [result(name, "c2", "fail", findings=[finding(device=name)]) for name in ("fw", "sw")], hosts
    )
    assert [path.name for path in renderer.render(made)[1:]] == ["整改通知-信息_科.docx", "整改通知-信息_科-2.docx"]


def test_what_people_typed_is_set_aside_and_what_they_did_not_touch_is_written_over(tmp_path: Path) -> None:
    letter, first, second = written(tmp_path)
    document = docx.Document(str(letter))
    document.add_paragraph("组长:王某")
    document.core_properties.modified = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    document.save(str(letter))
    again = written(tmp_path, [result("fw", "c2", "fail", findings=[finding()])])
    assert again[:2] == [letter, first]
    assert not second.exists()
    (aside,) = again[2:]
    assert re.fullmatch(r"report-\d{8}T\d{6}Z\.docx", aside.name)
    assert "组长:王某" in text(docx.Document(str(aside)))
    assert "组长:王某" not in text(docx.Document(str(letter)))


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in written(tmp_path)} == {0o600}


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二")])
def test_numerals(number: int, said: str) -> None:
    assert numeral(number) == said


@pytest.mark.system("libreoffice-writer")
@pytest.mark.system("poppler-utils")
def test_libreoffice_prints_it_on_a4_with_page_numbers(tmp_path: Path) -> None:
    paths = written(tmp_path)
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf")]
    subprocess.run([*words, *map(str, paths[:2])], check=True, capture_output=True, timeout=120)
    for path in paths[:2]:
        pdf = tmp_path / "pdf" / f"{path.stem}.pdf"
        facts = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        pages = int(re.search(r"Pages: +(\d+)", facts)[1])  # type: ignore[index]
        assert "A4" in facts
        assert pages > 1
        shown = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert [int(number) for number in re.findall(r"—\s*(\d+)\s*—", shown)] == [*range(1, pages + 1)]
