"""Type a remedy into a configuration of lines and views: VRP, Comware, RGOS, IOS, NX-OS, ASA, StoneOS, ZXROS.

A view that is there is entered again, one that is not is made. ``no X`` and ``undo X`` take away the lines that begin
with X, and stand themselves where there was none. A setting that holds one value takes the old one's place; any other
line comes to the end of its view. A secret is shown as the device keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tests.checks.mending_dialects import DIALECTS, Dialect


class Node(Struct):
    """A line as it stands there, and the lines of the view that it opens."""

    raw: str
    below: list[Node] = []

    @property
    def text(self) -> str:
        """The line, blanks aside."""
        return " ".join(self.raw.split())


def typed(text: str, commands: Iterable[str], platform: str) -> str:
    """Type commands.

    Args:
        text: a running configuration.
        commands: of a remedy, remarks left out and placeholders filled.
        platform: one of ``DIALECTS``.

    Returns:
        The configuration as it would be printed then.
    """
    dialect = DIALECTS[platform]
    top = Node("", _read(text, dialect))
    views = [[top]]
    for command in commands:
        if re.fullmatch(dialect.said, command):
            views = views[:1]
        elif command in {"quit", "exit"}:
            views = views[:-1] if len(views) > 1 else views
        elif command.startswith("clear configure "):
            word = command.removeprefix("clear configure ")
            top.below = [node for node in top.below if not _begins(node.text, word)]
        else:
            _type(views, command, dialect)
    return "\n".join(_printed(top.below))


def _read(text: str, dialect: Dialect) -> list[Node]:
    """The lines, those of a view below the line that opens it."""
    top: list[Node] = []
    open_views: list[tuple[int, Node]] = []
    for raw in text.split("\n"):
        word, depth, node = raw.strip(), len(raw) - len(raw.lstrip()), Node(raw)
        if dialect.closing:
            (open_views[-1][1].below if open_views else top).append(node)
            if word == dialect.closing:
                open_views.clear()
            elif not open_views and re.match(dialect.views, word):
                open_views = [(0, node)]
            continue
        if not word or word in {"#", "!"}:
            if word and depth == 0:
                open_views.clear()
            (open_views[-1][1].below if open_views else top).append(node)
            continue
        while open_views and open_views[-1][0] >= depth:
            open_views.pop()
        (open_views[-1][1].below if open_views else top).append(node)
        open_views.append((depth, node))
    return top


def _printed(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.raw
        yield from _printed(node.below)


def _type(views: list[list[Node]], command: str, dialect: Dialect) -> None:
    """Enter a view, make one, or put one command in force in each node of the view that is open."""
    if len(views) > 1 and re.match(dialect.settings, f"{views[-1][0].text} / {command}"):
        for view in views[-1]:
            _act(view, command, dialect, level=len(views))
        return
    for level in range(len(views), 0, -1):
        if found := [node for view in views[level - 1] for node in view.below if _opens(node, command, dialect)]:
            views[level:] = [found]
            return
    if re.match(dialect.views, command):
        level = next((at for at in range(len(views), 0, -1) if at == 1 or re.match(dialect.inner, command)), 1)
        del views[level:]
        views.append([_put(view, command, dialect, level=level) for view in views[-1]])
        return
    if re.match(dialect.everywhere, command):
        del views[1:]
    for view in views[-1]:
        _act(view, command, dialect, level=len(views))


def _opens(node: Node, command: str, dialect: Dialect) -> bool:
    """Whether a command enters the view that this line opens: the same words, or a range of lines that holds it."""
    if not re.match(dialect.views, command):
        return False
    wanted, there = _plain(command), _plain(node.text)
    if wanted == there:
        return True
    asked, has = (re.fullmatch(r"((?:line|user-interface) \D+)(\d+)(?: (\d+))?", text) for text in (wanted, there))
    if not asked or not has or asked[1] != has[1]:
        return False
    return int(asked[2]) <= int(has[2]) and int(has[3] or has[2]) <= int(asked[3] or asked[2])


def _plain(text: str) -> str:
    return text.replace('"', "").replace("interface range ", "interface ").replace("acl number ", "acl ")


def _act(view: Node, command: str, dialect: Dialect, *, level: int) -> None:
    """Put one command in force in a view."""
    word = f"{dialect.negation} "
    negated = command.removeprefix(word)
    if place := re.match(r"(access-list \S+) line (\d+) (.*)", command):
        same = [number for number, node in enumerate(view.below) if _begins(node.text, place[1])]
        _put(view, f"{place[1]} {place[3]}", dialect, level=level, at=same[int(place[2]) - 1])
        return
    if key := re.match(dialect.words, negated):
        _count(view, key[0], command, dialect, level=level)
        return
    taken = [node for node in view.below if _begins(node.text, negated)]
    if command != negated:
        forms = [rf"\d+ {re.escape(negated)}$"]
        forms += [match.expand(form) for start, form in dialect.takes.items() if (match := re.match(start, negated))]
        taken += [node for node in view.below if any(re.match(form, node.text) for form in forms)]
        view.below = [node for node in view.below if node not in taken]
        if re.match(dialect.always, negated) or not (taken or re.match(dialect.silent, negated)):
            _put(view, command, dialect, level=level)
        return
    shown = command
    for pattern, text in dialect.shown.items():
        shown = re.sub(pattern, text, shown)
    key = next((match[0] for pattern in dialect.single if (match := re.match(pattern, shown))), "")
    old = [
        node
        for node in view.below
        if node.text == shown
        or (node.text.startswith(word) and _begins(shown, node.text.removeprefix(word)))
        or (key and _begins(node.text.removeprefix(word), key))
    ]
    forms = [match.expand(form) for start, form in dialect.replaces.items() if (match := re.match(start, shown))]
    old += [node for node in view.below if any(re.match(form, node.text) for form in forms)]
    if account := re.match(r"username \S+", shown):
        said = [match[0] for part in dialect.kept for one in old if (match := re.search(part, one.text))]
        kept = "".join(part for part in said if part.split()[0] not in shown.split())
        tail = shown.removeprefix(account[0])
        shown = account[0] + (f"{tail}{kept}" if dialect.kept_last else f"{kept}{tail}")
    at = next((number for number, node in enumerate(view.below) if node in old), None)
    view.below = [node for node in view.below if node not in old]
    if not re.match(dialect.default, command):
        made = _put(view, shown, dialect, level=level, at=at)
        if old:
            made.raw = old[0].raw[: len(old[0].raw) - len(old[0].raw.lstrip())] + shown


def _count(view: Node, key: str, command: str, dialect: Dialect, *, level: int) -> None:
    """Add words to a line that holds any number of them, or take them out."""
    line = next((node for node in view.below if _begins(node.text, key)), None)
    there = line.text.removeprefix(key).split() if line else []
    words = command.partition(f"{key} ")[2].split()
    kept = [one for one in there if one not in words] + ([] if command.startswith(dialect.negation) else words)
    if line:
        view.below.remove(line)
    if kept:
        _put(view, " ".join([key, *kept]), dialect, level=level)


def _begins(text: str, words: str) -> bool:
    return text == words or text.startswith(f"{words} ")


def _put(view: Node, line: str, dialect: Dialect, *, level: int, at: int | None = None) -> Node:
    """Put a line into a view, where the old one stood or at the end, before the end mark."""
    closing = dialect.closing if level > 1 else dialect.mark
    marks = [number for number, node in enumerate(view.below) if closing and node.text == closing]
    node = Node(" " * _depth(view, dialect, level) + line)
    if dialect.closing and level == 1 and re.match(dialect.views, line):
        node.below = [Node(dialect.closing)]
    view.below.insert(len(view.below) if at is None and not marks else marks[-1] if at is None else at, node)
    return node


def _depth(view: Node, dialect: Dialect, level: int) -> int:
    """How far lines of a view are moved in: as their neighbours, else by the dialect's step."""
    if level == 1:
        return 0
    there = [len(node.raw) - len(node.raw.lstrip()) for node in view.below if node.text != dialect.closing]
    return there[0] if there else len(view.raw) - len(view.raw.lstrip()) + dialect.step
