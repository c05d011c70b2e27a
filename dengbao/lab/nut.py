"""The UPSes of a lab: over NUT by its own upsd where it is installed, by the lab's server else; cards over SNMP."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from dengbao.lab.device import Device, Faults
from dengbao.lab.launch import Endpoint, Nut
from dengbao.lab.nut_daemon import is_installed, serve_real
from dengbao.lab.nut_server import serve_own


async def serve_upses(
    devices: list[Device], folder: Path, nut: Nut, stack: AsyncExitStack
) -> tuple[str, dict[str, Endpoint]]:
    """Serve every UPS at its own address.

    Args:
        devices: the UPSes. One with ``ups.snmprec`` among its answers is a card. One with a fault is always served by
            the lab's own server: upsd has none to offer.
        folder: the lab's.
        nut: which server is wanted.
        stack: closes everything.

    Returns:
        Which server it is (``real``, ``own``, empty without a UPS), and where each UPS is to be reached.

    Raises:
        OSError: when upsd was insisted on and is not installed, or does not come up.
    """
    if nut == "real" and not is_installed():
        raise OSError("upsd and dummy-ups are not installed (Debian: nut-server)")
    cards = [device for device in devices if (device.folder / "ups.snmprec").exists()]
    devices = [device for device in devices if device not in cards]
    real = [device for device in devices if nut != "own" and is_installed() and device.faults == Faults()]
    served = await asyncio.gather(*(serve_real(device, folder / device.host, stack) for device in real))
    where = dict(zip((device.host for device in real), served, strict=True))
    if rest := [device for device in devices if device.host not in where]:
        where |= await serve_own(rest, stack)
    if cards:
        from dengbao.lab.snmp import serve_cards  # noqa: PLC0415 - only labs with such cards pay for loading it

        where |= serve_cards(cards, stack)
    return ("real" if real else "own" if devices else ""), where
