"""Hosts: the lab's Windows documents, a hundred times over, read and judged by every check that applies to them.

Goal: at most 1 s of CPU for 100 hosts, from the masked text of a snapshot to the outcomes. What entering a plain folder
costs besides (masking) is printed beside it. ``python -m benchmarks.hosts [HOSTS]``
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

from dengbao.check import Role, load
from dengbao.engine.evaluate import evaluate
from dengbao.engine.host import make_ready
from dengbao.engine.run import limits
from dengbao.inventory import load as load_inventory
from dengbao.mask import mask
from dengbao.snapshot import HostFiles, Output

_LAB = Path(__file__).parents[1] / "inventories" / "lab"
_FILE = "windows.json"
_DAY = dt.date(2026, 11, 20)
_GOAL = 1.0  # seconds for a hundred hosts
_HUNDRED = 100


def main(count: int = _HUNDRED) -> int:
    """Measure and print; 1 when the goal is missed."""
    inventory = load_inventory(_LAB)
    texts = [path.read_text("utf-8") for path in sorted((_LAB / "devices").glob(f"*/{_FILE}"))]
    start = time.process_time()
    masked = [mask(text, "windows", key=b"benchmark") for text in texts]
    entering = (time.process_time() - start) / len(texts)
    wanted = [check for check in load().values() if check.applies(Role.SERVER, "windows")]
    outputs = [{_FILE: Output(_FILE, text)} for text in masked]
    files = [HostFiles(f"host-{n}", "windows", "whole", "", None, outputs[n % len(outputs)]) for n in range(count)]
    known = limits(inventory, 3)
    start = time.process_time()
    read = outcomes = 0.0
    undecided = 0
    for one in files:
        begun = time.process_time()
        reader = make_ready("windows", one, "").reader
        assert reader
        device = reader.model
        device.name, device.role, device.level, device.as_of = one.name, Role.SERVER, 3, _DAY
        device.site, device.limits = inventory.site, known
        judged = time.process_time()
        read += judged - begun
        undecided += sum(evaluate(check, reader).status == "error" for check in wanted)
        outcomes += time.process_time() - judged
    total = (time.process_time() - start) * _HUNDRED / count
    lines = sum(text.count("\n") for text in texts) // len(texts)
    sys.stdout.write(
        f"{count} Windows hosts of {lines} lines by {len(wanted)} checks: {total:.2f} s for 100 (goal {_GOAL:.0f} s): "
        f"reading {read / count * 1000:.1f} ms, judging {outcomes / count * 1000:.1f} ms a host; "
        f"{undecided / count:.1f} undecided; masking on entry {entering * 1000:.1f} ms\n"
    )
    return int(total > _GOAL)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
