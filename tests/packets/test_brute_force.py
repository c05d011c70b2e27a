"""Against enumeration: every question, on made rules with every feature, packet by packet."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from dengbao.model import Undecided
from dengbao.packets import (
    Analysis,
    Ruleset,
    deciding,
    difference,
    effective_words,
    exceptions,
    packet_of,
    passing,
)
from tests.packets import made, oracle

FAST, SLOW = 60, 12_000


def cases(count: int) -> range:
    return range(count)


def check_case(seed: int) -> None:
    chance = random.Random(seed)
    rules = made.rules(chance, chance.randrange(1, 9), plain=seed % 3 == 0)
    default = chance.choice(("permit", "deny"))
    ruleset = Ruleset(rules, default)
    packets = made.grid(chance, 400)
    live = [rule for rule in rules if rule.enabled]
    allows = default == "permit"
    judged = {
        closed: [oracle.decide(live, packet, closed=closed, default=allows) for packet in packets]
        for closed in (True, False)
    }
    decisions_agree(ruleset, packets, judged)
    shadows_agree(ruleset, packets)
    idle_rules_can_go(ruleset, packets, allows=allows)
    conflicts_agree(ruleset, packets)
    exceptions_agree(ruleset, packets, judged[True])
    passing_agrees(ruleset, chance, packets, judged, live, allows=allows)
    if seed % 2 == 0:
        versions_agree(ruleset, chance, rules, packets, default)


def decisions_agree(ruleset, packets, judged) -> None:
    for packet, one, other in zip(packets, judged[True], judged[False], strict=True):
        if one[0] != other[0]:
            with pytest.raises(Undecided):
                ruleset.decide(packet)
        else:
            allowed, entry = ruleset.decide(packet)
            assert (allowed, entry and entry.rule) == one


def shadows_agree(ruleset, packets) -> None:
    """What a shadowed rule may match, the others take, on the grid; a rule not shadowed shows a packet."""
    analysis = Analysis(ruleset)
    rules = [entry.rule for entry in ruleset.entries]
    for entry in analysis.shadowed():
        idle = analysis.shadowing(entry)
        named = [other.rule for other in idle.by]
        assert named
        assert all(other.place < entry.place for other in idle.by)
        for packet in packets:
            if entry.rule.unread or oracle.matches(entry.rule, packet, most=True):
                assert any(covers(rule, entry.rule, packet) for rule in named)
    index, starts = analysis._least.index, analysis._least.starts  # noqa: SLF001 - the witness is not of the interface
    shadowed = {entry.place for entry in analysis.shadowed()}
    for entry in ruleset.entries:
        if entry.place in shadowed or not entry.most:
            continue
        among = analysis._fulfilled[entry.condition]  # noqa: SLF001
        box = next(part for one in entry.most if (part := index.uncovered(one, starts[entry.place], among)))
        witness = cell_of(packet_of(box, ruleset.zones))
        assert entry.rule.unread or oracle.matches(entry.rule, witness, most=True)
        assert not any(covers(rule, entry.rule, witness) for rule in rules[: entry.place])


def covers(rule, other, packet) -> bool:
    """Whether a rule surely takes a packet that another rule would decide on."""
    return (
        rule.action != "other"
        and not rule.unread
        and oracle.narrower(other, rule)
        and oracle.matches(rule, packet, most=False)
    )


def idle_rules_can_go(ruleset, packets, *, allows: bool) -> None:
    """Without the rules named idle every packet fares as before: of any application, user and time, in every reading.

    A permit behind a deny of the same application never decides, though both readings, which count a deny that stops
    some packets as none, let its packets through: only for one application at a time nothing changes.
    """
    analysis = Analysis(ruleset)
    redundant = analysis.redundant()
    gone = {entry.place for entry in analysis.shadowed()} | {idle.entry.place for idle in redundant}
    rules = [entry.rule for entry in ruleset.entries]
    left = [rule for place, rule in enumerate(rules) if place not in gone]
    for idle in redundant:
        assert idle.by
        assert not {other.place for other in idle.by} & gone
        assert all(other.permits == idle.entry.permits for other in idle.by)
    for all_, fewer in oracle.worlds(rules, left) if gone else ():
        for packet in packets:
            for closed in (True, False):
                before = oracle.decide(all_, packet, closed=closed, default=allows)
                after = oracle.decide(fewer, packet, closed=closed, default=allows)
                assert before[0] == after[0]


def conflicts_agree(ruleset, packets) -> None:
    """Rules at odds share a packet and have one each for themselves; where the grid shows all three, they are named."""
    found = {}
    for earlier, later, box in Analysis(ruleset).conflicts():
        packet = cell_of(packet_of(box, ruleset.zones))
        assert earlier.place < later.place
        assert {earlier.permits, later.permits} == {True, False}
        assert all(oracle.matches(one.rule, packet, most=False) for one in (earlier, later))
        found[earlier.place, later.place] = True
    entries = [entry for entry in ruleset.entries if entry.permits is not None and not entry.rule.unread]
    least, most = (
        {entry.place: {number for number, packet in enumerate(packets) if oracle.matches(entry.rule, packet, most=wide)}
         for entry in entries}
        for wide in (False, True)
    )  # fmt: skip
    for one, other in combinations(entries, 2):
        apart = most[one.place] - most[other.place] and most[other.place] - most[one.place]
        if one.permits != other.permits and least[one.place] & least[other.place] and apart:
            assert (one.place, other.place) in found


def exceptions_agree(ruleset, packets, closed) -> None:
    """A packet that a permit matches and an earlier deny stops is of a rule that is named beside the permit."""
    named = {entry.place: {other.place for other in others} for entry, others in exceptions(ruleset)}
    words = effective_words(ruleset)
    assert len(words) == len(named) + bool(ruleset.default)
    places = {id(entry.rule): entry.place for entry in ruleset.entries}
    for entry, others, line in zip((ruleset.entries[place] for place in named), named.values(), words, strict=False):
        assert line.startswith(f"规则 {entry.rule.name}")
        assert all(ruleset.entries[place].rule.name in line for place in others)
        assert ("除去规则" in line) is bool(others)
        if entry.rule.unread:
            continue
        for packet, (allowed, rule) in zip(packets, closed, strict=True):
            stopped = rule is not None and not allowed and rule.action == "deny" and not rule.unread
            if stopped and places[id(rule)] < entry.place and oracle.matches(entry.rule, packet, most=True):
                assert places[id(rule)] in others


def passing_agrees(ruleset, chance, packets, judged, live, *, allows: bool) -> None:  # noqa: PLR0913
    start, end = chance.choice(made.ZONES), chance.choice(made.ZONES)
    query = ruleset.between(start, end)
    asked = [n for n, packet in enumerate(packets) if start in {"", packet.from_zone} and end in {"", packet.to_zone}]
    certain = any(judged[True][n][0] for n in asked)
    possible = any(judged[False][n][0] for n in asked)
    try:
        found = passing(ruleset, [query])
    except Undecided:
        assert not certain
        return
    if not found:
        assert not possible
    for one in (*found, *(deciding(ruleset, [query]) if found else ())):
        assert start == one.packet.from_zone or start not in ruleset.zones
        allowed, rule = decide_any(live, one.packet, allows=allows)
        assert allowed
        assert rule == (one.entry and one.entry.rule)


def decide_any(live, packet, *, allows: bool):
    """Decide a packet that need not be of the grid."""
    return oracle.decide(live, cell_of(packet), closed=True, default=allows)


def cell_of(packet):
    """The packet of the grid that no rule can tell from this one."""
    cells = made.CELLS[packet.family]
    source, destination = (max(start for start in cells if start <= own) for own in (packet.source, packet.destination))
    return made.packet(packet.family, source, destination, nearest(packet), packet.from_zone, packet.to_zone)


def nearest(packet) -> int:
    """The header that every service operand matches as it matches the packet's."""
    alike = (
        number
        for number, header in enumerate(made.HEADERS)
        if header[0] in {1, 58} or packet.protocol not in {1, 58}
        if all((number in matched) == in_service(term, packet) for term, matched in made.SERVICES)
    )
    return next(alike)


