"""Which device alone joins two zones: what a declared flow needs, found by taking each such device away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import Device, Section
from dengbao.network.cells import common, joined
from dengbao.network.intent import declared
from dengbao.network.matrix import works
from dengbao.network.network import Network


class Single(Struct, frozen=True, kw_only=True):
    """A device without which flows between two zones do not work; ``flows`` are declared ones, in words."""

    device: str
    flows: tuple[str, ...]


class Survival(Struct, frozen=True, kw_only=True):
    """What a pair of zones loses with each device. ``idle`` are declared flows that do not work for sure even now."""

    singles: tuple[Single, ...]
    idle: tuple[str, ...]
    working: int


def survival(network: Network, pair: tuple[str, str], flows: Sequence[Any]) -> Survival:
    """What of the declared flows between two zones, in both directions, hangs on one device.

    Args:
        network: the whole.
        pair: of zones.
        flows: of the site.

    Returns:
        Devices by whose loss a flow that now works stops. A flow works while any of its packets surely arrives: that
        some hosts of a zone hang on one switch of their own is not asked.

    Raises:
        Undecided: the budget ran out.
    """
    between = [flow for flow in flows if {flow.from_, flow.to} == set(pair)]
    working = [flow for flow in between if works(network, flow, network.flows(flow.from_)[flow.to])]
    lost: dict[str, list[str]] = {}
    rest: dict[str, Network] = {}
    for flow in working:
        for host in _passed(network, flow):
            if host not in rest:
                rest[host] = network.like(without(network.devices, host))
            if not works(rest[host], flow, rest[host].flows(flow.from_)[flow.to]):
                lost.setdefault(host, []).append(said(flow))
    singles = tuple(Single(device=host, flows=tuple(names)) for host, names in lost.items())
    idle = tuple(said(flow) for flow in between if flow not in working)
    return Survival(singles=singles, idle=idle, working=len(working))


def said(flow: Any) -> str:  # noqa: ANN401 - of the site
    """A declared flow in words."""
    return f"{flow.from_} → {flow.to} {'、'.join(flow.services)} {flow.reason}"


def _passed(network: Network, flow: Any) -> list[str]:  # noqa: ANN401 - of the site
    """The devices that every way found for a flow passes: no other can be its single point."""
    wanted = declared(network, [flow])
    sent: dict[int, list[Any]] = {}
    for one in network.flows(flow.from_)[flow.to]:
        family = one.space.family
        if not one.doubt and any(common(one.final, part) for part in wanted[flow.from_, flow.to, family]):
            sent.setdefault(family, []).append(one.sent)
    passed: list[set[str]] = []
    for target, one in network.ways(flow.from_, {family: joined(cells) for family, cells in sent.items()}):
        meets = any(common(one.final, part) for part in wanted[flow.from_, flow.to, one.space.family])
        if target == flow.to and not one.doubt and meets:
            passed.append({step.node.host for step in one.step.path()})
    return sorted(set.intersection(*passed)) if passed else []


def without(devices: Sequence[Device], host: str) -> list[Device]:
    """The devices with one of them dead: it still owns its addresses, but nothing gets from port to port."""
    return [_dead(one) if one.name == host else one for one in devices]


def _dead(device: Device) -> Device:
    ports = [replace(port, vrf=f"\0{number}") for number, port in enumerate(device.interfaces.items)]
    empty: Callable[[], Section[Any]] = lambda: Section(missing="")  # noqa: E731 - one for each part
    return replace(device, interfaces=Section(items=ports, missing=""), routes=empty(), routing=empty(), nat=empty(),
                   redundancy=empty())  # fmt: skip
