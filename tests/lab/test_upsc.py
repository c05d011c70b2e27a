"""The file of a UPS, and its dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dengbao.lab.upsc import quoted, speak, words

LAB = Path(__file__).parents[2] / "inventories/lab/devices"


def test_dates_move_with_the_clock(tmp_path: Path) -> None:
    path = tmp_path / "upsc.txt"
    path.write_text(
        "ups.date: 11/20/2026\nbattery.date: 10/27/20\nups.test.date: 2026-11-13\nups.mfr.date: week 7\nups.load: 86\n",
        encoding="utf-8",
    )
    assert speak(path, date(2028, 11, 20)) == {
        "ups.date": "11/20/2028",
        "battery.date": "10/28/22",
        "ups.test.date": "2028-11-13",
        "ups.mfr.date": "week 7",
        "ups.load": "86",
    }


def test_a_file_without_a_clock_stays(tmp_path: Path) -> None:
    path = tmp_path / "upsc.txt"
    path.write_text("battery.date: 10/27/20\n", encoding="utf-8")
    assert speak(path, date(2028, 11, 20)) == {"battery.date": "10/27/20"}
    assert speak(tmp_path / "none.txt") == {}


def test_quoting() -> None:
    assert quoted('a "b" \\ #') == '"a \\"b\\" \\\\ \\#"'
    assert words("GET " + quoted('a "b" \\ #') + " x\\ y") == ["GET", 'a "b" \\ #', "x y"]


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("ups-a", {"ups.status": "OL", "battery.runtime": "2400", "ups.load": "35"}),
        (
            "ups-b",
            {
                "ups.status": "OL RB",
                "battery.runtime": "360.00",
                "ups.load": "86.00",
                "ambient.temperature": "33.00",
                "ups.test.result": "Failed",
            },
        ),
    ],
)
def test_the_labs_upses_are_as_planned(host: str, wanted: dict[str, str]) -> None:
    values = speak(LAB / host / "upsc.txt")
    assert wanted.items() <= values.items()
    assert len(values) > 50
    assert all(value.isascii() for value in values.values())  # NUT 2.8.0 drops the rest
