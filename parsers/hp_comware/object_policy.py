"""Policies between zones of the older kinds: zone pairs with object policies or packet filters; Comware 5 interzones.

Comware 7 object policy and security zone references. Rules become one rule of the model for each pair that applies
them. An object policy's rule without criteria matches everything. Once a ``security-policy`` view exists these are out
of force and none of them is listed.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import Acl, Address, Rule, Service
from dengbao.model.facts import Lines
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import terms
from parsers.hp_comware.table import TOP, plain, rest, state_of, text_after
from parsers.hp_comware.terms import V4, V6, Family


class Policy(Struct):
    """An object policy being read."""

    reading: Reading
    family: Family
    rules: list[Rule] = []
    unread: Lines = ()


class Pair(Struct):
    """A pair of zones: what it applies, in order, as (kind, name)."""

    reading: Reading
    source: str
    destination: str
    lines: Lines
    applied: list[tuple[str, str]] = []
    rules: list[Rule] = []
    unread: Lines = ()


class Between(Struct):
    """A rule of a Comware 5 interzone."""

    reading: Reading
    record: Rule


POLICY: Table[Policy] = Table()
PAIR: Table[Pair] = Table()
BETWEEN: Table[Between] = Table()
rest("object-policy", "policies")
rest("zone-pair", "policies")
TOP.ignore("策略加速,不改变放行", "object-policy acceleration", "object-policy config")


@TOP.line("object-policy ip", "object-policy ipv6", topic="policies")
def policy(reading: Reading, words: list[str], block: Block) -> bool:
    """``object-policy ip NAME`` with its rules."""
    family = V6 if words[1] == "ipv6" else V4
    scope = Policy(reading, family, [])
    scope.unread = reading.inside(block, POLICY, scope)
    reading.device.policies.unread.extend(scope.unread)
    state_of(reading).object_policies[f"{words[1]} {words[-1]}"] = scope.rules
    return len(words) == 3  # noqa: PLR2004 - the line's own words


@POLICY.line("rule")
def rule(scope: Policy, words: list[str], block: Block) -> bool:
    """``rule 0 pass|drop [source-ip G] [destination-ip G] [service S] [...]``, ``rule 0 comment TEXT``."""
    match words[1:]:
        case [number, "comment", *_]:
            for made in scope.rules:
                if made.name == number:
                    made.comment, made.lines = text_after(block, 3), (*made.lines, block.number)
            return True
        case [number, "append", *criteria]:
            found = [made for made in scope.rules if made.name == number]
            return bool(found) and _criteria(found[0], criteria, scope.family)
        case [number, "pass" | "drop" | "inspect" as action, *criteria]:
            any_ = (terms.any_of(scope.family),)
            made = Rule(
                name=number, action="deny" if action == "drop" else "permit", lines=(block.number,), logged=False
            )
            made.sources = made.destinations = any_
            if action == "inspect" and criteria:
                made.profiles["profile"], criteria = criteria[0], criteria[1:]
            scope.rules.append(made)
            if not _criteria(made, criteria, scope.family):
                made.unread = (block.number,)
            return not made.unread
    return False


def _criteria(made: Rule, words: list[str], family: Family) -> bool:
    """Read the words behind the action."""
    while words:
        match words:
            case ["logging" | "counting" | "disable" as flag, *words]:
                made.logged = made.logged or flag == "logging"
                made.enabled = made.enabled and flag != "disable"
            case ["source-ip" | "destination-ip" as side, name, *words]:
                found = terms.any_of(family) if name.lower() == "any" else Address(ref=name, resolved=False)
                if side == "source-ip":
                    made.sources = (found,)
                else:
                    made.destinations = (found,)
            case ["service", name, *words]:
                made.services = (Service() if name.lower() == "any" else Service(ref=name, resolved=False),)
            case ["time-range" | "vrf" as kind, name, *words]:
                made.schedule = name if kind == "time-range" else made.schedule
                made.vrf = name if kind == "vrf" else made.vrf
            case ["application" | "app-group", name, *words]:
                made.applications += (name,)
            case ["track", _, _, *words]:
                pass
            case _:
                return False
    return True


plain(POLICY, "description", "accelerate", "move", "quit")


@TOP.line("zone-pair security", "interzone", topic="policies")
def pair(reading: Reading, words: list[str], block: Block) -> bool:
    """``zone-pair security source A destination B``, in Comware 5 ``interzone``: its rules have views of their own."""
    match words[words.index("source") :] if "source" in words else []:
        case ["source", source, "destination", destination]:
            pass
        case _:
            return False
    state_of(reading).mark("policy", block.number)
    made = Pair(reading, source, destination, (block.number,), [], [])
    reading.device.policies.unread.extend(reading.inside(block, PAIR, made))
    state_of(reading).pairs.append(made)
    return True


@PAIR.line("packet-filter")
def packet_filter(made: Pair, words: list[str], _block: Block) -> bool:
    """``packet-filter [ipv6] N|name X``."""
    rest_ = [word for word in words[1:] if word != "name"]
    name = " ".join(rest_[:2]) if rest_[:1] == ["ipv6"] else rest_[0] if rest_ else ""
    made.applied.append(("acl", name))
    return bool(name)


@PAIR.line("object-policy apply")
def apply(made: Pair, words: list[str], _block: Block) -> bool:
    """``object-policy apply ip|ipv6 NAME``."""
    made.applied.append(("policy", " ".join(words[2:4])))
    return len(words) == 4  # noqa: PLR2004 - the line's own words


plain(PAIR, "aspf", "undo aspf", "service-chain", "quit", "description", "packet-filter default")


@PAIR.line("rule")
def interzone_rule(made: Pair, words: list[str], block: Block) -> bool:
    """``rule 0 permit|deny [logging] [time-range T]`` with criteria and ``rule enable`` below."""
    match words:
        case ["rule", number, "permit" | "deny" as action, *criteria]:
            pass
        case _:
            return False
    record = Rule(
        name=number, action="permit" if action == "permit" else "deny", lines=tuple(made.reading.numbers(block))
    )
    record.logged, record.enabled = "logging" in criteria, False
    if "time-range" in criteria[:-1]:
        record.schedule = criteria[criteria.index("time-range") + 1]
    record.unread = made.reading.inside(block, BETWEEN, Between(made.reading, record))
    made.rules.append(record)
    return True


@BETWEEN.line("source-ip", "destination-ip", "service")
def between(scope: Between, words: list[str], block: Block) -> bool:
    """``source-ip GROUP``, ``destination-ip GROUP``, ``service S``; ``any_address`` and ``any_service`` are all."""
    name = text_after(block, 1)
    record = scope.record
    if words[0] == "service":
        one = Service() if name.lower() in {"any", "any_service"} else Service(ref=name, resolved=False)
        record.services = (*(term for term in record.services if not term.is_any), one)
        return bool(name)
    term = terms.any_of(V4) if name.lower() in {"any", "any_address"} else Address(ref=name, resolved=False)
    if words[0] == "source-ip":
        record.sources = (*(old for old in record.sources if not old.is_any), term)
    else:
        record.destinations = (*(old for old in record.destinations if not old.is_any), term)
    return bool(name)


@BETWEEN.line("rule enable", "undo rule enable")
def enable(scope: Between, words: list[str], _block: Block) -> bool:
    """``rule enable``."""
    scope.record.enabled = words[0] == "rule"
    return True


@BETWEEN.line("comment", "description")
def comment(scope: Between, _words: list[str], block: Block) -> bool:
    """``comment TEXT``."""
    scope.record.comment = text_after(block, 1)
    return True


def settle(reading: Reading) -> None:
    """Before security policies are settled: list the rules of each pair, unless security policies took over."""
    state = state_of(reading)
    if state.marks.get("security-policy"):
        return
    items = reading.device.policies.items
    for made in state.pairs:
        for kind, name in made.applied:
            if kind == "acl":
                items.extend(_of_acl(made, state.acls.get(name), name))
            else:
                items.extend(_named(made, one, name.partition(" ")[2]) for one in state.object_policies.get(name, []))
        items.extend(_named(made, one, "") for one in made.rules)


def _of_acl(pair_: Pair, acl: Acl | None, name: str) -> list[Rule]:
    if acl is None:
        return [
            Rule(
                name=f"{pair_.source}-{pair_.destination}:{name}", action="other", lines=pair_.lines, unread=pair_.lines
            )
        ]
    return [_named(pair_, one, acl.name) for one in acl.rules]


def _named(pair_: Pair, made: Rule, policy_: str) -> Rule:
    """A copy of a rule for one pair of zones."""
    sides = tuple(() if zone.lower() == "any" else (zone,) for zone in (pair_.source, pair_.destination))
    parts = [f"{pair_.source}-{pair_.destination}", *([policy_] if policy_ else []), made.name]
    return replace(
        made,
        name=":".join(parts),
        source_zones=sides[0],
        destination_zones=sides[1],
        lines=made.lines + pair_.lines,
        logged=bool(made.logged),
        profiles=dict(made.profiles),
    )
