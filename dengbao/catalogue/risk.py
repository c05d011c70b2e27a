"""The high-risk cases of 公网安〔2025〕2391号, and the triggers of 重大风险隐患."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from dengbao.catalogue.records import Case, Major
from dengbao.catalogue.source import read


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    cases: tuple[Case, ...]
    major: tuple[Major, ...]


@cache
def _written() -> _Written:
    return msgspec.convert(read("high_risk.yml"), _Written)


def cases() -> tuple[Case, ...]:
    """All 42 cases that belong to the general requirements, in the guide's order."""
    return _written().cases


def majors() -> dict[str, Major]:
    """The 32 triggers of 重大风险隐患 by code."""
    return {major.code: major for major in _written().major}


def cases_of(key: str) -> tuple[Case, ...]:
    """The cases that a clause (``8.1.3.2.a``) or a check can trigger."""
    return tuple(case for case in cases() if key in case.clauses or key in case.checks)
