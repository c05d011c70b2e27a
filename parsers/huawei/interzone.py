"""Policies of old firewalls, which stand between two zones and have a direction.

After USG2000/5000 V300R001: outbound is from the zone of higher priority to that of lower; what no policy of a pair
decides, ``firewall packet-filter default`` of that pair and direction does, and ``... all`` of every pair.
"""

from __future__ import annotations

from dengbao.model import Absent, Known, Rule, Service, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import Dialect
from parsers.huawei.operands import policy_address
from parsers.huawei.policy import RULE
from parsers.huawei.state import TOP, State, say

PAIR: Table[tuple[Reading, Rule]] = Table()
LINES: Table[Rule] = Table()
_PRIORITIES = {"local": 100, "trust": 85, "dmz": 50, "untrust": 5}
say("policies", "firewall packet-filter default")


@TOP.line("policy interzone", "policy zone", topic="policies")
def _pair(reading: Reading, words: list[str], block: Block) -> bool:
    """``policy interzone trust untrust outbound`` or ``policy zone trust`` with its numbered policies."""
    zones = words[2:4] if words[1] == "interzone" else [*words[2:3], *words[2:3]]
    direction = words[4] if words[1] == "interzone" and len(words) > 4 else ""  # noqa: PLR2004
    if len(zones) != 2 or direction not in {"", "inbound", "outbound"}:  # noqa: PLR2004
        return False
    head = Rule(name=" ".join(words[1:]), action="other", lines=(block.number,))
    head.source_zones, head.destination_zones = (zones[0],), (zones[1],)
    head.comment = direction
    reading.topic("policies").unread.extend(reading.inside(block, PAIR, (reading, head)))
    return True


@PAIR.line("policy")
def _policy(at: tuple[Reading, Rule], words: list[str], block: Block) -> bool:
    reading, head = at
    rule = Rule(name=f"{head.name} {words[-1]}", action="other", lines=(block.number,), logged=False)
    rule.sources, rule.destinations, rule.services = (), (), ()
    rule.unread = reading.inside(block, LINES, rule)
    rule.lines += tuple(child.number for child in block.children)
    rule.source_zones, rule.destination_zones = head.source_zones, head.destination_zones
    rule.context = reading.scratch.context
    reading.device.policies.items.append(rule)
    reading.scratch.of("directions")[len(reading.device.policies.items) - 1] = head.comment
    return len(words) == 2  # noqa: PLR2004


@LINES.line("policy source", "policy destination")
def _address(rule: Rule, words: list[str], _block: Block) -> bool:
    term = policy_address(words[2:])
    if term is None:
        return False
    if words[1] == "source":
        rule.sources += (term,)
    else:
        rule.destinations += (term,)
    return True


@LINES.line("policy service service-set")
def _service(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.services += tuple(Service(ref=name, resolved=False) for name in words[3:])
    return len(words) > 3  # noqa: PLR2004


@LINES.line("policy logging", "policy disable", "policy time-range")
def _switch(rule: Rule, words: list[str], _block: Block) -> bool:
    if words[1] == "logging":
        rule.logged = True
    elif words[1] == "disable":
        rule.enabled = False
    else:
        rule.schedule = words[-1]
    return True


@LINES.line("action", "description", "profile")
def _shared(rule: Rule, words: list[str], block: Block) -> bool:
    """Lines that security-policy rules have as well."""
    found = RULE.find(words)
    return found is not False and found is not True and found[0](rule, words, block)


def finish(reading: Reading) -> None:
    """Give each rule its direction, and find the default."""
    state: State = reading.scratch
    if state.dialect is not Dialect.INTERZONE:
        return
    policies = reading.device.policies
    priority = _PRIORITIES | {zone.name.lower(): zone.priority or 0 for zone in reading.device.zones.items}
    for index, direction in state.of("directions").items():
        rule = policies.items[index]
        first, second = rule.source_zones[0], rule.destination_zones[0]
        high, low = sorted((first, second), key=lambda name: -priority.get(name.lower(), 0))
        rule.source_zones, rule.destination_zones = ((high,), (low,)) if direction != "inbound" else ((low,), (high,))
    said = [
        (words, line) for words, line in state.said.get("firewall packet-filter default", ()) if "local" not in words
    ]
    permits = tuple(line for words, line in said if words[:1] == ["permit"])
    if permits:
        policies.default_action = Known("permit", permits)
    elif said:
        policies.default_action = Known("deny", tuple(line for _, line in said))
    else:
        policies.default_action = Unknown("没有 firewall packet-filter default,没有确认这个版本的缺省值")
    policies.default_logged = Absent(value=False, why="域间缺省动作不记录日志")
