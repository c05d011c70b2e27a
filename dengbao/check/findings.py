"""What a check says: offenders with what was expected and what is; and how undecided parts are kept from hiding them.

A violation that stands whatever the unread lines may say is a failure; where they could change the verdict there is
none. So every helper here looks at all parts first: one offender is enough to fail, else one undecided part is enough
to raise ``Undecided``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

from dengbao.model import Absent, Fact, Known, Lines, NotApplicable, Section, Undecided, Unknown

T = TypeVar("T")


class Record(Protocol):
    """Anything of the model that can be named in a finding and points at its lines."""

    @property
    def key(self) -> str:
        """A stable name."""

    @property
    def lines(self) -> Lines:
        """Where it stands."""


R = TypeVar("R", bound=Record)


class Found(Struct, frozen=True, kw_only=True):
    """One offender. ``names`` fill the placeholders of the vendor's remedy; ``device`` is set by site-wide checks."""

    key: str
    expected: str
    actual: str
    lines: Lines = ()
    file: str = ""
    device: str = ""
    names: dict[str, str] = field(default_factory=dict)


class Findings(list[Found]):
    """What an assert of a check carries; false when there is nothing to find."""

    @staticmethod
    def of(error: AssertionError) -> Findings | None:
        """The findings that an assert carried; None when it carried none.

        An assert that pytest rewrote carries their repr in place of them, which names them.
        """
        said = error.args[0] if error.args else None
        if isinstance(said, str) and (match := _NAMED.search(said)):
            said = _SHOWN.get(int(match[1]))
        return said if isinstance(said, Findings) and said else None

    def __repr__(self) -> str:
        """Name them so that ``of`` finds them again."""
        _SHOWN.clear()
        _SHOWN[id(self)] = self
        return f"<Findings {id(self)}: {self}>"

    def __str__(self) -> str:
        """One line for a terminal: the first finding, and how many there are."""
        if not self:
            return "没有发现"
        more = f"(共 {len(self)} 项)" if len(self) > 1 else ""
        return f"{self[0].key}:应{self[0].expected},实为{self[0].actual}{more}"


_SHOWN: dict[int, Findings] = {}  # the last one shown: a rewritten assert keeps nothing else of it alive
_NAMED = re.compile(r"<Findings (\d+): ")


def offending(records: Iterable[R], predicate: Callable[[R], object]) -> list[R]:
    """Pick the records that violate a policy.

    Args:
        records: of one section of the model.
        predicate: true for an offender.

    Returns:
        The offenders, in order.

    Raises:
        Undecided: there is none for certain, but some record was not understood or its facts are unknown.
        NotApplicable: there are records, and the question applies to none of them.
    """
    offenders: list[R] = []
    undecided: list[Undecided] = []
    inapplicable: list[NotApplicable] = []
    total = 0
    for record in records:
        total += 1
        unread = getattr(record, "unread", ())
        if unread:
            undecided.append(Undecided(f"{record.key} 有没有读懂的行", tuple(unread)))
            continue
        try:
            if predicate(record):
                offenders.append(record)
        except Undecided as why:
            undecided.append(Undecided(f"{record.key}:{why.why}", why.lines or record.lines, why.file))
        except NotApplicable as why:
            inapplicable.append(why)
    if not offenders and undecided:
        raise Undecided(
            ";".join(part.why for part in undecided[:3]), tuple(n for part in undecided for n in part.lines)
        )
    if total and len(inapplicable) == total:
        raise inapplicable[0]
    return offenders


def together(*sections: Section[Any]) -> list[Any]:
    """Join sections of a device, passing over those that its platform cannot have.

    Raises:
        NotApplicable: it can have none of them.
    """
    supported = [section for section in sections if not section.unsupported]
    if not supported:
        raise NotApplicable(sections[0].unsupported, never=True)
    return [record for section in supported for record in section]


def either(*facts: Fact[bool]) -> Fact[bool]:
    """Whether one of several facts holds: the first that does, else the first not known, else any."""
    known = [fact for fact in facts if isinstance(fact, (Known, Absent))]
    unknown = [fact for fact in facts if isinstance(fact, Unknown)]
    return next((fact for fact in known if fact.value), (unknown or known or list(facts))[0])


