"""What stops packets at an instance: access lists on interfaces and policies between zones, first match first.

Rules are read twice, as ``dengbao.packets`` does: closed (what surely passes) and open (what may pass). What passes in
the open reading alone passes in doubt. Only packets that open a connection are followed: answers come back through the
session, or are let through by the filters of their own direction, which is not asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from dengbao.model import Absent, Acl, Action, Fact, Known, Lines, Rule, Unknown
from dengbao.network.boxes import family_of, joined, outside, shared, unzoned
from dengbao.network.topology import Node, Port, plain
from dengbao.packets.ruleset import Ordered, Ruleset
from dengbao.packets.space import Box, intersection

_INTRAZONE_PASSES = frozenset({"huawei", "paloalto_panos"})
"""Platforms where traffic inside a zone passes unless a policy stops it (USG: policies do not touch it by default;
PAN-OS: ``intrazone-default`` allows)."""
_LISTS_END_OPEN = frozenset({"hp_comware"})
"""Platforms where an interface's filter lets through what no rule of the list matches (Comware: the default action of
``packet-filter`` is permit)."""
_UNZONED_PASSES = frozenset({"cisco_ios"})
"""Platforms where two ports in no zone forward between them although zones exist (IOS zone-based firewall)."""


class Verdict(Struct, frozen=True):
    """A part of a box that passes or not; ``rule`` names what decided ("" when nothing filters), at ``lines``."""

    box: Box
    passes: bool
    rule: str = ""
    lines: Lines = ()
    doubt: str = ""


class Filters:
    """The filters of all instances, made ready when first asked for."""

    def __init__(self, as_of: dt.date, *, stopped: bool = False) -> None:
        """Take the day by which rules expire, and whether to tell what is stopped, and by which rule, too."""
        self.as_of, self.stopped = as_of, stopped
        self._lists: dict[tuple[str, str], tuple[Acl, Ruleset] | None] = {}
        self._policies: dict[tuple[str, str, bool], Ruleset] = {}

    def entering(self, into: Port, box: Box) -> Iterator[Verdict]:
        """What may come in by a port: its own lists, and those of the switch ports that its VLAN is on.

        By which of those packets come is not known: what only some let through passes in doubt.
        """
        for own in self.listed(into.node, into.interface.acl_in, box):
            if not own.passes or not into.doors:
                yield own
                continue
            for verdict in self._doors(into, own.box):
                rule = "、".join(each for each in (own.rule, verdict.rule) if each)
                lines, doubt = (*own.lines, *verdict.lines), own.doubt or verdict.doubt
                yield Verdict(verdict.box, verdict.passes, rule, lines, doubt)

    def _doors(self, into: Port, box: Box) -> Iterator[Verdict]:
        surely = [Verdict(box, passes=True)]
        for names in into.doors:
            surely = [found for part in surely for found in self.listed(into.node, names, part.box)
                      if found.passes and not found.doubt]  # fmt: skip
        yield from (Verdict(part.box, passes=True) for part in surely)
        rest = outside(box, [part.box for part in surely])
        for piece in rest:
            stopped = [found for names in into.doors for found in self.listed(into.node, names, piece)]
            open_ = [one.box for one in stopped if one.passes]
            doubt = f"{into.node.host} 只在一部分二层端口上过滤 {into.name} 的报文"
            yield from (Verdict(part, passes=True, doubt=doubt) for part in shared(piece, open_))
            yield from (Verdict(part, passes=False, rule="二层端口过滤") for part in outside(piece, open_))

    def listed(self, node: Node, names: Sequence[str], box: Box) -> Iterator[Verdict]:
        """What access lists on one side of an interface let through; all of them must.

        Args:
            node: the instance that the interface is of.
            names: of the lists, in order.
            box: of one family.

        Yields:
            Parts with what becomes of them.
        """
        parts = [Verdict(box, passes=True)]
        for name in names:
            following = []
            for part in parts:
                for verdict in self._by_list(node, name, part.box):
                    if not verdict.passes:
                        yield verdict
                        continue
                    rule = "、".join(each for each in (part.rule, verdict.rule) if each)
                    lines, doubt = (*part.lines, *verdict.lines), part.doubt or verdict.doubt
                    following.append(Verdict(verdict.box, passes=True, rule=rule, lines=lines, doubt=doubt))
            parts = following
        yield from parts

    def _by_list(self, node: Node, name: str, box: Box) -> Iterator[Verdict]:
        key = (node.host, name)
        if key not in self._lists:
            self._lists[key] = self._read(node, name)
        found = self._lists[key]
        if found is None:
            doubt = f"{node.host} 的访问控制列表 {name} 没有定义或没有读懂"
            yield Verdict(box, passes=True, rule=f"acl:{name}", doubt=doubt)
            return
        acl, rules = found
        if acl.family not in {0, family_of(box)}:
            yield Verdict(box, passes=True)
            return
        yield from _decided(rules, box, f"acl:{name}", acl.lines[:1], stopped=self.stopped)

    def _read(self, node: Node, name: str) -> tuple[Acl, Ruleset] | None:
        acl = next((one for one in node.device.acls.items if one.name == name), None)
        if acl is None or acl.kind not in {"basic", "advanced"}:
            return None
        default: Action = "permit" if node.device.platform in _LISTS_END_OPEN else acl.default
        return acl, Ruleset(acl.rules, default, unread=tuple(acl.unread), as_of=self.as_of)

    def between(self, into: Port, out: Port | None, box: Box) -> Iterator[Verdict]:
        """What the policies between two ports' zones let through.

        Args:
            into: where packets come in.
            out: where they leave; None when that is not known.
            box: what the policies see.

        Yields:
            Parts with what becomes of them.
        """
        node, policies = into.node, into.node.device.policies
        if policies.unsupported:
            yield Verdict(box, passes=True)
            return
        if policies.missing:
            yield Verdict(box, passes=True, doubt=f"{node.host} 的安全策略没有读到")
            return
        bare = [port for port in (into, out) if port is not None and not port.zone]
        if bare:
            names = "、".join(port.name for port in bare)
            passes = len(bare) == 2 and node.device.platform in _UNZONED_PASSES  # noqa: PLR2004 - both
            lines = tuple(line for port in bare for line in port.interface.lines[:1])
            yield Verdict(box, passes=passes, rule=f"接口 {names} 不属于任何安全域", lines=lines)
            return
        target = out.zone if out else ""
        rules = self._between(node, intrazone=into.zone == target)
        seen = intersection(box, rules.between(into.zone, target))
        if seen is None:  # cannot be: boxes are open to all zones
            return
        head = "intrazone" if into.zone == target else "policy"
        default = policies.default_action.lines if isinstance(policies.default_action, (Known, Absent)) else ()
        for verdict in _decided(rules, seen, head, default, stopped=self.stopped):
            doubt = verdict.doubt or ("" if out or not verdict.passes else f"{node.host} 的出接口不明")
            yield Verdict(unzoned(verdict.box), verdict.passes, verdict.rule, verdict.lines, doubt)

    def _between(self, node: Node, *, intrazone: bool) -> Ruleset:
        key = (node.host, node.context, intrazone)
        if key not in self._policies:
            device = node.device
            default: Fact[Action] | Action = device.policies.default_action
            if intrazone:
                default = "permit" if device.platform in _INTRAZONE_PASSES else Unknown("同一安全域内是否放行不明")
            rules = [rule for rule in device.policies.items if self._of(node, rule)]
            self._policies[key] = Ruleset(rules, default, unread=tuple(device.policies.unread), as_of=self.as_of)
        return self._policies[key]

    @staticmethod
    def _of(node: Node, rule: Rule) -> bool:
        systems = {plain(vrf.name) for vrf in node.device.vrfs.items if vrf.kind != "vrf"}
        context = plain(rule.context)
        return (context if context in systems else "") == (node.context if node.context in systems else "")


def _decided(rules: Ruleset, box: Box, head: str, default: Lines, *, stopped: bool) -> Iterator[Verdict]:
    """Part a box by both readings; what is stopped only when it is asked for."""

    def say(
        parts: dict[int | None, list[Box]], ordered: Ordered, *, passes: bool, doubt: str = ""
    ) -> Iterator[Verdict]:
        for number, found in parts.items():
            owner = None if number is None else ordered.owners[number]
            name, lines = (owner.rule.name, owner.rule.lines) if owner else ("缺省", default)
            for part in joined(found):
                yield Verdict(part, passes=passes, rule=f"{head}:{name}", lines=lines, doubt=doubt)

    closed = rules.ordered(closed=True)
    yield from say(_falling(closed, [box], passes=True), closed, passes=True)
    clear = not rules.unread and rules.default is not None and all(entry.is_read for entry in rules.entries)
    if clear:
        if stopped:
            yield from say(_falling(closed, [box], passes=False), closed, passes=False)
        return
    rest = joined([part for found in _falling(closed, [box], passes=False).values() for part in found])
    open_ = rules.ordered(closed=False)
    yield from say(_falling(open_, rest, passes=True), open_, passes=True, doubt=rules.doubt().why)
    if stopped:
        yield from say(_falling(open_, rest, passes=False), open_, passes=False)


def _falling(ordered: Ordered, boxes: Iterable[Box], *, passes: bool) -> dict[int | None, list[Box]]:
    """What passes, or does not, by the box of the rule that decides; None for the default."""
    wanted = ordered.permitting if passes else ordered.denying
    found: dict[int | None, list[Box]] = {}
    for box in boxes:
        for part, number in ordered.index.falling(box, wanted, rest=ordered.default is passes):
            found.setdefault(number, []).append(part)
    return found
