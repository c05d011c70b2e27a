"""Rules of iptables, as ``iptables-save`` prints them. Rests on iptables(8) and iptables-extensions(8)."""

from __future__ import annotations

import ipaddress
import shlex
from typing import Literal

from parsers.linux.chains import Chain, Interval, Match, Range, Step, Verdict, narrowed, other_ports, without
from parsers.linux.document import Document, Line
from parsers.linux.nft import ICMP, PROTOCOLS, SERVICES, states

_VERDICTS: dict[str, Verdict] = {
    "ACCEPT": "accept",
    "DROP": "drop",
    "REJECT": "drop",
    "RETURN": "return",
    "QUEUE": "other",
    "NFQUEUE": "other",
}
_SILENT = frozenset(
    {
        "LOG",
        "NFLOG",
        "ULOG",
        "AUDIT",
        "MARK",
        "CONNMARK",
        "TRACE",
        "SET",
        "CT",
        "NOTRACK",
        "CLASSIFY",
    }
)
_ABOUT_TARGET = frozenset(
    {
        "--reject-with",
        "--log-prefix",
        "--log-level",
        "--nflog-group",
        "--nflog-prefix",
        "--comment",
        "--set-xmark",
        "--nflog-threshold",
        "--queue-num",
    }
)
_LOG_SWITCHES = frozenset(
    {
        "--log-ip-options",
        "--log-tcp-options",
        "--log-tcp-sequence",
        "--log-uid",
        "--queue-bypass",
    }
)
_HOOKS = {
    "INPUT": "input",
    "FORWARD": "forward",
    "OUTPUT": "output",
}


def read_iptables(document: Document, lines: list[Line], family: Literal[4, 6]) -> dict[str, Chain]:
    """Read the chains of the table ``filter`` by name.

    Args:
        document: its lines are accounted.
        lines: the output.
        family: 4 or 6.
    """
    chains: dict[str, Chain] = {}
    table = ""
    for line in lines:
        text = line.text.strip()
        if text.startswith("*"):
            table = text[1:]
        if not text or text.startswith(("#", "*", "COMMIT")) or table != "filter":
            document.skip(line.number)
        elif text.startswith(":"):
            document.use(line.number)
            name, policy = [*text[1:].split(), "-"][:2]
            hook = _HOOKS.get(name, "")
            chains[name] = Chain(
                name=name, family=family, line=line.number, hook=hook, policy="drop" if policy == "DROP" else "accept"
            )
        elif text.startswith("-A "):
            name = text.split()[1]
            chain = chains.setdefault(name, Chain(name=name, family=family, line=line.number))
            step = _step(text, line, family)
            chain.steps.append(step)
            chain.logged = chain.logged or " -j LOG" in text or " -j NFLOG" in text
            document.use(line.number)
    return chains


def _step(text: str, line: Line, family: Literal[4, 6]) -> Step:
    """Read one rule."""
    try:
        words = shlex.split(text)[2:]
    except ValueError:
        words = text.split()[2:]
    match, verdict, target, name = Match(), "continue", "", ""
    negated = False
    at = 0
    while at < len(words):
        word, value = words[at], words[at + 1] if at + 1 < len(words) else ""
        at += 2
        if word == "!":
            negated, at = True, at - 1
            continue
        if word in {"-j", "-g"}:
            verdict, target = _verdict(value, goto=word == "-g")
        elif word in _LOG_SWITCHES:
            at -= 1
        elif word == "--comment":
            name = value
        elif word not in _ABOUT_TARGET and word != "-m":
            match, step = _term(match, word, value, family, negated=negated)
            at += step
        negated = False
    return Step(line=line.number, match=match, verdict=verdict, target=target, name=name)  # type: ignore[arg-type]


def _verdict(target: str, *, goto: bool) -> tuple[Verdict, str]:
    if target in _VERDICTS:
        return _VERDICTS[target], ""
    if target in _SILENT:
        return "continue", ""
    return ("goto" if goto else "jump"), target


def _term(match: Match, word: str, value: str, family: Literal[4, 6], *, negated: bool) -> tuple[Match, int]:
    """Add one option to a match; tell how many words to step back or on."""
    try:
        made = _known(word, value, family, negated=negated)
    except (ValueError, KeyError):
        made = None
    if made is not None:
        return match & made, 0
    back = -1 if value.startswith("-") and not value.lstrip("-").isdecimal() else 0
    return narrowed(match, word.lstrip("-")), back


def _known(  # noqa: PLR0911 - one return an option
    word: str, value: str, family: Literal[4, 6], *, negated: bool
) -> Match | None:
    """Read an option that has numbers here."""
    if word in {"-s", "-d"}:
        ranges: tuple[Range, ...] = tuple(_range(one) for one in value.split(","))
        ranges = without(ranges, (family,)) if negated else ranges
        return Match(sources=ranges) if word == "-s" else Match(destinations=ranges)
    if word == "-p":
        return None if negated else Match() if value in {"all", "0"} else Match(protocols=(_protocol(value),))
    if word in {"--dport", "--dports", "--sport", "--sports"}:
        ports = tuple(_ports(one) for one in value.split(","))
        ports = other_ports(ports) if negated else ports
        return Match(ports=ports) if word.startswith("--d") else Match(source_ports=ports)
    if word in {"-i", "-o"}:
        if negated or value.endswith("+"):
            return None
        return Match(inward=value) if word == "-i" else Match(outward=value)
    if word in {"--ctstate", "--state"}:
        return states(set(value.split(",")), negated=negated)
    if word in {"--icmp-type", "--icmpv6-type"} and not negated:
        kind = value.split("/", maxsplit=1)[0]
        number = int(kind) if kind.isdecimal() else ICMP[kind]
        return Match() if value == "any" else Match(icmp=(number,))
    if word == "--src-range" and not negated:
        low, _, high = value.partition("-")
        return Match(sources=((family, int(ipaddress.ip_address(low)), int(ipaddress.ip_address(high))),))
    return None


def _protocol(value: str) -> int:
    return int(value) if value.isdecimal() else PROTOCOLS[value]


def _range(value: str) -> Range:
    network = ipaddress.ip_network(value, strict=False)
    return network.version, int(network.network_address), int(network.broadcast_address)


def _ports(value: str) -> Interval:
    low, _, high = value.partition(":")
    first, last = (int(one) if one.isdecimal() else SERVICES[one] for one in (low or "0", high or low or "65535"))
    return (first, 65535) if value.endswith(":") else (first, last)
