"""Modular policy: classes, policy maps, where they stand; modules, connection settings, threat detection.

A class with ``sfr`` or ``ips inline`` sends traffic through the FirePOWER or IPS module; ``monitor-only`` and
``promiscuous`` only copy it. ``tcp-state-bypass`` switches state checks off for a class (ASA CLI guide 2, "Service
policy", "Connection settings"). Basic threat detection is on by default, and printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dengbao.model import Absent, Known, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa, Inspection
from parsers.grammar import Reading

_MODULES = frozenset({"sfr", "ips", "cxsc"})
_COPIES = frozenset({"monitor-only", "promiscuous"})


_REMARK = re.compile(r"description\b")
_MATCH = re.compile(r"(?:match|description)\b")
_ACTION = re.compile(
    r"(?:inspect|police|priority|shape|service-policy|sfr|ips|cxsc|csc|flow-export|user-statistics|description)\b"
    r"|set connection (?:conn-max|embryonic-conn-max|per-client-max|per-client-embryonic-max|random-sequence-number"
    r"|decrement-ttl|syn-cookie|timeout|advanced-options)\b|no inspect\b"
)
"""What a class does (ASA command reference, ``class (policy-map)``; ``set connection``)."""


@TOP.line("class-map", topic="defence")
def _class(reading: Reading, words: list[str], block: Block) -> bool:
    """Read what a class matches."""
    found = Inspection(lines=(block.number,))
    for child in block.children:
        if child.text.startswith("match "):
            found.matches = (*found.matches, child.text.removeprefix("match "))
    _account(reading, block.children, _MATCH)
    reading.scratch.classes[words[-1]] = found
    return len(words) > 1


@TOP.line("policy-map", topic="defence")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a policy map: its classes in order, with what is done to each. Inspection maps only shape a protocol."""
    state: Asa = reading.scratch
    if words[1:2] == ["type"]:
        reading.use(*reading.numbers(block))
        if "ip-options" in words:
            _ip_options(state, block)
        return True
    policy = state.policies.setdefault(words[-1], [])
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "class" and len(parts) == 2:  # noqa: PLR2004 - its name
            actions = tuple(below.text for below in child.children if _ACTION.match(below.text))
            policy.append((parts[1], Inspection(actions=actions, lines=tuple(reading.numbers(child)))))
            reading.use(child.number)
            _account(reading, child.children, _ACTION)
        else:
            _account(reading, [child], _REMARK)
    return len(words) > 1


def _account(reading: Reading, blocks: Iterable[Block], known: re.Pattern[str]) -> None:
    """Account lines of a class or a policy; one that is not known may do anything to the traffic."""
    for block in blocks:
        if known.match(block.text):
            reading.use(*reading.numbers(block))
        else:
            reading.device.defence.unread.extend(reading.numbers(block))


def _ip_options(state: Asa, block: Block) -> None:
    """Note where source-routed packets are let through."""
    for child in (block, *block.children):
        for below in child.children:
            text = below.text
            if text.startswith(("loose-source-route", "strict-source-route", "default")) and "allow" in text:
                state.facts["source route"] = below


@TOP.line("service-policy", topic="defence")
def _applied(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``service-policy P {global | interface IF} [fail-close]``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    place = words[3] if words[2] == "interface" and len(words) > 3 else ""  # noqa: PLR2004
    reading.scratch.applied.append((words[1], place, block.number))
    return words[2] == "global" or bool(place)


@TOP.line("threat-detection", "no threat-detection", topic="defence")
def _threats(reading: Reading, words: list[str], block: Block) -> bool:
    on = words[0] != "no"
    rest = words[1 if on else 2 :]
    if rest == ["basic-threat"]:
        reading.device.defence.attack_defence = Known(on, (block.number,))
    return bool(rest) and rest[0] in {"basic-threat", "statistics", "scanning-threat", "rate", "service"}


def finish_defence(reading: Reading) -> None:
    """Say whether state is followed, and which policies pass through a module."""
    device, state = reading.device, reading.scratch
    defence = device.defence
    if defence.attack_defence is UNREAD:
        defence.attack_defence = Unknown("没有 threat-detection basic-threat 行,看不出是否关闭")
    bypass: tuple[int, ...] = ()
    for name, place, line in state.applied:
        for owner, found in state.policies.get(name, []):
            if any("tcp-state-bypass" in action for action in found.actions):
                bypass = (*bypass, *found.lines, line)
            modules = [a.split() for a in found.actions if a.split()[0] in _MODULES and not _COPIES & set(a.split())]
            if modules and _takes_all(state, owner):
                _profile(reading, modules[0][0], place)
    defence.stateful = (
        Known(value=False, lines=bypass) if bypass else Absent(True, "ASA 总是检查连接状态,没有配置 tcp-state-bypass")
    )
    defence.ips_signature = defence.av_signature = Unknown("特征库在 FirePOWER 模块里,配置中看不到")


def _takes_all(state: Asa, name: str) -> bool:
    """Whether a class matches all traffic."""
    found = state.classes.get(name)
    return name == "class-default" or (found is not None and found.matches == ("any",))


def _profile(reading: Reading, module: str, place: str) -> None:
    """Note the module with the policies whose traffic passes through it."""
    for rule in reading.device.policies.items:
        if not place or rule.source_zones == (place,):
            rule.profiles["ips"] = module
