"""One level of the standard, put together from the data files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec
from msgspec import Struct

from dengbao.catalogue.ids import LEVELS
from dengbao.catalogue.records import Clause, Judgement, Planned
from dengbao.catalogue.source import read
from dengbao.errors import UserError

_BASE = 3  # the level that is written out; the others refer to it


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """An item as its file has it; what it leaves out comes from the level-3 item that it refers to."""

    unit: str
    same_as: str = ""
    like: str = ""
    summary: str = ""
    judgement: Judgement | None = None
    document: str = ""
    planned: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    asks_less: str = ""
    asks_more: str = ""


class _Place(NamedTuple):
    """Where an item stands in the standard."""

    level: int
    domain: str
    control: str
    title: str
    id: str


class Mapping(NamedTuple):
    """The clauses that a check decides at one level, the primary one first, and their test units, in step."""

    clauses: tuple[str, ...]
    units: tuple[str, ...]


class Catalogue:
    """The items of one level, in the standard's order."""

    def __init__(self, level: int, items: tuple[Clause, ...], mapping: dict[str, Mapping]) -> None:
        """Index the items."""
        self.level = level
        self.items = items
        self._by_id = {item.id: item for item in items}
        self._mapping = mapping

    def clause(self, id_: str) -> Clause:
        """The item of that id, such as ``8.1.3.2.b``; KeyError when this level has none."""
        return self._by_id[id_]

    def under(self, id_: str) -> tuple[Clause, ...]:
        """The item of that id, or all items of that control (``8.1.3.2``); empty when there is none."""
        return tuple(item for item in self.items if id_ in (item.id, item.control))

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of all checks, also of those that this level does not call for."""
        return tuple(self._mapping)

    def for_check(self, check: str) -> Mapping:
        """The clauses and units that a check decides.

        Both are empty where this level does not ask for what the check asks: nothing is to be judged then.

        Raises:
            UserError: the check has no line in ``checks.yml``.
        """
        if check not in self._mapping:
            raise UserError(
                f"检查 {check} 没有对应的条款",
                file="dengbao/catalogue/checks.yml",
                mend=f"加一行:{check}: [主条款, 其他条款…]",
            )
        return self._mapping[check]


@cache
def load(level: int) -> Catalogue:
    """One level of the standard: 55, 135, 211 and 228 items at levels 1 to 4. Read once a process.

    Raises:
        UserError: there is no such level.
    """
    if level not in LEVELS:
        raise UserError(f"没有等保 {level} 级", mend="等级是 1、2、3、4 之一")
    base = _base()
    items = tuple(base.values() if level == _BASE else (_derive(*each, base) for each in _entries(level)))
    return Catalogue(level, items, _mapping(items))


@cache
def planned() -> dict[str, Planned]:
    """What the items still lack, by the name that their ``planned`` uses."""
    return msgspec.convert(read("planned.yml"), dict[str, Planned])


@cache
def _written() -> dict[str, tuple[str, ...]]:
    """Check → its level-3 clauses, as ``checks.yml`` has them."""
    return msgspec.convert(read("checks.yml"), dict[str, tuple[str, ...]])


def _entries(level: int) -> Iterator[tuple[_Place, _Entry]]:
    tree = msgspec.convert(read(f"items/level{level}.yml"), dict[str, dict[str, dict[str, _Entry]]])
    for domain, controls in tree.items():
        for heading, entries in controls.items():
            control, _, title = heading.partition(" ")
            for id_, entry in entries.items():
                yield _Place(level, domain, control, title, id_), entry


@cache
def _base() -> dict[str, Clause]:
    deciding: dict[str, list[str]] = {}
    for check, clauses in _written().items():
        for id_ in clauses:
            deciding.setdefault(id_, []).append(check)
    return {
        place.id: Clause(
            **place._asdict(),
            unit=entry.unit,
            summary=entry.summary,
            judgement=entry.judgement or "attested",
            checks=tuple(deciding.get(place.id, ())),
            planned=entry.planned,
            document=entry.document,
            level3=place.id,
        )
        for place, entry in _entries(_BASE)
    }


def _derive(place: _Place, entry: _Entry, base: dict[str, Clause]) -> Clause:
    """An item of another level: what its entry says, and for the rest what its level-3 item says."""
    refers_to = entry.same_as or entry.like
    model = base[refers_to] if refers_to else None
    return Clause(
        **place._asdict(),
        unit=entry.unit,
        summary=entry.summary or (model.summary if model else ""),
        judgement=entry.judgement or (model.judgement if model else "attested"),
        checks=entry.checks or (model.checks if model else ()),
        planned=entry.planned or (model.planned if model else ()),
        document=entry.document or (model.document if model else ""),
        level3=refers_to,
        asks_less=entry.asks_less,
        asks_more=entry.asks_more,
    )


def _mapping(items: tuple[Clause, ...]) -> dict[str, Mapping]:
    """Check → its clauses in the order of ``checks.yml``, then those that only this level has."""
    answering: dict[str, list[Clause]] = {}
    for item in items:
        answering.setdefault(item.level3, []).append(item)
    result = {}
    for check, clauses in _written().items():
        found = [item for id_ in (*clauses, "") for item in answering.get(id_, ()) if check in item.checks]
        result[check] = Mapping(tuple(item.id for item in found), tuple(item.unit for item in found))
    return result
