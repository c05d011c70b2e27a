"""Access lists: numbered and named, basic, advanced, layer 2 and user-defined, IPv4 and IPv6 (Comware 7 ACL reference).

IPv4 and IPv6 numbers are separate spaces, so that an IPv6 list is named ``ipv6 3000``. A rule's criteria stand in any
order; ``match-order auto`` prints the order of matching on Comware 7, on Comware 5 nobody confirmed it. Several TCP
flags in one rule are joined by AND on some models and by OR on others: such a rule is not understood. A rule that logs
does so only where ``acl logging interval`` is set.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dengbao.model import Acl, Address, Rule, Service, expand
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import ports
from parsers.hp_comware.table import TOP, plain, state_of, text_after
from parsers.hp_comware.terms import any_of, operand
from parsers.ioslike.numbers import bounded

Kind = Literal["basic", "advanced", "layer2", "user", "other"]
RULES: Table[List] = Table()
_FIRST_WORDS: dict[str, Kind] = {"basic": "basic", "advanced": "advanced", "mac": "layer2", "user-defined": "user"}
_RANGES: tuple[tuple[int, Kind], ...] = ((3000, "basic"), (4000, "advanced"), (5000, "layer2"), (6000, "user"))
_FLAGS = frozenset({"ack", "fin", "psh", "rst", "syn", "urg"})


class List(Struct):
    """An access list being read."""

    acl: Acl
    reading: Reading


@TOP.line("acl", topic="acls")
def acl(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a list's header and its rules; the same list may be entered again."""
    header = _header(words[1:])
    if header is None:
        return False
    kind, family, name = header
    state = state_of(reading)
    found = state.acls.get(name)
    if found is None:
        found = Acl(name=name, kind=kind, family=family, rules=[], lines=(block.number,))
        reading.device.acls.items.append(found)
        state.acls[name] = found
        alias = _alias(words)
        if alias:
            state.acls[alias if family != 6 else f"ipv6 {alias}"] = found  # noqa: PLR2004 - the IP version
    found.unread += reading.inside(block, RULES, List(found, reading))
    if "auto" in words and state.generation < 7:  # noqa: PLR2004 - Comware 5 may not print in the order of matching
        found.unread += (block.number,)
    return True


@TOP.line("acl logging interval", topic="acls")
def interval(reading: Reading, words: list[str], _block: Block) -> bool:
    """``acl logging interval 5``: without it no rule logs anything."""
    minutes = bounded(words[-1], 0, 1440)
    state_of(reading).acl_interval = bool(minutes)
    return minutes is not None


def _alias(words: list[str]) -> str:
    """The name of a list that has a number as well."""
    return words[words.index("name") + 1] if "name" in words[2:-1] and "number" in words else ""


def _header(words: list[str]) -> tuple[Kind, Literal[4, 6, 0], str] | None:
    """Read what stands behind ``acl``: kind, family, and the name that rules and services refer to."""
    family: Literal[4, 6, 0] = 4
    if words[:1] == ["ipv6"]:
        family, words = 6, words[1:]
    prefix = "ipv6 " if family == 6 else ""  # noqa: PLR2004 - the IP version
    match words:
        case ["number", number, *_]:
            value = bounded(number, 1, 9999)
            kind: Kind = next((kind for top, kind in _RANGES if value is not None and 2000 <= value < top), "other")  # noqa: PLR2004
            return None if value is None else (kind, 0 if kind in {"layer2", "user"} else family, f"{prefix}{number}")
        case [("basic" | "advanced" | "mac" | "user-defined") as first, "name", name, *_]:
            kind = _FIRST_WORDS[first]
            return kind, 0 if first in {"mac", "user-defined"} else family, f"{prefix}{name}"
        case [("basic" | "advanced" | "mac" | "user-defined") as first, number, *_] if bounded(number, 1, 9999):
            kind = _FIRST_WORDS[first]
            return kind, 0 if first in {"mac", "user-defined"} else family, f"{prefix}{number}"
        case ["name", name]:
            return "other", family, f"{prefix}{name}"
    return None


@RULES.line("description")
def description(scope: List, _words: list[str], block: Block) -> bool:
    """``description TEXT`` of the list."""
    scope.acl.description = text_after(block, 1)
    return True


plain(RULES, "step", "undo step")


@RULES.line("rule")
def rule(scope: List, words: list[str], block: Block) -> bool:
    """Read one rule, or the comment of one."""
    match words:
        case ["rule", number, "comment" | "remark", *_]:
            return _comment(scope, number, block)
        case ["rule", number, "permit" | "deny" as action, *criteria]:
            name = number
        case ["rule", "permit" | "deny" as action, *criteria]:
            name = str(5 * len(scope.acl.rules))
        case _:
            return False
    made = Rule(name=name, action="permit" if action == "permit" else "deny", lines=(block.number,))
    scope.acl.rules.append(made)
    if scope.acl.kind in {"layer2", "user"}:
        made.services = (Service(other="layer 2"),)
        return True
    if not _Criteria(scope.acl, made).read(criteria):
        made.unread = (block.number,)
    return True


