"""H3C Comware 5 and 7: switches, routers and SecPath firewalls (H3C command references; HP and HPE sell the same)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dengbao.model import Absent, Device, Section
from parsers.blocks import read_blocks
from parsers.grammar import Reading
from parsers.hp_comware import (
    aaa,
    acl,
    archive,
    attacks,
    clock,
    contexts,
    filters,
    guard,
    info_center,
    irrelevant,
    lines,
    nat,
    nat_policy,
    object_policy,
    objects,
    other,
    password_control,
    profiles,
    redundancy,
    routing,
    security_policy,
    services,
    snmp,
    ssh,
    switching,
    system,
    users,
    vpn,
    zones,
)
from parsers.hp_comware.flat import nest
from parsers.hp_comware.outputs import read as read_outputs
from parsers.hp_comware.recognise import END, looks_like
from parsers.hp_comware.state import State, generation_of
from parsers.hp_comware.table import TOP
from parsers.text import clean_lines

__all__ = ["END", "looks_like", "parse"]

_REGISTER = (contexts, irrelevant, nat_policy, profiles)  # they only register lines; nothing to settle
_SEPARATORS = frozenset({"#"})
_SETTLE: tuple[Callable[[Reading], None], ...] = (
    system.settle,
    objects.settle,
    switching.settle,
    guard.settle,
    filters.settle,
    acl.settle,
    users.settle,
    password_control.settle,
    lines.settle,
    services.settle,
    ssh.settle,
    aaa.settle,
    snmp.settle,
    info_center.settle,
    clock.settle,
    archive.settle,
    routing.settle,
    redundancy.settle,
    other.settle,
    zones.settle,
    object_policy.settle,
    security_policy.settle,
    nat.settle,
    vpn.settle,
    attacks.settle,
)


def parse(outputs: Mapping[str, str]) -> Device:
    """Read a device's outputs.

    Args:
        outputs: masked texts by output name; the configuration under ``running-config``.

    Returns:
        The device; where the configuration is missing or of another platform, its sections stay missing.
    """
    text = outputs.get("running-config", "")
    if not looks_like(text):
        return refuse(text)
    reading = read(text, generation_of(text) or generation_of(outputs.get("display-version", "")))
    device = reading.finish()
    if device.list_default is None:
        device.list_default = Absent("permit", "没有 packet-filter default deny,接口上的 ACL 放行没有匹配的报文")
    read_outputs(device, outputs, reading.lines)
    return device


def read(text: str, generation: int) -> Reading:
    """Read one configuration of a known generation (0: not known)."""
    numbered = nest(clean_lines(text), TOP)
    opaques = (system.BANNER, system.KEY) if system.banners_end(numbered) else (system.KEY,)
    reading = Reading(numbered, separators=_SEPARATORS, scratch=State(generation))
    reading.top(read_blocks(numbered, separators=_SEPARATORS, opaques=opaques), TOP)
    for settle in _SETTLE:
        settle(reading)
    return reading


def refuse(text: str) -> Device:
    """Account nothing of a text that is no Comware configuration, and say so in every section."""
    reading = Reading(clean_lines(text), separators=_SEPARATORS)
    device = reading.finish()
    why = "看起来不是 H3C Comware 的配置" if text.strip() else "没有配置,或配置是空的"
    for name in device.__struct_fields__:
        part = getattr(device, name)
        for inner in (part, *(getattr(part, field) for field in getattr(part, "__struct_fields__", ()))):
            if isinstance(inner, Section):
                inner.missing = why
    return device
