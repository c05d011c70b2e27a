"""``dengbao reach``: can one place reach another on a service; with a packet, its path, and the lines that decide."""

from __future__ import annotations

import argparse
import ipaddress
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dengbao.network.reach import Answer
    from dengbao.packets.packet import Packet
    from dengbao.results import Evidence

HELP = "判断一处能否访问另一处:给出报文、路径和起作用的配置行"
_UNDECIDED = 3
_WORDS = {"reachable": "可达", "blocked": "不可达", "unknown": "无法判定"}
_PROTOCOLS = {1: "icmp", 6: "tcp", 17: "udp", 47: "gre", 50: "esp", 51: "ah", 58: "icmpv6", 89: "ospf", 132: "sctp"}
_LINES_MOST = 40
Quote = Callable[[str, tuple[int, ...]], "list[Evidence]"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add where from, where to, and on what."""
    parser.add_argument("-i", "--inventory", type=Path, required=True, metavar="INV", help="清单,或导出的清单文件")
    parser.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="快照或配置文件夹")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text 为可读形式")
    parser.add_argument("src", metavar="SRC", help="区域名、网段或地址")
    parser.add_argument("dst", metavar="DST", help="区域名、网段或地址")
    parser.add_argument(
        "service", metavar="SERVICE", nargs="?", default="any", help="tcp/445、udp/161、icmp、any(缺省)"
    )


def run(args: argparse.Namespace) -> int:
    """Ask and print.

    Returns:
        0 answered (either way), 3 not known.
    """
    from dengbao.engine.site import open_site  # noqa: PLC0415 - `--help` need not wait for the engine
    from dengbao.network.reach import ask, place, service  # noqa: PLC0415

    site = open_site(args.inventory, args.folder)
    sources, targets = place(site.network, args.src, "SRC"), place(site.network, args.dst, "DST")
    answer = ask(site.network, sources, targets, service(args.service))
    if args.format == "json":
        sys.stdout.write(json.dumps(_document(answer, site.quote), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(answer, site.quote))
    return _UNDECIDED if answer.verdict == "unknown" else 0


def _evidence(answer: Answer, quote: Quote) -> list[tuple[str, Evidence]]:
    """The lines that decided, each once, with what they say."""
    found: dict[tuple[str, int], tuple[str, Evidence]] = {}
    for one in answer.cited:
        for line in quote(one.device, one.lines):
            found.setdefault((line.file, line.line), (one.rule, line))
    return list(found.values())[:_LINES_MOST]


def _document(answer: Answer, quote: Quote) -> dict[str, Any]:
    packet = answer.witness
    return {
        "verdict": answer.verdict,
        "witness": _packet(packet) if packet else None,
        "path": [
            {"device": step.node.host, "in": step.into.name, "out": step.out.name if step.out else None}
            for step in answer.path
        ],
        "evidence": [{"file": line.file, "line": line.line, "text": line.text} for _, line in _evidence(answer, quote)],
        "why": answer.why,
    }


def _packet(packet: Packet) -> dict[str, Any]:
    kind = ipaddress.IPv4Address if packet.family == 4 else ipaddress.IPv6Address  # noqa: PLR2004 - the IP version
    return {
        "src": str(kind(packet.source)),
        "dst": str(kind(packet.destination)),
        "proto": _PROTOCOLS.get(packet.protocol, str(packet.protocol)),
        "sport": packet.source_port,
        "dport": packet.destination_port,
    }


def _lines(answer: Answer, quote: Quote) -> Iterator[str]:
    yield f"{_WORDS[answer.verdict]}:{answer.why}"
    if answer.witness:
        yield f"报文:{answer.witness}"
    for step in answer.path:
        yield f"  {step.node.name}:{step.into.name} → {step.out.name if step.out else '(未转出)'}"
    rule = ""
    for said, line in _evidence(answer, quote):
        if said != rule:
            yield f"依据 {said}"
            rule = said
        yield f"  {line.file}:{line.line}  {line.text.strip()}"
