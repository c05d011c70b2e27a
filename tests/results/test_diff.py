"""Two runs compared: every way that a finding can come, stay and go."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from dengbao.cli import main
from dengbao.cli.check import exit_status
from dengbao.errors import UserError
from dengbao.results.diff import KINDS, Diff, compare, over
from dengbao.results.history import HISTORY, read_history, write_history
from dengbao.results.record import Result
from dengbao.results.run import HostRun
from dengbao.results.store import SITE, write_results, write_run
from tests.results.made import finding, host_run, line, result, run, skip


def made(folder: Path, day: int, results: Iterable[Result], hosts: Sequence[HostRun] | None = None) -> Path:
    """Write one day's run."""
    listed = list(results)
    totals = write_results(folder, listed)
    named = [host_run(name) for name in dict.fromkeys(one.host for one in listed) if name != SITE]
    frame = replace(run(totals, named if hosts is None else hosts), as_of=dt.date(2026, 11, day), snapshot=f"s{day}")
    write_run(folder, frame)
    return folder


def fail(*keys: str, host: str = "fw", check: str = "c", **more: object) -> Result:
    return result(host, check, "fail", findings=[finding(key, host) for key in keys], **more)


def changed(tmp_path: Path, *days: list[Result]) -> Diff:
    return over([made(tmp_path / str(day), day, results) for day, results in enumerate(days, 1)])


def keys(diff: Diff) -> dict[str, list[str]]:
    return {kind: [item.key for item in getattr(diff, kind)] for kind in KINDS if getattr(diff, kind)}


def test_findings_are_new_open_and_mended_by_name(tmp_path: Path) -> None:
    moved = finding("b", "fw", actual="另一种说法", evidence=[line(999, "moved")])
    diff = changed(tmp_path, [fail("a", "b")], [result("fw", "c", "fail", findings=[moved, finding("n")])])
    assert keys(diff) == {"new": ["n"], "mended": ["a"], "open": ["b"]}
    assert [(item.since, item.note) for item in diff.open] == [(dt.date(2026, 11, 1), "")]
    assert diff.new[0].since is None
    assert diff.mended[0].since == dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("after", "kind", "note"),
    [
        ([result("fw", "c")], "mended", ""),
        ([skip("fw", "c", "not_applicable")], "mended", "本次不适用"),
        ([result("fw", "c", "error", actual="文件\n是空的")], "unproven", "本次无法判定:文件 是空的"),
        ([skip("fw", "c", "manual", actual="要看文件")], "unproven", "本次无法判定:要看文件"),
        ([result("fw", "d")], "unproven", "本次没有做这项检查"),
        ([result("sw", "c")], "unproven", "本次没有这台主机"),
        ([replace(fail("a"), status="skip", reason="waived", waiver="批准人 王局")], "accepted", "批准人 王局"),
        ([replace(fail("z"), status="skip", reason="waived", waiver="批准人 王局")], "mended", ""),
    ],
)
def test_what_became_of_an_open_finding(tmp_path: Path, after: list[Result], kind: str, note: str) -> None:
    diff = changed(tmp_path, [fail("a")], after)
    assert keys(diff) == {kind: ["a"]}
    assert getattr(diff, kind)[0].note == note


@pytest.mark.parametrize(
    ("before", "note"),
    [
        ([result("fw", "c")], ""),
        ([skip("fw", "c", "not_applicable")], ""),
        ([result("fw", "c", "error")], "上次待核查"),
        ([result("fw", "d")], "上次没有做这项检查"),
        ([result("sw", "c")], "上次没有这台主机"),
        ([replace(fail("a"), status="skip", reason="waived")], "上次为已接受风险"),
    ],
)
def test_what_was_before_a_new_finding(tmp_path: Path, before: list[Result], note: str) -> None:
    diff = changed(tmp_path, before, [fail("a")])
    assert keys(diff) == {"new": ["a"]}
    assert diff.new[0].note == note


def test_a_finding_that_could_not_be_looked_at_once_is_not_new_again(tmp_path: Path) -> None:
    unread = [result("fw", "c", "error")]
    diff = changed(tmp_path, [fail("a")], unread, [result("fw", "d")], [result("sw", "c")], [fail("a", "b")])
    assert keys(diff) == {"new": ["b"], "open": ["a"]}
    assert diff.open[0].since == dt.date(2026, 11, 1)
    mended = changed(tmp_path / "x", [fail("a")], unread, [result("fw", "c")])
    assert keys(mended) == {"mended": ["a"]}


def test_a_chain_tells_since_when(tmp_path: Path) -> None:
    diff = changed(
        tmp_path,
        [fail("a")],
        [fail("a", "b")],
        [
            fail("b"),
        ],
        [fail("a", "b")],
    )
    assert keys(diff) == {"new": ["a"], "open": ["b"]}
    assert diff.open[0].since == dt.date(2026, 11, 2)
    assert [(past.as_of.day, past.snapshot) for past in diff.past] == [(1, "s1"), (2, "s2"), (3, "s3")]


def test_history_stands_for_folders_that_are_gone(tmp_path: Path) -> None:
    first, second = made(tmp_path / "1", 1, [fail("a")]), made(tmp_path / "2", 2, [fail("a", "b")])
    write_history(second, compare(first, second).history())
    third = made(tmp_path / "3", 3, [fail("a", "b")])
    (tmp_path / "1" / "results.jsonl").unlink()
    diff = compare(second, third)
    assert [(item.key, item.since and item.since.day) for item in diff.open] == [("a", 1), ("b", 2)]
    assert [past.as_of.day for past in diff.past] == [1, 2]
    assert (second / HISTORY).stat().st_mode & 0o777 == 0o600


