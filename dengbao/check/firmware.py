"""Which releases of a platform's software are out of support or known to be bad: ``catalogue/firmware.yml``.

A branch is known by the numbers that its releases begin with. Releases are ordered by their numbers, a single letter
counting as its place in the alphabet: 17.9.4 < 17.9.4a < 17.9.5, 10.2.9 < 10.2.9-h1, 9.18(4)22 < 9.18(4)67.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dengbao.catalogue.source import read
from dengbao.errors import UserError

FILE = "firmware.yml"
Parts = tuple[int, ...]
_PART = re.compile(r"\d+|[a-z]+")


class _Branch(Struct, frozen=True, forbid_unknown_fields=True):
    """A branch, and the last day of its support."""

    ends: dt.date


class Flaw(Struct, frozen=True, forbid_unknown_fields=True):
    """A published flaw: per branch the first release without it, None where the branch has none.

    ``models`` are the beginnings of the names of the models that have it; empty for all.
    """

    title: str
    source: str
    fixed: dict[str, str | None]
    models: list[str] = []


class Firmware(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one platform's releases."""

    source: str
    branches: dict[str, _Branch]
    flaws: dict[str, Flaw]

    def ends(self, version: str) -> dt.date | None:
        """The last day of support of a release; None when the file does not have its branch."""
        branch = _branch_of(version, self.branches)
        return self.branches[branch].ends if branch else None

    def concerning(self, version: str) -> Firmware:
        """The same without the flaws that say nothing of a release's branch."""
        return replace(self, flaws={name: flaw for name, flaw in self.flaws.items() if _branch_of(version, flaw.fixed)})

    def of_model(self, model: str) -> Firmware:
        """The same without the flaws of other models."""
        found = {name: flaw for name, flaw in self.flaws.items() if _has(flaw, model)}
        return replace(self, flaws=found)

    def flawed(self, version: str) -> dict[str, str | None]:
        """The flaws that a release has, each with the first release of its branch without it."""
        found: dict[str, str | None] = {}
        for name, flaw in self.flaws.items():
            branch = _branch_of(version, flaw.fixed)
            if branch:
                first = flaw.fixed[branch]
                if first is None or parts(version) < parts(first):
                    found[name] = first
        return found

    def exact(self, version: str) -> bool:
        """Whether a release is named more closely than its branch, so that flaws can be told."""
        branch = next((found for flaw in self.flaws.values() if (found := _branch_of(version, flaw.fixed))), "")
        return len(parts(version)) > len(parts(branch))


@lru_cache(maxsize=4096)
def parts(version: str) -> Parts:
    """Take a release's name apart; words of more than one letter say nothing of its age."""
    words = _PART.findall(version.lower())
    return tuple(int(word) if word.isdecimal() else ord(word) - ord("a") + 1 for word in words if _counts(word))


def _has(flaw: Flaw, model: str) -> bool:
    return not flaw.models or model.lower().startswith(tuple(flaw.models))


def _counts(word: str) -> bool:
    return word.isdecimal() or len(word) == 1


def _branch_of(version: str, names: dict[str, _Branch] | dict[str, str | None]) -> str:
    """The longest branch that a release begins with; empty when none."""
    own = parts(version)
    return max((name for name in names if own[: len(parts(name))] == parts(name)), key=len, default="")


@cache
def firmware(platform: str) -> Firmware | None:
    """What the file says of a platform; None when it does not have it.

    Raises:
        UserError: the file is not as it should be.
    """
    try:
        return msgspec.convert(read(FILE), dict[str, Firmware]).get(platform)
    except msgspec.ValidationError as error:
        raise UserError(
            f"停服清单写得不对：{error}", file=f"dengbao/catalogue/{FILE}", mend="写法见 docs/firmware.md"
        ) from error
