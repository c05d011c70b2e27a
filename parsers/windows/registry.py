r"""Registry values as facts, whichever evidence has them: the collector's document, or a security template's export.

A value that the collector looked for and did not find takes its default, where Microsoft documents one; a value that an
export does not list says nothing, as an export lists only what its template knows and what exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from dengbao.model import Absent, Fact, Known, Unknown, Unsupported
from parsers.grammar import IRRELEVANT, UNREAD
from parsers.windows.document import FILE, Document, Spot
from parsers.windows.export import Export
from parsers.windows.facts import Binary, Value, Values
from parsers.windows.idle import IDLE_KEYS, IDLE_VALUES

T = TypeVar("T")

CCS = "HKLM\\SYSTEM\\CurrentControlSet\\"
POL = "HKLM\\SOFTWARE\\Policies\\Microsoft\\"
CV = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
NT = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\"

_IDLE_KEYS = tuple(IDLE_KEYS)

Default = Absent[T] | Unknown | Unsupported


class Registry:
    r"""All registry values of the evidence, by full name: ``HKLM\…\key\value``, in any case of letters."""

    def __init__(self, document: Document, export: Export) -> None:
        """Take both kinds of evidence; the collector's goes first."""
        self._document, self._export = document, export
        self._part = document.part("registry", dict[str, Values])
        self._keys: dict[str, tuple[dict[str, Value], dict[str, Spot]]] = {}
        if self._part.data is not None:
            for (path, values), (_, spot) in zip(self._part.data.items(), self._part.spot.each(), strict=True):
                spots = {name.lower(): inside for name, inside in spot.each()}
                idle = path.lower().endswith(_IDLE_KEYS)
                for name, inside in spots.items():
                    document.status[inside.line - 1] = IRRELEVANT if idle or name in IDLE_VALUES else UNREAD
                self._keys[path.lower()] = ({name.lower(): value for name, value in values.items()}, spots)

    def first(self, *names: str, read: Callable[[Value], T | None], absent: Default[T]) -> Fact[T]:
        """The first of several values that exists, such as a policy before the local setting.

        Args:
            names: full names, the strongest first.
            read: makes sense of a value; None where it has none.
            absent: what holds where none exists.
        """
        facts = [fact for name in names if (fact := self._one(name, read)) is not None]  # all of them are looked at
        return facts[0] if facts else absent

    def _one(self, name: str, read: Callable[[Value], T | None]) -> Fact[T] | None:
        """One value as a fact; None where it surely does not exist."""
        path, _, value_name = name.lower().rpartition("\\")
        if path in self._keys:
            values, spots = self._keys[path]
            if value_name not in values:
                return Unknown(f"采集结果没有查看注册表值 {name}")
            self._document.use(spots[value_name].line)
            value, lines = values[value_name], (spots[value_name].line,)
            return None if value is None else _made(read(value), name, lines, FILE)
        if found := self._export.registry.get(name.lower()):
            self._export.use(found.number)
            return _made(read(found.value), name, (found.number,), self._export.file)
        if self._document.failed(f"registry:{name.rpartition(chr(92))[0]}"):
            return Unknown(self._document.why(f"registry:{name.rpartition(chr(92))[0]}"))
        if self._part.data is None:
            return Unknown(self._part.why if not self._export.text else f"导出文件没有列出 {name},不能据此判断")
        return Unknown(f"采集结果没有注册表项 {name.rpartition(chr(92))[0]}")

    def key(self, path: str) -> Iterator[tuple[str, Value, int]] | None:
        """All values that exist in a key, each with its line; None where the key was not looked at."""
        found = self._keys.get(path.lower().rstrip("\\"))
        if found is None:
            return None
        values, spots = found
        self._document.use(*(spot.line for spot in spots.values()))
        return ((name, value, spots[name].line) for name, value in values.items() if value is not None)


def _made(value: T | None, name: str, lines: tuple[int, ...], file: str) -> Fact[T]:
    return Unknown(f"注册表值 {name} 无法识别", lines, file) if value is None else Known(value, lines, file)


def number(value: Value) -> int | None:
    """A DWORD, or a number written as text."""
    if isinstance(value, str):
        return int(value) if value.strip().isdecimal() else None
    return value if isinstance(value, int) else None


def on(value: Value) -> bool | None:
    """A switch: any number but 0."""
    return None if (found := number(value)) is None else found != 0


def off(value: Value) -> bool | None:
    """A switch that denies: 0 is true."""
    return None if (found := number(value)) is None else found == 0


def text(value: Value) -> str | None:
    """A string; a list is joined."""
    if isinstance(value, list):
        return " ".join(value)
    return value if isinstance(value, str) else None


def exists(value: Value) -> bool | None:
    """Whether there is anything."""
    return bool(value.binary or value.present) if isinstance(value, Binary) else value not in ("", None, [])
