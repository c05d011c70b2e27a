"""Access lists: basic, advanced, layer 2, user, IPv6; numbered and named.

Grammar after "Configuring an Advanced ACL" (CE, S) and printed lists. An ACL that limits logins refuses what no rule
matches, and lets everybody in when it is missing or empty (EDOC1100147982); one that filters packets
(``traffic-filter``) forwards what no rule matches.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import ANY_IPV4, ANY_IPV6, Acl, Action, Address, Fact, Known, Lines, Rule, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.acl_rule import Kind, match, sourced
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse

_WORDS: dict[str, Kind] = {"basic": "basic", "advance": "advanced", "link": "layer2", "ucl": "user", "user": "other"}
_THOUSANDS: dict[int, Kind] = {
    2: "basic",
    3: "advanced",
    4: "layer2",
    5: "other",
    6: "user",
    7: "user",
    8: "user",
    9: "user",
}
_STEP = 5
_BODY: Table[Acl] = Table()
_BODY.ignore("编号步长,不影响匹配", "step")
refuse("acls", "acl")
TOP.ignore(
    "ACL 资源分配与日志间隔,不影响匹配",
    "acl threshold-alarm",
    "acl resource",
    "acl log",
    "acl ip-pool",
    "acl port-pool",
    "undo acl log",
)


@TOP.line("acl number", "acl name", "acl ipv6", "acl", topic="acls")
def _acl(reading: Reading, words: list[str], block: Block) -> bool:
    """``acl number N``, ``acl name X [basic|advance|...] [N]``, ``acl ipv6 ...``, each with ``match-order``."""
    family: Literal[4, 6] = 6 if words[1:2] == ["ipv6"] else 4
    rest = words[2:] if family == 6 else words[1:]  # noqa: PLR2004
    named = rest[:1] == ["name"]
    rest = rest[1:] if rest[:1] in (["name"], ["number"]) else rest
    if not rest:
        return False
    name, rest = rest[0], rest[1:]
    kind: Kind = _THOUSANDS.get(int(name) // 1000, "other") if number(name, 9999) else "advanced"
    numbers = [name]
    if named and rest and rest[0] in _WORDS:
        kind, rest = _WORDS[rest[0]], rest[1:]
        rest = rest[1:] if rest[:1] == ["number"] else rest
    if named and rest and number(rest[0], 9999) is not None:
        numbers.append(rest[0])
        kind, rest = _THOUSANDS.get(int(rest[0]) // 1000, kind), rest[1:]
    if rest not in ([], ["match-order", "config"], ["match-order", "auto"]):
        return False
    state: State = reading.scratch
    known = state.of("acl").get((family, name))
    acl: Acl = known or Acl(name=name, kind=kind, family=family, rules=[], lines=())
    acl.lines += (block.number,)
    if rest == ["match-order", "auto"]:
        acl.unread += (block.number,)  # depth first: the order printed is not the order tried
    if known is None:
        reading.device.acls.items.append(acl)
    for alias in numbers:
        state.of("acl")[(family, alias)] = acl
    acl.unread += reading.inside(block, _BODY, acl)
    return True


@_BODY.line("description")
def _description(acl: Acl, words: list[str], _block: Block) -> bool:
    acl.description = " ".join(words[1:])
    return True


@_BODY.line("rule")
def _rule(acl: Acl, words: list[str], block: Block) -> bool:
    if (quick := sourced(acl, block.text, block.number)) is not None:
        acl.rules.append(quick)
        return True
    index = 1
    name = ""
    if index < len(words) and words[index].isdecimal():
        name, index = words[index], index + 1
    if index + 1 < len(words) and words[index] == "name":
        name, index = words[index + 1], index + 2
    if index >= len(words):
        return False
    word = words[index]
    if word in {"description", "remark"}:
        return _comment(acl, name, " ".join(words[index + 1 :]), block.number)
    if word not in {"permit", "deny"}:
        return False
    rule = Rule(name=name or _next(acl), action="permit" if word == "permit" else "deny", lines=(block.number,))
    rule.sources = rule.destinations = (ANY_IPV4,) if acl.family == 4 else (ANY_IPV6,)  # noqa: PLR2004
    if not match(rule, acl.kind, acl.family, words[index + 1 :]):
        rule.unread = (block.number,)
        acl.rules.append(rule)
        return False
    acl.rules.append(rule)
    return True


def _next(acl: Acl) -> str:
    last = number(acl.rules[-1].name) if acl.rules else None
    return str((last or 0) // _STEP * _STEP + _STEP) if acl.rules else str(_STEP)


def _comment(acl: Acl, name: str, text: str, line: int) -> bool:
    for rule in reversed(acl.rules):
        if rule.name == name:
            rule.comment, rule.lines = text, (*rule.lines, line)
            return True
    return False


def permitted(reading: Reading, name: str, lines: Lines) -> Fact[tuple[Address, ...]]:
    """Which sources an ACL that limits logins lets in.

    Args:
        reading: after all lines were read.
        name: the ACL; empty when there is none.
        lines: where it is referred to.

    Returns:
        The addresses, empty when everybody may; Unknown when a rule was not understood.
    """
    acl: Acl | None = reading.scratch.of("acl").get((4, name)) if name else None
    if acl is None or not (acl.rules or acl.unread):
        return Known((), (*lines, *(acl.lines if acl else ())))
    if acl.unread:
        return Unknown(f"ACL {name} 有没有读懂的行", acl.unread)
    found: list[Address] = []
    denied: list[Address] = []
    used: list[int] = [*lines, *acl.lines]
    for rule in acl.rules:
        used += rule.lines
        if rule.permits:
            if any(_overlap(no, term) for no in denied for term in rule.sources):
                return Unknown(f"ACL {name} 先拒绝后放行,来源范围需人工判断", tuple(used))
            found += rule.sources
        elif any(term.is_any for term in rule.sources):
            break
        else:
            denied += rule.sources
    return Known(tuple(found) or (Address(0, 0, 4),), tuple(used))


def _overlap(one: Address, other: Address) -> bool:
    if one.wildcard or other.wildcard or one.other or other.other:
        return True
    return one.low <= other.high and other.low <= one.high


def finish(reading: Reading) -> None:
    """Say how each list ends: forwarding where it filters packets, refusing where it limits logins."""
    reading.device.acls.missing = ""
    applied = {
        name for interface in reading.device.interfaces.items for name in (*interface.acl_in, *interface.acl_out)
    } | set(reading.scratch.of("filtering"))
    for acl in reading.device.acls.items:
        acl.default = _end(acl, applied)


def _end(acl: Acl, applied: set[str]) -> Action:
    return "permit" if acl.name in applied else "deny"
