"""``dengbao parse``: what a file was read as, and each line's fate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dengbao.cli import main

LAB = Path(__file__).parents[2] / "inventories" / "lab" / "devices"


def parsed(capsys: pytest.CaptureFixture[str], path: Path, *more: str, platform: str = "huawei") -> tuple[int, str]:
    status = main(["parse", str(path), "--platform", platform, *more])
    shown = capsys.readouterr()
    return status, shown.out + shown.err


def test_every_line_has_its_fate(capsys: pytest.CaptureFixture[str]) -> None:
    path = LAB / "core-1" / "running-config.txt"
    status, shown = parsed(capsys, path)
    total = len(path.read_text("utf-8").splitlines())
    assert status == 0
    assert f"共 {total} 行:未读懂 0," in shown
    assert f"{total:6} 采用 return" in shown
    assert "system.hostname = core-1" in shown


def test_a_line_not_understood_is_shown_and_told_by_the_status(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (LAB / "core-1" / "running-config.txt").read_text("utf-8")
    path = tmp_path / "core-1.txt"
    path.write_text(text.replace("#\naaa\n", "#\naaa\n strange words\n"), "utf-8")
    status, shown = parsed(capsys, path, "--lines", "unread")
    assert status == 3
    assert [line.split(maxsplit=1)[1] for line in shown.splitlines() if " 未读懂 " in line] == ["未读懂  strange words"]


def test_a_terminal_log_is_read_as_check_reads_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = (LAB / "core-1" / "running-config.txt").read_text("utf-8")
    paged = text.replace("\n", "\n  ---- More ----\x1b[42D" + " " * 42 + "\x1b[42D", 3)
    version = (LAB / "core-1" / "display-version.txt").read_text("utf-8")
    path = tmp_path / "core-1.log"
    path.write_text(f"<core-1>dis cur\n{paged}<core-1>display version\n{version}<core-1>\n", "utf-8")
    status, shown = parsed(capsys, path, "--format", "json")
    read = json.loads(shown)
    assert status == 0
    assert read["model"]["system"]["uptime_days"]["file"] == "display-version"
    assert "未读懂" not in read["lines"]


@pytest.mark.parametrize(
    ("content", "platform", "says"),
    [
        (None, "huawei", "无法读取"),
        ("", "huawei", "是空文件"),
        ("<a>display version\nVRP\n<a>", "huawei", "其中没有 display current-configuration 的输出"),
        ("sysname a", "vrp", "没有平台 vrp"),
    ],
)
def test_bad_input_gets_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None, platform: str, says: str
) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_text(content, "utf-8")
    status, shown = parsed(capsys, path, platform=platform)
    assert (status, shown.count("\n")) == (2, 1)
    assert says in shown
    assert "a.txt" in shown or platform == "vrp"
