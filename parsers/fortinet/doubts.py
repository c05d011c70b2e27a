"""Which lines of a device's text are already held against something."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dengbao.model import Unknown


def held(part: object) -> Iterator[int]:
    """The lines not understood of a part of the model and of all in it: of topics, of records, of facts not known."""
    if isinstance(part, Unknown):
        yield from part.lines
    elif isinstance(part, Struct):
        for name in part.__struct_fields__:
            value = getattr(part, name)
            yield from value if name == "unread" else held(value)
    elif isinstance(part, list):
        for one in part:
            yield from held(one)
