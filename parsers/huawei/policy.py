"""Zones and security policies of firewalls.

After the USG6000E "Security Policy" chapter and printed configurations: rules are tried in order; what none matches is
denied between zones (not printed) unless ``default action permit``; a rule is off with ``disable``; zones, addresses
and services left out mean any; a rule without an ``action`` does not decide.
"""

from __future__ import annotations

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Absent, Action, Address, Known, Rule, Service, Zone
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.exposure import allowed_to_device
from parsers.huawei.objects import Resolver, Resolvers, service_terms
from parsers.huawei.operands import number, policy_address, unquote
from parsers.huawei.state import TOP, State

ZONE: Table[Zone] = Table()
POLICY: Table[Reading] = Table()
RULE: Table[Rule] = Table()
ZONE.ignore("区域的说明和检测参数", "description", "detect", "firewall", "statistic", "undo statistic", "undo detect")
_PROFILES = {
    "av": "av", "ips": "ips", "url-filter": "url", "file-block": "file", "data-filter": "data", "app-control": "app",
    "dns-filter": "dns", "mail-filter": "mail", "apt-defence": "apt", "content-filter": "data",
}  # fmt: skip


@TOP.line("firewall zone", topic="zones")
def _zone(reading: Reading, words: list[str], block: Block) -> bool:
    """``firewall zone trust``, ``firewall zone name internal id 4``, with ``set priority`` and members below."""
    rest = words[3:] if words[2:3] == ["name"] else words[2:]
    if not rest:
        return False
    name = unquote(" ".join(rest[: rest.index("id")] if "id" in rest else rest))
    zone = Zone(name=name, interfaces=(), lines=(block.number,), context=reading.scratch.context)
    zone.unread = reading.inside(block, ZONE, zone)
    zone.lines += tuple(child.number for child in block.children)
    reading.device.zones.items.append(zone)
    return True


@ZONE.line("set priority", "priority")
def _priority(zone: Zone, words: list[str], _block: Block) -> bool:
    zone.priority = number(words[-1], 100)
    return zone.priority is not None


@ZONE.line("add interface")
def _member(zone: Zone, words: list[str], _block: Block) -> bool:
    zone.interfaces += ("".join(words[2:]),)
    return len(words) > 2  # noqa: PLR2004


@TOP.line("security-policy", topic="policies")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    lost = set(reading.inside(block, POLICY, reading))
    rules = {
        number for child in block.children if child.text.startswith("rule name") for number in reading.numbers(child)
    }
    reading.topic("policies").unread.extend(sorted(lost - rules))
    return len(words) == 1


