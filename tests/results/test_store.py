"""The folder of one run: contract's keys, order, modes, atomicity, and clear words for what is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengbao.errors import UserError
from dengbao.results.record import Result
from dengbao.results.run import Totals
from dengbao.results.store import ordered, read_results, read_run, write_results, write_run
from dengbao.results.visible import encodable
from tests.results.made import finding, result, run, skip

KEYS = ["host", "check", "title", "clauses", "units", "status", "reason", "risk", "level"]
KEYS += ["expected", "actual", "findings", "evidence", "unread", "waiver"]


def test_a_line_has_the_keys_of_the_contract_in_order_and_no_escapes(tmp_path: Path) -> None:
    write_results(tmp_path, [result(status="fail", findings=[finding()])])
    text = (tmp_path / "results.jsonl").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert "不得存在任意到任意的放行策略" in text
    record = json.loads(text)
    assert list(record) == KEYS
    assert record["reason"] is None
    assert list(record["findings"][0]) == ["key", "device", "expected", "actual", "evidence", "remedy"]
    assert record["evidence"] == [{"file": "fw/running-config.txt", "line": 120, "text": " action permit"}]


def test_totals_count_status_and_reason_and_add_up(tmp_path: Path) -> None:
    totals = write_results(
        tmp_path,
        [
            result("a", "c1"),
            result("a", "c2", "fail"),
            result("a", "c3", "error"),
            skip("a", "c4", "waived"),
            skip("a", "c5", "manual"),
            skip("a", "c6", "not_applicable"),
            result("b", "c1"),
        ],
    )
    assert totals == Totals(passed=2, failed=1, undecided=1, skipped=3, waived=1, not_applicable=1, manual=1)
    assert totals.total == 7


def test_files_are_private_and_the_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "today"
    write_run(folder, run(write_results(folder, [result()])))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "results.jsonl": 0o600,
        "run.json": 0o600,
    }


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_results(tmp_path, [result()])
    before = (tmp_path / "results.jsonl").read_bytes()

    def broken() -> Iterator[Result]:
        yield result("other")
        raise RuntimeError("engine died")

    with pytest.raises(RuntimeError, match="engine died"):
        write_results(tmp_path, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["results.jsonl"]
    assert (tmp_path / "results.jsonl").read_bytes() == before


def test_order_is_inventory_then_site_and_registry_within(tmp_path: Path) -> None:
    mixed = [result(host, check) for host in ("site", "b", "x", "a") for check in ("c2", "c9", "c1")]
    rows = [(row.host, row.check) for row in ordered(mixed, ["a", "b"], ["c1", "c2"])]
    assert rows == [(host, check) for host in ("a", "b", "x", "site") for check in ("c1", "c2", "c9")]
    write_results(tmp_path, ordered(mixed, ["a", "b"]))


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([result("a", "c"), result("a", "c")], "two results of c for a"),
        ([result("a", "c"), result("b", "c"), result("a", "d")], "results of a are not together"),
    ],
)
def test_doubled_or_scattered_results_are_our_fault_and_refused(
    tmp_path: Path, results: list[Result], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        write_results(tmp_path, results)
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.text(st.characters(codec=None)), min_size=5, max_size=5))
def test_any_text_comes_back_save_lone_surrogates_which_are_spelled_out(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    title, expected, actual, key, remedy = texts
    mine = result(title=title, expected=expected, actual=actual, findings=[finding(key, remedy=[remedy])])
    write_results(folder, [mine])
    (back,) = read_results(folder)
    assert back.title == encodable(title)
    assert (back.expected, back.actual) == (encodable(expected), encodable(actual))
    assert (back.findings[0].key, back.findings[0].remedy) == (encodable(key), [encodable(remedy)])


def test_a_byte_that_was_not_utf8_is_spelled_as_that_byte(tmp_path: Path) -> None:
    write_results(tmp_path, [result(actual=b"\xb0\xb2".decode("utf-8", "surrogateescape"))])
    assert next(read_results(tmp_path)).actual == r"\xb0\xb2"


@pytest.mark.parametrize("bad", ["{", "", "[]", '{"host": "a"}', '{"host": "\xff"}', "\x00"], ids=ascii)
def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path, bad: str) -> None:
    write_results(tmp_path, [result("a"), result("b")])
    path = tmp_path / "results.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], bad.encode("latin-1"), lines[1], b""]))
    rows = read_results(tmp_path)
    assert next(rows).host == "a"
    with pytest.raises(UserError, match=r"results\.jsonl:2: 不是一条检查结果.*请重新运行 dengbao check"):
        next(rows)


def test_a_missing_or_broken_run_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"run\.json: 读不到运行记录:文件不存在"):
        read_run(tmp_path)
    with pytest.raises(UserError, match=r"results\.jsonl: 读不到检查结果"):
        next(read_results(tmp_path))
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(UserError, match=r"run\.json: 运行记录已损坏"):
        read_run(tmp_path)
    mine = run(Totals(passed=1))
    mine.schema = 99
    write_run(tmp_path, mine)
    with pytest.raises(UserError, match=r"run\.json \[schema\]: .*请升级"):
        read_run(tmp_path)


def test_a_run_comes_back_and_its_totals_bear_the_words_of_the_contract(tmp_path: Path) -> None:
    mine = run(Totals(passed=2, failed=1, undecided=3, skipped=1, manual=1))
    write_run(tmp_path, mine)
    assert read_run(tmp_path) == mine
    totals = json.loads((tmp_path / "run.json").read_text())["totals"]
    assert totals == {"pass": 2, "fail": 1, "error": 3, "skip": 1, "waived": 0, "not_applicable": 0, "manual": 1}