def test_a_lapsed_waiver_makes_its_finding_new_with_its_age(tmp_path: Path) -> None:
    waived = replace(fail("a"), status="skip", reason="waived", waiver="到 11 月")
    diff = changed(tmp_path, [fail("a")], [waived], [fail("a")])
    assert [(item.since and item.since.day, item.note) for item in diff.new] == [(1, "上次为已接受风险")]
    assert diff.history().items == diff.new


def test_site_wide_findings_of_one_key_on_two_devices_are_two(tmp_path: Path) -> None:
    def over_site(*devices: str) -> Result:
        return result(SITE, "c", "fail", findings=[finding("same", device) for device in devices])

    diff = changed(tmp_path, [over_site("a", "b")], [over_site("b", "d")])
    assert {kind: [item.device for item in getattr(diff, kind)] for kind in ("new", "mended", "open")} == {
        "new": ["d"], "mended": ["a"], "open": ["b"],
    }  # fmt: skip


def test_verdicts_that_turned_undecided_and_names_that_came_and_went(tmp_path: Path) -> None:
    before = [result("fw", "c"), result("fw", "d", "error"), result("old", "gone")]
    after = [result("fw", "c", "error", actual="读不懂"), result("fw", "d", "error"), result("new", "came")]
    diff = changed(tmp_path, before, after)
    assert [(one.host, one.check, one.was, one.why) for one in diff.undecided] == [("fw", "c", "pass", "读不懂")]
    assert (diff.hosts.appeared, diff.hosts.vanished) == (["new"], ["old"])
    assert (diff.checks.appeared, diff.checks.vanished) == (["came"], ["gone"])


def test_the_gravest_come_first_and_a_result_without_findings_counts(tmp_path: Path) -> None:
    diff = changed(tmp_path, [], [fail("low", risk="low"), fail("high", check="d"), result("fw", "e", "fail")])
    assert keys(diff) == {"new": ["high", "", "low"]}


@pytest.mark.parametrize(
    ("fail_on", "now", "status"),
    [
        ("new", [fail("a")], 0),
        ("new", [fail("a", "b")], 1),
        ("new", [fail("a"), result("fw", "d", "error")], 3),
        ("finding", [fail("a")], 1),
        ("never", [fail("a", "b")], 0),
    ],
)
def test_the_exit_status_by_what_is_new(tmp_path: Path, fail_on: str, now: list[Result], status: int) -> None:
    old = made(tmp_path / "1", 1, [fail("a"), result("fw", "d")])
    new = made(tmp_path / "2", 2, now)
    diff = compare(old, new)
    totals = diff.after.totals
    assert exit_status(totals, fail_on, diff) == status


def test_the_command_says_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = fail("[red]x\x1b[31m", check="e")
    old = made(tmp_path / "1", 1, [fail("a", "b"), result("fw", "d"), evil])
    new = made(tmp_path / "2", 2, [fail("b", "n"), result("fw", "d", "error", actual="空文件"), evil])
    assert main(["diff", str(old), str(new)]) == 0
    said = capsys.readouterr().out
    for part in (
        "与上次相比  2026-11-01 (s1) → 2026-11-02 (s2)",
        "不符合的结果 2 → 2,待核查 0 → 1",
        "问题:新出现 1、仍未整改 2、已整改 1、转为已接受风险 0、是否整改无法判定 0",
        "[高] fw 不得存在任意到任意的放行策略 n:任意",
        "b:任意 2026-11-01 起",
        "[red]x\\x1b[31m:任意",
        "fw 不得存在任意到任意的放行策略 上次符合,本次:空文件",
    ):
        assert part in said
    assert main(["diff", str(old), str(new), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {kind: [item["key"] for item in told[kind]] for kind in ("new", "mended")} == {"new": ["n"], "mended": ["a"]}
    assert told["before"]["totals"]["fail"] == 2
    assert [item["since"] for item in told["open"]] == ["2026-11-01"] * 2


def test_the_command_warns_of_runs_that_are_hard_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = made(tmp_path / "1", 9, [fail("a")]), made(tmp_path / "2", 2, [fail("a", host="sw")])
    assert main(["diff", str(old), str(new)]) == 0
    said = capsys.readouterr().out.replace("\n", "")
    assert "后一次的判定日期(2026-11-02)早于前一次(2026-11-09):两个文件夹可能写反了" in said
    assert "新增主机 1:sw" in said
    assert "本次没有的主机 1:fw" in said


def test_bad_input_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = made(tmp_path / "1", 1, [fail("a")])
    assert main(["diff", str(one)]) == 2
    assert capsys.readouterr().err.endswith("[diff]: 只给了一个文件夹。写成 dengbao diff 旧的 新的\n")
    assert main(["diff", str(tmp_path / "none"), str(one)]) == 2
    assert "run.json: 读不到运行记录:文件不存在" in capsys.readouterr().err
    for text, said in (("{", "历次记录已损坏"), ('{"schema": 9}', "比本工具新")):
        (one / HISTORY).write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match=said):
            read_history(one)
