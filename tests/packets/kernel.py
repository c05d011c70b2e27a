"""Ask the kernel's packet filter: run in a network namespace of its own, it takes rules and packets and counts.

Standard input: JSON with ``script`` (for nft) and ``packets`` (hexadecimal IP packets with their IP version). Standard
output: JSON, how many packets each comment of the script counted.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time

BEFORE, AFTER = "pk0", "pk1"
"""The two ends of the cable: packets enter at the first, and are filtered at the second."""


def run(command: str, given: str = "") -> str:
    done = subprocess.run(command.split(), input=given, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr[:2000]}")
    return done.stdout


def count() -> dict[str, int]:
    shown = json.loads(run("nft -j list table netdev pk"))
    found: dict[str, int] = {}
    for item in shown["nftables"]:
        rule = item.get("rule", {})
        for part in rule.get("expr", ()):
            if "counter" in part:
                found[rule["comment"]] = found.get(rule["comment"], 0) + part["counter"]["packets"]
    return found


def main() -> None:
    asked = json.load(sys.stdin)
    run(f"ip link add {BEFORE} type veth peer name {AFTER}")
    for name in (BEFORE, AFTER):
        run(f"ip link set {name} addrgenmode none up")
    run("nft -f -", asked["script"])
    shown = run(f"ip -o link show {BEFORE}") + run(f"ip -o link show {AFTER}")
    own, other = re.findall(r"link/ether ([0-9a-f:]+)", shown)
    head = bytes.fromhex(other.replace(":", "")) + bytes.fromhex(own.replace(":", ""))
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    wire.bind((BEFORE, 0))
    for number, (family, packet) in enumerate(asked["packets"], 1):
        wire.send(head + (b"\x08\x00" if family == 4 else b"\x86\xdd") + bytes.fromhex(packet))
        if number % 100 == 0:
            time.sleep(0.001)
    deadline = time.monotonic() + 10
    while sum((counted := count()).values()) < len(asked["packets"]) and time.monotonic() < deadline:
        time.sleep(0.02)
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    main()
