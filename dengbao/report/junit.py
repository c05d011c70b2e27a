"""``junit.xml``: the results as JUnit, whole and in shards, streamed suite by suite.

junit-xml gives the frame of each suite (``TestSuite.build_xml_doc``). The cases are written by `junit_case`: junit-xml
has no case properties, drops control characters, and building its objects costs three times the time that is there.
Attributes are those that both the xunit2 and the older Jenkins schema know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree as ET

from junit_xml import TestSuite

from dengbao.report.junit_case import CaseWriter
from dengbao.report.source import Source
from dengbao.report.words import collection
from dengbao.report.xml import attribute, text
from dengbao.results.atomic import atomic
from dengbao.results.run import HostRun, Run, Totals
from dengbao.results.visible import one_line

HELP = "JUnit XML:junit.xml(完整)与 junit/(分片,每片不超过 5000 例)"
CASES, BYTES = 5_000, 5_000_000
"""A shard's limits: GitLab refuses files of 30 MB and 250,000 XML objects, browsers far less."""

COLLECTION = "collection"
_FRAME = 1_000  # bytes kept free for the tags of root and suite


@dataclass
class Suite:
    """One ``testsuite``: its encoded cases and their counts. ``part`` numbers the pieces of one cut over shards."""

    name: str
    hostname: str
    timestamp: str
    properties: dict[str, str]
    cases: list[bytes] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    part: int = 0

    @cached_property
    def xml(self) -> bytes:
        """The complete suite as XML; its frame is junit-xml's, with the counts that are true."""
        frame = TestSuite(
            one_line(self.name),
            hostname=one_line(self.hostname),
            timestamp=self.timestamp,
            id=str(self.part) if self.part else None,
            properties={name: one_line(value) for name, value in self.properties.items()},
        ).build_xml_doc()
        del frame.attrib["disabled"]  # unknown to xunit2
        for name, count in self.counts().items():
            frame.set(name, str(count))
        opened = ET.tostring(frame, encoding="utf-8", short_empty_elements=False, xml_declaration=False)
        end = b"</testsuite>"
        return b"".join([opened.removesuffix(end), b"\n", *self.cases, end, b"\n"])

    def counts(self) -> dict[str, int]:
        """Count cases by the attribute that states them."""
        kinds = self.kinds
        return {
            "tests": len(kinds),
            "failures": kinds.count("fail"),
            "errors": kinds.count("error"),
            "skipped": kinds.count("skip"),
        }

    def pieces(self) -> Iterator[Suite]:
        """Cut the suite where a shard cannot hold it.

        A piece bears an ``id``: Jenkins throws away a suite whose name, id and time it has met before.
        """
        room = BYTES - 2 * _FRAME
        if len(self.cases) <= CASES and sum(map(len, self.cases)) <= room:
            yield self
            return
        piece, size = self._piece(1), 0
        for case, kind in zip(self.cases, self.kinds, strict=True):
            if piece.cases and (len(piece.cases) == CASES or size + len(case) > room):
                yield piece
                piece, size = self._piece(piece.part + 1), 0
            piece.cases.append(case)
            piece.kinds.append(kind)
            size += len(case)
        yield piece

    def _piece(self, part: int) -> Suite:
        return Suite(self.name, self.hostname, self.timestamp, self.properties, part=part)


class Shards:
    """Puts suites into ``<stem>-001.xml``, ``-002`` …: whole hosts in inventory order where they fit."""

    def __init__(self, folder: Path, stem: str, site: str) -> None:
        """Name the files; none is written before it is full or `close` is called."""
        self._folder, self._stem, self._site = folder, stem, site
        self._suites: list[bytes] = []
        self._counts: dict[str, int] = {}
        self._size = 0
        self.paths: list[Path] = []

    def add(self, suite: Suite) -> None:
        """Add one suite."""
        for piece in suite.pieces():
            written, counts = piece.xml, piece.counts()
            full = self._counts.get("tests", 0) + counts["tests"] > CASES or self._size + len(written) > BYTES - _FRAME
            if self._suites and full:
                self.close()
            self._suites.append(written)
            self._size += len(written)
            self._counts = {name: self._counts.get(name, 0) + count for name, count in counts.items()}

    def close(self) -> None:
        """Write what has gathered."""
        if not self._suites:
            return
        path = self._folder / f"{self._stem}-{len(self.paths) + 1:03d}.xml"
        with atomic(path) as file:
            _open(file, self._site, self._counts)
            file.writelines(self._suites)
            file.write(_END)
        self.paths.append(path)
        self._suites, self._counts, self._size = [], {}, 0


