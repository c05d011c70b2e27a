"""How often policies were hit, from outputs that list every one of them."""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import Device


def give(device: Device, counts: Mapping[str, int]) -> bool:
    """Give each policy of the root or public system its hits.

    Args:
        device: with its policies.
        counts: hits by the policy's name or number, as the output lists them.

    Returns:
        False, and nothing given, where there is no such policy or the table lacks one: it is cut off then.
    """
    rules = [rule for rule in device.policies.items if not rule.context]
    if not rules or {rule.name for rule in rules} - counts.keys():
        return False
    for rule in rules:
        rule.hits = counts[rule.name]
    return True