def _comment(scope: List, number: str, block: Block) -> bool:
    for made in scope.acl.rules:
        if made.name == number:
            made.comment = text_after(block, 3)
            made.lines += (block.number,)
            return True
    return False


class _Criteria:
    """The words of one rule, read from the front."""

    def __init__(self, acl: Acl, rule: Rule) -> None:
        self.family: Literal[4, 6] = acl.family or 4
        self.basic = acl.kind == "basic"
        self.rule = rule
        self.protocol: int | None = None
        self.source: list[tuple[int, int]] = [(0, 65535)]
        self.destination: list[tuple[int, int]] = [(0, 65535)]
        self.icmp: tuple[int | None, int | None] = (None, None)
        self.flags: set[str] = set()
        self.other: list[str] = []

    def read(self, words: list[str]) -> bool:
        """Take all words; False when one of them is not understood."""
        rule = self.rule
        rule.sources = rule.destinations = (any_of(self.family),)
        if not self.basic:
            if not words:
                return False
            number = ports.protocol_number(words[0])
            if number is None:
                return False
            self.protocol, words = None if number < 0 else number, words[1:]
        while words:
            taken = self._one(words)
            if not taken:
                return False
            words = words[taken:]
        if len(self.flags) > 1:
            return False
        rule.services = tuple(
            Service(
                self.protocol,
                source,
                destination,
                self.icmp,
                established="established" in self.flags,
                other=" ".join(self.other + sorted(self.flags - {"established"})),
            )
            for source in self.source
            for destination in self.destination
        )
        return True

    def _one(self, words: list[str]) -> int:
        """Read one criterion; how many words it took, 0 when it is not understood."""
        head = words[0]
        if head in {"source", "destination"}:
            return self._address(head, words[1:])
        if head in {"source-port", "destination-port"}:
            return self._ports(head, words[1:])
        if head in {"icmp-type", "icmp6-type"}:
            found = ports.icmp(words[1:], self.protocol)
            if found:
                self.icmp = found[0]
            return 1 + found[1] if found else 0
        if head == "established" or head in _FLAGS:
            self.flags.add(head)
            return 1 if head == "established" else min(len(words), 2)
        return self._qualifier(head, words)

    def _address(self, head: str, words: list[str]) -> int:
        found = operand(words, self.family)
        if found is None:
            return 0
        if head == "source":
            self.rule.sources = (found[0],)
        else:
            self.rule.destinations = (found[0],)
        return 1 + found[1]

    def _ports(self, head: str, words: list[str]) -> int:
        if words[:1] == ["object-group"] and len(words) > 1:
            self.other.append(f"{head} {words[1]}")
            return 3
        found = ports.ports(words, self.protocol)
        if found is None:
            return 0
        if head == "source-port":
            self.source = found[0]
        else:
            self.destination = found[0]
        return 1 + found[1]

    def _qualifier(self, head: str, words: list[str]) -> int:
        rule = self.rule
        if head == "logging":
            rule.logged = True
        elif head == "fragment":
            self.other.append(head)
        elif head != "counting":
            return self._valued(head, words)
        return 1

    def _valued(self, head: str, words: list[str]) -> int:
        value = words[1] if len(words) > 1 else ""
        if head in {"routing", "hop-by-hop"}:
            self.other.append(head)
            return 3 if value == "type" else 1
        if not value:
            return 0
        if head == "time-range":
            self.rule.schedule = value
        elif head == "vpn-instance":
            self.rule.vrf = value
        elif head in {"dscp", "precedence", "tos", "flow-label"}:
            self.other.append(f"{head} {value}")
        else:
            return 0
        return 2


def settle(reading: Reading) -> None:
    """After all lines: resolve object groups; a rule logs only where the device logs ACL hits at all."""
    state = state_of(reading)
    reading.device.acls.missing = ""
    cache: dict[str, tuple[Address, ...]] = {}
    for found in reading.device.acls.items:
        for made in found.rules:
            made.sources = expand(made.sources, state.addresses, cache)
            made.destinations = expand(made.destinations, state.addresses, cache)
            made.logged = bool(made.logged and state.acl_interval)


def permitted(reading: Reading, name: str) -> tuple[Address, ...] | None:
    """The sources that a list lets through, where its rules say that plainly.

    Returns:
        The sources of its permit rules, which may be more than what gets through where a deny stands before. None when
        the list is missing, empty or not understood, or permits any source after a deny: nothing may be concluded then.
    """
    found: Acl | None = state_of(reading).acls.get(name)
    if found is None or found.unread or not found.rules or any(made.unread for made in found.rules):
        return None
    terms = [term for made in found.rules if made.permits for term in made.sources]
    denied = found.rules[0].action == "deny"
    return None if denied and any(term.is_any for term in terms) else tuple(terms)
