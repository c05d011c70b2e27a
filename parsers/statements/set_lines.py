"""Read ``set a b c`` lines, with ``deactivate`` and ``delete``, into a tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.statements.tree import Tree
from parsers.statements.words import is_open_quote, set_words

_IDLE = re.compile(
    r"(?:#|!|/\*|annotate |edit |protect |exit$|top$|up$|activate |\[edit"
    r"|\{(?:primary|secondary|master|backup|linecard)[^}]*\}$)"
)
_LONGEST = 5000  # lines of a text in quotes


def read_set_lines(tree: Tree) -> None:
    """Read all lines of the tree's text."""
    lines, status, root = tree.lines, tree.status, tree.root
    total = len(lines)
    at = 0
    while at < total:
        number, text = at + 1, lines[at].strip()
        at += 1
        if text.startswith("set "):
            body = text[4:]
            if '"' in body or "[" in body or "\\" in body:
                if is_open_quote(body):
                    at = _closing(lines, number)
                    body = "\n".join([body, *lines[number:at]])
                words = set_words(body)
            else:
                words = body.split()
            kind = tree.put(root, tree.spec, words, number)[2]
            for index in range(number - 1, at):
                status[index] = kind
        elif text.startswith("deactivate "):
            node = tree.find(set_words(text[11:]))
            if node is not None and node is not root:
                node.inactive = True
            status[number - 1] = USED if node is not None else IRRELEVANT
        elif _IDLE.match(text):
            status[number - 1] = IRRELEVANT
        elif text:
            status[number - 1] = UNREAD
            root.unread.append(number)
    tree.settle()


def _closing(lines: Sequence[str], number: int) -> int:
    """The number of the line in which a quote that opens in a line closes; the line itself when none does."""
    for following in range(number, min(len(lines), number + _LONGEST)):
        if is_open_quote(lines[following]):
            return following + 1
    return number
