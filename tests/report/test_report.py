"""``dengbao report`` and the table of renderers."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from dengbao.cli import main
from dengbao.report import RENDERERS
from tests.results.made import result, source


@pytest.mark.parametrize("module", RENDERERS.values())
def test_every_renderer_keeps_the_form(module: str) -> None:
    renderer = importlib.import_module(module)
    assert renderer.HELP
    assert callable(renderer.render)


def test_the_default_writes_junit_and_shows_the_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(tmp_path, [result()])
    assert main(["report", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "等级保护自查 示例县数据局" in shown
    assert f"{tmp_path}/junit.xml" in shown.replace("\n", "")
    assert (tmp_path / "junit" / "part-001.xml").exists()


def test_formats_alone_name_the_files_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(tmp_path, [result()])
    assert main(["report", str(tmp_path), "--format", "junit"]) == 0
    names = ["junit.xml", "junit/part-001.xml", "junit/collection-001.xml"]
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / name) for name in names]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "junit,pdf"], f"[--format]: 没有这种报告:pdf。可用:{','.join(RENDERERS)}"),
        (["--format", ","], f"[--format]: 没有指定报告种类。可用:{','.join(RENDERERS)}"),
        ([], "run.json: 读不到运行记录:文件不存在。请重新运行 dengbao check"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["report", str(tmp_path), *words]) == 2
    error = capsys.readouterr().err
    assert error.endswith(f"{said}\n")
    assert error.count("\n") == 1
