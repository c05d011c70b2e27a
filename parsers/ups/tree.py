"""One MIB's part of a walk: its objects as facts, with units, and the values that stand for "not supported"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dengbao.model import Fact, Known, Unknown
from parsers.ups.dates import iso_date
from parsers.ups.walk import Binding, Walk

NOT_SUPPORTED = frozenset({-1, 65535, 2147483647, 4294967295})
"""What cards answer for an object that they have no value of."""

TICKS = 67
Readings = dict[str, Fact[Any]]
"""Facts by the name of their field in ``Power``."""


class Tree:
    """The objects under one root."""

    def __init__(self, walk: Walk, root: str) -> None:
        """Take a walk, and the OID that all objects begin with."""
        self._walk, self._root, self.file = walk, root, walk.file

    def __bool__(self) -> bool:
        """Tell whether the card answered with anything from here."""
        return any(oid.startswith(f"{self._root}.") for oid in self._walk.values)

    def binding(self, tail: str) -> Binding | None:
        """The value of one object; a reader of it uses its line."""
        found = self._walk.values.get(f"{self._root}.{tail}")
        if found:
            self._walk.touch((found.line,))
        return found

    def number(
        self,
        tail: str,
        scale: float = 1,
        *,
        least: float = 0,
        most: float = 1e9,
        absent: frozenset[int] = NOT_SUPPORTED,
    ) -> Fact[float] | None:
        """An object's number in the unit of the model.

        Args:
            tail: the OID behind the root.
            scale: what it is multiplied by.
            least: below, the value makes no sense.
            most: above likewise.
            absent: raw values that say "not supported".

        Returns:
            Unknown with its line where the value says nothing; None where the card lacks the object.
        """
        found = self.binding(tail)
        if found is None:
            return None
        lines = (found.line,)
        if not isinstance(found.value, int) or found.value in absent or not least <= found.value * scale <= most:
            return Unknown(f"{self._root}.{tail} 的值 {found.value} 表示不支持或无法识别", lines, self.file)
        return Known(round(found.value * scale, 3), lines, self.file)

    def column(self, tail: str, scale: float = 1, *, least: float = 0, most: float = 1e9) -> list[Known[float]]:
        """The sensible numbers of a table's column, row by row."""
        start = f"{self._root}.{tail}."
        rows = [oid.removeprefix(f"{self._root}.") for oid in self._walk.values if oid.startswith(start)]
        return [fact for row in rows if isinstance(fact := self.number(row, scale, least=least, most=most), Known)]

    def words(self, tail: str, table: Mapping[int, str], what: str) -> Fact[frozenset[str]] | None:
        """An enumeration as NUT's status words; one that the table lacks, or maps to nothing, is undecided."""
        found = self.binding(tail)
        if found is None:
            return None
        said = table.get(found.value, "") if isinstance(found.value, int) else ""
        if not said:
            return Unknown(f"{what}为 {found.value},不能判断", (found.line,), self.file)
        return Known(frozenset(said.split()), (found.line,), self.file)

    def truth(self, tail: str, table: Mapping[int, bool], what: str) -> Fact[bool] | None:
        """An enumeration as yes or no; a value that the table lacks is undecided."""
        found = self.binding(tail)
        if found is None:
            return None
        if isinstance(found.value, int) and found.value in table:
            return Known(table[found.value], (found.line,), self.file)
        return Unknown(f"{what}为 {found.value},不能判断", (found.line,), self.file)

    def date(self, tail: str) -> Fact[str] | None:
        """A date in ISO form; an empty one was never set, as if the card lacked it."""
        found = self.binding(tail)
        if found is None or not str(found.value).strip():
            return None
        date = iso_date(str(found.value))
        lines = (found.line,)
        return Known(date, lines, self.file) if date else Unknown(f"日期无法识别:{found.value}", lines, self.file)

    def text(self, tail: str) -> Fact[str] | None:
        """A text; an empty one is as none."""
        found = self.binding(tail)
        said = str(found.value).strip() if found else ""
        return Known(said, (found.line,), self.file) if found and said else None


def readings(**facts: Fact[Any] | None) -> Readings:
    """Leave out what the card lacks."""
    return {name: fact for name, fact in facts.items() if fact is not None}


def first(*facts: Fact[Any] | None) -> Fact[Any] | None:
    """The first that is known; else the first that is there at all."""
    there = [fact for fact in facts if fact is not None]
    return next((fact for fact in there if isinstance(fact, Known)), there[0] if there else None)


def largest(facts: list[Known[float]]) -> Known[float] | None:
    """The most loaded phase counts."""
    return max(facts, key=lambda fact: fact.value, default=None)
