"""How fast configurations become the whole model, in CPU time, and IOS beside two libraries that extract a part of it.

Run ``python -m benchmarks.parse``. The comparison needs the ``bench`` dependency group (hier_config, ciscoconfparse2)
and is left out without it. All read the same text in the same run; the libraries extract host name, users, interfaces
with addresses and lists, and the entries of access lists, which is less than the model holds. Every platform is
measured on its whole configurations (see ``benchmarks.platforms``), long access lists on three lengths.
"""

from __future__ import annotations

# ruff: noqa: T201 - figures are printed
import importlib.util
import sys
import time
from collections.abc import Callable
from ipaddress import ip_interface, ip_network
from itertools import pairwise
from pathlib import Path

from benchmarks.platforms import LISTED, access_list, configurations
from parsers.registry import parse

_ROOT = Path(__file__).parents[1]
_BASE = _ROOT / "inventories" / "lab" / "devices" / "rt-wan-2" / "running-config.txt"
_RUNS = 5
_TARGET = 400_000
_PLATFORMS = {"cisco_ios": _TARGET} | dict.fromkeys(("huawei", "hp_comware", "fortinet"), _TARGET / 2)
_ENOUGH = 20_000  # lines of a platform that are read for each run
_TIMES_HIER, _TIMES_CCP = 6.0, 15.0
_LENGTHS = (10_000, 20_000, 40_000)
_LINEAR = 2.5  # twice the entries may take so many times the time, noise included


def configuration(ports: int = 48, entries: int = 300) -> str:
    """Write a router's configuration of about 1,100 lines: the lab's, with more ports and a longer list."""
    head, end, _ = _BASE.read_text("utf-8").partition("\nend")
    interfaces = "".join(
        f"!\ninterface GigabitEthernet1/0/{n}\n description port {n} of the floor\n"
        f" ip address 10.{n}.1.1 255.255.255.0\n"
        " no ip redirects\n ip access-group FROM-BRANCH in\n negotiation auto\n"
        f"{' shutdown' if n % 3 else ' no cdp enable'}\n"
        for n in range(1, ports + 1)
    )
    rules = access_list("cisco_ios", entries).partition("\n")[2].partition("\n")[2].removesuffix("end\n")
    return f"{head}{interfaces}!\n{rules}{end}\n"


def reader(platform: str) -> Callable[[str], object]:
    """Read the whole model of a platform."""
    return lambda text: parse(platform, {"running-config": text})


def entry(line: str) -> object:
    """Read an entry as anybody would: action, protocol, two networks, ports."""
    words = line.split()
    words = words[words[0].isdecimal() :]
    nets: list[object] = []
    at = 2
    while at < len(words) and len(nets) < 2:  # noqa: PLR2004 - source and destination
        if words[at] == "any":
            nets.append(ip_network("0.0.0.0/0"))
            at += 1
        elif words[at] == "host" and at + 1 < len(words):
            nets.append(ip_network(words[at + 1]))
            at += 2
        elif at + 1 < len(words) and words[at][0].isdigit():
            nets.append(ip_network(f"{words[at]}/{words[at + 1]}", strict=False))
            at += 2
        else:
            at += 1
    return words[:2], nets, words[at:]


def port(lines: list[str]) -> object:
    """Read an interface: address, description, lists, state."""
    found: dict[str, object] = {}
    for line in lines:
        words = line.split()
        if line.startswith("ip address ") and len(words) > 3:  # noqa: PLR2004 - address and mask
            found["address"] = ip_interface(f"{words[2]}/{words[3]}")
        elif line.startswith(("description ", "ip access-group ", "shutdown")):
            found[words[0]] = words[1:]
    return found


def facts(heads: list[tuple[str, list[str]]]) -> object:
    """Turn the tree of a library into the facts of the comparison: names, users, interfaces, entries of lists."""
    found: list[object] = []
    for head, lines in heads:
        if head.startswith(("hostname ", "username ")):
            found.append(head.split())
        elif head.startswith("interface "):
            found.append(port(lines))
        elif head.startswith("ip access-list extended "):
            found.append([entry(line) for line in lines])
    return found


def hier(text: str) -> object:
    """Extract with hier_config."""
    from hier_config import Host  # noqa: PLC0415 - an optional group

    host = Host(hostname="router", os="ios")
    host.load_running_config(text)
    return facts([(child.text, [below.text for below in child.children]) for child in host.running_config.children])


def ccp(text: str) -> object:
    """Extract with ciscoconfparse2."""
    from ciscoconfparse2 import CiscoConfParse  # noqa: PLC0415 - an optional group

    root = CiscoConfParse(text.splitlines(), syntax="ios")
    heads = root.find_objects(r"^(?:hostname|username|interface|ip access-list) ")
    return facts([(found.text, [child.text.strip() for child in found.children]) for found in heads])


def seconds(read: Callable[[str], object], text: str, runs: int = _RUNS) -> float:
    """The best of several runs, in CPU time."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return best


def compared() -> bool:
    """Print the figures of IOS and of the libraries; tell whether a target is missed."""
    text = configuration()
    count = text.count("\n")
    own = seconds(reader("cisco_ios"), text, 50)
    print(f"whole model: {count} lines in {own * 1e3:.2f} ms = {count / own / 1e6:.2f} million lines a CPU second")
    missed = count / own < _TARGET
    for module, read, times in (("hier_config", hier, _TIMES_HIER), ("ciscoconfparse2", ccp, _TIMES_CCP)):
        if importlib.util.find_spec(module) is None:
            print(f"{module}: not installed (pip install --group bench)")
            continue
        other = seconds(read, text, 3)
        print(f"{module}: {other * 1e3:.1f} ms, {other / own:.1f} times as long (target {times:.0f})")
        missed |= other / own < times
    return missed


def platforms() -> bool:
    """Print the figures of all platforms on whole configurations; tell whether one is too slow."""
    missed = False
    for platform, files in sorted(configurations().items()):
        lines = sum(text.count("\n") for text in files)
        times = -(-_ENOUGH // lines)
        spent = [seconds(reader(platform), text, _RUNS * times) for text in files]
        speed = lines / sum(spent)
        print(f"{platform}: {len(files)} files, {lines} lines, {speed / 1e6:.2f} million lines a CPU second")
        missed |= speed < _PLATFORMS.get(platform, 0)
    return missed


def lists() -> bool:
    """Print the figures of long access lists; tell whether one is not read in linear time."""
    missed = False
    for platform in LISTED:
        spent = [seconds(reader(platform), access_list(platform, n), 3) for n in _LENGTHS]
        growth = max(after / before for before, after in pairwise(spent))
        rates = ", ".join(f"{n / one / 1e3:.0f}" for n, one in zip(_LENGTHS, spent, strict=True))
        print(f"{platform}: lists of {_LENGTHS} entries: {rates} thousand a second; twice as long, {growth:.1f} times")
        missed |= growth > _LINEAR
    return missed


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    return int(any([compared(), platforms(), lists()]))


if __name__ == "__main__":
    sys.exit(main())
