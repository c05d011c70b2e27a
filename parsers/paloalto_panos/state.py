"""What the parser carries from subject to subject: the parts of a configuration, wherever its form puts them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from dengbao.mask import read_secret
from dengbao.model import Device, Secret, Section, Storage, Topic
from parsers.statements import Node


class Config(Struct):
    """A configuration.

    ``homes`` are the places that hold ``deviceconfig``, ``network`` and virtual systems: the top, and each entry of
    ``devices``. ``scopes`` hold objects and rules, each with the name that it has in findings.
    """

    root: Node
    device: Device
    homes: list[Node] = field(default_factory=list)
    shared: Node = field(default_factory=Node)
    scopes: list[tuple[str, Node]] = field(default_factory=list)
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict)

    def at(self, path: str) -> Node:
        """The part at a path in the first home that has it."""
        found = self.homes[0].at(path)
        for home in self.homes:
            node = home.at(path)
            if node:
                return node
        return found

    def each(self, path: str) -> Iterator[Node]:
        """What stands below a path, in all homes."""
        for home in self.homes:
            yield from home.each(path)

    def around(self, *paths: str) -> list[int]:
        """Lines not understood right below some paths: any of them might be what is looked for there."""
        return [line for path in paths for home in self.homes for line in home.at(path).unread]

    def doubts(self, *paths: str) -> list[int]:
        """Lines not understood below some paths, in all homes."""
        return [line for path in paths for home in self.homes for line in home.at(path).doubts()]


def find_parts(root: Node, device: Device) -> Config:
    """Take a tree apart.

    A device with one virtual system calls it by no name, so that the set form and the XML give the same names.
    """
    homes = [root, *([root.at("config")] if root.has("config") else [])]
    homes += [node for home in list(homes) for node in home.each("devices")]
    shared = next((home.at("shared") for home in homes if home.has("shared")), root.at("shared"))
    config = Config(root, device, homes=homes, shared=shared)
    systems = [(node.name, node) for home in homes for node in home.each("vsys")]
    named = len(systems) > 1
    config.scopes = [(name if named else "", node) for name, node in systems]
    tops = [("", home) for home in homes if any(home.has(word) for word in ("rulebase", "zone", "address", "service"))]
    groups = [(node.name, node) for home in homes for node in home.each("device-group")]
    config.scopes += tops + groups
    return config


def yes(node: Node, word: str) -> bool | None:
    """A switch of ``yes`` and ``no``; None when it does not say."""
    return {"yes": True, "no": False}.get(node.word(word))


def secret_of(node: Node, word: str) -> tuple[Storage, Secret | None]:
    """How a secret below a statement is kept: crypt forms by shape, ``-AQ==`` under the (public default) master key."""
    value = node.word(word)
    if value == "*":
        return "none", None
    secret = read_secret(value)
    if secret is None:
        return "unknown", None
    if secret.form == "hashed":
        return "weak_hash" if secret.weak_hash else "hash", secret
    kept: dict[str, Storage] = {"plain": "plain", "reversible": "reversible"}
    return kept.get(secret.form, "unknown"), secret


def opened(section: Section[Any] | Topic, *doubts: list[int]) -> None:
    """Say that a section has been read, and which of its lines were not understood."""
    if isinstance(section, Section):
        section.missing = ""
    for lines in doubts:
        section.unread.extend(line for line in lines if line not in section.unread)
