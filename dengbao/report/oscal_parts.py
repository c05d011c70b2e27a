"""The parts of an OSCAL document that come from single results, and the names by which they refer to each other."""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from dengbao.report.words import REASONS, RISKS, STATUSES
from dengbao.results.history import Item, items
from dengbao.results.record import Evidence, Result
from dengbao.results.run import HostRun, Run, Totals
from dengbao.results.store import SITE
from dengbao.results.verdict import Clauses
from dengbao.results.visible import encodable, one_line, visible

NAMESPACE = "https://dengbao.example/ns/oscal"
"""Of our properties; a name that RFC 2606 keeps free, so that it is nobody's."""

LINES = 20
"""Lines of evidence under one observation; the whole list is in ``results.jsonl``."""

_ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_METHODS = {"manual": "INTERVIEW"}


def line(text: str) -> str:
    """Give text as OSCAL wants a title or a value: one line, no blank at its ends, never empty."""
    return one_line(text).replace("\n", " ").strip() or "-"


def prop(name: str, value: object) -> dict[str, str]:
    """Give a property of our namespace."""
    return {"name": name, "ns": NAMESPACE, "value": line(str(value))}


class Marker:
    """Writes parts, and remembers what refers to what. ``failing`` tells whether any risk will follow."""

    def __init__(self, run: Run) -> None:
        """Name everything after the site, so that two runs of one site speak of the same things."""
        self._run = run
        self._site = uuid.uuid5(_ROOT, encodable(run.site))
        self._files: dict[str, str] = {}
        self._known = {host.host: host for host in run.hosts}
        self._hosts = {host: self.uuid("host", host) for host in self._known}
        self._observed: dict[tuple[int, str], list[str]] = {}
        self._risked: dict[tuple[int, str], list[str]] = {}
        self.failing = False

    def uuid(self, *names: object) -> str:
        """Give the UUID of what these names name."""
        return str(uuid.uuid5(self._site, encodable("\0".join(map(str, names)))))

    def control(self, clause: str) -> str:
        """Give a clause as a token; one must not begin with a digit."""
        return f"gbt22239-2019_{clause}"

    def observation(self, result: Result, totals: Totals, clauses: Clauses) -> dict[str, Any]:
        """Write what one check saw on one host, and count it."""
        totals.add(result)
        clauses.add(result)
        own = self.uuid("observation", result.host, result.check)
        for clause in result.clauses:
            self._observed.setdefault((result.level, clause), []).append(own)
        word = REASONS.get(result.reason or "", STATUSES[result.status])
        failed = result.status == "fail" or result.reason == "waived"
        self.failing |= failed
        part: dict[str, Any] = {
            "uuid": own,
            "title": line(f"{result.host} {result.title}:{word}"),
            "description": visible(f"应为 {result.expected};实为 {result.actual or word}"),
            "props": [
                prop("check", result.check),
                prop("status", result.reason or result.status),
                prop("level", result.level),
                *(prop("unit", unit) for unit in result.units),
            ],
            "methods": [_METHODS.get(result.reason or "", "EXAMINE")],
            "types": ["finding" if failed else "control-objective"],
            "origins": [self._origin()],
            "subjects": [self._subject(result.host)],
            "collected": self._run.started.isoformat(timespec="milliseconds"),
        }
        if evidence := [*_lines(result)]:
            part["relevant-evidence"] = [self._evidence(one) for one in evidence[:LINES]]
            if len(evidence) > LINES:
                part["remarks"] = f"另有 {len(evidence) - LINES} 行证据,见 results.jsonl"
        return part

    def risks(self, result: Result) -> Iterator[dict[str, Any]]:
        """Write each thing that does not comply; an accepted one is an approved deviation."""
        if result.status != "fail" and result.reason != "waived":
            return
        remedies = [found.remedy for found in result.findings] or [[]]
        for item, remedy in zip(items(result), remedies, strict=True):
            own = self.uuid("risk", *item.identity)
            for clause in result.clauses:
                self._risked.setdefault((result.level, clause), []).append(own)
            yield self._risk(own, result, item, remedy)

    def _risk(self, own: str, result: Result, item: Item, remedy: list[str]) -> dict[str, Any]:
        part: dict[str, Any] = {
            "uuid": own,
            "title": line(f"{item.device} {result.title} {item.key}"),
            "description": visible(f"实为 {item.actual}"),
            "statement": visible(f"应为 {item.expected};风险 {RISKS[result.risk]}"),
            "props": [prop("check", result.check), prop("key", item.key), prop("risk", result.risk)],
            "status": "deviation-approved" if result.reason == "waived" else "open",
            "related-observations": [{"observation-uuid": self.uuid("observation", result.host, result.check)}],
        }
        if result.waiver:
            part["mitigating-factors"] = [
                {"uuid": self.uuid("waiver", *item.identity), "description": visible(f"已接受风险:{result.waiver}")}
            ]
        if remedy:
            part["remediations"] = [
                {
                    "uuid": self.uuid("remedy", *item.identity),
                    "lifecycle": "recommendation",
                    "title": "整改命令",
                    "description": visible("\n".join(remedy)),
                }
            ]
        return part

    def related(self, level: int, clause: str) -> dict[str, Any]:
        """Give the references of a clause's finding."""
        observed, risked = self._observed[level, clause], self._risked.get((level, clause), [])
        parts = {"related-observations": [{"observation-uuid": one} for one in observed]}
        return parts | ({"related-risks": [{"risk-uuid": one} for one in risked]} if risked else {})

    def definitions(self) -> dict[str, Any]:
        """Define what observations refer to: the network, its hosts, and this tool."""
        run = self._run
        system = {"type": "this-system", "title": line(run.site), "description": "受检单位的网络"}
        tool = {"type": "software", "title": f"dengbao {run.tool}", "description": "只读采集,按条款逐项检查"}
        running = {"status": {"state": "operational"}}
        platform = {
            "uuid": self.uuid("platform"),
            "title": "dengbao",
            "uses-components": [{"component-uuid": self.uuid("tool")}],
        }
        hosts = [_host(self._known.get(name), name, own) for name, own in self._hosts.items()]
        parts: dict[str, Any] = {"components": [{"uuid": self.uuid("system")} | system | running]}
        if hosts:
            parts["inventory-items"] = hosts
        assets = {"components": [{"uuid": self.uuid("tool")} | tool | running], "assessment-platforms": [platform]}
        return parts | {"assessment-assets": assets}

    def resources(self) -> list[dict[str, Any]]:
        """Give the files of the snapshot that evidence refers to."""
        return [
            {"uuid": own, "title": line(file), "rlinks": [{"href": quote(visible(file))}]}
            for file, own in self._files.items()
        ]

    def _subject(self, host: str) -> dict[str, str]:
        if host == SITE:
            return {"subject-uuid": self.uuid("system"), "type": "component"}
        return {
            "subject-uuid": self._hosts.setdefault(host, self.uuid("host", host)),
            "type": "inventory-item",
            "title": line(host),
        }

    def _origin(self) -> dict[str, Any]:
        return {"actors": [{"type": "tool", "actor-uuid": self.uuid("tool")}]}

    def _evidence(self, one: Evidence) -> dict[str, Any]:
        file = self._files.setdefault(one.file, self.uuid("file", one.file))
        numbered = {"props": [prop("line", one.line)]} if one.line else {}
        return {"href": f"#{file}", "description": visible(one.text).strip() or "(空行)"} | numbered


def _lines(result: Result) -> Iterator[Evidence]:
    """Give the lines that a result rests on: those of its findings first, each once."""
    own = [one for found in result.findings for one in found.evidence]
    yield from dict.fromkeys(one.alone for one in (*own, *result.evidence))


def _host(host: HostRun | None, name: str, own: str) -> dict[str, Any]:
    props = [{"name": "asset-id", "value": line(name)}]
    if host:
        props += [prop("platform", host.platform), prop("role", host.role), prop("gathered", host.gather)]
        if host.address:
            props.append({"name": _address(host.address), "value": line(host.address)})
    return {"uuid": own, "description": line(name), "props": props}


def _address(text: str) -> str:
    """Name an address as OSCAL does: by its kind, or as a domain name."""
    try:
        return f"ipv{ipaddress.ip_address(text).version}-address"
    except ValueError:
        return "fqdn"
