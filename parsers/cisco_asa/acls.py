"""Access lists, where they are put, and what follows for traffic: the policies of the firewall.

What decides about a packet that enters by an interface (ASA CLI guide 2, "Access rules"): the list put ``in`` on the
interface, then the global list, then the implicit deny. Without either, traffic to a lower security level passes and
to a higher one does not; between equal levels it needs ``same-security-traffic permit inter-interface``. The list put
``out`` on the interface by which the packet leaves must permit it as well.

So the policies of the model are, in this order: the entries of each ``in`` list with the nameif as source zone and all
other nameifs as destination zones; the entries of the global list for any zones; and for each nameif without a list
what the security levels let through, as a rule named ``implicit NAMEIF`` (where an ``out`` list stands in the way, the
entries of that list instead). The default action is deny. ``out`` lists stand with the interface (``acl_out``) and
among the access lists, as do lists that are not put on any interface. Since 8.3 lists match real addresses, before it
translated ones.
"""

from __future__ import annotations

from msgspec.structs import replace

from dengbao.model import Absent, Acl, Address, Interface, Known, Lines, Rule
from parsers.blocks import Block
from parsers.cisco_asa.entries import Entries
from parsers.cisco_asa.table import TOP, Asa, Binding
from parsers.grammar import UNREAD, Reading
from parsers.ioslike.entries import standard_entry
from parsers.ioslike.numbers import mask_length

_IMPLICIT = "隐含规则:没有访问控制列表的接口,放行到较低安全级别的流量"
_OTHER_KINDS = frozenset({"webtype", "ethertype"})