_END = b"</testsuites>\n"


def _open(file: BinaryIO, site: str, counts: dict[str, int]) -> None:
    """Write the root; neither schema knows ``skipped`` there, the suites state it."""
    stated = "".join(f' {name}="{count}"' for name, count in counts.items() if name != "skipped")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="{attribute(site)}"{stated} time="0">\n'
    file.write(head.encode())


def render(source: Source) -> list[Path]:
    """Write ``junit.xml`` and ``junit/``; shards of an earlier run are removed.

    Returns:
        The files written, the whole one first.

    Raises:
        UserError: results and run record do not agree.
        ValueError: two cases of one class have one name: a fault of ours.
    """
    run, folder = source.run, source.folder
    whole, parts = folder / "junit.xml", Shards(folder / "junit", "part", run.site)
    gathered = Shards(folder / "junit", COLLECTION, run.site)
    totals = Totals()
    with atomic(whole) as file:
        stated = {"tests": run.totals.total, "failures": run.totals.failed, "errors": run.totals.undecided}
        _open(file, run.site, stated)
        for suite in _suites(source, CaseWriter(source.clause), totals):
            file.write(suite.xml)
            parts.add(suite)
        source.agree(totals)
        last = _collection(run)
        file.write(last.xml)
        file.write(_END)
    gathered.add(last)
    for shards in (parts, gathered):
        shards.close()
    kept = {*parts.paths, *gathered.paths}
    for stem in ("part", COLLECTION):
        for stale in set((folder / "junit").glob(f"{stem}-*.xml")) - kept:
            stale.unlink()
    return [whole, *parts.paths, *gathered.paths]


def _suites(source: Source, write: CaseWriter, totals: Totals) -> Iterator[Suite]:
    """Give a suite per host, in the order of the results."""
    hosts = {host.host: host for host in source.run.hosts}
    for name, results in groupby(source.results(), key=lambda result: result.host):
        host = hosts.get(name)
        facts = {"platform": host.platform, "role": host.role} if host else {}
        suite = Suite(
            name, (host.address or name) if host else name, _time(source.run), {**facts, "timestamp.zone": "UTC"}
        )
        seen: set[str] = set()
        for result in results:
            opening, rest = write(result)
            if opening in seen:
                raise ValueError(f"two JUnit cases of one name: {opening}")
            seen.add(opening)
            suite.cases.append((opening + rest).encode())
            suite.kinds.append(result.status)
            totals.add(result)
        yield suite


def _collection(run: Run) -> Suite:
    """Give the suite that turns red for a host that was not gathered or not understood; outside the totals."""
    suite = Suite(COLLECTION, COLLECTION, _time(run), {"timestamp.zone": "UTC"})
    for host in run.hosts:
        said = collection(host)
        opening = f'<testcase classname="采集.设备配置" name="{attribute(host.host)} 已采集、完整并已解析" time="0">'
        kind, element = _judged(host)
        inside = f"<{element}>" if kind == "pass" else f'<{element} type="{host.gather}" message="{attribute(said)}">'
        suite.cases.append(f"{opening}{inside}{text(said)}</{element}></testcase>\n".encode())
        suite.kinds.append(kind)
    return suite


def _judged(host: HostRun) -> tuple[str, str]:
    """Give status and element of a host's case: only whole and parsed is green."""
    if host.gather == "excluded":
        return "skip", "skipped"
    if host.gather == "whole" and host.parse == "parsed":
        return "pass", "system-out"
    return "error", "error"


def _time(run: Run) -> str:
    """Give the start in UTC without a zone, which strict schemas refuse."""
    return run.started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
