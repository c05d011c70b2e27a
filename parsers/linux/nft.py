"""nftables rules, as ``nft -j list ruleset`` prints them. Rests on libnftables-json(5) and nft(8)."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Iterable
from typing import Any, Literal

from msgspec.structs import replace

from dengbao.model import IPV4_MAX, IPV6_MAX, Undecided
from dengbao.model.terms import PORT_MAX
from parsers.linux.chains import Chain, Interval, Match, Range, Step, Verdict, narrowed, other_ports, without
from parsers.linux.document import FILE, Document, Line

PROTOCOLS = {
    "icmp": 1,
    "tcp": 6,
    "udp": 17,
    "dccp": 33,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "ipv6-icmp": 58,
    "icmpv6": 58,
    "sctp": 132,
    "udplite": 136,
}
SERVICES = {
    "ftp": 21,
    "ssh": 22,
    "telnet": 23,
    "smtp": 25,
    "domain": 53,
    "http": 80,
    "ntp": 123,
    "snmp": 161,
    "https": 443,
}
ICMP = {
    "echo-reply": 0,
    "destination-unreachable": 3,
    "redirect": 5,
    "echo-request": 8,
    "time-exceeded": 11,
    "parameter-problem": 12,
    "timestamp-request": 13,
    "router-advertisement": 9,
    "router-solicitation": 10,
}
_ICMP6 = {
    "destination-unreachable": 1,
    "packet-too-big": 2,
    "time-exceeded": 3,
    "parameter-problem": 4,
    "echo-request": 128,
    "echo-reply": 129,
    "nd-router-solicit": 133,
    "nd-router-advert": 134,
    "nd-neighbor-solicit": 135,
    "nd-neighbor-advert": 136,
    "nd-redirect": 137,
}
_FAMILIES: dict[str, Literal[0, 4, 6]] = {
    "ip": 4,
    "ip6": 6,
    "inet": 0,
}
_VERDICTS: dict[str, Verdict] = {
    "accept": "accept",
    "drop": "drop",
    "reject": "drop",
    "return": "return",
    "continue": "continue",
    "jump": "jump",
    "goto": "goto",
    "queue": "other",
}
_SILENT = frozenset(
    {
        "counter",
        "log",
        "notrack",
        "set",
        "mangle",
        "quota",
        "comment",
    }
)
_DNAT = "ct status dnat"  # never true where nothing rewrites destinations
_PASSING = frozenset(
    {
        "established",
        "related",
    }
)
Key = tuple[str, str]


def read_nft(document: Document, lines: list[Line]) -> dict[Key, dict[str, Chain]]:
    """Read a ruleset.

    Args:
        document: its lines are accounted.
        lines: one object a line, as the collector lays it out, or all on one.

    Returns:
        Chains by name, for each table by family and name. Families other than ip, ip6 and inet filter no packets that
        are routed here.

    Raises:
        Undecided: it is no JSON of nft.
    """
    objects = list(_objects(lines))
    rewrites = any("dnat" in part or "redirect" in part for _, one, _ in objects for part in one.get("expr", ()))
    sets = {(one["family"], one["table"], one["name"]): one for kind, one, _ in objects if kind in {"set", "map"}}
    tables: dict[Key, dict[str, Chain]] = {}
    for kind, one, line in objects:
        document.use(line.number)
        family = _FAMILIES.get(one.get("family", ""))
        if family is None:
            continue
        if kind == "chain":
            tables.setdefault((one["family"], one["table"]), {})[one["name"]] = Chain(
                name=one["name"],
                family=family,
                line=line.number,
                hook=one.get("hook", "") if one.get("type", "") == "filter" else "",
                priority=int(one.get("prio", 0)),
                policy="drop" if one.get("policy") == "drop" else "accept",
            )
        elif kind == "rule":
            chain = tables.get((one["family"], one["table"]), {}).get(one["chain"])
            if chain is not None:
                chain.steps += [step for step in _steps(one, line, sets) if rewrites or _DNAT not in step.match.other]
                chain.logged = chain.logged or any("log" in part for part in one.get("expr", ()))
    return tables


def _objects(lines: list[Line]) -> Iterable[tuple[str, dict[str, Any], Line]]:
    """Take the objects out of their list, each with its line."""
    text = "\n".join(line.text for line in lines)
    decoder = json.JSONDecoder()
    at = text.find("[") + 1
    if not at:
        raise Undecided("看不懂 nft 的输出", tuple(line.number for line in lines[:1]), FILE)
    while True:
        while at < len(text) and text[at] in ", \n\t":
            at += 1
        if at >= len(text) or text[at] == "]":
            break
        try:
            found, end = decoder.raw_decode(text, at)
            ((kind, one),) = found.items()
        except (ValueError, AttributeError, RecursionError):
            place = lines[min(text.count("\n", 0, at), len(lines) - 1)]
            raise Undecided("看不懂 nft 的输出", (place.number,), FILE) from None
        yield kind, one if isinstance(one, dict) else {}, lines[text.count("\n", 0, at)]
        at = end
    if at >= len(text):
        raise Undecided("nft 的输出没有结束", (lines[-1].number,), FILE)


def _steps(rule: dict[str, Any], line: Line, sets: dict[tuple[str, str, str], dict[str, Any]]) -> list[Step]:
    """Read a rule; a verdict map makes a step of each of its elements."""
    match = Match()
    name = str(rule.get("comment") or rule.get("handle") or "")

    def element(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Replace a named set by its elements; one that changes by itself is not known."""
        if isinstance(value, str) and value.startswith("@"):
            known = sets.get((rule["family"], rule["table"], value[1:]))
            if known is None or "dynamic" in known.get("flags", ()) or "timeout" in known.get("flags", ()):
                return None
            return {"set": known.get("elem", [])}
        return value

    kind = ""
    for part in rule.get("expr", ()):
        kind, body = next(iter(part.items())) if isinstance(part, dict) and part else ("", {})
        if kind == "match":
            match &= _match(body, element)
        elif kind == "vmap":
            return _mapped(body, match, element, line, name)
        elif kind in _VERDICTS:
            target = str(body.get("target", "")) if isinstance(body, dict) else ""
            return [Step(line=line.number, match=match, verdict=_VERDICTS[kind], target=target, name=name)]
        elif kind not in _SILENT:
            match = narrowed(match, kind or "?")
    # A rule of iptables that ends in an extension has that for its target.
    return [Step(line=line.number, match=match, verdict="other" if kind == "xt" else "continue", name=name)]


