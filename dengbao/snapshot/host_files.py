"""What lies there of one host, in the form that parsers and the engine take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from dengbao.snapshot.names import CONFIG
from dengbao.snapshot.records import Gathered, Status


class Output(NamedTuple):
    """One output: its path relative to the folder (for evidence), and its masked text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class HostFiles:
    """What lies there of one host.

    ``files`` holds the outputs by slug. ``problems`` says of an output why it must not be judged as whole (empty,
    cut off, changed since it was gathered, refused by the device); such an output may be missing from ``files``.
    ``status`` is one of ``records.Status`` (a plain folder knows ``whole`` and ``partial``), ``reason`` a Chinese
    clause, ``record`` the host's ``gathered.json`` where there is one.
    """

    name: str
    platform: str
    status: Status
    reason: str = ""
    gathered_at: datetime | None = None
    files: dict[str, Output] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    record: Gathered | None = None

    @property
    def config(self) -> Output | None:
        """The configuration, or None where there is none."""
        return self.files.get(CONFIG)
