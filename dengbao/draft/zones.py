"""A draft of zones and flows as YAML, with comments that say where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dengbao.draft.scalars import comment, scalar
from dengbao.engine.site import OpenSite, network_of
from dengbao.network.draft import DraftFlow, DraftZone, as_zones, draft_flows, draft_zones

_WIDE = frozenset({"any", "tcp", "udp"})
"""Services that nobody should declare without thinking."""


def draft(site: OpenSite) -> Iterator[str]:
    """Guess the zones and flows of a site.

    Args:
        site: its hosts, parsed; what it declares of zones is not looked at.

    Yields:
        Lines of YAML under the key ``site``, with comments.
    """
    zones = draft_zones(site.network.topology)
    settings = site.inventory.site.model_copy(update={"zones": as_zones(zones)})
    network = network_of(replace(site.inventory, site=settings), site.subjects, site.as_of)
    yield "# 由现有配置起草,供核对:区域由防火墙隔开的网段推出,名称取自防火墙的安全域。"
    yield "# 没有业务依据的访问请删去,删去后自查会报告放行它的规则。"
    for name, why in network.topology.missing.items():
        yield f"# 没有数据:{comment(name)}({comment(why)}),与它有关的区域和访问不在其中。"
    yield "site:"
    yield "  zones:"
    for zone in zones:
        yield from _zone(zone)
    yield "  flows:"
    yield from _flows(draft_flows(network), {zone.name: zone for zone in zones})


def _zone(zone: DraftZone) -> Iterator[str]:
    networks = ", ".join(zone.networks)
    yield f"    {scalar(zone.name)}: {{title: {scalar(zone.title)}, networks: [{networks}]}}  # {comment(zone.why)}"


def _flows(flows: Sequence[DraftFlow], zones: dict[str, DraftZone]) -> Iterator[str]:
    written = False
    for flow in flows:
        known = tuple(word for word in flow.services if not word.startswith(("ip/", "其他")))
        wide = bool(_WIDE & set(known))
        said = f"{{from: {scalar(flow.source)}, to: {scalar(flow.target)}, "
        if flow.hosts:
            said += f"hosts: [{', '.join(flow.hosts)}], "
        said += f"services: [{', '.join(known)}], reason: 待核实}}"
        way = f"{comment(zones[flow.source].title)} → {comment(zones[flow.target].title)}"
        if wide or not known:
            yield (
                f"    # {way} 现状为全部放行,不宜声明;如确需要:- {said}"
                if wide
                else f"    # {way} 只通 {flow.services}"
            )
            continue
        written = True
        yield f"    - {said}  # {way}"
    if not written:
        yield "    []"
