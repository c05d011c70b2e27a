"""The engine: a million trivial evaluations, against calling the same function plainly, in one run.

Goal: at most 5 µs of CPU an evaluation and 150 MB, output aside. ``python -m benchmarks.engine [DEVICES CHECKS]``
"""

from __future__ import annotations

import resource
import sys
import time

from dengbao.check import Check, Device, Role, lacking, need
from dengbao.check.reading import Reader
from dengbao.engine.evaluate import evaluate
from dengbao.model import Known, Logging


def trivial(device: Device) -> None:
    """Reads one fact and asserts it."""
    assert device.logging.enabled


def usual(device: Device) -> None:
    """As most checks are written."""
    problems = lacking(need(device.logging.enabled, bool, key="logging:off", expected="打开日志", actual="{}"))
    assert not problems, problems


def checks(count: int, function: object) -> list[Check]:
    """As many checks of one function."""
    return [
        Check(
            id=f"check_{number}",
            title="标题",
            risk="low",
            roles=frozenset({Role.CORE}),
            platforms=frozenset(),
            contract="",
            function=function,  # type: ignore[arg-type]
            file=__file__,
            order=number,
        )
        for number in range(count)
    ]


def main(devices: int = 1000, count: int = 1000) -> None:
    """Measure and print."""
    total = devices * count
    for name, function in (("trivial", trivial), ("usual", usual)):
        readers = [Reader(Device(name=f"d{n}", logging=Logging(enabled=Known(True, (n + 1,))))) for n in range(devices)]
        start = time.process_time()
        for reader in readers:
            for _ in range(count):
                function(reader.device)
                reader.log.clear()
        plain = time.process_time() - start
        wanted = checks(count, function)
        start = time.process_time()
        passed = sum(evaluate(check, reader).status == "pass" for reader in readers for check in wanted)
        ours = time.process_time() - start
        assert passed == total
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(
            f"{name:8} {total:,} evaluations: {ours / total * 1e6:.2f} µs each, "
            f"{ours / plain:.2f} × calling the function plainly ({plain / total * 1e6:.2f} µs); peak {peak} MB\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
