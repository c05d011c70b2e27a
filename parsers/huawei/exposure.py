"""What a firewall's policies let in to the device itself, on interfaces that service-manage leaves to them."""

from __future__ import annotations

from dengbao.model import Service
from parsers.grammar import Reading

_PORTS = {"ssh": 22, "telnet": 23, "http": 80, "https": 443, "snmp": 161, "netconf": 830}


def allowed_to_device(reading: Reading, zone: str, context: str) -> frozenset[str]:
    """Which services the policies from a zone towards the device itself let through (first match decides)."""
    open_: set[str] = set()
    rules = [
        rule
        for rule in reading.scratch.of("rules").get(context, ())
        if rule.enabled
        and (not rule.source_zones or zone in rule.source_zones)
        and (not rule.destination_zones or "local" in [name.lower() for name in rule.destination_zones])
    ]
    defaults = [words[0] for words, _ in reading.scratch.said.get("default action", ()) if words[-1] == context]
    for name, port in _PORTS.items():
        protocol = 17 if name == "snmp" else 6
        for rule in rules:
            if any(_matches(term, protocol, port) for term in rule.services):
                if rule.permits:
                    open_.add(name)
                    break
                if all(term.is_any for term in (*rule.sources, *rule.destinations)):
                    break
        else:
            if defaults[-1:] == ["permit"]:
                open_.add(name)
    return frozenset(open_)


def _matches(term: Service, protocol: int, port: int) -> bool:
    return not term.resolved or (
        term.protocol in {None, protocol} and term.destination[0] <= port <= term.destination[1] and not term.excluded
    )