def in_service(term, packet) -> bool:
    if term.protocol not in {None, packet.protocol} or (term.established and not packet.established):
        return False
    if packet.protocol in {1, 58}:
        asked = (None, None) if term.protocol is None else term.icmp
        ports = term.destination == (0, 65535) and term.source == (0, 65535)
        got = (packet.source_port, packet.destination_port)
        return ports and all(want in {None, one} for want, one in zip(asked, got, strict=True))
    if packet.protocol not in {6, 17, 33, 132, 136}:
        return term.protocol is not None or (term.destination == (0, 65535) and term.source == (0, 65535))
    return (
        term.source[0] <= packet.source_port <= term.source[1]
        and term.destination[0] <= packet.destination_port <= term.destination[1]
    )


def versions_agree(ruleset, chance, rules, packets, default) -> None:
    changed = list(rules)
    for _ in range(chance.randrange(3)):
        kind = chance.randrange(3)
        if kind == 0:
            changed.insert(chance.randrange(len(changed) + 1), made.rules(chance, 1, plain=True)[0])
        elif kind == 1 and changed:
            changed.pop(chance.randrange(len(changed)))
        elif len(changed) > 1:
            changed.append(changed.pop(0))
    other = default if chance.random() < 0.7 else ("deny" if default == "permit" else "permit")
    new = Ruleset(changed, other)
    try:
        changes = difference(ruleset, new)
    except Undecided:
        return
    live = [[rule for rule in version if rule.enabled] for version in (rules, changed)]
    seen = set()
    for packet in packets:
        before, _ = oracle.decide(live[0], packet, closed=True, default=default == "permit")
        after, _ = oracle.decide(live[1], packet, closed=True, default=other == "permit")
        if before != after:
            seen.add(after)
    assert seen <= {change.allowed for change in changes}
    for change in changes:
        before, old = decide_any(live[0], change.packet, allows=default == "permit")
        after, now = decide_any(live[1], change.packet, allows=other == "permit")
        assert (before, after) == (not change.allowed, change.allowed)
        assert old == (change.old and change.old.rule)
        assert now == (change.new and change.new.rule)


@pytest.mark.parametrize("seed", range(FAST))
def test_made_rules_fare_as_by_enumeration(seed: int):
    check_case(seed)


@pytest.mark.slow
def test_many_made_rules_fare_as_by_enumeration():
    for seed in range(FAST, FAST + SLOW):
        check_case(seed)