def findings(
    offenders: Iterable[R],
    *,
    expected: str,
    actual: str | Callable[[R], str],
    names: Callable[[R], dict[str, str]] | None = None,
    lines: Callable[[R], Lines] = lambda record: record.lines,
) -> Findings:
    """Say of each offender what was expected and what is.

    Args:
        offenders: from ``offending``.
        expected: what the policy asks, the same for all.
        actual: what is, or how to say it of one offender.
        names: placeholders of the remedy; by default the record's name, if it has one.
        lines: what proves it; by default the record's own lines.

    Returns:
        The findings, to be carried by an assert.
    """
    return Findings(
        Found(
            key=record.key,
            expected=expected,
            actual=actual if isinstance(actual, str) else actual(record),
            lines=lines(record),
            file=str(getattr(record, "file", "")),
            names=names(record) if names else {"name": str(getattr(record, "name", ""))},
        )
        for record in offenders
    )


class Need(Struct, frozen=True, kw_only=True):
    """A fact that must hold; judged by ``lacking``."""

    fact: Any
    holds: Callable[[Any], bool]
    key: str
    expected: str
    actual: str | Callable[[Any], str]
    names: dict[str, str]


def need(
    fact: Fact[T],
    holds: Callable[[T], bool],
    *,
    key: str,
    expected: str,
    actual: str | Callable[[T], str] = "{}",
    **names: str,
) -> Need:
    """Ask a fact to hold.

    Args:
        fact: from the model.
        holds: true when its value complies.
        key: the finding's stable name, such as ``password-policy:min-length``.
        expected: what the policy asks.
        actual: what is, or how to say it of the value; ``{}`` is replaced by the value.
        names: placeholders of the remedy.

    Returns:
        The demand, for ``lacking``.
    """
    return Need(fact=fact, holds=holds, key=key, expected=expected, actual=actual, names=names)


def lacking(*needs: Need) -> Findings:
    """Judge several facts at once.

    Returns:
        A finding for each that does not hold; empty when all do. What does not apply is passed over.

    Raises:
        Undecided: none is violated for certain, but some are not known.
        NotApplicable: none applies.
    """
    found, undecided, inapplicable = Findings(), [], []
    for one in needs:
        try:
            value = one.fact.value
            holds = one.holds(value)
        except Undecided as why:
            undecided.append(Undecided(why.why, why.lines or one.fact.lines, why.file or one.fact.file))
            continue
        except NotApplicable as why:
            inapplicable.append(why)
            continue
        if not holds:
            why_absent = f"({one.fact.why})" if not one.fact.lines and hasattr(one.fact, "why") else ""
            found.append(
                Found(
                    key=one.key,
                    expected=one.expected,
                    actual=(one.actual(value) if callable(one.actual) else one.actual.format(_words(value)))
                    + why_absent,
                    lines=one.fact.lines,
                    file=one.fact.file,
                    names=one.names,
                )
            )
    if not found and undecided:
        raise undecided[0]
    if needs and len(inapplicable) == len(needs):
        raise inapplicable[0]
    return found


def combined(*parts: Callable[[], Findings]) -> Findings:
    """Judge several parts of a policy, so that what is not known of one hides no violation of another.

    Args:
        parts: each gives its findings, or raises as ``lacking`` and ``offending`` do.

    Returns:
        All findings.

    Raises:
        Undecided: there is none for certain, but some part is not known.
        NotApplicable: no part applies.
    """
    found, undecided, inapplicable = Findings(), [], []
    for part in parts:
        try:
            found += part()
        except Undecided as why:
            undecided.append(why)
        except NotApplicable as why:
            inapplicable.append(why)
    if not found and undecided:
        raise undecided[0]
    if parts and len(inapplicable) == len(parts):
        raise inapplicable[0]
    return found


def _words(value: object) -> str:
    """Say a value in the report's language."""
    if isinstance(value, bool):
        return "启用" if value else "未启用"
    if isinstance(value, (frozenset, tuple, list)):
        return "、".join(sorted(map(str, value))) or "无"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if value not in {None, ""} else "无"
