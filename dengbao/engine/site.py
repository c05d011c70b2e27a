"""The whole site opened for questions: the network of all hosts, and quotes from their texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from dengbao.engine.host import Subject, make_ready
from dengbao.inventory import Host, Inventory, load
from dengbao.mask import key_of
from dengbao.model import NETWORK
from dengbao.network.network import Network
from dengbao.results import Evidence
from dengbao.snapshot import open_folder


class OpenSite(Struct, kw_only=True):
    """What a question needs."""

    inventory: Inventory
    subjects: Mapping[str, Subject]
    network: Network
    as_of: dt.date

    def quote(self, host: str, lines: tuple[int, ...]) -> list[Evidence]:
        """Quote lines of a host's configuration."""
        return self.subjects[host].evidence(lines)


def open_site(inventory: Path, folder: Path) -> OpenSite:
    """Parse every host of a folder.

    Args:
        inventory: as commands take it.
        folder: a snapshot or a plain folder.

    Raises:
        UserError: one of them cannot be read.
    """
    known = load(inventory)
    opened = open_folder(folder, key=key_of(inventory))
    subjects: dict[str, Subject] = {}
    for host in known.hosts:
        files = None if host.classified else opened.host(host.name, host.platform)
        subjects[host.name] = make_ready(host.platform, files, "没有采集到数据")
        if reader := subjects[host.name].reader:
            reader.model.name, reader.model.role = host.name, host.role
    as_of = (opened.gathered_at or dt.datetime.now(tz=dt.UTC)).date()
    return OpenSite(inventory=known, subjects=subjects, network=network_of(known, subjects, as_of), as_of=as_of)


def network_of(inventory: Inventory, subjects: Mapping[str, Subject], as_of: dt.date) -> Network:
    """The network of all hosts that were read; those that carry packets and were not read are missing from it."""
    devices = [subject.reader.model for subject in subjects.values() if subject.reader]
    missing = dict(_missing(inventory.hosts, subjects)) | dict.fromkeys(inventory.left_out, "本次用 --limit 排除")
    return Network(devices, inventory.site.zones, as_of, missing)


def _missing(hosts: Iterable[Host], subjects: Mapping[str, Subject]) -> Iterable[tuple[str, str]]:
    """Network devices without a model; a classified host is one of them: what it carries nobody knows."""
    for host in hosts:
        subject = subjects.get(host.name)
        if host.role in NETWORK and (subject is None or subject.reader is None):
            yield host.name, subject.why if subject else "没有数据"
