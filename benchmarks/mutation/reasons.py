"""What a person has said of mutants that survive and that the tool cannot explain: ``reasons.yml``."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from benchmarks.mutation.explain import Fate, Mutant
from benchmarks.mutation.lines import Kind

FILE = Path(__file__).with_name("reasons.yml")


class Reason(Struct, forbid_unknown_fields=True, kw_only=True):
    """Why some mutants may survive: those of these checks, whose line begins like this; ``hosts`` and ``kinds`` narrow.

    A ``same`` reason is one of mutants that the parser reads as if nothing had been changed, and of no others.
    """

    why: str
    checks: tuple[str, ...] = ("*",)
    lines: str = ""
    kinds: tuple[Kind, ...] = ("removed", "negated", "garbled")
    hosts: tuple[str, ...] = ("*",)
    same: bool = False

    def fits(self, mutant: Mutant) -> bool:
        """Whether it is the reason why a mutant survived."""
        return (
            mutant.kind in self.kinds
            and self.same == bool(mutant.why)
            and any(fnmatchcase(mutant.check, name) for name in self.checks)
            and any(fnmatchcase(mutant.host, name) for name in self.hosts)
            and re.match(self.lines, mutant.line) is not None
        )


def reasons() -> list[Reason]:
    """Read the file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text(encoding="utf-8")), list[Reason])


def excused(mutant: Mutant, known: list[Reason]) -> Reason | None:
    """Say of a mutant that nobody noticed why it may be so; gives the reason, None when there is none."""
    if mutant.fate is not Fate.OPEN:
        return None
    found = next((one for one in known if one.fits(mutant)), None)
    if found:
        mutant.fate, mutant.why = Fate.HARMLESS, found.why
    return found
