"""``windows.json``, the collector's document: its sections as records, each value with its line, or why it lacks.

A document that is cut off, of another schema or platform is kept as such: every section of it then says why it tells
nothing, so that whatever rests on it is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from dengbao.model import Fact, Known, Lines, Section, Unknown, Unsupported
from parsers.grammar import IRRELEVANT, USED
from parsers.windows.idle import IDLE
from parsers.windows.lines import Place, Tree, places

T = TypeVar("T")
R = TypeVar("R")
FILE = "windows.json"
SCHEMA = "windows-facts/1"
_MESSAGE_MOST = 80


class Spot:
    """A value of the document, and where it and what is inside it stands."""

    __slots__ = ("_tree", "raw")

    def __init__(self, raw: Any, tree: Tree) -> None:  # noqa: ANN401 - any JSON value
        """Keep both."""
        self.raw, self._tree = raw, tree

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self._tree.line if isinstance(self._tree, Place) else self._tree

    @property
    def lines(self) -> Lines:
        """The line that it begins on, and those of what is directly inside."""
        return (self.line, *(spot.line for _, spot in self.each()))

    def at(self, *keys: str) -> Lines:
        """The lines of values by their keys; a key that is not there has none."""
        tree = self._tree
        if not (isinstance(self.raw, dict) and isinstance(tree, Place)):
            return ()
        names = list(self.raw)
        found = (tree.inside[names.index(key)] for key in keys if key in self.raw)
        return tuple(place.line if isinstance(place, Place) else place for place in found)

    def into(self, key: str) -> Spot | None:
        """The value of a key; None where it is not there."""
        if not (isinstance(self.raw, dict) and isinstance(self._tree, Place) and key in self.raw):
            return None
        return Spot(self.raw[key], self._tree.inside[list(self.raw).index(key)])

    def nth(self, index: int) -> Spot:
        """The value at a place of an array."""
        assert isinstance(self._tree, Place)
        return Spot(self.raw[index], self._tree.inside[index])

    def each(self) -> Iterator[tuple[str, Spot]]:
        """Go through the values inside, with their keys (empty in an array)."""
        if isinstance(self._tree, Place):
            keyed = self.raw.items() if isinstance(self.raw, dict) else (("", value) for value in self.raw)
            for (key, value), tree in zip(keyed, self._tree.inside, strict=True):
                yield key, Spot(value, tree)


class Part(Struct, Generic[T]):
    """A section: ``data`` as records, or None with ``why``; ``unsupported`` where such a host has none."""

    data: T | None
    spot: Spot
    why: str = ""
    unsupported: str = ""

    def lacking(self) -> Unknown | Unsupported:
        """What every fact of a section that is not there comes to."""
        return Unsupported(self.unsupported) if self.unsupported else Unknown(self.why)

    def known(self, value: R | None, *keys: str) -> Fact[R]:
        """A value of the section as a fact; null is not known."""
        if self.data is None:
            return self.lacking()
        return said(value, self.spot.at(*keys), keys[0])

    def missing(self) -> Section[Any]:
        """The same for a section of the model."""
        return Section(missing=self.why, unsupported=self.unsupported, file=FILE)


def said(value: R | None, lines: Lines, name: str) -> Fact[R]:
    """What the document says of one thing; null is not known."""
    return Unknown(f"采集结果没有给出该项({name})", lines, FILE) if value is None else Known(value, lines, FILE)


def listed(part: Part[list[T]], make: Callable[[T, Spot], R | None]) -> Section[R]:
    """Make a section of the model of an array; records for which ``make`` gives None are passed over."""
    if part.data is None:
        return part.missing()
    pairs = zip(part.data, part.spot.each(), strict=True)
    items = [item for data, (_, spot) in pairs if (item := make(data, spot)) is not None]
    return Section(items=items, missing="", none="采集结果中没有这一项", file=FILE)


class Document:
    """The document as it was read; ``trouble`` says in one line why nothing can be taken from it, if so."""

    def __init__(self, text: str | None) -> None:
        """Read a text; None where there is none."""
        self.status = bytearray()
        self._parts: dict[str, Part[Any]] = {}
        self._errors: dict[str, Any] = {}
        self._root = Spot({}, 0)
        self.trouble = f"没有 {FILE}(采集脚本的结果),须用采集脚本取得" if text is None else self._read(text)

    def _read(self, text: str) -> str:
        self.status = bytearray(len(text.rstrip("\n").split("\n")))
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            return f"{FILE} 不完整或已损坏,不是一份完整的 JSON:请重新采集"
        if not isinstance(data, dict) or "schema" not in data:
            return f"{FILE} 不是采集脚本的结果(没有 schema):请重新采集"
        if data["schema"] != SCHEMA:
            return (
                f"{FILE} 的格式是 {str(data['schema'])[:_MESSAGE_MOST]},本版本只读 {SCHEMA}:请用配套的采集脚本重新采集"
            )
        if not isinstance(data.get("sections"), dict) or not isinstance(data.get("errors"), dict):
            return f"{FILE} 缺少 sections 或 errors,不完整:请重新采集"
        try:
            root = Spot(data, places(text, data))
        except (ValueError, RecursionError):
            return f"{FILE} 有重复的键或层次过深,已损坏或被改动:请重新采集"
        self._root, self._errors = root, data["errors"]
        for key, spot in root.each():
            if key == "sections":
                self._frame(spot)
            else:
                self._account(spot, USED)
        self._frame(root)
        return ""

    def _frame(self, spot: Spot) -> None:
        """Account the two ends of a container as irrelevant."""
        if isinstance(place := spot._tree, Place):  # noqa: SLF001 - its own kind
            self.status[place.line - 1] = self.status[place.last - 1] = IRRELEVANT

    def part(self, name: str, kind: type[T]) -> Part[T]:
        """Read a section.

        Args:
            name: of the section.
            kind: what its value is made of.

        Returns:
            The section; without data where it is null (the collector says why) or not as the schema has it.
        """
        if (known := self._parts.get(name)) is None:
            known = self._parts[name] = self._read_part(name, kind)
        return known

    def _read_part(self, name: str, kind: type[T]) -> Part[T]:
        sections = self._root.into("sections")
        spot = sections.into(name) if sections else None
        if self.trouble or spot is None:
            return Part(None, self._root, self.trouble or f"{FILE} 没有 {name} 部分,不完整")
        if spot.raw is None:
            self.status[spot.line - 1] = USED
            return Part(None, spot, self.why(name), self._unsupported(name))
        try:
            data = msgspec.convert(spot.raw, kind)
        except msgspec.ValidationError as error:
            return Part(None, spot, f"{FILE} 的 {name} 部分与格式不符({_place(error)})")
        self._account(spot, USED, IDLE.get(name, {}))
        return Part(data, spot)

    def why(self, name: str) -> str:
        """Why a section or a part of one (``firewall.active``) is null, as the collector says."""
        error = self._errors.get(name)
        if not isinstance(error, dict):
            return f"采集结果的 {name} 为空,没有说明原因"
        kind, message = str(error.get("type", "")), " ".join(str(error.get("message", "")).split())[:_MESSAGE_MOST]
        if kind == "denied":
            return f"采集帐户没有管理员权限,读不到 {name}"
        if kind == "missing":
            return f"这台主机没有读取 {name} 所需的命令或组件({message})"
        return f"采集 {name} 时出错({kind}:{message})"

    def failed(self, name: str) -> bool:
        """Whether the collector reported an error of this name."""
        return name in self._errors

    def kind(self, name: str) -> str:
        """The kind of an error: ``missing``, ``denied``, ``not_applicable``, or a .NET type; empty where none is."""
        error = self._errors.get(name)
        return str(error.get("type", "")) if isinstance(error, dict) else ""

    def errors(self, prefix: str) -> list[tuple[str, int]]:
        """The errors whose names begin so: what follows in the name, and the line."""
        spot = self._root.into("errors")
        found = spot.each() if spot else ()
        return [(name.removeprefix(prefix), at.line) for name, at in found if name.startswith(prefix)]

    def use(self, *lines: int) -> None:
        """Account lines as used."""
        for line in lines:
            self.status[line - 1] = USED

    def _unsupported(self, name: str) -> str:
        error = self._errors.get(name)
        applies = isinstance(error, dict) and error.get("type") == "not_applicable"
        return f"这类主机没有该项({name})" if applies else ""

    def _account(self, spot: Spot, status: int, idle: dict[str, Any] | None = None) -> None:
        """Account a value with all inside it; brackets are irrelevant, so is what ``idle`` names."""
        _mark(self.status, spot.raw, spot._tree, status, idle or {})  # noqa: SLF001 - its own kind


def _mark(status: bytearray, raw: Any, tree: Tree, kind: int, idle: dict[str, Any]) -> None:  # noqa: ANN401 - any JSON
    if not isinstance(tree, Place):
        status[tree - 1] = kind
        return
    status[tree.line - 1] = kind
    if isinstance(tree.inside, range):  # scalars alone, one a line
        status[tree.line : tree.last - 1] = bytes((kind,)) * len(tree.inside)
        names = list(raw) if idle and type(raw) is dict else []
        for key in idle:
            if key in names:
                status[tree.inside[names.index(key)] - 1] = IRRELEVANT
    elif type(raw) is dict:
        for (key, value), inside in zip(raw.items(), tree.inside, strict=True):
            rule = idle.get(key, {})
            if isinstance(rule, str):
                _mark(status, value, inside, IRRELEVANT, {})
            else:
                _mark(status, value, inside, kind, rule)
    else:
        for value, inside in zip(raw, tree.inside, strict=True):
            _mark(status, value, inside, kind, idle)
    if tree.last != tree.line:
        status[tree.last - 1] = IRRELEVANT


def _place(error: msgspec.ValidationError) -> str:
    """The place that a validation error names, without its English."""
    _, _, path = str(error).rpartition("`$")
    return f"${path.rstrip('`')}" if path else "结构"
