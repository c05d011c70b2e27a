"""The records of ``results.jsonl``; key names and order are the contract's."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["pass", "fail", "error", "skip"]
Reason = Literal["waived", "not_applicable", "manual"]
Risk = Literal["high", "medium", "low"]


class Evidence(Struct, frozen=True, omit_defaults=True):
    """One line that a verdict rests on: the file relative to the snapshot, the line from 1, the masked text.

    ``before`` and ``after`` are the masked lines around a line at fault, so that a reader sees where it stands.
    """

    file: str
    line: int
    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def alone(self) -> Evidence:
        """The line without those around it."""
        return Evidence(self.file, self.line, self.text) if self.before or self.after else self


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that does not comply; ``key`` is made of names, so that the next run knows it again."""

    key: str
    device: str
    expected: str
    actual: str
    evidence: list[Evidence] = []
    remedy: list[str] = []


class Result(Struct, frozen=True, kw_only=True):
    """The verdict of one check on one host (or on ``site``).

    ``actual`` says for an ``error`` why nothing could be decided, for a ``skip`` why it was skipped.
    ``unread`` are the lines that were not understood in what the check read: they could not have changed a ``fail``.
    ``waiver`` names reason, approver and end date of an accepted risk.
    """

    host: str
    check: str
    title: str
    clauses: list[str]
    units: list[str]
    status: Status
    reason: Reason | None = None
    risk: Risk
    level: int
    expected: str = ""
    actual: str = ""
    findings: list[Finding] = []
    evidence: list[Evidence] = []
    unread: list[Evidence] = []
    waiver: str = ""