def _mapped(
    body: dict[str, Any],
    match: Match,
    element: Callable[[Any], Any],
    line: Line,
    name: str,
) -> list[Step]:
    data = element(body.get("data"))
    if not isinstance(data, dict) or not isinstance(data.get("set"), list):
        return [Step(line=line.number, match=narrowed(match, "vmap"), verdict="other", name=name)]
    steps = []
    for pair in data["set"]:
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], dict) and pair[1]):  # noqa: PLR2004
            steps.append(Step(line=line.number, match=narrowed(match, "vmap"), verdict="other", name=name))
            continue
        kind, told = next(iter(pair[1].items()))
        own = match & _match({"op": "==", "left": body.get("key"), "right": pair[0]}, element)
        verdict = _VERDICTS.get(kind, "other")
        target = str(told.get("target")) if isinstance(told, dict) else ""
        steps.append(Step(line=line.number, match=own, verdict=verdict, target=target, name=name))
    return steps


def _match(body: Any, element: Any) -> Match:  # noqa: ANN401
    """Read one comparison; what has no numbers here becomes a term of its own."""
    try:
        left, right, op = body["left"], element(body["right"]), body["op"]
        kind, what = next(iter(left.items()))
        if right is None or op not in {"==", "!=", "in"}:
            return Match(other=(kind,))
        if kind == "payload":
            return _payload(f"{what['protocol']} {what['field']}", _flat(right), op == "!=")
        if kind == "meta":
            return _meta(what["key"], _flat(right), op == "!=")
        if kind == "ct" and what["key"] == "state":
            return states({str(one) for one in _flat(right)}, negated=op == "!=")
        if kind == "ct" and what["key"] == "status" and op != "!=" and set(_flat(right)) == {"dnat"}:
            return Match(other=(_DNAT,))
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        return Match(other=("?",))
    return Match(other=(kind,))


