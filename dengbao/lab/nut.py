"""The UPSes of a lab over the NUT protocol: NUT's own upsd where it is installed, the lab's server else."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from dengbao.lab.device import Device
from dengbao.lab.launch import Endpoint, Nut
from dengbao.lab.nut_server import serve_own


async def serve_upses(
    devices: list[Device], folder: Path, nut: Nut, stack: AsyncExitStack
) -> tuple[str, dict[str, Endpoint]]:
    """Serve every UPS at its own address."""
    if not devices:
        return "", {}
    return "own", await serve_own(devices, stack)
