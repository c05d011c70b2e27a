"""Facts out of reads: what a read cannot tell becomes ``Unknown`` with its reason, never an empty list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dengbao.model import Fact, Known, Section, Undecided, Unknown
from parsers.linux.document import FILE, Document, FileLine, Line, Read

T = TypeVar("T")
_SETTING = re.compile(r"\s*([\w.-]+)\s*=\s*(.*?)\s*(?:#.*)?$")


def fact(build: Callable[[], Fact[T]]) -> Fact[T]:
    """Build a fact; evidence that does not suffice makes it unknown."""
    try:
        return build()
    except Undecided as error:
        return Unknown(error.why, error.lines, error.file)


def section(build: Callable[[], list[T]], none: str) -> Section[T]:
    """Build a section; ``none`` says on what an empty one rests."""
    try:
        return Section(items=build(), missing="", none=none, file=FILE)
    except Undecided as error:
        return Section(missing=error.why, file=FILE)


def ended(value: T, *reads: Read) -> Known[T]:
    """A fact that rests on what reads did not print."""
    return Known(value, tuple(read.number for read in reads if read.number), FILE)


def not_so(*reads: Read) -> Known[bool]:
    """It is not so, as reads did not print it."""
    return ended(False, *reads)  # noqa: FBT003 - the value itself


def numbers(lines: Iterable[Line | FileLine]) -> tuple[int, ...]:
    """The numbers of lines."""
    return tuple(line.number for line in lines)


def settings(document: Document, lines: Iterable[FileLine], *, mark: str = "#") -> Iterator[tuple[str, str, FileLine]]:
    """Go through ``key = value`` lines of a file; comments and sections are irrelevant, other lines not understood."""
    for line in lines:
        text = line.text.strip()
        if not text or text.startswith(mark) or (text.startswith("[") and text.endswith("]")):
            document.skip(line.number)
        elif match := _SETTING.fullmatch(text):
            document.use(line.number)
            yield match[1].lower(), match[2].strip("\"'"), line


def number(text: str) -> int:
    """Read a whole number.

    Raises:
        Undecided: it is none.
    """
    try:
        return int(text)
    except ValueError:
        raise Undecided(f"看不懂数值“{text[:40]}”") from None
