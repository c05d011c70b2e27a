"""The rules of a device as rulesets: its policies, a set for each virtual system, and its access lists for packets."""

from __future__ import annotations

from typing import NamedTuple

from dengbao.check import Device, NotApplicable
from dengbao.model import Lines, Rule
from dengbao.packets import Entry, Ruleset, rulesets


class Scope(NamedTuple):
    """Rules that are tried in order. ``owner`` is the key of their access list, "" for policies."""

    owner: str
    ruleset: Ruleset

    def key(self, rule: Rule) -> str:
        """Name a rule of it in a finding."""
        return f"{self.owner}:{rule.name}" if self.owner else rule.key

    def lines(self, *entries: Entry) -> Lines:
        """The lines of rules, in the order given, each once."""
        return tuple(dict.fromkeys(line for entry in entries for line in entry.rule.lines))


def policies(device: Device) -> list[Scope]:
    """The policies of a firewall.

    Raises:
        Undecided: they were not read.
        NotApplicable: the platform has none, or there is none.
    """
    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    systems = {vrf.name for vrf in device.vrfs if vrf.kind != "vrf"}
    # A policy of FortiOS that names a virtual IP is what makes the translation work: it is not to be spared.
    apart = {nat.name for nat in device.nat if nat.kind in {"server", "static"}}
    found = rulesets(device.policies, device.policies.default_action, systems=systems, as_of=device.as_of, apart=apart)
    return [Scope("", ruleset) for ruleset in found.values()]


def access_lists(device: Device) -> list[Scope]:
    """The access lists that match IP packets.

    Raises:
        Undecided: they were not read.
        NotApplicable: the platform has none.
    """
    return [Scope(acl.key, Ruleset.of_acl(acl)) for acl in device.acls if acl.kind in {"basic", "advanced"}]
