"""Access lists of IOS-like devices: numbered lines, named blocks, remarks, and who a list lets through."""

from __future__ import annotations

from dengbao.model import ANY_SERVICE, Acl, Address, Fact, Known, Lines, Rule, Schedule, Service, Unknown, expand
from parsers.blocks import Block
from parsers.grammar import USED, Reading
from parsers.ioslike.state import COMMON, Lists
from parsers.ioslike.entries import Family, extended_entry, layer2_entry, plain_entry, standard_entry

_EXTENDED = ((100, 199), (2000, 2699))
_STANDARD = ((1, 99), (1300, 1999))


def _kind(name: str) -> str:
    if not name.isdecimal() or not name.isascii() or len(name) > 5:  # noqa: PLR2004 - list numbers are short
        return "other"
    number = int(name)
    if any(low <= number <= high for low, high in _EXTENDED):
        return "advanced"
    return "basic" if any(low <= number <= high for low, high in _STANDARD) else "other"


def _list(reading: Reading, name: str, kind: str, family: Family, number: int) -> Acl:
    """Find a list or open it."""
    lists: Lists = reading.scratch.lists
    acl = lists.by_name.get(name)
    if acl is None:
        acl = Acl(name=name, kind=kind, family=family, rules=[], lines=(number,))  # type: ignore[arg-type] - of _kind
        lists.by_name[name] = acl
        reading.device.acls.items.append(acl)
    return acl


def _entry(reading: Reading, acl: Acl, words: list[str], at: int, number: int) -> bool:
    """Read one entry from its sequence number, action or remark on."""
    name = ""
    if words[at] == "sequence":
        at += 1
    if at < len(words) and words[at].isdecimal():
        name, at = words[at], at + 1
    if at >= len(words):
        return False
    word = words[at]
    if word in {"permit", "deny"}:
        name = name or str(10 * len(acl.rules) + 10)
        if acl.kind == "basic":
            rule = standard_entry(words, at, name, number)
        elif acl.kind == "layer2":
            rule = layer2_entry(words, at, name, number)
        else:
            rule = extended_entry(words, at, name, number, acl.family)
        if rule is None:
            return False
    elif word == "remark":
        acl.description = " ".join(words[at + 1 :])
        return True
    elif word == "evaluate" and at + 1 < len(words):
        reflexive = Service(established=True, other=f"reflexive {words[at + 1]}")
        rule = Rule(name=name or words[at + 1], action="permit", lines=(number,), services=(reflexive,))
    elif word == "dynamic" and "permit" in words[at:]:
        start = words.index("permit", at)
        rule = extended_entry(words, start, name or words[at + 1], number, acl.family)
        if rule is None:
            return False
        rule.services = tuple(Service(other=f"dynamic {words[at + 1]}") for _ in rule.services)
    else:
        return False
    if acl.description:
        rule.comment, acl.description = acl.description, ""
    acl.rules.append(rule)
    if rule.schedule or not (rule.sources[0].resolved and rule.destinations[0].resolved and rule.services[0].resolved):
        reading.scratch.lists.pending.append(rule)
    return True


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
    status, unread = reading.status, []
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
    kind = "basic" if words[2] == "standard" else "advanced"
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
