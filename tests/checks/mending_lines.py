"""Type a remedy into a configuration of lines and views: VRP, Comware, RGOS, IOS, NX-OS, ASA, StoneOS, ZXROS.

A view that is there is entered again, one that is not is made. ``no X`` and ``undo X`` take away the lines that begin
with X, and stand themselves where there was none. A setting that holds one value takes the old one's place; any other
line comes to the end of its view. A secret is shown as the device keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.checks.mending_dialects import DIALECTS, Dialect
from tests.checks.mending_settings import act
from tests.checks.mending_tree import Node, begins, printed, put, read


def typed(text: str, commands: Iterable[str], platform: str) -> str:
    """Type commands.

    Args:
        text: a running configuration.
        commands: of a remedy, remarks left out and placeholders filled.
        platform: one of ``DIALECTS``.

    Returns:
        The configuration as it would be printed then.

    Raises:
        ValueError: a view is to be opened where its platform does not let it.
    """
    dialect = DIALECTS[platform]
    top = Node("", read(text, dialect))
    views = [[top]]
    for command in commands:
        if re.fullmatch(dialect.said, command):
            views = views[:1]
        elif command in {"quit", "exit"}:
            views = views[:-1] if len(views) > 1 else views
        elif command.startswith("clear configure "):
            word = command.removeprefix("clear configure ")
            top.below = [node for node in top.below if not begins(node.text, word)]
        else:
            _type(views, command, dialect)
    return "\n".join(printed(top.below))


def _type(views: list[list[Node]], command: str, dialect: Dialect) -> None:
    """Enter a view, make one, or put one command in force in each node of the view that is open."""
    if len(views) > 1 and re.match(dialect.settings, f"{views[-1][0].text} / {command}"):
        for view in views[-1]:
            act(view, command, dialect, level=len(views))
        return
    for level in range(len(views), 0, -1):
        if found := [node for view in views[level - 1] for node in view.below if _opens(node, command, dialect)]:
            if dialect.strict and level != len(views):
                raise ValueError(f"{command!r} is not known in the view {views[-1][0].text!r}")
            views[level:] = [found]
            return
    if re.match(dialect.views, command):
        level = len(views) if re.match(dialect.inner, command) else 1
        if dialect.strict and level != len(views):
            raise ValueError(f"{command!r} is not known in the view {views[-1][0].text!r}")
        del views[level:]
        views.append([put(view, command, dialect, level=level) for view in views[-1]])
        return
    if re.match(dialect.everywhere, command):
        del views[1:]
    for view in views[-1]:
        act(view, command, dialect, level=len(views))


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
