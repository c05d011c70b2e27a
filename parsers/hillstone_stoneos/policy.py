"""Security policies: ``rule id N``, also inside ``policy-global``, on one line, or in ``policy from A to B``.

CLI guide 5.5R12, policy chapter. The place in the file is the order, the number only a name; the first match wins, and
what nothing matches is denied unless ``default-action permit``. ``disable`` may stand first, ``name`` last; ``name``
and ``description`` are different things. Lines of one kind are alternatives. ``webauth``, ``portal-server``, ``tunnel``
and ``fromtunnel`` let packets pass under a condition.
"""

from __future__ import annotations

from msgspec import Struct, field

from dengbao.model import Action, Address, Known, Rule, Service
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.objects import Book, moment
from parsers.hillstone_stoneos.operands import between, host, service, subnet
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State

_ACTIONS: dict[str, Action] = {
    "permit": "permit", "deny": "deny", "tunnel": "permit", "fromtunnel": "permit", "webauth": "permit",
    "portal-server": "permit", "secure-connection": "permit",
}  # fmt: skip
_PROFILES = {
    "ips": "ips", "av": "av", "url": "url", "contentfilter": "data", "behavior": "behavior", "webpost": "webpost",
    "im": "im", "mail": "mail", "sandbox": "sandbox", "dlp": "data", "file-filter": "file",
    "botnet-c2-prevention": "botnet",
}  # fmt: skip


class Draft(Struct):
    """A rule under construction: its operands as written, to be resolved when all objects are known."""

    rule: Rule
    sources: list[Address | str] = field(default_factory=list)
    destinations: list[Address | str] = field(default_factory=list)
    services: list[Service | str] = field(default_factory=list)
    schedules: list[str] = field(default_factory=list)
    acted: bool = False
    logs: dict[str, int] = field(default_factory=dict)


RULE: Table[Draft] = Table()
RULE.ignore(
    "会话与转发参数、标签,不影响匹配", "tag", "send-deny-packet", "session-timeout", "tcp-syn-check",
    "hardware-fast-forward", "policy-qos-tag", "aggregate-policy", "no-log", "tcp-mss", "policy-assistant", "top",
    "label", "log-level", "user-quota",
)  # fmt: skip


