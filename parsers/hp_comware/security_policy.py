"""Security policies of SecPath: ``security-policy ip`` and ``ipv6`` (H3C SecPath V7 security policy reference).

Rules are tried as printed. Values of one criterion are joined by OR, criteria by AND; a criterion that is missing means
any. The action that is not printed is drop, and what matches no rule is dropped. Once a ``security-policy`` view
exists, object policies between zones are out of force (SecPath FAQ).
"""

from __future__ import annotations

from msgspec import Struct

from dengbao.model import Absent, Address, Known, Rule, Service, Unknown, expand
from dengbao.model.facts import Fact
from dengbao.model.rules import Action
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware import terms
from parsers.hp_comware.objects import protocol_service
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, on_off, plain, rest, state_of, text_after
from parsers.hp_comware.terms import V4, V6, Family


class Scope(Struct):
    """The view of one policy."""

    reading: Reading
    family: Family


class RuleScope(Struct):
    """A rule being read."""

    reading: Reading
    record: Rule
    family: Family
    sources: list[Address] = []
    destinations: list[Address] = []
    services: list[Service] = []
    profile: str = ""


VIEW: Table[Scope] = Table()
CRITERIA: Table[RuleScope] = Table()
on_off("security-policy disable", "security-policy off", topic="policies")
rest("security-policy", "policies")
rest("undo security-policy", "policies")
TOP.ignore(
    "策略的配置管理与加速,不改变放行",
    *(
        "security-policy config-logging",
        "security-policy accelerate",
        "security-policy-group",
        "security-policy traffic-analysis",
    ),
    *("security-policy default-rule counting", "undo security-policy accelerate"),
)


@TOP.line("security-policy ip", "security-policy ipv6", topic="policies")
def view(reading: Reading, words: list[str], block: Block) -> bool:
    """The policy's own view."""
    state_of(reading).mark("security-policy", block.number)
    state_of(reading).mark("policy", block.number)
    scope = Scope(reading, V6 if words[1] == "ipv6" else V4)
    reading.device.policies.unread.extend(reading.inside(block, VIEW, scope))
    return len(words) == 2  # noqa: PLR2004 - the line's own words


@TOP.line("security-policy default-rule action", topic="policies")
def default_action(reading: Reading, words: list[str], block: Block) -> bool:
    """``security-policy default-rule action pass|drop`` of the newest releases."""
    action = {"pass": "permit", "drop": "deny"}.get(words[-1])
    if action:
        state_of(reading).said["default action"] = Known(action, (block.number,))
    return bool(action)


@TOP.line("security-policy default-rule logging enable", topic="policies")
def default_logged(reading: Reading, _words: list[str], block: Block) -> bool:
    """``security-policy default-rule logging enable``."""
    state_of(reading).said["default logged"] = Known(value=True, lines=(block.number,))
    return True


@VIEW.line("default rule")
def view_default(scope: Scope, words: list[str], block: Block) -> bool:
    """``default rule logging|counting enable``; ``default rule action pass`` where it exists."""
    match words[2:]:
        case ["logging", "enable"]:
            state_of(scope.reading).said["default logged"] = Known(value=True, lines=(block.number,))
        case ["action", "pass" | "drop" as action]:
            named = "permit" if action == "pass" else "deny"
            state_of(scope.reading).said["default action"] = Known(named, (block.number,))
        case ["counting", "enable"]:
            pass
        case _:
            return False
    return True


plain(VIEW, "group", "accelerate", "undo accelerate", "quit", "description", "move")


@VIEW.line("rule")
def rule(scope: Scope, words: list[str], block: Block) -> bool:
    """``rule ID name NAME`` with its criteria."""
    if "name" not in words[1:3] or words[-1] == "name":
        return False
    reading = scope.reading
    name = text_after(block, words.index("name") + 1)
    record = Rule(name=name, action="deny", lines=tuple(reading.numbers(block)), logged=False)
    if scope.family == V6:
        record.context = "ipv6"
    inner = RuleScope(reading, record, scope.family, [], [], [])
    record.unread = reading.inside(block, CRITERIA, inner)
    record.sources = tuple(inner.sources) or (terms.any_of(scope.family),)
    record.destinations = tuple(inner.destinations) or (terms.any_of(scope.family),)
    record.services = tuple(inner.services) or (Service(),)
    if inner.profile:
        state_of(reading).marks.setdefault(f"profile {inner.profile.lower()}", []).append(block.number)
        record.profiles["profile"] = inner.profile
    reading.device.policies.items.append(record)
    return True


