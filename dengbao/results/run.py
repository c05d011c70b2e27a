"""What one run was: the record of ``run.json``, which lies beside ``results.jsonl`` and gives it its frame."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from dengbao.results.conclusion import Bounds
from dengbao.results.ledger import Ledger
from dengbao.results.record import Result
from dengbao.snapshot.records import Status as Gather

SCHEMA = 1
"""Raised when a reader of today would misread ``run.json`` or ``results.jsonl`` of tomorrow."""

Parse = Literal["parsed", "unsupported", "failed", "none"]
"""``unsupported``: no parser for the platform yet; ``none``: there was nothing to parse."""


class Totals(Struct, rename={"passed": "pass", "failed": "fail", "undecided": "error", "skipped": "skip"}):
    """Results counted by status, the skipped ones by reason as well."""

    passed: int = 0
    failed: int = 0
    undecided: int = 0
    skipped: int = 0
    waived: int = 0
    not_applicable: int = 0
    manual: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        if result.status == "pass":
            self.passed += 1
        elif result.status == "fail":
            self.failed += 1
        elif result.status == "error":
            self.undecided += 1
        else:
            self.skipped += 1
            if result.reason == "waived":
                self.waived += 1
            elif result.reason == "not_applicable":
                self.not_applicable += 1
            elif result.reason == "manual":
                self.manual += 1

    @property
    def total(self) -> int:
        """All results."""
        return self.passed + self.failed + self.undecided + self.skipped


class HostRun(Struct, kw_only=True):
    """One expected host: was it gathered, whole, and understood; a host of a plain folder is ``whole`` or ``missing``.

    ``reason`` says why either is not so; ``unread`` counts lines that no parser understood. ``department`` and ``room``
    are the inventory's.
    """

    host: str
    platform: str
    role: str = ""
    address: str = ""
    department: str = ""
    room: str = ""
    level: int
    gather: Gather
    reason: str = ""
    parse: Parse
    used: int = 0
    irrelevant: int = 0
    unread: int = 0


class Run(Struct, kw_only=True):
    """The frame of one run; ``snapshot`` is a folder's name, never a path of the machine it ran on.

    ``expected`` is how many evaluations the inventory calls for, computed before any was made. Times carry a zone.
    ``bounds`` are those of the conclusion; a record of an earlier version has neither them nor a ledger. ``select`` and
    ``at_level`` are the ``-k`` and ``--level`` of the command, without which the same verdicts cannot be reached again.
    ``notes`` are what the inventory says that should be known: guessed roles, limits looser than the law, waivers and
    attestations that nothing comes of.
    """

    schema: int = SCHEMA
    tool: str
    catalogue: str
    site: str
    levels: list[int]
    as_of: dt.date
    started: dt.datetime
    finished: dt.datetime
    snapshot: str
    expected: int
    totals: Totals = field(default_factory=Totals)
    hosts: list[HostRun] = []
    ledger: Ledger = Ledger()
    bounds: Bounds = Bounds()
    select: str = ""
    at_level: int | None = None
    notes: list[str] = []
