"""The default limits of a level; a site may override each by name."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from dengbao.catalogue.ids import LEVELS
from dengbao.catalogue.records import Threshold
from dengbao.catalogue.source import read


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    """A limit as the file has it: ``values`` are those of levels 1 to 4."""

    values: tuple[int, int, int, int]
    unit: str
    direction: Literal["at_least", "at_most"]
    kind: Literal["law", "guide", "custom"]
    source: str
    legal: int | None = None
    grave: int | None = None


@cache
def _written() -> dict[str, _Written]:
    return msgspec.convert(read("thresholds.yml"), dict[str, _Written])


@cache
def thresholds(level: int) -> dict[str, Threshold]:
    """The limits of one level by name; the names are the whole vocabulary of ``site.thresholds``."""
    place = LEVELS.index(level)
    return {
        name: Threshold(
            name=name,
            value=limit.values[place],
            unit=limit.unit,
            direction=limit.direction,
            kind=limit.kind,
            source=limit.source,
            legal=limit.legal,
            grave=limit.grave,
        )
        for name, limit in _written().items()
    }