@CRITERIA.line("action")
def action(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``action pass|drop``."""
    found: dict[str, Action] = {"pass": "permit", "drop": "deny"}
    scope.record.action = found.get(words[-1], "deny")
    return words[-1] in found


@CRITERIA.line("description")
def description(scope: RuleScope, _words: list[str], block: Block) -> bool:
    """``description TEXT``."""
    scope.record.comment = text_after(block, 1)
    return True


@CRITERIA.line("disable", "undo disable")
def disable(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``disable``."""
    scope.record.enabled = words[0] == "undo"
    return True


@CRITERIA.line("logging enable", "undo logging enable")
def logging(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``logging enable``."""
    scope.record.logged = words[0] != "undo"
    return True


@CRITERIA.line("time-range", "vrf", "profile")
def named(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``time-range T``, ``vrf V``, ``profile P``."""
    text = text_after(block, 1)
    if words[0] == "time-range":
        scope.record.schedule = text
    elif words[0] == "vrf":
        scope.record.vrf = text
    else:
        scope.profile = text
    return bool(text)


@CRITERIA.line("source-zone", "destination-zone")
def zones(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``source-zone Z``, ``destination-zone Z``; ``any`` is as if nothing stood there."""
    name = text_after(block, 1).strip('"')
    found = () if name.lower() == "any" else (name,)
    if words[0] == "source-zone":
        scope.record.source_zones += found
    else:
        scope.record.destination_zones += found
    return bool(name)


@CRITERIA.line(
    *("source-ip", "source-ip-host", "source-ip-subnet", "source-ip-range", "source-ip6", "source-ipv6"),
    *("destination-ip", "destination-ip-host", "destination-ip-subnet", "destination-ip-range", "destination-ipv6"),
)
def address(scope: RuleScope, words: list[str], block: Block) -> bool:
    """``source-ip GROUP``, ``source-ip-host A``, ``source-ip-subnet A MASK``, ``source-ip-range A B``."""
    found = _address(words, text_after(block, 1).strip('"'), scope.family)
    if found is None:
        return False
    (scope.sources if words[0].startswith("source") else scope.destinations).append(found)
    return True


def _address(words: list[str], text: str, family: Family) -> Address | None:
    match [words[0].rpartition("-")[2], *words[1:]]:
        case ["host", word]:
            return terms.host(word, family)
        case ["subnet", word, mask]:
            return terms.subnet(word, mask, family)
        case ["subnet", word]:
            base, _, length = word.partition("/")
            return terms.subnet(base, length, family)
        case ["range", low, high]:
            return terms.between(low, high, family)
        case ["ip" | "ip6" | "ipv6", _, *_]:
            return terms.any_of(family) if text.lower() == "any" else Address(ref=text, resolved=False)
    return None


@CRITERIA.line("source-mac", "source-location", "destination-location", "url-category", "terminal", "terminal-group")
def other_source(scope: RuleScope, _words: list[str], block: Block) -> bool:
    """Criteria without numbers narrow a rule, by how much nobody can tell."""
    scope.record.applications += (block.text,)
    return True


@CRITERIA.line("user", "user-group")
def user(scope: RuleScope, _words: list[str], block: Block) -> bool:
    """``user U [domain D]``, ``user-group G``."""
    scope.record.users += (text_after(block, 1),)
    return True


@CRITERIA.line("application", "app-group")
def application(scope: RuleScope, _words: list[str], block: Block) -> bool:
    """``application NAME``, ``app-group NAME``."""
    name = text_after(block, 1)
    if name.lower() != "any":
        scope.record.applications += (name,)
    return bool(name)


@CRITERIA.line("service")
def service(scope: RuleScope, _words: list[str], block: Block) -> bool:
    """``service GROUP`` or a predefined service."""
    name = text_after(block, 1).strip('"')
    scope.services.append(Service() if name.lower() == "any" else Service(ref=name, resolved=False))
    return bool(name)


@CRITERIA.line("service-port")
def service_port(scope: RuleScope, words: list[str], _block: Block) -> bool:
    """``service-port tcp destination eq 443``."""
    found = protocol_service(words[1:])
    scope.services.extend(found or ())
    return found is not None


plain(CRITERIA, "counting", "undo counting", "session", "track", "parent-group", "tag", "quit", "logging")


def settle(reading: Reading) -> None:
    """After all lines: resolve names, profiles and ends; judge what matches nothing."""
    state, policies = state_of(reading), reading.device.policies
    untils = {one.name.lower(): one.until for one in reading.device.schedules.items}
    cache_a: dict[str, tuple[Address, ...]] = {}
    cache_s: dict[str, tuple[Service, ...]] = {}
    for made in policies.items:
        profile = made.profiles.pop("profile", "")
        made.profiles |= state.profiles.get(profile, {})
        made.until = untils.get(made.schedule.lower(), "")[:10]
        made.sources = expand(made.sources, state.addresses, cache_a)
        made.destinations = expand(made.destinations, state.addresses, cache_a)
        made.services = expand(made.services, state.services, cache_s)
    if not policies.unsupported:
        policies.default_action = _default(state)
        policies.default_logged = state.fact("default logged", default=False, why="未命中策略的报文缺省不记日志")


def _default(state: State) -> Fact[Action]:
    off = state.said.get("security-policy off")
    if off is not None and off.value:
        return Unknown("安全策略已停用(security-policy disable),此时放行还是拒绝未经确认", off.lines)
    said = state.said.get("default action")
    if said is not None:
        return said
    if state.generation == 7:  # noqa: PLR2004 - Comware 7
        return Absent("deny", "Comware 7 安全域之间缺省丢弃")
    return Unknown("未确认这一版本安全域之间的缺省动作")
