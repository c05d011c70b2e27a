"""Variables of hosts as an inventory gives them, whatever read it, and where each was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct, field

from dengbao.errors import UserError
from dengbao.inventory.document import Document, Key, dotted


class Origin(NamedTuple):
    """Where a value stands: its file and the path of its key there."""

    document: Document
    path: tuple[Key, ...]

    @property
    def file(self) -> Path:
        """The file."""
        return self.document.file

    @property
    def line(self) -> int:
        """The line of the key, from 1."""
        return self.document.line(self.path)

    def error(self, message: str, mend: str, inner: tuple[Key, ...] = ()) -> UserError:
        """An error about the value, or about something inside it; the key is named from the variable's own name on."""
        path = (*self.path, *inner)
        shown = dotted((self.path[-1], *inner)) if inner else dotted(self.path)
        return UserError(message, file=self.file, line=self.document.line(path), key=shown, mend=mend)


class Raw(Struct):
    """What a reader hands over.

    Attributes:
        hosts: variables by host.
        origins: where each variable was written; may lack entries where Ansible read the inventory.
        places: where each host was written.
        groups: the groups of each host, without ``all``.
        left_out: hosts that an exported inventory says it lacks.
        notes: what the reader has to say, such as Ansible's warnings.
    """

    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, dict[str, Origin]] = field(default_factory=dict)
    places: dict[str, Origin] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