@TOP.line("access-list")
def _entry(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep an entry until all objects are known."""
    if len(words) < 3:  # noqa: PLR2004
        return words[1:2] != [] and words[1] in {"alert-interval", "deny-flow-max"}
    if words[1] not in {"alert-interval", "deny-flow-max"}:
        reading.scratch.entries.append(block)
    return True


@TOP.line("access-group", topic="policies")
def _group(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``access-group X {in | out} interface IF [per-user-override | control-plane]`` and ``... global``."""
    bindings = reading.scratch.bound
    match words[1:]:
        case [name, "global"]:
            bindings.append(Binding(name, "global", "", block.number))
        case [name, "in" | "out" as direction, "interface", nameif, *rest] if rest in ([], ["per-user-override"]):
            bindings.append(Binding(name, direction, nameif, block.number))
        case [name, "in" | "out", "interface", nameif, "control-plane"]:
            bindings.append(Binding(name, "control-plane", nameif, block.number))
        case _:
            return False
    return True


@TOP.line("established", topic="policies")
def _established(_reading: Reading, _words: list[str], _block: Block) -> bool:
    """Doubt the policies: ``established`` lets return connections in that no list permits."""
    return False


def finish_lists(reading: Reading) -> None:
    """Read all entries, in order.

    An entry is named by its own text, which ``no access-list`` takes and which stays when others are put before it; the
    number that the device counts it by (remarks have numbers, too) leads from ``show access-list`` to it.
    """
    state: Asa = reading.scratch
    device = reading.device
    own = {
        port.zone: tuple(Address(a.address, a.address, a.family, ref=port.zone) for a in port.addresses)
        for port in device.interfaces.items
        if port.zone
    }
    entries = Entries(state, own)
    lists = state.lists.by_name
    for block in state.entries:
        text = block.text if "  " not in block.text else " ".join(block.text.split())
        name, _, rest = text[12:].partition(" ")
        acl = lists.get(name)
        if acl is None:
            acl = lists[name] = Acl(name=name, kind="advanced", family=0, rules=[], lines=(block.number,))
            state.counted[name] = []
            device.acls.items.append(acl)
        if rest.startswith("extended "):
            rule = entries.read(rest[9:], text[12:], block.number)
        elif rest.startswith("remark"):
            acl.description = f"{acl.description} {rest[7:]}".strip()
            state.counted[name].append(None)
            continue
        else:
            rule = _other_entry(acl, rest, text[12:], block.number, entries)
        state.counted[name].append(rule)
        if rule is None:
            acl.unread = (*acl.unread, block.number)
            reading.status[block.number - 1] = UNREAD
            continue
        if acl.description:
            rule.comment, acl.description = acl.description, ""
        acl.rules.append(rule)


def _other_entry(acl: Acl, text: str, name: str, number: int, entries: Entries) -> Rule | None:
    """Read an entry of a standard, web or ethernet list, or one without a kind (before 8.0: extended)."""
    words = [entries.plain(word) for word in text.split()]
    kind = words[0] if words else ""
    if kind in {"permit", "deny"}:
        return entries.read(text, name, number)
    action = words[1] if len(words) > 1 else ""
    if action not in {"permit", "deny"}:
        return None
    if kind == "standard":
        acl.kind, acl.family = "basic", 4
        return _standard(words, name, number)
    if kind in _OTHER_KINDS:
        acl.kind = "other" if kind == "webtype" else "layer2"
        what = " ".join((kind, *words[2:]))
        return Rule(name=name, action=action, lines=(number,), applications=(what,))  # type: ignore[arg-type]  # of the two
    return None


def _standard(words: list[str], name: str, number: int) -> Rule | None:
    """Read ``standard permit {any4 | host A | A MASK}``; the mask is a net mask."""
    plain = ["any" if word == "any4" else word for word in words]
    prefix = mask_length(plain[3]) if len(plain) > 3 and plain[2] != "host" else None  # noqa: PLR2004
    if prefix is not None:
        plain = [*plain[:2], f"{plain[2]}/{prefix}", *plain[4:]]
    return standard_entry(plain, 1, name, number) if len(plain) > 2 else None  # noqa: PLR2004


def finish_policies(reading: Reading) -> None:
    """Put lists on interfaces, and say what the security levels do."""
    state: Asa = reading.scratch
    device = reading.device
    ports = [port for port in device.interfaces.items if port.zone]
    through = tuple(dict.fromkeys(port.zone for port in ports if port.kind != "management" and not port.shutdown))
    _sessions(reading)
    bound = _inward(reading, through)
    _outward(reading)
    everywhere = any(binding.direction == "global" for binding in state.bound)
    for port in ports:
        if port.zone in through and port.zone not in bound and not everywhere:
            device.policies.items += _implicit(state, port, [p for p in ports if p.zone in through and p is not port])
    policies = device.policies
    policies.missing = ""
    lines = tuple(b.line for b in state.bound if b.direction in {"in", "global"})
    policies.default_action = (
        Known("deny", lines) if lines else Absent("deny", "没有放行的流量按安全级别处理,低级别到高级别缺省拒绝")
    )
    policies.default_logged = Absent(False, "列表末尾的隐含拒绝不单独记日志")
    guards = tuple(b.line for b in state.bound if b.direction == "control-plane")
    device.defence.control_plane = (
        Known(value=True, lines=guards) if guards else Absent(False, "没有 control-plane 的 access-group")
    )


def _find(reading: Reading, binding: Binding) -> Acl | None:
    """Find the list of a binding; one that is not defined leaves the policies in doubt."""
    acl: Acl | None = reading.scratch.lists.by_name.get(binding.acl)
    if acl is None:
        reading.device.policies.unread.append(binding.line)
        reading.status[binding.line - 1] = UNREAD
    return acl


def _inward(reading: Reading, through: tuple[str, ...]) -> set[str]:
    """Write ``in`` lists and the global list as policies; give the nameifs that have one."""
    state: Asa = reading.scratch
    device = reading.device
    places: dict[tuple[str, bool], list[Binding]] = {}
    for binding in state.bound:
        if binding.direction in {"in", "global"}:
            places.setdefault((binding.acl, binding.direction == "global"), []).append(binding)
    intra = "same intra-interface" in state.facts
    bound: set[str] = set()
    taken: set[str] = set()
    for (_, everywhere), bindings in sorted(places.items(), key=lambda item: item[0][1]):
        acl = _find(reading, bindings[0])
        zones = tuple(binding.nameif for binding in bindings if not everywhere)
        bound |= set(zones)
        if acl is None:
            continue
        lines = tuple(binding.line for binding in bindings)
        others = () if everywhere else tuple(z for z in through if intra or len(zones) > 1 or z not in zones)
        device.policies.unread.extend(acl.unread)
        again = acl.name in taken
        for rule in acl.rules:
            one = replace(rule, context="global") if again else rule
            one.lines = (rule.lines[0], *lines)
            one.source_zones, one.destination_zones = zones, others
            device.policies.items.append(one)
        taken.add(acl.name)
    device.acls.items = [acl for acl in device.acls.items if acl.name not in taken]
    return bound


def _outward(reading: Reading) -> None:
    """Note ``out`` lists with their interfaces."""
    for binding in reading.scratch.bound:
        if binding.direction == "out" and _find(reading, binding) is not None:
            for port in reading.device.interfaces.items:
                if port.zone == binding.nameif:
                    port.acl_out = (*port.acl_out, binding.acl)


def _implicit(state: Asa, port: Interface, others: list[Interface]) -> list[Rule]:
    """Write what a nameif without a list may send, by the security levels."""
    level = port.security_level or 0
    inter = state.facts.get("same inter-interface")
    free: list[str] = []
    lines: Lines = port.lines
    rules: list[Rule] = []
    for other in others:
        there = other.security_level or 0
        if not (there < level or (inter and there == level)):
            continue
        if there == level and inter:
            lines = (*lines, inter.number)
        filters = [found for name in other.acl_out if (found := state.lists.by_name.get(name))]
        if not filters:
            free.append(other.zone)
            continue
        rules += [
            replace(
                rule,
                context=f"implicit {port.zone} {other.zone}",
                source_zones=(port.zone,),
                destination_zones=(other.zone,),
            )
            for acl in filters
            for rule in acl.rules
        ]
    if free:
        name = f"implicit {port.zone}"
        rules.append(
            Rule(
                name=name, action="permit", lines=tuple(dict.fromkeys(lines)), source_zones=(port.zone,),
                destination_zones=tuple(free), comment=_IMPLICIT,
            )
        )  # fmt: skip
    for rule in rules:
        if rule.logged is None:
            rule.logged = state.sessions
    return rules


def _sessions(reading: Reading) -> None:
    """Say of each rule whether its hits are logged.

    A permit without ``log`` leaves connection messages (302013 to 302016, severity 6), a deny message 106023
    (severity 4), as far as logging is on at that severity and the message was not switched off (ASA syslog messages).
    """
    state: Asa = reading.scratch
    state.sessions = state.logs(6, "302013", "302015")
    denied = state.logs(4, "106023")
    for acl in reading.device.acls.items:
        for rule in acl.rules:
            if rule.logged is None:
                rule.logged = state.sessions if rule.permits else denied