@RULE.line("action", "permit", "deny")
def _action(draft: Draft, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    word = words[1] if words[0] == "action" and len(words) > 1 else words[0]
    if word not in _ACTIONS:
        return False
    draft.rule.action, draft.acted = _ACTIONS[word], True
    if word not in {"permit", "deny"}:
        draft.rule.users += (" ".join(words[1:]),)
    return True


@RULE.line("disable")
def _disable(draft: Draft, _words: list[str], _block: Block) -> bool:
    draft.rule.enabled = False
    return True


@RULE.line("enable")
def _enable(draft: Draft, _words: list[str], _block: Block) -> bool:
    draft.rule.enabled = True
    return True


@RULE.line("name")
def _name(_draft: Draft, words: list[str], _block: Block) -> bool:
    return len(words) > 1


@RULE.line("description")
def _description(draft: Draft, _words: list[str], block: Block) -> bool:
    draft.rule.comment = " ".join(split(block.text)[1:])
    return True


@RULE.line("src-zone", "dst-zone", "from-zone", "to-zone")
def _zone(draft: Draft, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) != 2:  # noqa: PLR2004 - the word and a name
        return False
    if words[1].lower() != "any":
        if words[0] in {"src-zone", "from-zone"}:
            draft.rule.source_zones += (words[1],)
        else:
            draft.rule.destination_zones += (words[1],)
    return True


@RULE.line("src-addr", "dst-addr", "src-ip", "dst-ip", "src-range", "dst-range", "src-host", "dst-host",
           "src-device-group", "dst-device-group")  # fmt: skip
def _operand(draft: Draft, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    kind = words[0].partition("-")[2]
    found = _address(kind, words[1:])
    if found is None:
        return False
    (draft.sources if words[0].startswith("src") else draft.destinations).append(found)
    return True


def _address(kind: str, words: list[str]) -> Address | str | None:
    if not words:
        return None
    match kind:
        case "addr":
            return words[0] if len(words) == 1 else None
        case "ip":
            return subnet(words)
        case "range":
            return between(words)
        case "host":
            return host(words[0]) or Address(other=f"域名 {words[0]}")
    return Address(other=f"设备组 {words[0]}")


@RULE.line("domain", "domain-book")
def _domain(draft: Draft, _words: list[str], block: Block) -> bool:
    draft.destinations.append(Address(other=f"域名 {' '.join(split(block.text)[1:])}"))
    return True


@RULE.line("service")
def _service(draft: Draft, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    draft.services.extend(words[1:2])
    return len(words) == 2  # noqa: PLR2004 - the word and a name


@RULE.line("service-rule")
def _service_rule(draft: Draft, _words: list[str], block: Block) -> bool:
    found = service(split(block.text)[1:])
    if found is None:
        return False
    draft.services.append(found)
    return True


@RULE.line("application")
def _application(draft: Draft, _words: list[str], block: Block) -> bool:
    name = " ".join(split(block.text)[1:])
    if name.lower() != "any":
        draft.rule.applications += (name,)
    return bool(name)


@RULE.line("role", "user", "user-group", "endpoint-tag", "vlan-id")
def _user(draft: Draft, words: list[str], block: Block) -> bool:
    draft.rule.users += (" ".join(split(block.text)),)
    return len(words) > 1


@RULE.line("schedule")
def _schedule(draft: Draft, _words: list[str], block: Block) -> bool:
    draft.schedules += split(block.text)[1:2]
    return True


@RULE.line("start-time", "expire-time")
def _validity(draft: Draft, words: list[str], block: Block) -> bool:
    if words[0] == "expire-time":
        draft.rule.until = moment(" ".join(split(block.text)[1:]))
        return bool(draft.rule.until)
    return True


@RULE.line("log")
def _log(draft: Draft, words: list[str], block: Block) -> bool:
    if len(words) < 2 or words[1] not in {"session-start", "session-end", "policy-deny"}:  # noqa: PLR2004
        return False
    draft.logs[words[1]] = block.number
    return True


@RULE.line(*_PROFILES)
def _profile(draft: Draft, words: list[str], block: Block) -> bool:
    name = " ".join(split(block.text)[1:])
    if name and not name.startswith("no-"):
        draft.rule.profiles[_PROFILES[words[0]]] = name
    return bool(name)


def _drafts(state: State) -> list[Draft]:
    return state.of("policy").setdefault("drafts", [])  # type: ignore[no-any-return]


def _new(state: State, name: str, line: int) -> Draft:
    """The rule of that number, new where it is not known: a later body adds to the first."""
    known = state.of("rule")
    key = (state.context, name)
    if key not in known:
        known[key] = Draft(rule=Rule(name=name, action="other", lines=(line,), context=state.context))
        _drafts(state).append(known[key])
    draft: Draft = known[key]
    return draft


@TOP_LINES.line("rule", topic="policies")
def read_rule(reading: Reading, _words: list[str], block: Block) -> bool:
    """``rule id N`` with its lines, or all on one line."""
    words = split(block.text)
    state: State = reading.scratch
    if "from" in words[1:] and not block.children:
        return _one_line(state, words, block)
    name = words[2] if len(words) > 2 else f"行{block.number}"  # noqa: PLR2004 - rule id N
    draft = _new(state, name, block.number)
    draft.rule.unread += reading.inside(block, RULE, draft)
    draft.rule.lines += tuple(
        child.number
        for child in block.children
        if child.text.startswith(("action", "disable", "src-addr", "dst-addr", "service"))
    )
    return True


def _one_line(state: State, words: list[str], block: Block) -> bool:
    """``rule [id N] from A to B [from-zone Z] [to-zone Z] service S [application A] permit|deny``."""
    name = words[2] if words[1] == "id" else f"行{block.number}"
    draft = _new(state, name, block.number)
    rest = words[words.index("from") :]
    while rest:
        taken = _part(draft, rest)
        if not taken:
            draft.rule.unread += (block.number,)
            return False
        rest = rest[taken:]
    return True


def _part(draft: Draft, rest: list[str]) -> int:
    """Read the first part of a one-line rule; return how many words it took, 0 when it is not known."""
    rule = draft.rule
    match rest:
        case ["from", value, *_]:
            draft.sources.append(subnet([value]) or value)
        case ["to", value, *_]:
            draft.destinations.append(subnet([value]) or value)
        case ["from-zone", value, *_]:
            rule.source_zones += (value,)
        case ["to-zone", value, *_]:
            rule.destination_zones += (value,)
        case ["service", value, *_]:
            draft.services.append(value)
        case ["application", value, *_]:
            rule.applications += () if value.lower() == "any" else (value,)
        case ["disable", *_]:
            rule.enabled = False
            return 1
        case [action, *more] if action in _ACTIONS:
            rule.action, draft.acted = _ACTIONS[action], True
            return 1 if action in {"permit", "deny"} else 1 + len(more)
        case _:
            return 0
    return 2


GLOBAL: Table[Reading] = Table()
GLOBAL.ignore("会话刷新和显示的开关,不影响匹配", "session-rematch", "multi-zone-enable", "match-after-dnat",
    "policy-hit-count",
              "modification-log", "redundancy-check", "app-cache", "assistant")  # fmt: skip


@GLOBAL.line("rule")
def _inner_rule(reading: Reading, words: list[str], block: Block) -> bool:
    return read_rule(reading, words, block)


@GLOBAL.line("default-action", "log policy-default", "global-policy-log")
def _setting(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say("policy " + words[0], words[1:], block.number)
    return True


@TOP_LINES.line("policy-global", topic="policies")
def _policy_global(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.policies.unread.extend(reading.inside(block, GLOBAL, reading))
    return True


@TOP_LINES.line("policy", topic="policies")
def _policy_from(reading: Reading, _words: list[str], block: Block) -> bool:
    """``policy from A to B`` of 4.x: its zones are those of each rule inside."""
    words = split(block.text)
    match words:
        case ["policy", "from", source, "to", target]:
            state: State = reading.scratch
            before = len(_drafts(state))
            reading.device.policies.unread.extend(reading.inside(block, GLOBAL, reading))
            for draft in _drafts(state)[before:]:
                draft.rule.source_zones, draft.rule.destination_zones = (source,), (target,)
            return True
    return False


@TOP_LINES.line("policy-group", topic="policies")
def _policy_group(reading: Reading, _words: list[str], block: Block) -> bool:
    """A group can switch its rules off; which rules are in it is not documented where rules print it."""
    off = any(child.text == "disable" for child in block.children)
    if not off:
        reading.use(*reading.numbers(block))
    return not off


@TOP_LINES.line("default-action", topic="policies")
def _default(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say("policy default-action", words[1:], block.number)
    return len(words) > 1


def finish(reading: Reading, books: dict[str, Book]) -> None:
    """Resolve the rules and put them into the device."""
    state: State = reading.scratch
    policies = reading.device.policies
    policies.missing, policies.none = "", "配置中没有安全策略"
    override = {words[0]: words[-1] == "on" for words, _ in state.all("policy global-policy-log") if words}
    sessions = _sessions_logged(state)
    for draft in _drafts(state):
        rule = _resolve(draft, books[draft.rule.context], override, logged=sessions)
        _bound_to_zones(rule, state)
        policies.items.append(rule)
    found = state.last("policy default-action")
    if found:
        action: Action = "permit" if found[0][:1] == ["permit"] else "deny"
        policies.default_action = Known(action, (found[1],))
    else:
        policies.default_action = state.silent("deny", "没有 default-action permit,缺省拒绝")
    said = [line for words, line in state.all("policy log") if words[:1] == ["policy-default"]]
    if said:
        policies.default_logged = Known(value=True, lines=tuple(said))
    else:
        policies.default_logged = state.silent(value=False, why="没有 log policy-default")


def _sessions_logged(state: State) -> bool:
    """Whether traffic logs are on at all: without ``logging traffic session on`` no rule logs anything."""
    return any("on" in words for head in ("logging traffic", "logging traffic session") for words, _ in state.all(head))


def _bound_to_zones(rule: Rule, state: State) -> None:
    """Profiles of zones hold for rules without their own: IPS by direction, anti-virus of the destination zone."""
    for words, _ in state.all("zone ips"):
        zone, direction = words[0], words[-1]
        inward = direction in {"ingress", "bidirectional"} and zone in rule.source_zones
        outward = direction in {"egress", "bidirectional"} and zone in rule.destination_zones
        if words[1:2] == ["enable"] and len(words) > 3 and (inward or outward):  # noqa: PLR2004 - zone, enable, profile
            rule.profiles.setdefault("ips", words[2])
    for words, _ in state.all("zone av"):
        if words[1:2] == ["enable"] and len(words) > 2 and words[0] in rule.destination_zones:  # noqa: PLR2004
            rule.profiles.setdefault("av", words[2])


def _resolve(draft: Draft, book: Book, override: dict[str, bool], *, logged: bool) -> Rule:
    rule = draft.rule
    if not draft.acted:
        rule.unread += rule.lines[:1]  # what a rule without an action does is not documented
    rule.sources = _expand(draft.sources, book)
    rule.destinations = _expand(draft.destinations, book)
    services: list[Service] = []
    for one in draft.services:
        services.extend(book.service(one) if isinstance(one, str) else (one,))
    rule.services = tuple(services) or (Service(),)
    rule.schedule = " ".join(draft.schedules)
    ends = [book.schedules.get(name, "") for name in draft.schedules]
    if ends and "" not in ends:
        rule.until = min(filter(None, (rule.until, max(ends))))
    wanted = ("session-start", "session-end") if rule.permits else ("policy-deny",)
    rule.logged = logged and any(override.get(kind, kind in draft.logs) for kind in wanted)
    return rule


def _expand(operands: list[Address | str], book: Book) -> tuple[Address, ...]:
    found: list[Address] = []
    for one in operands:
        found.extend(book.address(one) if isinstance(one, str) else (one,))
    return tuple(found) or (Address(),)
