"""Type a remedy into FortiOS's text: ``config`` and ``edit`` reopen what is there, ``set`` replaces, ``end`` goes back.

The rules are of the CLI Reference ("CLI basics"): ``unset`` takes a setting back to its default, ``purge`` empties a
table, ``rename`` and ``move`` act on its entries. ``execute``, ``diagnose`` and ``get`` change no configuration.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from msgspec import Struct

_SECRETS = frozenset({"password", "passwd", "key", "auth-pwd", "priv-pwd", "psksecret"})
_READS = ("execute ", "diagnose ", "get ", "show ")


class Node(Struct):
    """A line, the lines below it, and whether they end with ``next`` or ``end``."""

    line: str
    below: list[Node] = []
    closing: str = ""


def typed(text: str, commands: Iterable[str]) -> str:
    """Type commands.

    Args:
        text: a configuration, or what ``show full-configuration`` prints of a part of it.
        commands: of a remedy, placeholders filled.

    Returns:
        The text as it would be printed then.

    Raises:
        ValueError: a command that FortiOS does not know in its place.
    """
    top = Node("", _read(iter(_statements(text))))
    stack = [top]
    shown, part = True, "" if text.startswith("#config-version=") else top.below[0].line
    for command in commands:
        if len(stack) == 1 and command.startswith("config "):
            shown = not part or command == part
        if shown and not command.startswith(_READS):
            _type(stack, command)
    if stack != [top]:
        raise ValueError(f"{stack[-1].line!r} was not ended")
    return "\n".join(_printed(top.below, 0)) + "\n"


def _statements(text: str) -> Iterable[str]:
    """The lines of a text; a quoted value that goes on over lines stays one."""
    held = ""
    for line in text.rstrip("\n").split("\n"):
        held = f"{held}\n{line}" if held else line
        plain = held.replace("\\\\", "").replace('\\"', "")
        if plain.lstrip().startswith("#") or plain.count('"') % 2 == 0:
            yield held
            held = ""
    if held:
        yield held


def _read(lines: Iterable[str]) -> list[Node]:
    nodes: list[Node] = []
    for line in lines:
        word = line.strip()
        if word in {"next", "end"}:
            break
        nodes.append(Node(word))
        if word.startswith(("config ", "edit ")):
            nodes[-1].closing = "next" if word.startswith("edit ") else "end"
            nodes[-1].below = _read(lines)
    return nodes


def _printed(nodes: Iterable[Node], depth: int) -> Iterable[str]:
    for node in nodes:
        yield " " * 4 * depth + node.line
        if node.closing:
            yield from _printed(node.below, depth + 1)
            yield " " * 4 * depth + node.closing


def _type(stack: list[Node], command: str) -> None:
    verb, _, rest = command.partition(" ")
    here = stack[-1]
    table = here.line.startswith("config ")
    if verb == "config" or (verb == "edit" and table):
        stack.append(_opened(here, verb, rest))
    elif verb == "next" and here.line.startswith("edit "):
        stack.pop()
    elif verb == "end" and len(stack) > 1:
        if stack.pop().line.startswith("edit "):
            stack.pop()
    elif verb in {"set", "unset", "append", "unselect"} and len(stack) > 1:
        _set(here, verb, rest)
    elif verb == "purge" and table:
        here.below = []
    elif verb == "delete" and table:
        here.below.remove(_entry(here, rest))
    elif verb == "rename" and table:
        old, _, new = rest.partition(" to ")
        _entry(here, old).line = f"edit {_named(here, new)}"
    else:
        raise ValueError(f"{command!r} cannot be typed below {here.line!r}")


def _set(here: Node, verb: str, rest: str) -> None:
    """Set a value where the old one stood, take it back, or put words into it or take them out."""
    key, *words = shlex.split(rest)
    at = next((at for at, one in enumerate(here.below) if one.line.split(" ")[1:2] == [key]), len(here.below))
    old = here.below[at : at + 1]
    there = shlex.split(old[0].line)[2:] if old else []
    if verb == "append":
        words = there + [word for word in words if word not in there]
    elif verb == "unselect":
        words = [word for word in there if word not in words]
    here.below[at : at + 1] = [] if verb == "unset" or not words else [Node(_shown(key, words))]


def _opened(here: Node, verb: str, name: str) -> Node:
    """The table or entry of that name, made where there is none."""
    wanted = shlex.split(name)
    for one in here.below:
        if one.closing and shlex.split(one.line) == [verb, *wanted]:
            return one
    made = Node(f"{verb} {_named(here, name) if verb == 'edit' else name}", [], "next" if verb == "edit" else "end")
    here.below.append(made)
    return made


def _named(here: Node, name: str) -> str:
    """An entry's name as it is printed: numbered tables bare, others in quotes."""
    bare = name.isdigit() and not any('"' in one.line for one in here.below if one.closing)
    return name if bare or name.startswith('"') else f'"{name}"'


def _entry(here: Node, name: str) -> Node:
    found = [one for one in here.below if one.closing and shlex.split(one.line)[1:] == shlex.split(name)]
    if not found:
        raise ValueError(f"no {name!r} below {here.line!r}")
    return found[0]


def _shown(key: str, words: list[str]) -> str:
    """A setting as it is printed: secrets kept, words beyond plain ASCII in quotes."""
    if key in _SECRETS:
        return f"set {key} ENC SH2v0CMkTGZDD96jWcTqCaczMH3h7n0mEQA0aBhlddpzI9TlffiKPjKDvnsR/E="
    return " ".join(["set", key, *(word if word.isascii() and " " not in word else f'"{word}"' for word in words)])
