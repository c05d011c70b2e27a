"""Hostile text in ``report.xlsx`` stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dengbao.results.store import read_results
from tests.report.workbook import HOSTILE, MIXED, book, mending_id, rows, written
from tests.results.made import finding, host_run, line, result, skip


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
        (stored,) = read_results(folder)  # a lone surrogate is spelled out there, and the id is of what is stored
        assert row["编号"] == mending_id(stored)
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
