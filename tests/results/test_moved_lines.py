"""A line that moved is the same finding: the whole lab again, its configurations pushed down by empty lines."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dengbao.cli import main
from dengbao.results.diff import compare

LAB = Path(__file__).parents[2] / "inventories" / "lab"


def pushed(text: str) -> str:
    lines = text.split("\n")
    at = next((at for at, line in enumerate(lines) if line.strip() in {"#", "!"}), None)
    return text if at is None else "\n".join([*lines[:at], *[lines[at]] * 7, *lines[at:]])


def first_lines(folder: Path) -> dict[tuple[str, str], int]:
    rows = map(json.loads, (folder / "results.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        (row["host"], row["check"]): one["line"]
        for row in rows
        for found in row["findings"]
        for one in found["evidence"]
    }


def test_nothing_is_new_or_mended_when_lines_only_move(tmp_path: Path) -> None:
    shutil.copytree(LAB / "devices", tmp_path / "devices")
    moved = 0
    for path in sorted((tmp_path / "devices").glob("*/running-config.txt")):
        text = path.read_text(encoding="utf-8")
        path.write_text(pushed(text), encoding="utf-8")
        moved += path.read_text(encoding="utf-8") != text
    assert moved > 10
    for out, folder in (("1", LAB / "devices"), ("2", tmp_path / "devices")):
        words = ["check", "-i", str(LAB), "--from", str(folder), "--out", str(tmp_path / out), "--as-of", "2026-11-20"]
        assert main([*words, "--quiet", "--reports", "csv"]) == 0
    diff = compare(tmp_path / "1", tmp_path / "2")
    assert [item.identity for item in (*diff.new, *diff.mended, *diff.unproven)] == []
    assert diff.undecided == []
    assert len(diff.open) > 200
    before, after = first_lines(tmp_path / "1"), first_lines(tmp_path / "2")
    assert sum(before[pair] + 7 == after[pair] for pair in before) > 100