def states(told: set[str], *, negated: bool) -> Match:
    """Connection states: of a packet that opens a connection only ``new`` (and ``untracked``) is true."""
    told = {one.lower() for one in told}
    if negated:
        told = {"new", "established", "related", "invalid", "untracked"} - told
    if "new" in told:
        return Match()
    if told <= _PASSING:
        return Match(established=True)
    return Match(other=("ct state",))


def _flat(value: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(value, dict) and "set" in value:
        items = value["set"] if isinstance(value["set"], list) else [value["set"]]
        return [one for item in items for one in _flat(item)]
    if isinstance(value, dict) and "elem" in value:
        return _flat(value["elem"]["val"])
    return [one for item in value for one in _flat(item)] if isinstance(value, list) else [value]


def _payload(field: str, values: list[Any], negated: bool) -> Match:  # noqa: FBT001
    protocol, _, name = field.partition(" ")
    if name in {"saddr", "daddr"} and protocol in {"ip", "ip6"}:
        ranges = tuple(_range(one) for one in values)
        own = 4 if protocol == "ip" else 6
        ranges = without(ranges, (own,)) if negated else ranges
        return Match(sources=ranges) if name == "saddr" else Match(destinations=ranges)
    if name in {"dport", "sport"}:
        ports = tuple(_ports(one) for one in values)
        ports = other_ports(ports) if negated else ports
        made = Match(ports=ports) if name == "dport" else Match(source_ports=ports)
        return made if protocol == "th" else replace(made, protocols=(PROTOCOLS[protocol],))
    if name in {"protocol", "nexthdr"} and not negated:
        return Match(protocols=tuple(_protocol(one) for one in values))
    if field in {"icmp type", "icmpv6 type"} and not negated:
        table = ICMP if protocol == "icmp" else _ICMP6
        kinds = tuple(one if isinstance(one, int) else table[one] for one in values)
        return Match(protocols=(PROTOCOLS[protocol],), icmp=kinds)
    return Match(other=(field,))


def _meta(key: str, values: list[Any], negated: bool) -> Match:  # noqa: FBT001
    if key in {"iifname", "iif", "oifname", "oif"}:
        if len(values) != 1 or negated or "*" in str(values[0]):
            return Match(other=(key,))
        return Match(inward=str(values[0])) if key.startswith("i") else Match(outward=str(values[0]))
    if key == "l4proto" and not negated:
        return Match(protocols=tuple(_protocol(one) for one in values))
    if key in {"nfproto", "protocol"} and not negated and len(values) == 1:
        family = {"ipv4": 4, "ip": 4, "ipv6": 6, "ip6": 6}[str(values[0])]
        return Match(sources=((family, 0, IPV4_MAX if family == 4 else IPV6_MAX),))  # noqa: PLR2004 - the IP version
    return Match(other=(key,))


def _protocol(value: Any) -> int:  # noqa: ANN401
    return value if isinstance(value, int) else PROTOCOLS[value]


def _range(value: Any) -> Range:  # noqa: ANN401
    if isinstance(value, dict) and "prefix" in value:
        network = ipaddress.ip_network(f"{value['prefix']['addr']}/{value['prefix']['len']}", strict=False)
        return network.version, int(network.network_address), int(network.broadcast_address)
    low, high = value["range"] if isinstance(value, dict) else (value, value)
    first, last = ipaddress.ip_address(low), ipaddress.ip_address(high)
    return first.version, int(first), int(last)


def _ports(value: Any) -> Interval:  # noqa: ANN401
    low, high = value["range"] if isinstance(value, dict) else (value, value)
    first, last = (one if isinstance(one, int) else SERVICES[one] for one in (low, high))
    if not 0 <= first <= last <= PORT_MAX:
        raise ValueError(value)
    return first, last
