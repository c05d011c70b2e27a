"""The Windows collector's parse tree, as tests ask it: what it calls, what it writes into its document."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from dengbao.gather.windows import SCRIPT

SOURCE = SCRIPT.read_bytes()
KEY = re.compile(r"[a-z][a-z0-9_]*")


@functools.cache
def tree() -> Node:
    """The script's root."""
    return Parser(Language(tree_sitter_powershell.language())).parse(SOURCE).root_node


def walk(node: Node) -> Iterator[Node]:
    """Everything below a node, itself first."""
    yield node
    for child in node.children:
        yield from walk(child)


def text(node: Node | None) -> str:
    return node.text.decode() if node is not None and node.text else ""


def of(kind: str, node: Node | None = None) -> list[Node]:
    """Every node of a kind."""
    return [one for one in walk(node or tree()) if one.type == kind]


def commands() -> set[str]:
    """The names of everything that is called as a command."""
    return {text(node.child_by_field_name("command_name")) for node in of("command")} - {""}


def functions() -> set[str]:
    """The names that the script defines."""
    return {text(name) for name in of("function_name")}


def sections() -> dict[str, Node]:
    """The sections by name: the calls of Read-Map and Read-List."""
    found = {}
    for node in of("command"):
        if text(node.child_by_field_name("command_name")) in {"Read-Map", "Read-List"}:
            name, _ = text(node).removeprefix("Read-Map").removeprefix("Read-List").strip().split(" ", 1)
            found[name.strip("'")] = node
    return found


def keys(node: Node) -> set[str]:
    """The keys that a part of the script writes: of hash literals, by index with a literal, and by property."""
    literal = {text(one.child(0)).strip("'\"") for one in of("hash_entry", node) if one.child(0)}
    property_ = re.findall(r"\$socket\.(\w+) =", text(node))
    return {key for key in literal | set(property_) if KEY.fullmatch(key)}


def written(node: Node, helpers: tuple[str, ...]) -> set[str]:
    """The keys of a section, those of the functions that it calls for its parts among them."""
    called = {text(one.child_by_field_name("command_name")) for one in of("command", node)}
    bodies = {text(of("function_name", one)[0]): one for one in of("function_statement")}
    return keys(node).union(*(keys(bodies[name]) for name in helpers if name in called))
