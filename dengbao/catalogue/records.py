"""The records of the catalogue; every one is frozen, for they are shared by all who load it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Judgement = Literal["automated", "partial", "attested"]
"""``automated``: technical evidence is enough; ``partial``: a document must join it; ``attested``: a person vouches."""


class Clause(Struct, frozen=True, kw_only=True):
    """One item of the standard, with what decides it.

    ``id`` is the clause of GB/T 22239-2019 with its letter, ``unit`` the test unit of GB/T 28448-2019.
    ``checks`` decide it, ``planned`` are those not yet built, ``document`` is what an attestation rests on.
    ``level3`` is the level-3 item that it was derived from (itself at level 3, "" where there is none);
    ``asks_less`` and ``asks_more`` say how it differs from that item, both "" where it does not.
    """

    id: str
    level: int
    unit: str
    domain: str
    control: str
    title: str
    summary: str
    judgement: Judgement
    checks: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    document: str = ""
    level3: str = ""
    asks_less: str = ""
    asks_more: str = ""


class Planned(Struct, frozen=True):
    """What an item still lacks, and why nothing decides it yet."""

    title: str
    why: str


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One high-risk case of 公网安〔2025〕2391号; the clauses say at which levels it holds.

    A failing check of ``checks`` may trigger it, a passing one of ``mitigated_by`` may soften it. ``mitigation`` is ""
    where the guide admits none, ``condition`` is the further premise (业务连续性要求高), ``major`` the code of
    the trigger of 重大风险隐患 that it answers to. Whether it stands is decided by people: ours is 疑似.
    """

    case: str
    title: str
    clauses: tuple[str, ...]
    trigger: str
    mitigation: str = ""
    condition: str = ""
    checks: tuple[str, ...] = ()
    mitigated_by: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    major: str = ""


class Major(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One trigger of 重大风险隐患 (appendix G of the 2025 report form); not ``confirmed``: one source only."""

    code: str
    title: str
    case: str = ""
    confirmed: bool = True


class Threshold(Struct, frozen=True, kw_only=True):
    """A default limit at one level: ``value`` in ``unit``, from a law, a guide or custom.

    ``legal`` is the bound of the law, ``grave`` the one beyond which a high-risk case is suspected.
    """

    name: str
    value: int
    unit: str
    direction: Literal["at_least", "at_most"]
    kind: Literal["law", "guide", "custom"]
    source: str
    legal: int | None = None
    grave: int | None = None

    def breaks_law(self, value: float) -> bool:
        """Whether a site's own value is looser than the law allows."""
        if self.legal is None:
            return False
        return value < self.legal if self.direction == "at_least" else value > self.legal
