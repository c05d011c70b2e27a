"""``dengbao check --previous`` on the lab: only what is new fails, and the next run knows how old the rest is."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from dengbao.cli import main
from dengbao.results.earlier import latest
from dengbao.results.history import read_history
from dengbao.results.store import write_run
from tests.results.made import result, source

LAB = Path(__file__).parents[2] / "inventories" / "lab"


def check(folder: Path, out: Path, *more: str) -> int:
    words = ["check", "-i", str(LAB), "--from", str(folder), "--out", str(out), "--as-of", "2026-11-20", "--quiet"]
    return main([*words, "--limit", "acc-hw", "-k", "mgmt", *more])


def test_only_what_is_new_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    devices = tmp_path / "devices"
    shutil.copytree(LAB / "devices" / "acc-hw", devices / "acc-hw")
    first, second, third = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    assert check(devices, first, "--fail-on", "finding") == 1
    assert check(devices, second, "--fail-on", "new", "--previous", str(first)) == 0
    assert len(read_history(second).items) > 0
    assert not (first / "history.json").exists()
    config = devices / "acc-hw" / "running-config.txt"
    text = config.read_text(encoding="utf-8")
    above = "telnet server-source -i Vlanif99\n"
    assert above in text
    config.write_text(text.replace(above, f"{above}telnet server enable\n"), encoding="utf-8")
    assert check(devices, third, "--fail-on", "new", "--previous", str(second)) == 1
    assert [past.snapshot for past in read_history(third).runs] == ["devices", "devices"]
    assert main(["diff", str(second), str(third)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"新出现 [12]、仍未整改 [1-9]\d*、已整改 0、", said)
    assert "关闭 Telnet 管理 service:telnet" in said
    assert "与上次相比" in (third / "report.html").read_text(encoding="utf-8")


def test_auto_takes_the_newest_run_like_it_that_lies_beside(tmp_path: Path) -> None:
    devices = tmp_path / "devices"
    shutil.copytree(LAB / "devices" / "acc-hw", devices / "acc-hw")
    reports = tmp_path / "reports"
    assert check(devices, reports / "b", "--previous", "auto") == 0
    assert not (reports / "b" / "history.json").exists()
    assert check(devices, reports / "a", "--previous", "auto") == 0
    assert len(read_history(reports / "a").runs) == 1
    assert check(devices, reports / "other", "-k", "identity", "--previous", "auto") == 0
    assert not (reports / "other" / "history.json").exists()
    (reports / "broken").mkdir()
    (reports / "broken" / "results.jsonl").touch()
    (reports / "broken" / "run.json").write_text("{")
    assert check(devices, reports / "c", "--previous", "auto", "--fail-on", "new") == 0
    assert len(read_history(reports / "c").runs) == 2
    assert check(devices, reports / "c", "--previous", "auto") == 0  # written again: it is not compared with itself
    assert len(read_history(reports / "c").runs) == 2


def test_a_run_of_few_hosts_is_not_taken_for_the_last_one(tmp_path: Path) -> None:
    few = {"site": "示例县数据局", "select": "", "level": None}
    made = source(tmp_path / "whole", [result(name) for name in ("a", "b", "c")])
    made.run.finished += dt.timedelta(hours=-1)
    write_run(made.folder, made.run)
    source(tmp_path / "limited", [result("a")])
    out = tmp_path / "now"
    assert latest(out, hosts={"a", "b", "c"}, **few) == tmp_path / "whole"
    assert latest(out, hosts={"a"}, **few) == tmp_path / "limited"
    assert latest(out, hosts={"x"}, **few) is None
    assert latest(tmp_path / "none" / "now", hosts={"a"}, **few) is None
    assert latest(out, hosts={"a"}, **(few | {"site": "另一单位"})) is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--fail-on", "new"], "[--previous]: fail_on 是 new,却没有上一次的结果可比"),
        (["--previous", "{out}"], "[--previous]: --previous 与 --out 是同一个文件夹"),
        (["--previous", "{out}/none"], "run.json: 读不到运行记录:文件不存在"),
    ],
)
def test_what_cannot_be_compared_is_said_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    out = tmp_path / "out"
    assert check(LAB / "devices", out, *(word.format(out=out) for word in more)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not out.exists()
