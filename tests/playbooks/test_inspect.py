"""Gather, check, report in one play: also with nobody reached, and with one host of many."""

from __future__ import annotations

import json

import pytest

from dengbao import cli
from tests.playbooks.conftest import Playbooks, Ran


def rows(ran: Ran) -> list[dict[str, str]]:
    text = (ran.out / "results.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_check_and_report_also_when_nobody_was_reached(playbooks: Playbooks) -> None:
    ran = playbooks.run("inspect.yml", playbooks.inventory(), "--limit", "gone")
    found = rows(ran)
    assert ran.statuses == {"gone": "unreachable"}
    assert {row["status"] for row in found if row["host"] == "gone"} <= {"error", "skip"}
    assert any(row["status"] == "error" for row in found if row["host"] == "gone")
    assert (ran.out / "junit.xml").exists()
    assert ran.status != 0


def test_one_host_of_many(playbooks: Playbooks) -> None:
    ran = playbooks.run("inspect.yml", playbooks.inventory(), "--limit", "r1", "-e", "fail_on=never")
    found = rows(ran)
    assert {row["host"] for row in found} == {"r1", "site"}
    assert any(row["status"] in {"pass", "fail"} for row in found if row["host"] == "r1")
    assert ran.status == 0


def test_findings_end_it_non_zero(playbooks: Playbooks) -> None:
    ran = playbooks.run("inspect.yml", playbooks.inventory(), "--limit", "r1")
    assert any(row["status"] == "fail" for row in rows(ran))
    assert ran.status == 2
    assert "有不符合项" in ran.output


def test_check_alone_judges_what_was_gathered(playbooks: Playbooks) -> None:
    first = playbooks.run("gather.yml", playbooks.inventory(), "--limit", "r1")
    asked = len(playbooks.lab.received("r1"))
    ran = playbooks.run(
        "inspect.yml", playbooks.inventory(), "--limit", "r1", "--tags", "check", "-e", "fail_on=never", out=first.out
    )
    assert ran.status == 0
    assert rows(ran)
    assert len(playbooks.lab.received("r1")) == asked


@pytest.mark.parametrize(("fail_on", "status"), [("never", 0), ("finding", 1)])
def test_the_command_passes_the_status_on(
    playbooks: Playbooks, capsys: pytest.CaptureFixture[str], fail_on: str, status: int
) -> None:
    out = playbooks.folder / f"cli-{fail_on}"
    words = ["inspect", "-i", str(playbooks.inventory()), "--limit", "r1", "--out", str(out), "--fail-on", fail_on]
    assert cli.main(words) == status
    assert (out / "results.jsonl").exists()
    assert "采集结果：完整 1 台" in capsys.readouterr().out


def test_the_command_compares_with_the_run_before(playbooks: Playbooks, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = playbooks.folder / "before", playbooks.folder / "after"
    words = ["inspect", "-i", str(playbooks.inventory()), "--limit", "r1"]
    assert cli.main([*words, "--out", str(first), "--fail-on", "never"]) == 0
    assert cli.main([*words, "--out", str(second), "--fail-on", "new", "--previous", str(first)]) == 0
    assert (second / "history.json").exists()
    assert "与上次相比" in (second / "report.html").read_text(encoding="utf-8")
    assert cli.main([*words, "--out", str(playbooks.folder / "apart" / "alone"), "--fail-on", "new"]) == 2
    assert "没有上一次的结果可比" in capsys.readouterr().out


def test_the_command_says_what_did_not_work(playbooks: Playbooks, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["inspect", "-i", str(playbooks.inventory()), "--limit", "nosuch", "--out", str(playbooks.folder / "none")]
    assert cli.main(words) == 2
    assert "自查没有完成" in capsys.readouterr().err


def test_the_gather_command(playbooks: Playbooks, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["gather", "-i", str(playbooks.inventory()), "--out", str(playbooks.folder / "snap")]
    assert cli.main([*words, "--limit", "r1"]) == 0
    assert cli.main([*words, "--limit", "r1,gone"]) == 3
    assert "gone（连不上）" in capsys.readouterr().out
