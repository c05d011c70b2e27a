"""The pictures of the README: small, and drawn from what the project itself shows."""

from __future__ import annotations

from pathlib import Path

from tests.report.pictures import MOST, PICTURES, summary
from tests.report.workbook import MIXED
from tests.results.made import source


def test_the_pictures_that_lie_there_are_small_and_whole() -> None:
    found = sorted(PICTURES.iterdir())
    assert len(found) >= 6
    for path in found:
        raw = path.read_bytes()
        assert len(raw) <= MOST, path.name
        assert (raw[:4], raw[-8:]) == (b"\x89PNG", b"IEND\xaeB`\x82"), path.name


def test_the_terminals_page_is_coloured_and_asks_for_nothing(tmp_path: Path) -> None:
    page = summary(source(tmp_path, MIXED))
    assert "自查估计" in page
    assert page.count("<span class=") > 10
    assert "http" not in page
