"""Each check on each platform: the compliant device passes, an edited one fails or is undecided, with the exact words.

``cases/<host>.yml`` belongs to a compliant device of the lab: check id → ``fail`` and ``unknown``, each with edits and
what is said. A case may name a ``role`` when the check is for another one than the device's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest
import yaml
from msgspec import Struct

from dengbao.check import load as load_checks
from dengbao.model import Role
from tests.checks.judging import Edit, applicable, judge, said

CASES = Path(__file__).parent / "cases"
Kind = Literal["fail", "unknown", "not_applicable"]
STATUS = {"fail": "fail", "unknown": "error", "not_applicable": "skip"}


class Case(Struct, forbid_unknown_fields=True, kw_only=True):
    """One edited device and what the check must say of it."""

    edits: list[Edit]
    says: str


class Cases(Struct, forbid_unknown_fields=True, kw_only=True):
    """The cases of one check on one device.

    ``given`` are edits that come first in every case and for the pass: what the check is about, where the device has
    none of it. ``untested`` says why a kind of case cannot be.
    """

    role: Role | None = None
    passes: bool = True
    given: list[Edit] = []
    fail: list[Case] = []
    unknown: list[Case] = []
    not_applicable: list[Case] = []
    untested: str = ""


def read(path: Path) -> dict[str, Cases]:
    """Read one device's cases."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=loader), dict[str, Cases])


ALL = {path.stem: read(path) for path in sorted(CASES.glob("*.yml"))}


def every(kind: Kind) -> list[object]:
    """All cases of a kind as parameters."""
    return [
        pytest.param(host, check, cases, case, id=f"{host}-{check}-{number}")
        for host, checks in ALL.items()
        for check, cases in checks.items()
        for number, case in enumerate(getattr(cases, kind), 1)
    ]


@pytest.mark.parametrize(
    ("host", "check", "cases"),
    [
        pytest.param(host, check, cases, id=f"{host}-{check}")
        for host, checks in ALL.items()
        for check, cases in checks.items()
        if cases.passes
    ],
)
def test_the_compliant_device_passes_on_evidence(host: str, check: str, cases: Cases):
    outcome, _ = judge(host, check, cases.given, cases.role)
    assert (outcome.status, said(outcome)) == ("pass", "")
    assert outcome.read


@pytest.mark.parametrize(("host", "check", "cases", "case"), every("fail"))
def test_a_planted_fault_is_found(host: str, check: str, cases: Cases, case: Case):
    outcome, _ = judge(host, check, cases.given + case.edits, cases.role)
    assert (outcome.status, said(outcome)) == ("fail", case.says)


@pytest.mark.parametrize(("host", "check", "cases", "case"), every("unknown"))
def test_what_is_not_understood_is_undecided(host: str, check: str, cases: Cases, case: Case):
    outcome, _ = judge(host, check, cases.given + case.edits, cases.role)
    assert (outcome.status, said(outcome)) == ("error", case.says)


@pytest.mark.parametrize(("host", "check", "cases", "case"), every("not_applicable"))
def test_what_does_not_apply_is_skipped(host: str, check: str, cases: Cases, case: Case):
    outcome, _ = judge(host, check, cases.given + case.edits, cases.role)
    assert (outcome.status, said(outcome)) == ("skip", case.says)


@pytest.mark.parametrize("host", ALL)
def test_every_check_of_the_device_has_its_cases(host: str):
    lacking = {
        check
        for check in applicable(host)
        if check not in ALL[host]
        or not (ALL[host][check].untested or (ALL[host][check].fail and ALL[host][check].unknown))
    }
    assert not lacking
    assert not ALL[host].keys() - load_checks().keys()
