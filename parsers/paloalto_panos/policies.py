"""Security rules in the order in which they are tried, NAT, protection profiles.

Shared pre-rules, those of the device group (parents first), local rules, post-rules the other way round, then the two
default rules: ``intrazone-default`` allows, ``interzone-default`` denies, and neither logs unless overridden
(administrator's guide, "Security Policy"; day-one template). ``disabled yes`` switches a rule off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from dengbao.model import ANY_ADDRESS, Absent, Action, Address, Fact, Known, Nat, Rule, Schedule, Unknown
from parsers.ioslike.numbers import integer
from parsers.paloalto_panos.objects import Names, layers
from parsers.paloalto_panos.state import Config, opened, yes
from parsers.statements import Node

_PROFILES = {"virus": "av", "vulnerability": "ips", "spyware": "spyware", "url-filtering": "url",
             "file-blocking": "file", "data-filtering": "data", "wildfire-analysis": "sandbox"}  # fmt: skip
_ACTIONS: dict[str, Action] = {"allow": "permit", "deny": "deny", "drop": "deny", "reset-client": "deny",
                               "reset-server": "deny", "reset-both": "deny"}  # fmt: skip
_END = re.compile(r"-(\d{4})/(\d\d)/(\d\d)@(\d\d):(\d\d)$")


def read(config: Config) -> None:
    """Read rules of every scope."""
    device = config.device
    opened(device.policies)
    opened(device.nat)
    opened(device.schedules)
    for _, scope in [("shared", config.shared), *config.scopes]:
        device.schedules.items += [_schedule(node) for node in scope.each("schedule")]
    before, after = [config.shared.at("pre-rulebase")], [config.shared.at("post-rulebase")]
    for home in config.homes:
        before.append(home.at("policy panorama pre-rulebase"))
        after.insert(0, home.at("policy panorama post-rulebase"))
    done: set[int] = set()
    for context, scope in config.scopes or [("", config.root)]:
        chain = layers(config, context, scope)
        names = Names(chain)
        groups = [node for node in chain if node.has("pre-rulebase") or node.has("post-rulebase")]
        bases = [
            *before, *(node.at("pre-rulebase") for node in groups), scope.at("policy panorama pre-rulebase"),
            scope.at("rulebase"),
            scope.at("policy panorama post-rulebase"), *(node.at("post-rulebase") for node in reversed(groups)), *after,
        ]  # fmt: skip
        for base in bases:
            if base and id(base) not in done:
                done.add(id(base))
                _base(config, base, names, context, chain)
    _defaults(config)
    _defence(config)


def _base(config: Config, base: Node, names: Names, context: str, chain: list[Node]) -> None:
    device = config.device
    device.policies.unread += base.unread + base.at("security").unread + base.at("security rules").unread
    device.nat.unread += base.at("nat").unread
    for node in base.at("security").kid("rules").kids.values():
        device.policies.items.extend(_rules(config, node, names, context, chain))
    for node in base.at("nat").kid("rules").kids.values():
        device.nat.items.append(_nat(node, names, context))


def _some(words: list[str]) -> tuple[str, ...]:
    """Names, none for ``any``."""
    return () if "any" in words else tuple(words)


_BETWEEN: dict[str, Literal["inside", "zones"]] = {"intrazone": "inside", "interzone": "zones"}


def _rules(config: Config, node: Node, names: Names, context: str, chain: list[Node]) -> Iterator[Rule]:
    off = node.inactive or yes(node, "disabled") is True
    sources, targets = _some(node.words("from")), _some(node.words("to"))
    if node.word("rule-type") == "intrazone":
        targets = sources
    start, end = yes(node, "log-start"), yes(node, "log-end")
    schedule = node.word("schedule")
    until = next((part.until for part in config.device.schedules.items if part.name == schedule), "")
    applications = [*_some(node.words("application")), *(f"url:{word}" for word in _some(node.words("category")))]
    users = [
        word
        for kind in ("source-user", "source-hip", "destination-hip", "hip-profiles")
        for word in _some(node.words(kind))
    ]
    action = node.word("action")
    yield Rule(
        name=node.name, action=_ACTIONS.get(action, "other"), lines=node.lines(), enabled=not off,
        sources=_side(node, "source", names), destinations=_side(node, "destination", names),
        services=names.serve(node.words("service")), source_zones=sources, destination_zones=targets,
        between=_BETWEEN.get(node.word("rule-type"), ""),
        applications=tuple(applications), users=tuple(users), schedule=schedule, until=until,
        logged=True if start or end else False if end is False else None, profiles=_inspection(node, chain),
        comment=node.word("description"), context=context,
        unread=() if off else (*node.doubts(), *(() if action else (node.line,))),
    )  # fmt: skip


def _side(node: Node, side: str, names: Names) -> tuple[Address, ...]:
    terms = names.resolve(node.words(side))
    if yes(node, f"negate-{side}"):
        return (ANY_ADDRESS, *(replace(term, excluded=not term.excluded) for term in terms))
    return terms


def _inspection(node: Node, chain: list[Node]) -> dict[str, str]:
    """Profiles of a rule, its own or those of its group."""
    setting = node.at("profile-setting")
    parts = [setting.at("profiles")]
    for name in setting.words("group"):
        parts += [scope.at("profile-group").kid(name) for scope in chain]
    found: dict[str, str] = {}
    for part in parts:
        found |= {kind: part.word(word) for word, kind in _PROFILES.items() if part.word(word) not in {"", "none"}}
    return found


def _schedule(node: Node) -> Schedule:
    ends = []
    for word in node.words("schedule-type non-recurring"):
        match = _END.search(word)
        if match:
            year, month, day, hour, minute = match.groups()
            ends.append(f"{year}-{month}-{day}T{hour}:{minute}")
    return Schedule(name=node.name, lines=node.lines(), until=max(ends, default=""), unread=tuple(node.doubts()))


def _nat(node: Node, names: Names, context: str) -> Nat:
    source, target = (
        node.at("source-translation"),
        node.at("destination-translation") or node.at("dynamic-destination-translation"),
    )
    off = node.inactive or yes(node, "disabled") is True
    words = [
        word
        for kind in ("dynamic-ip", "dynamic-ip-and-port", "static-ip")
        for word in source.words(f"{kind} translated-address")
    ]
    interface = source.word("dynamic-ip-and-port interface-address interface")
    port = integer(target.word("translated-port"))
    translated = target.word("translated-address")
    kind = "destination" if target else "static" if source.has("static-ip") else "source" if source else "exempt"
    return Nat(
        name=node.name, kind=kind, lines=node.lines(), enabled=not off,  # type: ignore[arg-type]
        interface=node.word("to-interface") or interface, source_zones=_some(node.words("from")),
        destination_zones=_some(node.words("to")), sources=names.resolve(node.words("source")),
        destinations=names.resolve(node.words("destination")), services=names.serve(node.words("service")),
        translated_sources=names.resolve(words) if words else (),
        translated_destinations=names.resolve([translated]) if translated else (),
        translated_ports=(port, port) if port is not None else None, context=context,
        unread=() if off else tuple(node.doubts()),
    )  # fmt: skip


def _overrides(config: Config, name: str) -> list[Node]:
    """What somebody made of a default rule: only then it is printed."""
    overrides = [
        node
        for scope in [config.shared, *(node for _, node in config.scopes)]
        for base in ("rulebase", "pre-rulebase", "post-rulebase", "policy panorama post-rulebase")
        if (node := scope.at(f"{base} default-security-rules rules").kid(name))
    ]
    overrides += [
        node
        for home in config.homes
        if (node := home.at("policy panorama post-rulebase default-security-rules rules").kid(name))
    ]
    config.device.policies.unread += [line for node in overrides for line in node.doubts()]
    return overrides


def _action(overrides: list[Node], otherwise: Action, why: str) -> Fact[Action]:
    """The action of a default rule; the most open of several."""
    acting = [node for node in overrides if node.has("action")]
    allowing = [node for node in acting if node.word("action") == "allow"]
    if acting:
        node = (allowing or acting)[0]
        if node.word("action") not in _ACTIONS:
            return Unknown(f"不认识动作 {node.word('action')}", node.lines("action"))
        return Known(_ACTIONS.get(node.word("action"), "other"), node.lines("action"))
    return Absent(otherwise, why)


def _defaults(config: Config) -> None:
    """The rules between zones and inside one."""
    section = config.device.policies
    overrides, inside = (_overrides(config, name) for name in ("interzone-default", "intrazone-default"))
    section.default_action = _action(overrides, "deny", "没有改写 interzone-default，缺省拒绝")
    section.intrazone_action = _action(inside, "permit", "没有改写 intrazone-default，缺省放行")
    logging = [node for node in overrides if yes(node, "log-end")]
    section.default_logged = (
        Known(True, logging[0].lines("log-end")) if logging else Absent(False, "interzone-default 缺省不记日志")
    )


def _defence(config: Config) -> None:
    defence = config.device.defence
    opened(defence, config.doubts("network profiles zone-protection-profile"))
    opened(defence, [line for _, scope in config.scopes for line in scope.at("zone").doubts()])
    defence.zoned = True
    bound = [zone.screened.lines[-1] for zone in config.device.zones.items if isinstance(zone.screened, Known)]
    known = Known(True, tuple(bound))
    defence.attack_defence = known if bound else Absent(False, "没有安全域绑定有内容的 zone-protection-profile")
    defence.stateful = Absent(True, "PAN-OS 始终按会话转发")
    defence.control_plane = Unknown("控制面防护没有开关")
    defence.ips_signature = defence.av_signature = Unknown("没有采集 show system info")
