"""What stops packets at an instance: access lists on interfaces and policies between zones, first match first.

Rules are read twice, as ``dengbao.packets`` does: closed (what surely passes) and open (what may pass). What passes in
the open reading alone passes in doubt. Only packets that open a connection are followed: answers come back through the
session, or are let through by the filters of their own direction, which is not asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from dengbao.model import Absent, Acl, Action, Fact, Known, Lines, Rule
from dengbao.network.cells import Cells, joined, outside, shared
from dengbao.network.rules import Ordered, Rules
from dengbao.network.space import Space
from dengbao.network.topology import Node, Port, plain
from dengbao.packets.ruleset import Ruleset

_UNZONED_PASSES = frozenset({"cisco_ios"})
"""Platforms where two ports in no zone forward between them although zones exist (IOS zone-based firewall)."""


class Verdict(Struct, frozen=True):
    """A part of a set that passes or not; ``rule`` names what decided ("" when nothing filters), at ``lines``."""

    cells: Cells
    passes: bool
    rule: str = ""
    lines: Lines = ()
    doubt: str = ""

    def after(self, before: Verdict) -> Verdict:
        """The same, decided after something else."""
        rule = "、".join(each for each in (before.rule, self.rule) if each)
        return Verdict(self.cells, self.passes, rule, (*before.lines, *self.lines), before.doubt or self.doubt)


class Lists:
    """The access lists and policies of all instances as rules in order, made ready when first asked for."""

    def __init__(self, as_of: dt.date) -> None:
        """Take the day by which rules expire."""
        self.as_of = as_of
        self._lists: dict[tuple[str, str], tuple[Acl, Rules] | None] = {}
        self._policies: dict[tuple[str, str, bool], Rules] = {}

    def of_list(self, node: Node, name: str) -> tuple[Acl, Rules] | None:
        """An access list of a device; None when it is not defined or does not match packets."""
        key = (node.host, name)
        if key not in self._lists:
            self._lists[key] = self._read(node, name)
        return self._lists[key]

    def _read(self, node: Node, name: str) -> tuple[Acl, Rules] | None:
        acl = next((one for one in node.device.acls.items if one.name == name), None)
        if acl is None or acl.kind not in {"basic", "advanced"}:
            return None
        known = node.device.list_default
        default: Fact[Action] | Action = acl.default if known is None else known
        return acl, Rules(Ruleset(acl.rules, default, unread=tuple(acl.unread), as_of=self.as_of))

    def of_policies(self, node: Node, *, intrazone: bool) -> Rules:
        """The policies of an instance, between zones or inside one."""
        key = (node.host, node.context, intrazone)
        if key not in self._policies:
            device = node.device
            default = device.policies.intrazone_action if intrazone else device.policies.default_action
            other = "zones" if intrazone else "inside"
            rules = [rule for rule in device.policies.items if _of(node, rule) and rule.between != other]
            ruleset = Ruleset(rules, default, unread=tuple(device.policies.unread), as_of=self.as_of)
            self._policies[key] = Rules(ruleset)
        return self._policies[key]

    def all_of(self, node: Node) -> Iterator[Rules]:
        """Everything that may filter at an instance."""
        for port in node.ports:
            names = {*port.interface.acl_in, *port.interface.acl_out, *(name for door in port.doors for name in door)}
            yield from (found[1] for name in names if (found := self.of_list(node, name)))
        if not (node.device.policies.unsupported or node.device.policies.missing):
            yield from (self.of_policies(node, intrazone=inside) for inside in (False, True))


class Filters:
    """What the lists do in one space."""

    def __init__(self, lists: Lists, space: Space, *, named: bool = True, stopped: bool = False) -> None:
        """Take the rules and the space; whether to name the rules that decide, and to tell what is stopped, too."""
        self.lists, self.space, self.named, self.stopped = lists, space, named, stopped
        self._ready: dict[tuple[Rules, tuple[str, ...], bool], Ordered] = {}

    def entering(self, into: Port, cells: Cells) -> Iterator[Verdict]:
        """What may come in by a port: its own lists, and those of the switch ports that its VLAN is on.

        By which of those packets come is not known: what only some let through passes in doubt.
        """
        for own in self.listed(into.node, into.interface.acl_in, cells):
            if not own.passes or not into.doors:
                yield own
            else:
                yield from (verdict.after(own) for verdict in self._doors(into, own.cells))

    def _doors(self, into: Port, cells: Cells) -> Iterator[Verdict]:
        surely = [cells]
        for names in into.doors:
            surely = [found.cells for part in surely for found in self.listed(into.node, names, part)
                      if found.passes and not found.doubt]  # fmt: skip
        yield from (Verdict(part, passes=True) for part in surely)
        doubt = f"{into.node.host} 只在一部分二层端口上过滤 {into.name} 的报文"
        for piece in outside(cells, surely):
            open_ = [found.cells for names in into.doors for found in self.listed(into.node, names, piece)
                     if found.passes]  # fmt: skip
            yield from (Verdict(part, passes=True, doubt=doubt) for part in shared(piece, open_))
            yield from (Verdict(part, passes=False, rule="二层端口过滤") for part in outside(piece, open_))

    def listed(self, node: Node, names: Sequence[str], cells: Cells) -> Iterator[Verdict]:
        """What access lists on one side of an interface let through; all of them must.

        Args:
            node: the instance that the interface is of.
            names: of the lists, in order.
            cells: what comes.

        Yields:
            Parts with what becomes of them.
        """
        parts = [Verdict(cells, passes=True)]
        for name in names:
            following = []
            for part in parts:
                for verdict in self._by_list(node, name, part.cells):
                    if verdict.passes:
                        following.append(verdict.after(part))
                    else:
                        yield verdict
            parts = following
        yield from parts

    def _by_list(self, node: Node, name: str, cells: Cells) -> Iterator[Verdict]:
        found = self.lists.of_list(node, name)
        if found is None:
            doubt = f"{node.host} 的访问控制列表 {name} 没有定义或没有读懂"
            yield Verdict(cells, passes=True, rule=f"acl:{name}", doubt=doubt)
            return
        acl, rules = found
        if acl.family not in {0, self.space.family}:
            yield Verdict(cells, passes=True)
            return
        yield from self._decided(rules, (), cells, f"acl:{name}", acl.lines[:1])

    def between(self, into: Port, out: Port | None, cells: Cells) -> Iterator[Verdict]:
        """What the policies between two ports' zones let through.

        Args:
            into: where packets come in.
            out: where they leave; None when that is not known.
            cells: what the policies see.

        Yields:
            Parts with what becomes of them.
        """
        node, policies = into.node, into.node.device.policies
        if policies.unsupported:
            yield Verdict(cells, passes=True)
            return
        if policies.missing:
            yield Verdict(cells, passes=True, doubt=f"{node.host} 的安全策略没有读到")
            return
        bare = [port for port in (into, out) if port is not None and not port.zone]
        if bare:
            names = "、".join(port.name for port in bare)
            passes = len(bare) == 2 and node.device.platform in _UNZONED_PASSES  # noqa: PLR2004 - both
            lines = tuple(line for port in bare for line in port.interface.lines[:1])
            yield Verdict(cells, passes=passes, rule=f"接口 {names} 不属于任何安全域", lines=lines)
            return
        target = out.zone if out else ""
        inside = into.zone == target
        rules = self.lists.of_policies(node, intrazone=inside)
        default = policies.default_action.lines if isinstance(policies.default_action, (Known, Absent)) else ()
        for verdict in self._decided(rules, (into.zone, target), cells, "intrazone" if inside else "policy", default):
            doubt = verdict.doubt or ("" if out or not verdict.passes else f"{node.host} 的出接口不明")
            yield Verdict(verdict.cells, verdict.passes, verdict.rule, verdict.lines, doubt)

    def _decided(
        self, rules: Rules, zones: tuple[str, ...], cells: Cells, head: str, default: Lines
    ) -> Iterator[Verdict]:
        """Part a set by both readings; what is stopped only when it is asked for."""

        def say(parts: Iterable[tuple[int | None, Cells]], *, passes: bool, doubt: str = "") -> Iterator[Verdict]:
            by_rule: dict[int | None, list[Cells]] = {}
            for place, part in parts:
                by_rule.setdefault(place if self.named else None, []).append(part)
            for place, found in by_rule.items():
                rule = None if place is None or place < 0 else rules.ruleset.entries[place].rule
                name, lines = (rule.name, rule.lines) if rule else ("缺省", default)
                yield from (Verdict(part, passes, f"{head}:{name}", lines, doubt) for part in joined(found))

        closed = self._ordered(rules, zones, closed=True).parted(cells)
        yield from say(closed[True], passes=True)
        if rules.ruleset.is_clear:
            if self.stopped:
                yield from say(closed[False], passes=False)
            return
        open_ = self._ordered(rules, zones, closed=False)
        doubt = rules.ruleset.doubt().why
        for piece in joined([part for _, part in closed[False]]):
            parts = open_.parted(piece)
            yield from say(parts[True], passes=True, doubt=doubt)
            if self.stopped:
                yield from say(parts[False], passes=False)

    def _ordered(self, rules: Rules, zones: tuple[str, ...], *, closed: bool) -> Ordered:
        key = rules, zones, closed
        if key not in self._ready:
            self._ready[key] = rules.ordered(self.space, zones, closed=closed)
        return self._ready[key]


def _of(node: Node, rule: Rule) -> bool:
    systems = {plain(vrf.name) for vrf in node.device.vrfs.items if vrf.kind != "vrf"}
    context = plain(rule.context)
    return (context if context in systems else "") == (node.context if node.context in systems else "")
