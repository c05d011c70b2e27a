"""The table of clause verdicts, row by row, per host, per site and level; and the two rates."""

from __future__ import annotations

from itertools import permutations

import pytest

from dengbao.results.record import Result
from dengbao.results.verdict import Clauses, Rates, Verdict, of_site, rates
from tests.results.made import result, skip

CLAUSE = "8.1.3.2.a"
ROWS = {
    "pass": "符合",
    "pass pass": "符合",
    "pass not_applicable": "符合",
    "pass fail": "部分符合",
    "pass fail error": "部分符合",
    "pass fail manual": "部分符合",
    "fail": "不符合",
    "fail fail": "不符合",
    "fail error": "不符合",
    "fail manual": "不符合",
    "fail not_applicable": "不符合",
    "pass error": "待核查",
    "pass manual": "待核查",
    "error": "待核查",
    "manual": "待核查",
    "error manual": "待核查",
    "error not_applicable": "待核查",
    "manual not_applicable": "待核查",
    "not_applicable": "不适用",
    "waived": "不符合",
    "waived pass": "部分符合",
    "waived error": "不符合",
    "waived not_applicable": "不符合",
    "skip_without_reason": "待核查",
    "pass skip_without_reason": "待核查",
}


def made(word: str, host: str, number: int, **more: object) -> Result:
    check = f"check_{number}"
    if word in {"waived", "manual", "not_applicable"}:
        return skip(host, check, word, **more)  # type: ignore[arg-type]
    return result(host, check, "skip" if word == "skip_without_reason" else word, **more)  # type: ignore[arg-type]


def collected(**hosts: str) -> Clauses:
    clauses = Clauses()
    for host, words in hosts.items():
        for number, word in enumerate(words.split()):
            clauses.add(made(word, host, number))
    return clauses


@pytest.mark.parametrize(("words", "verdict"), ROWS.items())
def test_each_row_of_the_table_in_any_order(words: str, verdict: str) -> None:
    for order in permutations(words.split()):
        assert collected(fw=" ".join(order)).hosts(3, CLAUSE)["fw"].verdict == verdict


def test_open_and_waived_parts_are_counted_beside_a_failure() -> None:
    parts = collected(fw="fail error manual waived").hosts(3, CLAUSE)["fw"]
    assert (parts.verdict, parts.open, parts.waived, parts.failed) == ("不符合", 2, 1, 2)


SITE = {
    "符合": "符合",
    "符合 不适用": "符合",
    "不适用": "不适用",
    "不符合": "不符合",
    "不符合 不适用": "不符合",
    "不符合 符合": "部分符合",
    "不符合 部分符合": "部分符合",
    "部分符合": "部分符合",
    "部分符合 符合": "部分符合",
    "部分符合 待核查": "部分符合",
    "不符合 符合 待核查": "部分符合",
    "待核查": "待核查",
    "待核查 符合": "待核查",
    "待核查 不适用": "待核查",
    "待核查 不符合": "待核查",
    "": "不适用",
}


@pytest.mark.parametrize(("hosts", "verdict"), SITE.items())
def test_each_row_of_the_site_in_any_order(hosts: str, verdict: str) -> None:
    for order in permutations(hosts.split()):
        assert of_site(Verdict(word) for word in (*order, *order)) == verdict


def test_a_site_clause_shows_the_hosts_behind_it() -> None:
    (clause,) = collected(a="pass", b="waived error", c="not_applicable").site(3)
    assert (clause.clause, clause.verdict, clause.open, clause.waived) == (CLAUSE, "部分符合", 1, 1)
    assert clause.hosts == {Verdict.COMPLIANT: 1, Verdict.FAILED: 1, Verdict.NOT_APPLICABLE: 1}


def test_a_result_counts_under_each_of_its_clauses() -> None:
    clauses = Clauses()
    clauses.add(result(clauses=[CLAUSE, "8.1.3.2.b"]))
    assert [(one.clause, one.verdict) for one in clauses.site(3)] == [(CLAUSE, "符合"), ("8.1.3.2.b", "符合")]


def test_levels_are_kept_apart() -> None:
    clauses = Clauses()
    clauses.add(made("pass", "a", 1))
    clauses.add(made("fail", "b", 1, level=2, clauses=["7.1.3.2.a"]))
    assert clauses.levels == [2, 3]
    assert [(one.clause, one.verdict) for one in clauses.site(2)] == [("7.1.3.2.a", "不符合")]
    assert [(one.clause, one.verdict) for one in clauses.site(3)] == [(CLAUSE, "符合")]


def test_clauses_that_nobody_looked_at_are_open_and_lower_the_bound() -> None:
    clauses = collected(a="pass")
    clauses.add(made("fail", "a", 7, clauses=["x.fail"]))
    clauses.add(made("not_applicable", "a", 8, clauses=["x.na"]))
    clauses.add(made("error", "a", 9, clauses=["x.open"]))
    site = clauses.site(3, ["8.1.1.1.a", CLAUSE])
    assert [(one.clause, one.verdict) for one in site] == [
        ("8.1.1.1.a", "待核查"),
        (CLAUSE, "符合"),
        ("x.fail", "不符合"),
        ("x.na", "不适用"),
        ("x.open", "待核查"),
    ]
    assert rates(site) == Rates(compliant=1, decided=2, applicable=4)
    assert (rates(site).of_decided, rates(site).lower_bound) == (0.5, 0.25)


def test_rates_of_nothing_are_none_not_full_marks() -> None:
    assert (rates([]).of_decided, rates([]).lower_bound) == (None, None)
    open_only = rates(collected(a="error").site(3))
    assert (open_only.of_decided, open_only.lower_bound) == (None, 0.0)
