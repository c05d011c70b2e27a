"""Access lists: numbered and named, basic, advanced, layer 2 and user-defined, IPv4 and IPv6 (Comware 7 ACL reference).

IPv4 and IPv6 numbers are separate spaces, so that an IPv6 list is named ``ipv6 3000``. A rule's criteria stand in any
order; ``match-order auto`` prints the order of matching on Comware 7, on Comware 5 nobody confirmed it. Several TCP
flags in one rule are joined by AND on some models and by OR on others: such a rule is not understood. A rule that logs
does so only where ``acl logging interval`` is set. What no rule of a list on an interface matches passes, unless
``packet-filter default deny`` says otherwise (Comware 7 ACL guide, "Setting the packet filtering default action";
Comware 5: ``firewall default``, HSR6800 security guide R3303).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dengbao.model import Acl, Address, Known, Rule, Service, expand
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.entries import Criteria, plain_entry
from parsers.hp_comware.table import TOP, plain, state_of, text_after
from parsers.ioslike.numbers import bounded

Kind = Literal["basic", "advanced", "layer2", "user", "other"]
RULES: Table[List] = Table()
_ACTIONS = (["permit"], ["deny"])
_FIRST_WORDS: dict[str, Kind] = {"basic": "basic", "advanced": "advanced", "mac": "layer2", "user-defined": "user"}
_RANGES: tuple[tuple[int, Kind], ...] = ((3000, "basic"), (4000, "advanced"), (5000, "layer2"), (6000, "user"))


class List(Struct):
    """An access list being read."""

    acl: Acl
    reading: Reading
    index: dict[str, Rule] = {}


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


@TOP.line("packet-filter default deny", "firewall default", topic="acls")
def fall_through(reading: Reading, words: list[str], block: Block) -> bool:
    """``packet-filter default deny``; Comware 5: ``firewall default deny``."""
    if words[2:3] not in _ACTIONS:
        return False
    reading.device.list_default = Known("deny" if words[2] == "deny" else "permit", (block.number,))
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
    acl = scope.acl
    if acl.kind == "advanced" and acl.family == 4 and plain_entry(acl, block):  # noqa: PLR2004 - the IP version
        return True
    at = 1 if words[1:2] in _ACTIONS else 2
    action = words[at] if len(words) > at else ""
    if action in {"comment", "remark"}:
        return _comment(scope, words[1], block)
    if action not in {"permit", "deny"}:
        return False
    name = words[1] if at > 1 else str(5 * len(acl.rules))
    made = Rule(name=name, action="permit" if action == "permit" else "deny", lines=(block.number,))
    acl.rules.append(made)
    if acl.kind in {"layer2", "user"}:
        made.services = (Service(other="layer 2"),)
    elif not Criteria(acl, made).read(words[at + 1 :]):
        made.unread = (block.number,)
    return not made.unread


def _comment(scope: List, number: str, block: Block) -> bool:
    """Put a comment to its rule: mostly the one before, else looked up."""
    rules = scope.acl.rules
    if not rules:
        return False
    if rules[-1].name != number and len(scope.index) != len(rules):
        scope.index = {made.name: made for made in rules}
    found = rules[-1] if rules[-1].name == number else scope.index.get(number)
    if found is None:
        return False
    found.comment = text_after(block, 3)
    found.lines += (block.number,)
    return True


def settle(reading: Reading) -> None:
    """After all lines: resolve object groups; a rule logs only where the device logs ACL hits at all."""
    state = state_of(reading)
    reading.device.acls.missing = ""
    cache: dict[str, tuple[Address, ...]] = {}
    for found in reading.device.acls.items:
        for made in found.rules:
            if not (made.sources[0].resolved and made.destinations[0].resolved):
                made.sources = expand(made.sources, state.addresses, cache)
                made.destinations = expand(made.destinations, state.addresses, cache)
            made.logged = made.logged is True and state.acl_interval


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
