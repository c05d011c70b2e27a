"""Against the kernel: the same rules in nftables, real packets over a virtual cable, one counter for each rule."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
from collections import Counter
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from msgspec.structs import replace

from dengbao.model import IPV4_MAX, Address, Rule, Service
from dengbao.packets import Packet, Ruleset
from tests.packets import made

ROOT = Path(__file__).parents[2]
PACKETS = 1500
_PORTS = (0, 65535)


def text(family: int, number: int) -> str:
    return str(IPv4Address(number) if family == 4 else IPv6Address(number))


def address_match(side: str, term: Address) -> str:
    """One operand as nft says it."""
    word = "ip" if term.family == 4 else "ip6"
    if term.family == 0:
        return "meta protocol { ip, ip6 }"
    if term.wildcard:
        return f"ip {side} & {text(4, IPV4_MAX ^ term.wildcard)} == {text(4, term.low)}"
    if term.is_any:
        return f"meta protocol {word}"
    return f"{word} {side} {text(term.family, term.low)}-{text(term.family, term.high)}"


def service_match(term: Service) -> str:
    """One operand as nft says it; any protocol with ports is TCP, UDP and what else has ports."""
    if replace(term, excluded=False).is_any:
        return ""
    carriers = "{ 6, 17, 33, 132, 136 }" if term.protocol is None else term.protocol
    parts = [f"meta l4proto {carriers}"]
    for word, ports in (("th sport", term.source), ("th dport", term.destination)):
        if ports != _PORTS:
            parts.append(f"{word} {ports[0]}-{ports[1]}")
    for offset, value in zip((0, 8), term.icmp, strict=True):
        if value is not None:
            parts.append(f"@th,{offset},8 {value}")
    if term.established:
        parts.append("tcp flags & (ack | rst) != 0")
    return " ".join(parts)


def script(rules: list[Rule]) -> str:
    """Each rule as three chains, one for each side, which packets leave where an operand excludes them."""
    main, chains = [], []
    for rule in rules:
        sides = (
            [(term, address_match("saddr", term)) for term in rule.sources],
            [(term, address_match("daddr", term)) for term in rule.destinations],
            [(term, service_match(term)) for term in rule.services],
        )
        main.append(f"jump r{rule.name}_0")
        for place, terms in enumerate(sides):
            onward = f"goto r{rule.name}_{place + 1}"
            lines = [f"{said} return" for term, said in terms if term.excluded]
            lines += [f"{said} {onward}" for term, said in terms if not term.excluded]
            lines += [onward] if all(term.excluded for term, _ in terms) else []
            chains.append((f"r{rule.name}_{place}", lines))
        chains.append((f"r{rule.name}_3", [f'counter {"accept" if rule.permits else "drop"} comment "{rule.name}"']))
    main.append('counter drop comment "none"')
    body = "".join(f"chain {name} {{\n{chr(10).join(lines)}\n}}\n" for name, lines in reversed(chains))
    hook = 'chain filter {\ntype filter hook ingress device "pk1" priority 0; policy drop;\n'
    return f"table netdev pk {{\n{body}{hook}{chr(10).join(main)}\n}}\n}}\n"


def wire(packet: Packet) -> str:
    """The packet as it goes over the cable."""
    sport, dport = packet.source_port, packet.destination_port
    if packet.protocol == 6:
        inner = struct.pack(">HHIIBBHHH", sport, dport, 1, 1, 0x50, 0x10 if packet.established else 0x02, 1024, 0, 0)
    elif packet.protocol in {1, 58}:
        inner = struct.pack(">BBHHH", sport, dport, 0, 0, 0)
    else:
        inner = struct.pack(">HHHH", sport, dport, 8, 0) + bytes(8)
    if packet.family == 6:
        addresses = packet.source.to_bytes(16, "big") + packet.destination.to_bytes(16, "big")
        return (struct.pack(">IHBB", 6 << 28, len(inner), packet.protocol, 64) + addresses + inner).hex()
    head = struct.pack(">BBHHHBBHII", 0x45, 0, 20 + len(inner), 1, 0, 64, packet.protocol, 0,
                       packet.source, packet.destination)  # fmt: skip
    total = sum(struct.unpack(">10H", head))
    total = (total & 0xFFFF) + (total >> 16)
    checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
    return (head[:10] + struct.pack(">H", checksum) + head[12:] + inner).hex()


def check_case(seed: int, rules: int, packets: int) -> None:
    chance = random.Random(seed)
    made_rules = made.rules(chance, rules, plain=True)
    ruleset = Ruleset(made_rules, "deny")
    # Protocols 0 and 255 are nobody's on a wire: in IPv6, 0 is an option header.
    sent = [packet for packet in made.grid(chance, packets) if packet.protocol not in {0, 255}]
    asked = {"script": script(made_rules), "packets": [(packet.family, wire(packet)) for packet in sent]}
    done = subprocess.run(
        ["unshare", "--net", sys.executable, "-m", "tests.packets.kernel"],
        input=json.dumps(asked), text=True, capture_output=True, check=False, cwd=ROOT, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    decided = (ruleset.decide(packet)[1] for packet in sent)
    expected = Counter("none" if entry is None else entry.rule.name for entry in decided)
    assert {name: number for name, number in json.loads(done.stdout).items() if number} == expected


@pytest.mark.system("root")
@pytest.mark.system("nftables")
@pytest.mark.system("iproute2")
@pytest.mark.parametrize("seed", range(6))
def test_the_kernel_decides_alike(seed: int):
    check_case(seed, 25, PACKETS)


@pytest.mark.slow
@pytest.mark.system("root")
@pytest.mark.system("nftables")
@pytest.mark.system("iproute2")
def test_the_kernel_decides_many_alike():
    for seed in range(100, 200):
        check_case(seed, 40, 5000)
