"""What a check sees of a device: every value of the model that it reads, in order, line numbers aside.

Two devices that look the same to a check cannot be told apart by it. The model's classes are taught to tell what is
read of them, since a check must see the very objects (it asks for their types, and rulesets are built of them).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

import dengbao.model
from dengbao.check import Check
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import Outcome, evaluate

_PLACES = frozenset({"lines", "file", "coverage", "policy_routes", "site", "limits"})


def seen(check: Check, reader: Reader) -> tuple[Outcome, list[Any]]:
    """Judge a device, and note what the check saw of it."""
    sights: list[Any] = []
    with _watched(sights):
        outcome = evaluate(check, reader)
    return outcome, sights


@contextmanager
def _watched(sights: list[Any]) -> Iterator[None]:
    def tell(self: Any, name: str) -> Any:  # noqa: ANN401 - whatever the model holds
        value = object.__getattribute__(self, name)
        if name in type(self).__struct_fields__ and name not in _PLACES:
            if name == "unread":
                sights.append(bool(value))
            elif isinstance(value, list):
                sights.append((type(self).__name__, name, len(value)))
            elif value and isinstance(value, (tuple, frozenset)) and all(isinstance(one, str) for one in value):
                sights.extend((type(self).__name__, name, one) for one in sorted(value))
            elif not isinstance(value, Struct) or type(value).__struct_config__.frozen:
                sights.append((type(self).__name__, name, _plain(value)))
        return value

    for one in _CONTAINERS:
        one.__getattribute__ = tell  # type: ignore[method-assign]
    try:
        yield
    finally:
        for one in _CONTAINERS:
            del one.__getattribute__


def everything(reader: Reader) -> Any:  # noqa: ANN401 - whatever the model holds
    """All that the device says, to be held against another reading of it."""
    return _plain(reader.model)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever the model holds
    """The value without the places where it stands."""
    if isinstance(value, Struct):
        names = (name for name in value.__struct_fields__ if name not in _PLACES)
        return type(value).__name__, *(
            bool(getattr(value, name)) if name == "unread" else _plain(getattr(value, name)) for name in names
        )
    if isinstance(value, (tuple, list)):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple((key, _plain(one)) for key, one in value.items())
    return value


def _containers() -> list[type[Struct]]:
    """The classes of the model that hold facts and records; frozen ones are values."""
    modules = [
        importlib.import_module(f"dengbao.model.{one.name}") for one in pkgutil.iter_modules(dengbao.model.__path__)
    ]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Struct) and one.__module__ == module.__name__
        if not one.__struct_config__.frozen
    ]


_CONTAINERS = _containers()
