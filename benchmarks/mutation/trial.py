"""Compliant devices on which mutants are tried: those of the lab, and those outside it, as the cases prepare them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec
import yaml
from msgspec import Struct, field

from benchmarks.mutation.lines import Change, changed
from benchmarks.mutation.seeing import everything, seen
from dengbao.check import Check
from dengbao.check import load as load_checks
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome
from dengbao.engine.host import make_ready
from dengbao.model import Known, Role, Section
from dengbao.snapshot import HostFiles
from tests.checks.judging import LAB, applicable, edited, files, prepared
from tests.checks.test_cases import ALL

Place = tuple[str, int]
"""An output and a line of it, from 1."""


class Passed(Struct):
    """A check that passes on the device: what it rests on, and what it saw."""

    check: Check
    outcome: Outcome
    sights: list[Any]
    places: list[Place]


class Trial(Struct, kw_only=True):
    """A device as it stands before anything is changed."""

    host: str
    given: HostFiles
    role: Role | None
    checks: list[str]
    passed: list[Passed] = []
    texts: dict[str, list[str]] = field(default_factory=dict)
    model: Any = None

    def begin(self) -> Self:
        """Judge the device as it stands."""
        self.texts = {name: output.text.split("\n") for name, output in self.given.files.items()}
        reader = self.read({})
        assert reader, f"{self.host}: not read"
        self.model = everything(reader)
        for name in self.checks:
            check = load_checks()[name]
            outcome, sights = seen(check, reader)
            if outcome.status == "pass":
                places = [place for place in dict.fromkeys(self._relied_on(outcome)) if self.line(place).strip()]
                self.passed.append(Passed(check, outcome, sights, places))
        return self

    def line(self, place: Place) -> str:
        """The line at a place."""
        return self.texts[place[0]][place[1] - 1]

    def read(self, changes: Mapping[str, list[Change]]) -> Reader | None:
        """The device with lines changed, read anew; None when nothing can be judged then."""
        given = self.given
        if changes:
            outputs = {
                name: given.files[name]._replace(text=changed(self.texts[name], made)) for name, made in changes.items()
            }
            given = dataclasses.replace(given, files=given.files | outputs)
        return prepared(self.host, given, make_ready(given.platform, given, "missing"), self.role).reader

    def _relied_on(self, outcome: Outcome) -> Iterator[Place]:
        """The lines that a pass rests on: of facts, and of the records of sections."""
        main = next(name for name in ("running-config", *self.texts) if name in self.texts)
        for part in outcome.read:
            if isinstance(part, Known):
                yield from ((part.file or main, number) for number in part.lines)
            elif isinstance(part, Section) and not part.missing:
                for item in part.items:
                    yield from ((part.file or main, number) for number in getattr(item, "lines", ()))


def compliant() -> list[str]:
    """The devices to try mutants on: those that have cases, and those of the lab in which nothing is planted."""
    planted = {
        path.stem for path in (LAB / "truth").glob("*.yml") if yaml.safe_load(path.read_text("utf-8"))["planted"]
    }
    return sorted(ALL.keys() | {path.name for path in (LAB / "devices").iterdir()} - planted)


def trials(host: str) -> Iterator[Trial]:
    """A device as it lies there, and as the cases prepare it for checks that find nothing to judge on it."""
    apart = {name: one for name, one in ALL.get(host, {}).items() if one.passes and (one.given or one.role)}
    usual = [name for name in applicable(host) if name not in apart]
    yield Trial(host=host, given=files(host), role=None, checks=usual).begin()
    groups: dict[bytes, list[str]] = {}
    for name, one in apart.items():
        groups.setdefault(msgspec.json.encode([one.given, one.role]), []).append(name)
    for names in groups.values():
        first = apart[names[0]]
        yield Trial(host=host, given=edited(host, first.given), role=first.role, checks=names).begin()