@POLICY.line("default action")
def _default(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say("default action", [*words[2:], reading.scratch.context], block.number)
    return words[2:] in (["permit"], ["deny"])


@POLICY.line("default policy logging", "default session logging", "default traffic logging")
def _default_logged(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.say("default logging", [reading.scratch.context], block.number)
    return True


@POLICY.line("default packet-filter intrazone enable", "default packet-filter intrazone")
def _intrazone(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.say("intrazone", [reading.scratch.context], block.number)
    return True


@TOP.line("default packet-filter intrazone enable", topic="policies")
def _intrazone_top(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.say("intrazone", [reading.scratch.context], block.number)
    return True


POLICY.ignore("规则的分组标签,不影响匹配", "group name", "group")


@POLICY.line("rule name")
def _rule(reading: Reading, words: list[str], block: Block) -> bool:
    state: State = reading.scratch
    rule = read_rule(reading, unquote(" ".join(words[2:])), block)
    reading.device.policies.items.append(rule)
    state.of("rules").setdefault(state.context, []).append(rule)
    return len(words) > 2  # noqa: PLR2004


def read_rule(reading: Reading, name: str, block: Block) -> Rule:
    """Read a rule with what stands below it; operands that name sets are resolved later."""
    rule = Rule(
        name=name, action="other", lines=(block.number,), sources=(), destinations=(), services=(), logged=False
    )
    rule.unread = reading.inside(block, RULE, rule)
    rule.lines += tuple(child.number for child in block.children)
    rule.context = reading.scratch.context
    return rule


@RULE.line("description")
def _description(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.comment = " ".join(words[1:])
    return True


@RULE.line("disable")
def _disable(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.enabled = False
    return len(words) == 1


@RULE.line("enable")
def _enable(_rule: Rule, words: list[str], _block: Block) -> bool:
    return len(words) == 1


@RULE.line("policy logging", "session logging", "traffic logging enable", "traffic logging")
def _logging(rule: Rule, _words: list[str], _block: Block) -> bool:
    rule.logged = True
    return True


@RULE.line("source-zone", "destination-zone")
def _zones(rule: Rule, words: list[str], _block: Block) -> bool:
    names = tuple(words[1:])
    if names == ("any",):
        return True
    if words[0] == "source-zone":
        rule.source_zones += names
    else:
        rule.destination_zones += names
    return bool(names)


@RULE.line("source-address", "destination-address", "source-address-exclude", "destination-address-exclude")
def _addresses(rule: Rule, words: list[str], _block: Block) -> bool:
    rest = words[1:]
    parts = [["address-set", name] for name in _names(rest[1:])] if rest[:1] == ["address-set"] else [rest]
    terms = [policy_address(part) for part in parts]
    if not terms or None in terms:
        return False
    found = tuple(
        Address(
            t.low,
            t.high,
            t.family,
            t.wildcard,
            t.ref,
            t.other,
            excluded=words[0].endswith("exclude"),
            resolved=t.resolved,
        )
        for t in terms
        if t is not None
    )
    if words[0].startswith("source"):
        rule.sources += found
    else:
        rule.destinations += found
    return True


def _names(words: list[str]) -> list[str]:
    """Names separated by blanks, each in quotes when it holds blanks itself."""
    names: list[str] = []
    opened = False
    for word in words:
        if opened:
            names[-1] += " " + word
            opened = not word.endswith('"')
        else:
            names.append(word)
            opened = word.startswith('"') and not (len(word) > 1 and word.endswith('"'))
    return names


@RULE.line("service")
def _service(rule: Rule, words: list[str], _block: Block) -> bool:
    rest = words[1:]
    if rest[:1] == ["protocol"]:
        terms = service_terms(rest)
    else:
        terms = tuple(Service(ref=unquote(name), resolved=False) for name in _names(rest) if name != "any")
        terms = (Service(),) if rest == ["any"] else terms
    rule.services += terms or ()
    return bool(terms)


@RULE.line("application")
def _application(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.applications += (" ".join(words[1:]),)
    return len(words) > 1


@RULE.line("user")
def _user(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.users += (" ".join(words[1:]),)
    return len(words) > 1


@RULE.line("time-range")
def _time(rule: Rule, words: list[str], _block: Block) -> bool:
    rule.schedule = words[-1]
    return len(words) == 2  # noqa: PLR2004


@RULE.line("profile")
def _profile(rule: Rule, words: list[str], _block: Block) -> bool:
    kind = _PROFILES.get(words[1]) if len(words) == 3 else None  # noqa: PLR2004
    if kind:
        rule.profiles[kind] = words[2]
    return kind is not None


@RULE.line("action")
def _action(rule: Rule, words: list[str], _block: Block) -> bool:
    if words[1:] == ["permit"]:
        rule.action = "permit"
    elif words[1:2] == ["deny"]:
        rule.action = "deny"
    return rule.action != "other"


RULE.ignore(
    "会话老化、终端类型等,只会让规则更窄或不影响匹配",
    "session aging-time",
    "long-link",
    "parent-group",
    "device-classification",
    "vlan-id",
    "url",
    "terminal-type",
    "tcp",
    "source-mac",
)


def finish(reading: Reading) -> None:
    """Resolve operands, and say what happens when no rule matches."""
    state: State = reading.scratch
    device = reading.device
    if state.dialect not in FIREWALLS:
        why = "交换机和路由器没有安全区域和安全策略"
        device.zones.unsupported = device.policies.unsupported = why
        device.zones.missing = device.policies.missing = ""
        for section in (device.address_objects, device.service_objects):
            section.unsupported = "" if section.items else why
        return
    device.zones.missing = device.policies.missing = ""
    resolvers = Resolvers(reading)
    for rule in device.policies.items:
        settle(rule, resolvers[rule.context])
    _untold(reading)
    zones = {(zone.context, member): zone.name for zone in device.zones.items for member in zone.interfaces}
    for interface in device.interfaces.items:
        interface.zone = zones.get((interface.context, interface.name), "") or zones.get(("", interface.name), "")
        if interface.management is None:
            interface.management = allowed_to_device(reading, interface.zone, interface.context)


def settle(rule: Rule, resolver: Resolver) -> None:
    """Resolve a rule's sets; a set with lines not understood makes the rule not understood."""
    rule.sources = resolver.addresses(rule.sources) or (ANY_ADDRESS,)
    rule.destinations = resolver.addresses(rule.destinations) or (ANY_ADDRESS,)
    rule.services = resolver.services(rule.services) or (ANY_SERVICE,)
    if all(term.excluded for term in rule.sources):
        rule.sources = (ANY_ADDRESS, *rule.sources)
    if all(term.excluded for term in rule.destinations):
        rule.destinations = (ANY_ADDRESS, *rule.destinations)
    rule.unread += (
        *resolver.broken(rule.sources),
        *resolver.broken(rule.destinations),
        *resolver.broken(rule.services),
    )


def _untold(reading: Reading) -> None:
    """The default: permit as soon as one virtual system permits."""
    state: State = reading.scratch
    policies = reading.device.policies
    if state.dialect is Dialect.INTERZONE:
        return  # told by its own lines
    said = state.said.get("default action", [])
    permits = tuple(line for words, line in said if words[0] == "permit")
    if permits:
        policies.default_action = Known("permit", permits)
    elif said:
        policies.default_action = Known("deny", tuple(line for _, line in said))
    else:
        default: Action = "deny"
        policies.default_action = Absent(default, "USG 缺省拒绝没有匹配规则的域间流量(不显示)")
    policies.intrazone_action = (
        policies.default_action if state.lines("intrazone")
        else Absent[Action]("permit", "没有 default packet-filter intrazone enable,缺省不限制同一安全域内的流量")
    )  # fmt: skip
    logged = state.lines("default logging")
    policies.default_logged = (
        Known(value=True, lines=logged) if logged else Absent(value=False, why="缺省不记录缺省规则的日志")
    )
