"""What rules do to packets, packet by packet: the same questions answered without boxes."""

from __future__ import annotations

from itertools import product

from msgspec.structs import replace

from dengbao.model import Rule
from dengbao.packets import Packet
from tests.packets.made import ADDRESSES, HEADERS, SERVICES

_ADDRESSES = dict(ADDRESSES)
_SERVICES = dict(SERVICES)
_HEADERS = {header: number for number, header in enumerate(HEADERS)}


def _plain(term):
    return type(term)(**{name: getattr(term, name) for name in term.__struct_fields__ if name != "excluded"})


def _in_address(term, family: int, value: int) -> bool:
    return any(kind == family and low <= value <= high for kind, low, high in _ADDRESSES[_plain(term)])


def _one_side(terms, holds, *, most: bool) -> bool:
    """Whether a value is among operands; what has no numbers makes the rule wider when ``most`` is asked."""
    included = [term for term in terms if not term.excluded]

    def is_in(term, *, vague: bool) -> bool:
        return vague if term.other or not term.resolved else holds(term)

    wanted = not included or any(is_in(term, vague=most) for term in included)
    return wanted and not any(is_in(term, vague=not most) for term in terms if term.excluded)


def matches(rule: Rule, packet: Packet, *, most: bool) -> bool:
    """Whether a rule matches a packet, at most or at least; conditions aside."""
    header = _HEADERS[packet.protocol, packet.source_port, packet.destination_port, packet.established]
    return (
        (not rule.source_zones or packet.from_zone in rule.source_zones)
        and (not rule.destination_zones or packet.to_zone in rule.destination_zones)
        and _one_side(rule.services, lambda term: header in _SERVICES[_plain(term)], most=most)
        and _one_side(rule.sources, lambda term: _in_address(term, packet.family, packet.source), most=most)
        and _one_side(rule.destinations, lambda term: _in_address(term, packet.family, packet.destination), most=most)
    )


def is_conditional(rule: Rule) -> bool:
    return bool(rule.applications or rule.users or rule.schedule)


def is_read(rule: Rule) -> bool:
    terms = (*rule.sources, *rule.destinations, *rule.services)
    return rule.action != "other" and not rule.unread and all(term.resolved for term in terms)


def worlds(*lists: list[Rule]) -> list[tuple[list[Rule], ...]]:
    """Rules as they are for one application, one user and one time: those that ask for others are not there."""
    rules = [rule for each in lists for rule in each]
    applications = {None, *(name for rule in rules for name in rule.applications)}
    users = {None, *(name for rule in rules for name in rule.users)}
    times = {"", *(rule.schedule for rule in rules)}

    def there(rule: Rule, application: str | None, user: str | None, time: str) -> bool:
        return bool(rule.unread) or (
            (not rule.applications or application in rule.applications)
            and (not rule.users or user in rule.users)
            and rule.schedule in {"", time}
        )

    return [
        tuple([replace(rule, applications=(), users=(), schedule="") for rule in each if there(rule, *world)]
              for each in lists)
        for world in product(applications, users, times)
    ]  # fmt: skip


def narrower(one: Rule, other: Rule) -> bool:
    """Whether the conditions of one rule imply those of another."""
    return (
        (not other.applications or (bool(one.applications) and set(one.applications) <= set(other.applications)))
        and (not other.users or (bool(one.users) and set(one.users) <= set(other.users)))
        and (not other.schedule or one.schedule == other.schedule)
    )


def decide(rules: list[Rule], packet: Packet, *, closed: bool, default: bool) -> tuple[bool, Rule | None]:
    """Whether a packet passes in one reading, and by which rule."""
    for rule in rules:
        if not rule.enabled:
            continue
        if rule.unread:
            return not closed, rule
        if rule.action == "other":
            if matches(rule, packet, most=True):
                return not closed, rule
        elif rule.action == "permit":
            if _reads(rule, packet, other=True, unread=not closed):
                return True, rule
        elif not is_conditional(rule) and _reads(rule, packet, other=False, unread=closed):
            return False, rule
    return default, None


def _reads(rule: Rule, packet: Packet, *, other: bool, unread: bool) -> bool:
    """Both kinds of vague operands, each read its way: by leaving out or turning into any what is not numbers."""
    return matches(_settled(rule, other=other, unread=unread), packet, most=True)


def _settled(rule: Rule, *, other: bool, unread: bool) -> Rule:
    parts = {}
    for name, terms in (("sources", rule.sources), ("destinations", rule.destinations), ("services", rule.services)):
        anything = ADDRESSES[0][0] if name != "services" else SERVICES[0][0]
        kept = []
        for term in terms:
            if term.resolved and not term.other:
                kept.append(term)
                continue
            widens = unread if not term.resolved else other
            if widens and not term.excluded:
                kept.append(anything)
            if not widens and term.excluded:
                kept += [anything, type(anything)(**{**_fields(anything), "excluded": True})]
        only_excluded = terms and all(term.excluded for term in terms)
        if not any(not term.excluded for term in kept):
            kept = [anything, *kept] if only_excluded else [anything, _nothing(anything)]
        parts[name] = tuple(kept)
    return type(rule)(**{**_fields(rule), **parts})


def _nothing(anything):
    return type(anything)(**{**_fields(anything), "excluded": True})


def _fields(record) -> dict:
    return {name: getattr(record, name) for name in record.__struct_fields__}
