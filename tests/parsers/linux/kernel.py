"""Ask the kernel which datagrams an input chain lets in: run in a network namespace of its own.

Standard input: JSON with ``script`` (for nft), ``address`` of this end, and ``packets`` (source, source port, port).
Standard output: JSON with the ruleset as nft prints it, and for each packet whether it arrived.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import subprocess
import sys
from ipaddress import IPv4Address
from pathlib import Path

BEFORE, AFTER = "in0", "in1"
_ODD = 0xFFFF


def run(command: str, given: str = "") -> str:
    done = subprocess.run(command.split(), input=given, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr[:2000]}")
    return done.stdout


def checksum(data: bytes) -> int:
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > _ODD:
        total = (total & _ODD) + (total >> 16)
    return total ^ _ODD


def datagram(source: int, target: int, ports: tuple[int, int], number: int) -> bytes:
    body = struct.pack("!HHHH", *ports, 12, 0) + struct.pack("!I", number)
    head = struct.pack("!BBHHHBBHII", 0x45, 0, 20 + len(body), number & _ODD, 0, 64, 17, 0, source, target)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def main() -> None:
    asked = json.load(sys.stdin)
    run(f"ip link add {BEFORE} type veth peer name {AFTER}")
    for name in (BEFORE, AFTER, "lo"):
        run(f"ip link set {name} up")
    run(f"ip addr add {asked['address']}/8 dev {AFTER}")
    run(f"ip route add default dev {AFTER}")
    for name in ("all", AFTER):
        Path(f"/proc/sys/net/ipv4/conf/{name}/rp_filter").write_text("0", encoding="ascii")
    run("nft -f -", asked["script"])
    shown = run(f"ip -o link show {BEFORE}") + run(f"ip -o link show {AFTER}")
    own, other = re.findall(r"link/ether ([0-9a-f:]+)", shown)
    frame = bytes.fromhex(other.replace(":", "") + own.replace(":", "")) + b"\x08\x00"
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    wire.bind((BEFORE, 0))
    target = int(IPv4Address(asked["address"]))
    doors = {port: socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _, _, port in asked["packets"]}
    for port, door in doors.items():
        door.bind((asked["address"], port))
        door.setblocking(False)  # noqa: FBT003 - the socket's own signature
    arrived = [False] * len(asked["packets"])

    def collect() -> None:
        for door in doors.values():
            while True:
                try:
                    arrived[struct.unpack("!I", door.recv(64))[0]] = True
                except BlockingIOError:
                    break

    for number, (source, sport, port) in enumerate(asked["packets"]):
        wire.send(frame + datagram(source, target, (sport, port), number))
        if number % 50 == 0:
            collect()
    run("sleep 0.2")
    collect()
    json.dump({"ruleset": run("nft -j list ruleset"), "arrived": arrived}, sys.stdout)


if __name__ == "__main__":
    main()
