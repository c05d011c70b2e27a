"""Access lists of IOS-like devices: numbered lines, named blocks, remarks, and who a list lets through."""

from __future__ import annotations

from typing import Literal

from dengbao.model import Acl, Address, Fact, Known, Lines, Rule, Service, Unknown, expand
from parsers.blocks import Block
from parsers.grammar import USED, Reading
from parsers.ioslike.entries import Family, extended_entry, layer2_entry, standard_entry
from parsers.ioslike.plain import plain_entry
from parsers.ioslike.state import COMMON, Lists

Kind = Literal["basic", "advanced", "layer2", "user", "other"]
_EXTENDED = ((100, 199), (2000, 2699))
_STANDARD = ((1, 99), (1300, 1999))


def _kind(name: str) -> Kind:
    if not name.isdecimal() or not name.isascii() or len(name) > 5:  # noqa: PLR2004 - list numbers are short
        return "other"
    number = int(name)
    if any(low <= number <= high for low, high in _EXTENDED):
        return "advanced"
    return "basic" if any(low <= number <= high for low, high in _STANDARD) else "other"


def _list(reading: Reading, name: str, kind: Kind, family: Family, number: int) -> Acl:
    """Find a list or open it."""
    lists: Lists = reading.scratch.lists
    acl = lists.by_name.get(name)
    if acl is None:
        acl = Acl(name=name, kind=kind, family=family, rules=[], lines=(number,))
        lists.by_name[name] = acl
        reading.device.acls.items.append(acl)
    return acl


def _entry(reading: Reading, acl: Acl, words: list[str], at: int, number: int) -> bool:
    """Read one entry from its sequence number, action or remark on."""
    name = ""
    at += words[at] == "sequence"
    if at < len(words) and words[at].isdecimal():
        name, at = words[at], at + 1
    if at >= len(words):
        return False
    if words[at] == "remark":
        acl.description = " ".join(words[at + 1 :])
        return True
    rule = _rule(acl, words, at, name or str(10 * len(acl.rules) + 10), number)
    if rule is None:
        return False
    if acl.description:
        rule.comment, acl.description = acl.description, ""
    acl.rules.append(rule)
    if rule.schedule or not (rule.sources[0].resolved and rule.destinations[0].resolved and rule.services[0].resolved):
        reading.scratch.lists.pending.append(rule)
    return True


def _rule(acl: Acl, words: list[str], at: int, name: str, number: int) -> Rule | None:
    """Read an entry from its action on, in the grammar of its list."""
    match words[at]:
        case "permit" | "deny" if acl.kind == "basic":
            return standard_entry(words, at, name, number)
        case "permit" | "deny" if acl.kind == "layer2":
            return layer2_entry(words, at, name, number)
        case "permit" | "deny":
            return extended_entry(words, at, name, number, acl.family)
        case "evaluate" if at + 1 < len(words):  # what a reflexive list lets back in
            reflexive = Service(established=True, other=f"reflexive {words[at + 1]}")
            return Rule(name=name, action="permit", lines=(number,), services=(reflexive,))
        case "dynamic" if "permit" in words[at:]:  # lock-and-key: open to who has logged in
            rule = extended_entry(words, words.index("permit", at), name, number, acl.family)
            if rule is not None:
                rule.services = (Service(other=f"dynamic {words[at + 1]}"),)
            return rule
    return None


@COMMON.line("access-list", topic="acls")
def numbered(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``access-list 101 permit ...``: one entry a line."""
    if len(words) < 3:  # noqa: PLR2004 - list, name, action
        return False
    acl = reading.scratch.lists.by_name.get(words[1])
    if acl is None:
        kind = _kind(words[1])
        if kind == "other":
            return False
        acl = _list(reading, words[1], kind, 4, block.number)
    start = block.text.find(" ", 12) + 1  # after "access-list N"
    rule = plain_entry(block.text, start, block.number, len(acl.rules)) if acl.kind == "advanced" else None
    if rule is not None and not acl.description:
        acl.rules.append(rule)
        return True
    if _entry(reading, acl, words, 2, block.number):
        return True
    acl.unread = (*acl.unread, block.number)
    return False


def _block(reading: Reading, acl: Acl, block: Block) -> bool:
    """Read the entries below a list's head."""
    status, unread = reading.status, list[int]()
    plain = acl.kind == "advanced" and acl.family == 4  # noqa: PLR2004 - the IP version
    rules = acl.rules
    for child in block.children:
        if plain and not acl.description:
            rule = plain_entry(child.text, 0, child.number, len(rules))
            if rule is not None:
                rules.append(rule)
                status[child.number - 1] = USED
                continue
        if _entry(reading, acl, child.text.split(), 0, child.number):
            status[child.number - 1] = USED
        else:
            unread.extend(reading.numbers(child))
    if unread:
        acl.unread = (*acl.unread, *unread)
    return True


@COMMON.line("ip access-list", "ip access-list standard", "ip access-list extended", topic="acls")
def named(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ip access-list standard|extended NAME`` or ``ip access-list NAME`` with the entries below."""
    at = 3 if words[2:3] and words[2] in {"standard", "extended"} else 2
    if len(words) <= at:
        return False
    kind: Kind = "basic" if words[2] == "standard" else "advanced"
    return _block(reading, _list(reading, words[at], kind, 4, block.number), block)


@COMMON.line("ipv6 access-list", topic="acls")
def named6(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ipv6 access-list NAME`` with the entries below."""
    return len(words) > 2 and _block(reading, _list(reading, words[2], "advanced", 6, block.number), block)  # noqa: PLR2004


@COMMON.line("mac access-list", topic="acls")
def layer2(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``mac access-list extended NAME`` with the entries below."""
    return len(words) > 2 and _block(reading, _list(reading, words[-1], "layer2", 0, block.number), block)  # noqa: PLR2004


def finish_lists(reading: Reading) -> None:
    """Resolve groups and time ranges in the rules that name them."""
    lists: Lists = reading.scratch.lists
    addresses: dict[str, tuple[Address, ...]] = {}
    services: dict[str, tuple[Service, ...]] = {}
    for rule in lists.pending:
        rule.sources = expand(rule.sources, lists.addresses, addresses)
        rule.destinations = expand(rule.destinations, lists.addresses, addresses)
        rule.services = expand(rule.services, lists.services, services)
        schedule = lists.schedules.get(rule.schedule)
        if schedule is not None:
            rule.until = schedule.until


def sources_of(reading: Reading, name: str, lines: Lines) -> Fact[tuple[Address, ...]]:
    """Say whom a list lets in that guards a service.

    Args:
        reading: with all lists read.
        name: of the list, "" where none is applied.
        lines: that apply it.

    Returns:
        The addresses of its permit entries (a deny entry only takes away from them); empty when nothing limits the
        service, which holds for a list that is applied and not defined as well (IOS: an undefined list permits all).
    """
    acl: Acl | None = reading.scratch.lists.by_name.get(name)
    if acl is None:
        return Known((), lines)
    if acl.unread:
        return Unknown(f"访问控制列表 {name} 有没有读懂的行", acl.unread)
    permits = [rule for rule in acl.rules if rule.permits and rule.services != ()]
    if acl.rules and not permits:
        return Unknown(f"访问控制列表 {name} 没有放行任何来源", acl.lines)
    numbers = dict.fromkeys((*lines, *acl.lines, *(number for rule in permits for number in rule.lines)))
    return Known(tuple(term for rule in permits for term in rule.sources), tuple(numbers))
