"""The table of clause verdicts (``verdicts.yml``): per host, per site, and what whole runs come to; then its edges."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from dengbao.catalogue import load
from dengbao.check.reading import Site as Declared
from dengbao.engine.evaluate import Outcome, evaluate_site
from dengbao.engine.plan import attested
from dengbao.engine.waive import waive
from dengbao.inventory.site import Site, Waiver
from dengbao.report.conclusion import conclusions
from dengbao.report.suspects import Suspects
from dengbao.results.conclusion import Bounds
from dengbao.results.record import Result
from dengbao.results.summary import Summary
from dengbao.results.verdict import Clauses, Rates, Verdict, of_site, rates
from tests.results.made import result, skip, source

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("verdicts.yml").read_text(encoding="utf-8"))
CLAUSE = "8.1.3.2.a"
LETTERS = {"a": CLAUSE, "b": "8.1.3.2.b", "c": "8.1.4.1.a"}
DAY = dt.date(2026, 11, 24)
UNTIL = {"accepted": DAY, "expired": DAY - dt.timedelta(days=1)}
VOUCHED = {"attested": [DAY], "lapsed": [DAY - dt.timedelta(days=1)], "unattested": []}


def made(word: str, host: str, check: str, **more: object) -> Result:
    """One result by the word of the table; what ledgers decide is decided by them."""
    if word in UNTIL:
        given = {"check": "boundary_any_any_absent", "reason": "甲", "approved_by": "乙", "until": UNTIL[word]}
        covered = waive(result(host, "boundary_any_any_absent", "fail", **more), [Waiver.model_validate(given)], DAY)
        return replace(covered, check=check)
    if word in VOUCHED:
        outcome = vouched(VOUCHED[word])
        reason = "manual" if outcome.manual else None
        return result(host, check, outcome.status, reason=reason, **more)
    if word in {"manual", "not_applicable"}:
        return skip(host, check, word, **more)  # type: ignore[arg-type]
    return result(host, check, "skip" if word == "unsaid" else word, **more)  # type: ignore[arg-type]


def vouched(until: list[dt.date]) -> Outcome:
    """What the check of a clause that a person vouches for says."""
    clause, day = load(3).clause("8.1.1.1.a"), DAY - dt.timedelta(days=30)
    given = {"clause": clause.id, "statement": "甲", "document": "乙", "by": "丙", "date": day}
    site = Site.model_validate(
        {"name": "局", "level": 3, "attestations": [given | {"valid_until": last} for last in until]}
    )
    return evaluate_site(attested(clause), Declared(site, {}, {}, as_of=DAY))


def collected(**hosts: str) -> Clauses:
    clauses = Clauses()
    for host, words in hosts.items():
        for number, word in enumerate(words.split()):
            clauses.add(made(word, host, f"check_{number}"))
    return clauses


@pytest.mark.parametrize(("words", "verdict"), TABLE["host"].items())
def test_each_row_of_the_table_in_any_order(words: str, verdict: str) -> None:
    for order in permutations(words.split()):
        assert collected(fw=" ".join(order)).hosts(3, CLAUSE)["fw"].verdict == verdict


@pytest.mark.parametrize(("hosts", "verdict"), TABLE["site"].items())
def test_each_row_of_the_site_in_any_order(hosts: str, verdict: str) -> None:
    for order in permutations(hosts.split()):
        assert of_site(Verdict(word) for word in (*order, *order)) == verdict


@pytest.mark.parametrize("wanted", TABLE["runs"].values(), ids=TABLE["runs"])
def test_each_run_of_the_table(wanted: dict[str, Any], tmp_path: Path) -> None:
    results = [
        made(
            word,
            host,
            "boundary_any_any_absent" if letter == "a" and not number else f"{letter}_{number}",
            clauses=[LETTERS[letter]],
        )
        for host, clauses in wanted["results"].items()
        for letter, words in clauses.items()
        for number, word in enumerate(words.split())
    ]
    run = source(tmp_path, results)
    run.run.bounds = Bounds(**wanted.get("bounds", {}))
    summary, suspects = Summary.of(results), Suspects()
    for one in results:
        suspects.add(one)
    (reached,) = conclusions(run, summary, suspects)
    named = {clause: letter for letter, clause in LETTERS.items()}
    assert {named[one.clause]: str(one.verdict) for one in reached.clauses} == wanted["verdicts"]
    assert {named[one.clause]: one.open for one in reached.clauses if one.open} == wanted.get("open", {})
    assert {named[one.clause]: one.waived for one in reached.clauses if one.waived} == wanted.get("waived", {})
    assert list(reached.rates) == wanted["rates"]
    assert (reached.surely, reached.decided) == (wanted["surely"], wanted["decided"])
    assert [case.case for case in suspects.at(3)] == wanted.get("cases", [])
    assert list(reached.majors) == wanted.get("majors", [])


def test_open_and_waived_parts_are_counted_beside_a_failure() -> None:
    parts = collected(fw="fail error manual accepted").hosts(3, CLAUSE)["fw"]
    assert (parts.verdict, parts.open, parts.waived, parts.failed) == ("不符合", 2, 1, 2)


def test_a_site_clause_shows_the_hosts_behind_it() -> None:
    (clause,) = collected(a="pass", b="accepted error", c="not_applicable").site(3)
    assert (clause.clause, clause.verdict, clause.open, clause.waived) == (CLAUSE, "部分符合", 1, 1)
    assert clause.hosts == {Verdict.COMPLIANT: 1, Verdict.FAILED: 1, Verdict.NOT_APPLICABLE: 1}


def test_a_result_counts_under_each_of_its_clauses() -> None:
    clauses = Clauses()
    clauses.add(result(clauses=[CLAUSE, "8.1.3.2.b"]))
    assert [(one.clause, one.verdict) for one in clauses.site(3)] == [(CLAUSE, "符合"), ("8.1.3.2.b", "符合")]


def test_levels_are_kept_apart() -> None:
    clauses = Clauses()
    clauses.add(made("pass", "a", "check_1"))
    clauses.add(made("fail", "b", "check_1", level=2, clauses=["7.1.3.2.a"]))
    assert clauses.levels == [2, 3]
    assert [(one.clause, one.verdict) for one in clauses.site(2)] == [("7.1.3.2.a", "不符合")]
    assert [(one.clause, one.verdict) for one in clauses.site(3)] == [(CLAUSE, "符合")]


def test_clauses_that_nobody_looked_at_are_open_and_lower_the_bound() -> None:
    clauses = collected(a="pass")
    clauses.add(made("fail", "a", "check_7", clauses=["x.fail"]))
    clauses.add(made("not_applicable", "a", "check_8", clauses=["x.na"]))
    clauses.add(made("error", "a", "check_9", clauses=["x.open"]))
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
