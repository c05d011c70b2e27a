"""A whole run: inventory and folder in, results out, one host at a time so that memory stays flat."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dengbao.catalogue import thresholds
from dengbao.check.reading import Reader, Site
from dengbao.engine.evaluate import Outcome, evaluate, evaluate_site
from dengbao.engine.host import Subject, make_ready
from dengbao.engine.plan import SITE, Evaluation, make_plan
from dengbao.engine.render import Sources, render
from dengbao.engine.select import selector
from dengbao.engine.site import network_of
from dengbao.engine.waive import waive
from dengbao.inventory import Host, Inventory
from dengbao.network.network import Network
from dengbao.results import Result
from dengbao.results.run import HostRun
from dengbao.snapshot import Folder, HostFiles
from dengbao.snapshot.records import Status


class Judging(Struct, kw_only=True):
    """A run in progress. ``plan`` is complete before the first result; ``hosts`` fills as hosts are judged."""

    inventory: Inventory
    folder: Folder
    as_of: dt.date
    plan: list[Evaluation]
    started: dt.datetime
    names: dict[str, str]
    by_name: dict[str, Host]
    select: str = ""
    at_level: int | None = None
    hosts: list[HostRun] = []
    subjects: dict[str, tuple[str, Subject]] = {}
    network: Network | None = None

    def results(self, progress: Callable[[str], None] = lambda _: None) -> Iterator[Result]:
        """Judge everything that is planned.

        Args:
            progress: told each host's name when it is done.

        Yields:
            Exactly one result for each planned evaluation, in the plan's order.
        """
        for host, wanted in itertools.groupby(self.plan, key=lambda evaluation: evaluation.host):
            for evaluation in wanted:
                yield self.judge(evaluation)
            progress(host)

    def judge(self, evaluation: Evaluation) -> Result:
        """Judge one planned evaluation."""
        if evaluation.host == SITE:
            outcome, subjects = self._over_site(evaluation), self.subjects
        else:
            host = self.by_name[evaluation.host]
            subject = self.take(host)
            why = Outcome("error", why=subject.why)
            outcome = evaluate(evaluation.check, subject.reader) if subject.reader else why
            subjects = {host.name: (host.platform, subject)}
        result = render(evaluation, outcome, Sources(subjects, self.names))
        groups = self.by_name[evaluation.host].groups if evaluation.host in self.by_name else ()
        return waive(result, self.inventory.site.waivers, self.as_of, groups)

    def take(self, host: Host) -> Subject:
        """Parse one host's files, once, and note what became of them."""
        if host.name in self.subjects:
            return self.subjects[host.name][1]
        files = None if host.classified else self.folder.host(host.name, host.platform)
        root = self.folder.root.resolve().name
        missing = "涉密系统不采集、不判定" if host.classified else f"没有采集到数据:{root} 中没有该主机"
        subject = make_ready(host.platform, files, missing)
        if subject.reader:
            device = subject.reader.model
            device.name, device.role, device.level = host.name, host.role, host.level
            device.limits = limits(self.inventory, host.level)
            device.room = host.room
            device.site, device.as_of = self.inventory.site, self.as_of
        self.subjects[host.name] = (host.platform, subject)
        self.hosts.append(self._noted(host, files, subject))
        return subject

    def _over_site(self, evaluation: Evaluation) -> Outcome:
        """Judge all hosts together; those that could not be read make a clean verdict impossible."""
        readers: dict[str, Reader] = {}
        absent: dict[str, str] = {}
        for host in self.inventory.hosts:
            subject = self.take(host)
            if subject.reader:
                readers[host.name] = subject.reader
            elif not host.classified:
                absent[host.name] = subject.why
        absent |= dict.fromkeys(self.inventory.left_out, "本次用 --limit 排除,没有采集")
        site = Site(self.inventory.site, readers, absent, self.inventory.hosts, self.as_of, self._whole)
        return evaluate_site(evaluation.check, site)

    def _whole(self) -> Network:
        """The network of all hosts, made once."""
        if self.network is None:
            subjects = {name: subject for name, (_, subject) in self.subjects.items()}
            self.network = network_of(self.inventory, subjects, self.as_of)
        return self.network

    def _noted(self, host: Host, files: HostFiles | None, subject: Subject) -> HostRun:
        used, irrelevant, unread = subject.counts()
        gather: Status = "excluded" if host.classified else "missing" if files is None else files.status
        return HostRun(
            host=host.name,
            platform=host.platform,
            role=str(host.role or ""),
            address=host.address,
            department=host.department,
            room=host.room,
            level=host.level,
            gather=gather,
            reason=(files.reason if files else "") or subject.why,
            parse=subject.parsed,
            used=used,
            irrelevant=irrelevant,
            unread=unread,
        )


def begin(
    inventory: Inventory,
    folder: Folder,
    *,
    expression: str = "",
    as_of: dt.date | None = None,
    level: int | None = None,
) -> Judging:
    """Plan a run.

    Args:
        inventory: the hosts to judge and what the site declares.
        folder: where their files lie.
        expression: of ``-k``; empty for all checks.
        as_of: the date by which everything is judged; by default the snapshot's, else today.
        level: judge every host and the site at this level, whatever the inventory says.

    Returns:
        The run, planned, nothing judged yet.
    """
    gathered = folder.gathered_at
    date = as_of or (gathered or dt.datetime.now(tz=dt.UTC)).date()
    if level is not None:
        site = inventory.site.model_copy(update={"level": level})
        inventory = replace(inventory, site=site, hosts=tuple(replace(host, level=level) for host in inventory.hosts))
    plan = make_plan(inventory.hosts, inventory.site.level, selector(expression))
    now = dt.datetime.now(tz=dt.UTC)
    return Judging(
        inventory=inventory,
        folder=folder,
        as_of=date,
        plan=plan,
        started=now,
        names=site_names(inventory),
        by_name={host.name: host for host in inventory.hosts},
        select=expression,
        at_level=level,
    )


def limits(inventory: Inventory, level: int) -> dict[str, float]:
    """The thresholds in force at a level: the catalogue's, overridden by the site's."""
    return {name: limit.value for name, limit in thresholds(level).items()} | inventory.site.thresholds


def site_names(inventory: Inventory) -> dict[str, str]:
    """What a remedy may ask of the site: its collectors, clocks and management network."""
    site = inventory.site

    def first(values: Sequence[object]) -> str:
        return str(values[0]) if values else ""

    network = site.management[0] if site.management else None
    names = {
        "log_server": first(site.log_servers),
        "ntp_server": first(site.ntp_servers),
        "management": str(network or ""),
        "management_network": str(network.network_address) if network else "",
        "management_mask": str(network.netmask) if network else "",
        "management_wildcard": str(network.hostmask) if network else "",
        "management_prefix": str(network.prefixlen) if network else "",
    }
    return {name: value for name, value in names.items() if value}
