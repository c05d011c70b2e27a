"""Rules in order with the action that ends them: an ACL, or the policies of a firewall, ready to be asked.

What a rule matches is not always known, so that there are two readings. The *closed* reading lets through only what is
certain to pass, as far as lines and names were understood; the *open* one lets through what may. Where both agree there
is an answer, else none. Applications, users, schedules and domain names are understood, but have no numbers: they
count as "at most" in both readings, so that a permit lets all of it through (sometimes, for some users: it can pass)
and a deny stops none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from dengbao.model import Acl, Action, Fact, Lines, NotApplicable, Rule, Section, Undecided
from dengbao.packets.index import Index
from dengbao.packets.lower import Reading, boxes, is_exact, is_resolved
from dengbao.packets.packet import Packet
from dengbao.packets.space import EVERYTHING, ZONE_MAX, Axis, Box, narrowed


class Condition(Struct, frozen=True):
    """What a rule asks for beyond the packet. ``apart``: the address translation that a rule belongs to."""

    applications: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    schedule: str = ""
    vrf: str = ""
    apart: frozenset[str] = frozenset()

    def is_within(self, other: Condition) -> bool:
        """Whether whatever fulfils this one fulfils the other, too."""
        return (
            (not other.applications or frozenset() < self.applications <= other.applications)
            and (not other.users or frozenset() < self.users <= other.users)
            and other.schedule in {"", self.schedule}
            and other.vrf in {"", self.vrf}
            and self.apart == other.apart
        )

    def words(self) -> str:
        """Say in Chinese what was not weighed; "" when nothing was."""
        parts = (("应用", self.applications), ("用户", self.users), ("时间段", self.schedule))
        named = "、".join(word for word, value in parts if value)
        return f"(限定了{named},按可以通过计)" if named else ""


NO_CONDITION = Condition()


class Entry(Struct):
    """One rule that works, with its place in the order from 0. ``permits`` is None for an action not understood."""

    place: int
    rule: Rule
    permits: bool | None
    condition: Condition
    zones: tuple[str, ...]
    exact: bool
    _known: dict[Reading, tuple[Box, ...]] = field(default_factory=dict)

    def boxes(self, reading: Reading) -> tuple[Box, ...]:
        """What it matches, its condition aside."""
        key = _ANY_READING if self.exact else reading
        if key not in self._known:
            self._known[key] = boxes(self.rule, self.zones, key)
        return self._known[key]

    @property
    def is_read(self) -> bool:
        """Whether all of its lines and names were understood."""
        return self.permits is not None and not self.rule.unread and is_resolved(self.rule)

    @property
    def most(self) -> tuple[Box, ...]:
        """What it matches at most; everything when a line of it was not understood."""
        return (EVERYTHING,) if self.rule.unread else self.boxes(Reading(other=True, unread=True))

    @property
    def least(self) -> tuple[Box, ...]:
        """What it matches at least, its condition fulfilled; nothing when a line of it was not understood."""
        return () if self.rule.unread or self.permits is None else self.boxes(Reading(other=False, unread=False))


_ANY_READING = Reading(other=True, unread=True)


class Ordered(Struct, frozen=True):
    """The boxes of all rules in one reading: whose each is (None: of lines not understood), and whether it permits.

    ``starts`` is the number of a rule's first box, by the rule's place.
    """

    index: Index
    owners: list[Entry | None]
    permits: list[bool]
    default: bool
    permitting: Sequence[int]
    denying: Sequence[int]
    starts: dict[int, int]


class Ruleset:
    """Rules in order. ``unread`` are lines among them that were not understood: any of them may be a rule."""

    def __init__(
        self,
        rules: Iterable[Rule],
        default: Fact[Action] | Action,
        *,
        unread: Lines = (),
        as_of: dt.date | None = None,
        apart: Collection[str] = (),
    ) -> None:
        """Take the rules that work.

        Args:
            rules: in the order in which they are tried; those that are off are left out.
            default: what happens to a packet that none matches.
            unread: lines that were not understood.
            as_of: rules whose time was over by then are left out.
            apart: address translations: rules whose destination names one compare with none but those that do, too.
        """
        today = as_of.isoformat() if as_of else ""
        live = [rule for rule in rules if rule.enabled and not (rule.until and today and rule.until < today)]
        self.zones = tuple(sorted({name.casefold() for rule in live for name in _zones(rule)}))
        self.default, self.unread = _default(default), unread
        self.entries = [self._entry(place, rule, frozenset(apart)) for place, rule in enumerate(live)]
        self._ordered: dict[bool, Ordered] = {}

    @classmethod
    def of_acl(cls, acl: Acl) -> Ruleset:
        """The rules of an access list.

        Raises:
            Undecided: it matches frames or user-defined bytes, not packets.
        """
        if acl.kind not in {"basic", "advanced"}:
            raise Undecided(f"访问控制列表 {acl.name} 不是按 IP 报文匹配的", acl.lines)
        return cls(acl.rules, acl.default, unread=tuple(acl.unread))

    def _entry(self, place: int, rule: Rule, apart: frozenset[str]) -> Entry:
        condition = Condition(
            frozenset(rule.applications),
            frozenset(rule.users),
            rule.schedule or rule.until,
            rule.vrf,
            frozenset(term.ref for term in rule.destinations if term.ref in apart),
        )
        permits = {"permit": True, "deny": False}.get(rule.action)
        return Entry(place, rule, permits, condition, self.zones, is_exact(rule))

    def renumbered(self, zones: tuple[str, ...]) -> Ruleset:
        """The same rules with zones numbered by their place in ``zones``, which holds at least their own."""
        other = Ruleset((), "deny", unread=self.unread)
        other.default, other.zones = self.default, zones
        other.entries = [replace(entry, zones=zones, _known={}) for entry in self.entries]
        return other

    def between(self, source: str = "", destination: str = "") -> Box:
        """All packets from one zone to another; "" for any zone."""
        names = zip((Axis.FROM_ZONE, Axis.TO_ZONE), (source.casefold(), destination.casefold()), strict=True)
        return narrowed(EVERYTHING, [(axis, (self._zone(name),) * 2) for axis, name in names if name])

    def _zone(self, name: str) -> int:
        return self.zones.index(name) if name in self.zones else ZONE_MAX

    def ordered(self, *, closed: bool) -> Ordered:
        """The boxes in one reading; built once."""
        if closed not in self._ordered:
            self._ordered[closed] = self._read(closed=closed)
        return self._ordered[closed]

    def _read(self, *, closed: bool) -> Ordered:
        found: list[Box] = []
        owners: list[Entry | None] = []
        permits: list[bool] = []
        starts: dict[int, int] = {}
        for entry, passes, parts in self._parts(closed=closed):
            if entry:
                starts[entry.place] = len(found)
            found.extend(parts)
            owners.extend([entry] * len(parts))
            permits.extend([passes] * len(parts))
        index = Index(found)
        default = self.default if self.default is not None else not closed
        permitting, denying = (
            index.sets(number for number, passes in enumerate(permits) if passes is side) for side in (True, False)
        )
        return Ordered(index, owners, permits, default, permitting, denying, starts)

    def _parts(self, *, closed: bool) -> Iterator[tuple[Entry | None, bool, tuple[Box, ...]]]:
        for entry, passes, reading in self.readings(closed=closed):
            yield entry, passes, (EVERYTHING,) if entry is None or reading is None else entry.boxes(reading)

    def readings(self, *, closed: bool) -> Iterator[tuple[Entry | None, bool, Reading | None]]:
        """How each rule counts in one reading, in order.

        Yields:
            The rule (None: lines that were not understood, any of which may be one), whether it lets packets through,
            and how its operands are to be read (None: it may match anything).
        """
        if self.unread:
            yield None, not closed, None
        for entry in self.entries:
            if entry.rule.unread:
                yield entry, not closed, None
            elif entry.permits is None:
                yield entry, not closed, _ANY_READING
            elif entry.permits:
                yield entry, True, Reading(other=True, unread=not closed)
            elif entry.condition == NO_CONDITION:
                yield entry, False, Reading(other=False, unread=closed)

    def decide(self, packet: Packet) -> tuple[bool, Entry | None]:
        """Whether a packet passes, and the rule that decides; None for the default.

        Raises:
            Undecided: it depends on lines or names that were not understood.
        """
        answers = []
        for closed in (True, False):
            ordered = self.ordered(closed=closed)
            number = ordered.index.first(packet.point(self.zones))
            answers.append(
                (ordered.default, None) if number is None else (ordered.permits[number], ordered.owners[number])
            )
        if answers[0][0] != answers[1][0]:
            raise self.doubt()
        return answers[0]

    @cached_property
    def is_clear(self) -> bool:
        """Whether both readings are the same."""
        return not self.unread and self.default is not None and all(entry.is_read for entry in self.entries)

    def doubt(self) -> Undecided:
        """Say what was not understood."""
        lines = list(self.unread)
        names = []
        for entry in self.entries:
            if not entry.is_read:
                lines += entry.rule.unread or entry.rule.lines[:1]
                names.append(f"规则“{entry.rule.name}”")
        what = "、".join(names[:3]) or ("有的行" if self.unread else "默认动作")
        return Undecided(f"{what}没有读懂,可能改变结论", tuple(lines))


def rulesets(
    policies: Section[Rule],
    default: Fact[Action],
    *,
    systems: Collection[str] = (),
    as_of: dt.date | None = None,
    apart: Collection[str] = (),
) -> dict[str, Ruleset]:
    """Part the policies of a firewall by virtual system, each with an order of its own.

    Args:
        policies: of the device.
        default: its default action, the same for all.
        systems: names of virtual systems; rules of any other context belong to the device itself, "".
        as_of: as for ``Ruleset``.
        apart: as for ``Ruleset``.

    Returns:
        The rules of each system by its name.

    Raises:
        Undecided: the policies were not read.
    """
    parts: dict[str, list[Rule]] = {}
    for rule in policies:
        parts.setdefault(rule.context if rule.context in systems else "", []).append(rule)
    unread = tuple(policies.unread)
    return {name: Ruleset(rules, default, unread=unread, as_of=as_of, apart=apart) for name, rules in parts.items()}


def _zones(rule: Rule) -> tuple[str, ...]:
    return (*rule.source_zones, *rule.destination_zones)


def _default(default: Fact[Action] | Action) -> bool | None:
    """Whether the default permits; None when it is not known."""
    try:
        action = default if isinstance(default, str) else default.value
    except (Undecided, NotApplicable):
        return None
    return {"permit": True, "deny": False}.get(action)
