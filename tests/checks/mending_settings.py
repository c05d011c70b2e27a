"""Put one command in force in a view: a negation takes lines away, a setting takes the place of what it replaces."""

from __future__ import annotations

import re

from tests.checks.mending_dialects import Dialect
from tests.checks.mending_tree import Node, begins, put


def act(view: Node, command: str, dialect: Dialect, *, level: int) -> None:
    """Put one command in force in a view, which is the ``level``-th from the top."""
    negated = command.removeprefix(f"{dialect.negation} ")
    if place := re.match(r"(access-list \S+) line (\d+) (.*)", command):
        same = [number for number, node in enumerate(view.below) if begins(node.text, place[1])]
        put(view, f"{place[1]} {place[3]}", dialect, level=level, at=same[int(place[2]) - 1])
    elif key := re.match(dialect.words, negated):
        _count(view, key[0], command, dialect, level=level)
    elif command != negated:
        _negate(view, negated, dialect, level=level)
    else:
        _set(view, command, dialect, level=level)


def _negate(view: Node, words: str, dialect: Dialect, *, level: int) -> None:
    """Take away the lines that begin with the words; where there was none the negation stands itself."""
    forms = [rf"\d+ {re.escape(words)}$", *_forms(dialect.takes, words)]
    taken = [node for node in view.below if begins(node.text, words) or _fits(node, forms)]
    view.below = [node for node in view.below if node not in taken]
    if re.match(dialect.always, words) or not (taken or re.match(dialect.silent, words)):
        put(view, f"{dialect.negation} {words}", dialect, level=level)


def _set(view: Node, command: str, dialect: Dialect, *, level: int) -> None:
    """Put a setting where the one stood that it replaces, else at the end of the view."""
    shown = command
    for pattern, text in dialect.shown.items():
        shown = re.sub(pattern, text, shown)
    old = [node for node in view.below if _replaced(node.text, shown, dialect)]
    shown = _kept(shown, old, dialect)
    at = next((number for number, node in enumerate(view.below) if node in old), None)
    view.below = [node for node in view.below if node not in old]
    if not re.match(dialect.default, command):
        made = put(view, shown, dialect, level=level, at=at)
        if old:
            made.raw = old[0].raw[: len(old[0].raw) - len(old[0].raw.lstrip())] + shown


def _replaced(there: str, shown: str, dialect: Dialect) -> bool:
    """Whether a line gives way to a setting: the same, its negation, or another value of it."""
    word = f"{dialect.negation} "
    key = next((match[0] for pattern in dialect.single if (match := re.match(pattern, shown))), None)
    return (
        there == shown
        or (there.startswith(word) and begins(shown, there.removeprefix(word)))
        or (key is not None and begins(there.removeprefix(word), key))
        or any(re.match(form, there) for form in _forms(dialect.replaces, shown))
    )


def _kept(shown: str, old: list[Node], dialect: Dialect) -> str:
    """An account's line with what the old one said besides."""
    account = re.match(r"username \S+", shown)
    if not account:
        return shown
    said = [match[0] for part in dialect.kept for one in old if (match := re.search(part, one.text))]
    kept = "".join(part for part in said if part.split()[0] not in shown.split())
    tail = shown.removeprefix(account[0])
    return account[0] + (f"{tail}{kept}" if dialect.kept_last else f"{kept}{tail}")


def _forms(forms: dict[str, str], words: str) -> list[str]:
    """What the words of a negation or a setting stand for besides: regular expressions, with parts of the words."""
    found = [(match, form) for start, form in forms.items() if (match := re.match(start, words))]
    return [re.sub(r"\\(\d)", lambda part: re.escape(match[int(part[1])]), form) for match, form in found]  # noqa: B023


def _fits(node: Node, forms: list[str]) -> bool:
    return any(re.match(form, node.text) for form in forms)


def _count(view: Node, key: str, command: str, dialect: Dialect, *, level: int) -> None:
    """Add words to a line that holds any number of them, or take them out."""
    line = next((node for node in view.below if begins(node.text, key)), None)
    there = line.text.removeprefix(key).split() if line else []
    words = command.partition(f"{key} ")[2].split()
    kept = [one for one in there if one not in words] + ([] if command.startswith(dialect.negation) else words)
    if line:
        view.below.remove(line)
    if kept:
        put(view, " ".join([key, *kept]), dialect, level=level)
