"""Facts: what a parser knows of one thing, with the lines that it rests on, or why it does not know.

A fact is one of four. ``Known``: read from the text. ``Absent``: the text says nothing and the platform's default for
this version is confirmed. ``Unknown``: not read, not understood, or a default that nobody confirmed. ``Unsupported``:
this platform has no such thing, so that a check does not apply. Reading the value of an ``Unknown`` raises
``Undecided``: what is not known can never become a pass by accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, NoReturn, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
Lines = tuple[int, ...]
"""Line numbers from 1, in the device's configuration unless ``file`` names another output."""


class Undecided(Exception):  # noqa: N818 - an outcome, not a mistake
    """The evidence does not suffice for a verdict.

    Args:
        why: one Chinese clause for the report.
        lines: the lines that were not understood.
        file: the output that holds them; the configuration when empty.
    """

    def __init__(self, why: str, lines: Lines = (), file: str = "") -> None:
        """Keep the parts for the report."""
        super().__init__(why)
        self.why, self.lines, self.file = why, lines, file


class NotApplicable(Exception):  # noqa: N818 - an outcome, not a mistake
    """The check asks for something that this device does not have; ``why`` goes into the report.

    ``never``: its platform cannot have it, whatever lines were not understood.
    """

    def __init__(self, why: str, *, never: bool = False) -> None:
        """Keep the reason for the report."""
        super().__init__(why)
        self.why, self.never = why, never


class Manual(Exception):  # noqa: N818 - an outcome, not a mistake
    """Only a person can decide it, and nobody has vouched yet; ``why`` names the document to show."""

    def __init__(self, why: str) -> None:
        """Keep what is to be shown."""
        super().__init__(why)
        self.why = why


class Known(Struct, Generic[T], frozen=True):
    """A value read from the lines named."""

    value: T
    lines: Lines = ()
    file: str = ""

    def __bool__(self) -> bool:
        """Tell the truth of the value."""
        return bool(self.value)


class Absent(Struct, Generic[T], frozen=True):
    """Nothing configured: ``value`` is the platform's confirmed default and ``why`` says so (for the report)."""

    value: T
    why: str

    @property
    def lines(self) -> Lines:
        """No line says it."""
        return ()

    @property
    def file(self) -> str:
        """No output says it."""
        return ""

    def __bool__(self) -> bool:
        """Tell the truth of the default."""
        return bool(self.value)


class Unknown(Struct, frozen=True):
    """Not known: ``why`` for the report, and the lines that were not understood."""

    why: str = "解析器没有读到这一项"
    lines: Lines = ()
    file: str = ""

    @property
    def value(self) -> NoReturn:
        """Refuse to answer."""
        raise self._undecided()

    def __bool__(self) -> NoReturn:
        """Refuse to answer."""
        raise self._undecided()

    def _undecided(self) -> Undecided:
        why = "没有读懂有关的配置行" if self.lines and self.why == UNREAD.why else self.why
        return Undecided(why, self.lines, self.file)


class Unsupported(Struct, frozen=True):
    """This platform has no such thing; ``why`` for the report."""

    why: str
    lines: Lines = ()
    file: str = ""

    @property
    def value(self) -> NoReturn:
        """Say that the question does not apply."""
        raise NotApplicable(self.why, never=True)

    def __bool__(self) -> NoReturn:
        """Say that the question does not apply."""
        raise NotApplicable(self.why, never=True)


Fact = Known[T] | Absent[T] | Unknown | Unsupported
UNREAD = Unknown()


class Topic(Struct, kw_only=True):
    """A part of the model whose lines stand together, such as SNMP.

    ``unread`` are the lines that belong to it and were not understood: whatever is read of this topic is doubtful then.
    ``file`` is the output that the lines are of (the configuration when empty).
    """

    unread: list[int] = field(default_factory=list)
    file: str = ""


class Section(Topic, Generic[T], kw_only=True):
    """All things of one kind, in the order of the configuration. Empty is a fact: there is none.

    ``missing`` says why nothing can be said (the parser does not read it, the output was not gathered); iterating
    raises ``Undecided`` then. ``unsupported`` says that the platform has no such thing; iterating raises
    ``NotApplicable``. ``none`` says on what an empty section rests.
    """

    items: list[T] = field(default_factory=list)
    missing: str = "解析器没有读到这一部分"
    unsupported: str = ""
    none: str = "配置中没有这一项"

    def __iter__(self) -> Iterator[T]:
        """Go through the things, in order."""
        if self.unsupported:
            raise NotApplicable(self.unsupported, never=True)
        if self.missing:
            raise Undecided(self.missing)
        return iter(self.items)

    def __len__(self) -> int:
        """Count the things."""
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return len(self) > 0


def section() -> Any:  # noqa: ANN401 - one factory for sections of every kind
    """Give a part of the model a section that nobody has read yet."""
    return field(default_factory=Section)
