"""``python -m benchmarks.mutation [--write docs/mutation.md] [--show FATE] [HOST ...]``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.mutation.explain import Fate, Mutant, tried
from benchmarks.mutation.page import page
from benchmarks.mutation.reasons import excused, reasons
from benchmarks.mutation.trial import compliant, trials

_WORKERS = 2
_WORDS = {"removed": "删去", "negated": "取反", "garbled": "打乱"}


def device(host: str) -> list[Mutant]:
    """Try all mutants of a device, and excuse those that a person has read."""
    known = reasons()
    found = [mutant for trial in trials(host) for mutant in tried(trial)]
    for mutant in found:
        excused(mutant, known)
    return found


def _shown(mutants: list[Mutant], fate: str) -> Iterator[str]:
    for one in mutants:
        if one.fate == fate:
            output, number = one.place
            text = f" → {one.text}" if one.text else ""
            yield f"{one.check} {one.host}/{output}:{number} {_WORDS[one.kind]} {one.line}{text}  {one.why}\n"


def main() -> None:
    """Mutate, print, and write when asked; ends with 1 while a mutant is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation")
    parser.add_argument("hosts", nargs="*")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--show", choices=[*Fate], help="list the mutants of this fate")
    args = parser.parse_args()
    start, mutants = time.monotonic(), []
    with ProcessPoolExecutor(_WORKERS) as pool:
        for found in pool.map(device, args.hosts or compliant()):
            mutants += found
            sys.stderr.write(f"{found[0].host if found else '-'}: {len(found)}\n")
    if args.show:
        sys.stdout.writelines(_shown(mutants, args.show))
    else:
        text = "\n".join(page(mutants, minutes=max(round((time.monotonic() - start) / 60), 1))) + "\n"
        (args.write.write_text(text, encoding="utf-8") if args.write else sys.stdout.write(text))
    sys.exit(any(one.fate is Fate.OPEN for one in mutants))


if __name__ == "__main__":
    main()
