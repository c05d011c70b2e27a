"""``history.json``: what a run knows of the runs before it, so that a finding's age survives when old folders go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from dengbao.errors import UserError
from dengbao.results.atomic import atomic, why
from dengbao.results.record import Finding, Result, Risk
from dengbao.results.run import Run, Totals
from dengbao.results.visible import encodable

HISTORY = "history.json"
SCHEMA = 1
RUNS = 24
"""How many runs are remembered."""


class Identity(NamedTuple):
    """What makes two findings the same one in two runs; made of names, so that a moved line changes nothing."""

    host: str
    check: str
    device: str
    key: str


class Item(Struct, frozen=True, kw_only=True):
    """One finding as comparisons speak of it.

    ``since`` is the date of the first known run that had it, None when it is the present one. ``note`` says in Chinese
    what its class alone does not: that it was waived before, or why it cannot be told whether it is mended.
    """

    host: str
    check: str
    device: str
    key: str
    title: str
    risk: Risk
    clauses: list[str]
    expected: str
    actual: str
    since: dt.date | None = None
    note: str = ""

    @property
    def identity(self) -> Identity:
        """Which finding it is."""
        return Identity(self.host, self.check, self.device, self.key)


class Past(Struct, frozen=True, kw_only=True):
    """One run: when it judged, of what, and how many."""

    as_of: dt.date
    snapshot: str
    totals: Totals

    @classmethod
    def of(cls, run: Run) -> Past:
        """Take from a run what is remembered."""
        return cls(as_of=run.as_of, snapshot=run.snapshot, totals=run.totals)


class History(Struct, frozen=True, kw_only=True):
    """The runs before this one, the oldest first, and findings that are older than it or not known to be mended."""

    schema: int = SCHEMA
    runs: list[Past] = []
    items: list[Item] = field(default_factory=list)


def items(result: Result) -> list[Item]:
    """Give the findings of a failed or waived result; one without any stands for itself under an empty key."""
    found = result.findings or [Finding(key="", device=result.host, expected=result.expected, actual=result.actual)]
    return [
        Item(
            host=result.host,
            check=result.check,
            device=one.device,
            key=one.key,
            title=result.title,
            risk=result.risk,
            clauses=result.clauses,
            expected=one.expected,
            actual=one.actual,
        )
        for one in found
    ]


def read_history(folder: Path) -> History:
    """Read ``history.json``; empty when the run was not compared with any before it.

    Raises:
        UserError: it is broken, or of a newer tool.
    """
    path = folder / HISTORY
    try:
        history = msgspec.json.decode(path.read_bytes(), type=History)
    except FileNotFoundError:
        return History()
    except OSError as error:
        raise UserError(f"读不到历次记录:{why(error)}", file=path) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"历次记录已损坏({error})", file=path, mend="删去它,则只与上一次比较") from error
    if history.schema > SCHEMA:
        raise UserError(f"历次记录的格式({history.schema})比本工具新", file=path, key="schema", mend="请升级 dengbao")
    return history


def write_history(folder: Path, history: History) -> None:
    """Write ``history.json``."""
    with atomic(folder / HISTORY) as file:
        text = encodable(msgspec.json.format(msgspec.json.encode(history), indent=1).decode())
        file.write(text.encode() + b"\n")
