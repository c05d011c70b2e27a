"""The network proofs in CPU time: the Stanford backbone, a made-up campus, and what a small site pays.

Goals: Stanford, every pair of edge ports, in 1.5 s; a campus of 1,000 devices with 100 rules each, every pair of zones,
in 60 s and 4 GB; a site of 30 devices in 1 s, first run included.

``python -m benchmarks.network [STANFORD]``: a folder with ``topo.txt``, ``vlan.txt``, ``updates`` and ``acls/``, as
APKeep publishes them (github.com/XJTU-NetVerify/apkeep, networks/stanford); a line says so when it is not there.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.campus import campus
from benchmarks.stanford import read
from dengbao.network.network import Network
from dengbao.network.walk import Arrival, Place

DAY = dt.date(2026, 11, 20)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def stanford(folder: Path) -> str:
    """Every packet from every edge port to every other."""
    devices, edges = read(folder)

    def pairs() -> tuple[int, int]:
        network = Network(devices, {}, DAY)
        walker = network.walker(4, "sets")
        ports = {(port.node.host, port.name): port for port in network.topology.ports()}
        known: dict[Place, set[tuple[str, str]]] = {}
        found = 0
        for edge in edges:
            place = walker.place(ports[edge])  # ports of one device without lists of their own act alike
            if place not in known:
                ends = walker.flood([Arrival(ports[edge], walker.space.everything)])
                known[place] = {(end.step.node.host, end.step.out.name) for end in ends
                                if end.kind == "delivered" and end.step.out}  # fmt: skip
            found += len(known[place] - {edge})
        return found, len(known)

    spent, (found, walks) = timed(pairs)
    return f"stanford: {len(devices)} routers, {len(edges)} edge ports, {found:,} pairs, {walks} walks: {spent:.2f} s"


def proved(count: int, rules: int) -> str:
    """What ``boundary_flows_declared`` asks, on a made-up campus."""
    devices, zones, flows = campus(count, rules)
    spent, found = timed(lambda: Network(devices, zones, DAY).leaks(flows))
    made = sum(len(acl.rules) for device in devices for acl in device.acls.items)
    pairs = len(zones) * (len(zones) - 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    made_of = f"{len(devices):,} devices, {made:,} rules, {pairs} zone pairs, {len(found)} leaks"
    return f"campus: {made_of}: {spent:.2f} s, peak {peak} MB"


def main(*words: str) -> None:
    """Measure and print."""
    folder = Path(words[0] if words else os.environ.get("DENGBAO_STANFORD", ""))
    if (folder / "topo.txt").is_file():
        sys.stdout.write(stanford(folder) + "\n")
    else:
        sys.stdout.write("stanford: no data; give its folder, or set DENGBAO_STANFORD\n")
    for count in (30, 200, 1000):
        sys.stdout.write(proved(count, 100) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
