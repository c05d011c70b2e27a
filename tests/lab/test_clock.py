"""Outputs with a clock are served as of today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dengbao.lab.clock import renewed

LAB = Path(__file__).parents[2] / "inventories/lab/devices"
TEXT = """Virus-DB: 93.02841(2026-11-19 20:26)
IPS-ETDB: 0.00000(2001-01-01 00:00)
Release: 7.4.8 of 2025-05-23
System time: Fri Nov 20 09:12:44 2026
"""


def test_databases_stay_as_old_as_they_were() -> None:
    assert renewed(TEXT, date(2028, 11, 20)) == (
        "Virus-DB: 93.02841(2028-11-19 20:26)\n"
        "IPS-ETDB: 0.00000(2003-01-02 00:00)\n"
        "Release: 7.4.8 of 2025-05-23\n"
        "System time: Mon Nov 20 09:12:44 2028\n"
    )
    assert renewed(TEXT, date(2026, 11, 20)) == TEXT


def test_an_output_without_a_clock_stays() -> None:
    text = "Virus-DB: 93.02841(2026-11-19 20:26)\n"
    assert renewed(text, date(2028, 11, 20)) == text


def test_the_lab_has_such_outputs() -> None:
    for host in ("fw-dmz", "fw-server"):
        text = (LAB / host / "get-system-status.txt").read_text(encoding="utf-8")
        assert renewed(text, date(2030, 1, 1)) != text
