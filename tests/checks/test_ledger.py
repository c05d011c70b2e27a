"""What the ledgers say by a day: attestations and systems, before they begin, while they hold, after they lapse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from checks.ledger.attestation import attested
from checks.ledger.ledger_systems_assessed import ledger_systems_assessed
from checks.ledger.ledger_systems_filed import ledger_systems_filed
from dengbao.check import Findings, Manual, NotApplicable, Site
from dengbao.inventory.site import Site as Settings

DAY = dt.date(2026, 6, 30)


def site(**declared: object) -> Site:
    return Site(Settings.model_validate({"name": "局", "level": 3, **declared}), {}, {}, as_of=DAY)


def found(check: Callable[[Site], None], given: Site) -> list[str]:
    try:
        check(given)
    except AssertionError as error:
        return [one.actual for one in Findings.of(error) or ()]
    assert given.log, "a pass cites the entry that it rests on"
    return []


def vouched(date: str, until: str, clause: str = "8.1.1.1.a") -> dict[str, str]:
    return {"clause": clause, "statement": "甲", "document": "报告", "by": "乙", "date": date, "valid_until": until}


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([vouched("2026-01-01", "2026-06-30")], []),
        ([vouched("2026-06-30", "2027-06-30")], []),
        ([vouched("2026-01-01", "2027-01-01", "8.1.1.1")], []),
        ([vouched("2024-01-01", "2024-12-31"), vouched("2026-01-01", "2026-12-31")], []),
        ([vouched("2026-01-01", "2026-06-29")], ["《报告》已于 2026-06-29 失效"]),
        ([vouched("2026-01-01", "2026-06-29"), vouched("2026-07-01", "2027-07-01")], ["《报告》已于 2026-06-29 失效"]),
    ],
)
def test_an_attestation_holds_from_its_day_through_its_last(entries: list[dict[str, str]], says: list[str]) -> None:
    assert found(lambda given: attested(["8.1.1.1.a"], "验收报告", given), site(attestations=entries)) == says


@pytest.mark.parametrize(
    "entries", [[], [vouched("2026-07-01", "2027-07-01")], [vouched("2026-01-01", "2027-01-01", "8.1.1.10.a")]]
)
def test_nobody_vouched_by_that_day(entries: list[dict[str, str]]) -> None:
    with pytest.raises(Manual, match="需人工核查,出示:验收报告"):
        attested(["8.1.1.1.a"], "验收报告", site(attestations=entries))


def system(**facts: object) -> dict[str, object]:
    return {"name": "门户", "level": 3, "filing_number": "1", "filed_date": "2026-01-01", **facts}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, []),
        ({"level": 1, "filing_number": None}, []),
        ({"filing_number": None}, ["3 级系统没有备案"]),
        ({"level": 2, "filed_date": None}, ["2 级系统没有备案"]),
        ({"filed_date": "2026-07-01"}, ["3 级系统没有备案"]),
    ],
)
def test_systems_are_filed_by_that_day(facts: dict[str, object], says: list[str]) -> None:
    assert found(ledger_systems_filed, site(systems=[system(**facts)])) == says


@pytest.mark.parametrize(
    ("assessed", "says"),
    [
        ("2026-06-30", []),
        ("2025-06-29", []),
        ("2025-06-28", ["上次测评 2025-06-28"]),
        ("2026-07-01", ["上次测评 2026-07-01"]),
        (None, ["没有测评记录"]),
    ],
)
def test_systems_are_assessed_within_a_year(assessed: str | None, says: list[str]) -> None:
    assert found(ledger_systems_assessed, site(systems=[system(assessed_date=assessed)])) == says


def test_systems_below_level_3_are_not_asked() -> None:
    with pytest.raises(NotApplicable, match="三级以上"):
        ledger_systems_assessed(site(systems=[system(level=2)]))
    with pytest.raises(NotApplicable, match="没有登记系统"):
        ledger_systems_filed(site())
