"""What the parser carries from subject to subject, beside the device that comes to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from dengbao.mask import read_secret
from dengbao.model import Address, Device, Fact, Known, Secret, Section, Service, Storage, Topic
from parsers.statements import Node


class Config(Struct):
    """A configuration as the device acts on it: groups inherited, and the parts that others ask for.

    ``firewall``: sessions are followed and zones and policies decide (an SRX or vSRX that is not packet-based).
    ``prefixes`` are the prefix lists, ``applications`` what services name, ``books`` the address books by context, and
    ``sources`` what the filter on ``lo0`` lets in, by protocol and port.
    """

    root: Node
    device: Device
    firewall: bool = False
    version: str = ""
    prefixes: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    applications: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    books: dict[str, Any] = field(default_factory=dict)
    sources: dict[tuple[str, int], Fact[tuple[Address, ...]]] = field(default_factory=dict)

    def contexts(self) -> Iterator[tuple[str, Node]]:
        """The device itself (no name), then each logical system and tenant with the same tree below it."""
        yield "", self.root
        for kind in ("logical-systems", "tenants"):
            for node in self.root.each(kind):
                yield node.name, node


def secret_of(node: Node) -> tuple[Storage, Secret | None]:
    """How a password below a statement is kept: crypt forms by their shape, ``$9$`` and ``$8$`` can be turned back."""
    secret = None
    for value in node.each():
        secret = read_secret(value.name)
    if secret is None:
        return "unknown", None
    if secret.form == "hashed":
        return "weak_hash" if secret.weak_hash else "hash", secret
    storages: dict[str, Storage] = {"plain": "plain", "reversible": "reversible"}
    return storages.get(secret.form, "unknown"), secret


def opened(section: Section[object] | Topic, *doubts: list[int]) -> None:
    """Say that a section has been read, and which of its lines were not understood."""
    if isinstance(section, Section):
        section.missing = ""
    for lines in doubts:
        section.unread.extend(line for line in lines if line not in section.unread)


def on(node: Node, word: str = "") -> Known[bool]:
    """A switch that stands there."""
    found = node.kid(word) if word else node
    return Known(True, (found.line,))
