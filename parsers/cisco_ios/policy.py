"""Zone-based firewall as security policies, classic inspection, and the control plane's guard.

Between two zones without a zone-pair packets are dropped, and so is what no class of a pair matches
(IOS Security Configuration Guide, "Zone-Based Policy Firewall").
"""

from __future__ import annotations

import re

from dengbao.model import Absent, Acl, Action, Known, Lines, Rule, Service, Unknown, Zone
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP, InspectClass, Ios, Pair
from parsers.grammar import Reading

_ACTIONS: dict[str, Action] = {"inspect": "permit", "pass": "permit", "drop": "deny"}


@TOP.line("zone security", topic="zones")
def _zone(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004
        return False
    for child in block.children:
        reading.use(*reading.numbers(child))
    reading.device.zones.items.append(Zone(name=words[2], interfaces=(), lines=(block.number,)))
    return True


@TOP.line("class-map type inspect", topic="policies")
def _class(reading: Reading, words: list[str], block: Block) -> bool:
    found = InspectClass(every="match-any" not in words, lines=(block.number,))
    for child in block.children:
        match child.text.split():
            case ["match", "access-group", "name", name] | ["match", "access-group", name]:
                found.acls.append(name)
            case ["match", "protocol", *names] if names:
                found.protocols.append(names[0])
            case ["description", *_]:
                pass
            case ["match", *rest] if rest:
                found.others.append(" ".join(rest))
            case _:
                reading.device.policies.unread.extend(reading.numbers(child))
                continue
        reading.use(child.number)
    reading.scratch.classes[words[-1]] = found
    return True


@TOP.line("policy-map type inspect", topic="policies")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep a policy: its classes in order, each with an action."""
    entries: list[tuple[str, str, Lines]] = []
    for child in block.children:
        parts = child.text.split()
        action = ""
        for below in child.children:
            word = below.text.split()[0]
            if word in _ACTIONS:
                action = f"{word} log" if below.text.endswith(" log") else word
            reading.use(*reading.numbers(below))
        if parts[0] == "class":
            lines = (child.number, *(below.number for below in child.children))
            entries.append((parts[-1], action or "drop", lines))
        elif parts[0] != "description":
            reading.device.policies.unread.extend(reading.numbers(child))
            continue
        reading.use(child.number)
    reading.scratch.inspections[words[-1]] = entries
    return True


@TOP.line("zone-pair security", topic="policies")
def _pair(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 7:  # noqa: PLR2004 - zone-pair security N source A destination B
        return False
    policy, lines = "", [block.number]
    for child in block.children:
        if child.text.startswith("service-policy type inspect "):
            policy = child.text.split()[-1]
        elif not child.text.startswith("description"):
            reading.device.policies.unread.extend(reading.numbers(child))
            continue
        lines.append(child.number)
        reading.use(child.number)
    reading.scratch.pairs.append(Pair(words[2], words[4], words[6], policy, tuple(lines)))
    return True


_POLICY_WORDS = 3  # service-policy input NAME
_BESIDE = re.compile(r"(?:service-policy (?:output|type)|management-interface) ")


@TOP.line("control-plane", topic="defence")
def _control_plane(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        if child.text.startswith("service-policy input ") and len(child.text.split()) == _POLICY_WORDS:
            reading.scratch.facts["control-plane"] = child
        elif not _BESIDE.match(child.text):
            reading.device.defence.unread.extend(reading.numbers(child))
            reading.scratch.facts.setdefault("control-plane unread", child)
            continue
        reading.use(*reading.numbers(child))
    if len(words) == 1:
        reading.scratch.facts.setdefault("control-plane block", block)
    return True


def _rules(state: Ios, pair: Pair) -> list[Rule]:
    """Write the policy of a pair as rules: one for each entry of the lists that a class matches."""
    rules: list[Rule] = []
    for name, action, lines in state.inspections.get(pair.policy, []):
        word, _, logged = action.partition(" ")
        found = state.classes.get(name)
        bases = _matches(state, found) if found else [Rule(name="", action="permit", lines=())]
        for base in bases:
            rules.append(
                Rule(
                    name=f"{pair.name} {name} {len(rules) + 1}",
                    action=_ACTIONS[word] if base.permits else "other",
                    lines=tuple(dict.fromkeys((*base.lines, *lines, *pair.lines))),
                    sources=base.sources,
                    destinations=base.destinations,
                    services=base.services,
                    applications=base.applications,
                    source_zones=(pair.source,),
                    destination_zones=(pair.destination,),
                    schedule=base.schedule,
                    until=base.until,
                    logged=bool(logged) or bool(base.logged),
                    comment=base.comment,
                    unread=base.unread,
                )
            )
    return [rule for rule in rules if rule.action != "other"]


def _matches(state: Ios, found: InspectClass) -> list[Rule]:
    """Give the packets of a class as rules that permit; a list that is not read marks its rule as not understood."""
    rules: list[Rule] = []
    for name in found.acls:
        acl: Acl | None = state.lists.by_name.get(name)
        if acl is None or acl.unread:
            rules.append(Rule(name="", action="permit", lines=found.lines, unread=acl.unread if acl else found.lines))
        else:
            rules += acl.rules
    protocols = tuple(found.protocols)
    if found.every and rules and protocols:
        return [
            Rule(
                name="", action=rule.action, lines=(*rule.lines, *found.lines), sources=rule.sources,
                destinations=rule.destinations, services=rule.services, applications=protocols, comment=rule.comment,
            )
            for rule in rules
        ]  # fmt: skip
    if protocols:
        rules.append(Rule(name="", action="permit", lines=found.lines, applications=protocols))
    if found.others:
        rules.append(
            Rule(name="", action="permit", lines=found.lines, services=tuple(Service(other=o) for o in found.others))
        )
    return rules


def finish_policy(reading: Reading) -> None:
    """Write zone pairs as policies; a device without zones filters by lists alone, and has none."""
    device, state = reading.device, reading.scratch
    for zone in device.zones.items:
        members = [interface for interface in device.interfaces.items if interface.zone == zone.name]
        zone.interfaces = tuple(interface.name for interface in members)
    inspected = []
    for pair in state.pairs:
        device.policies.items += _rules(state, pair)
        if any(action.startswith("inspect") for _, action, _ in state.inspections.get(pair.policy, [])):
            inspected += pair.lines
    device.policies.missing = ""
    if device.zones.items:
        lines = tuple(number for zone in device.zones.items for number in zone.lines)
        device.policies.default_action = Known("deny", lines)
        device.policies.default_logged = Absent(False, "没有匹配的会话不记日志")
    else:
        device.policies.unsupported = "没有配置基于区域的防火墙(zone security),按接口的访问控制列表过滤"
    classic = state.facts.get("inspect")
    stateful = (*inspected, *((classic.number,) if classic else ()))
    defence = device.defence
    defence.stateful = (
        Known(value=True, lines=stateful) if stateful else Absent(False, "没有区域防火墙,也没有 ip inspect")
    )
    guard, empty = state.facts.get("control-plane"), state.facts.get("control-plane block")
    if guard:
        defence.control_plane = Known(value=True, lines=(guard.number,))
    elif unread := state.facts.get("control-plane unread"):
        defence.control_plane = Unknown("control-plane 下有没有读懂的行", (unread.number,))
    elif empty:
        defence.control_plane = Known(value=False, lines=(empty.number,))
    else:
        defence.control_plane = Absent(False, "没有 control-plane 下的 service-policy input")
