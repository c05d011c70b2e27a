"""Type a remedy into a configuration's text, as far as that can be done by rule.

A line that opens a view which the text has goes there; ``undo X`` and ``no X`` take away the lines that begin with X,
and stand themselves where there was none; any other line is put at the end of its view, where the later one wins.
"""

from __future__ import annotations

from collections.abc import Iterable

NEGATIONS = {"huawei": "undo", "hp_comware": "undo", "ruijie_os": "no", "cisco_ios": "no", "cisco_asa": "no"}
"""The platforms whose lines this understands, with the word that takes a line back."""
_MARKS = {"huawei": "return", "hp_comware": "return", "ruijie_os": "end", "cisco_ios": "end", "cisco_asa": ": end"}
_SAID = frozenset({"system-view", "return", "save", "save force", "configure terminal", "end", "write", "write memory"})
_OUT = frozenset({"quit", "exit"})


def typed(text: str, commands: Iterable[str], platform: str) -> str:
    """Type commands.

    Args:
        text: a running configuration.
        commands: of a remedy, placeholders filled.
        platform: one of ``NEGATIONS``.

    Returns:
        The configuration as it would be printed then.
    """
    lines, view = text.split("\n"), ""
    for command in commands:
        if command.startswith(("#", "!")) or command in _SAID:
            continue
        if command in _OUT:
            view = ""
        elif not view and _end(lines, command) > 0:
            view = command
        else:
            _type(lines, view, command, platform)
    return "\n".join(lines)


def _end(lines: list[str], view: str) -> int:
    """Where the block below a view's line ends; 0 when the text has no such view."""
    for at, line in enumerate(lines):
        if line.strip() == view and at + 1 < len(lines) and _depth(lines[at + 1]) > _depth(line):
            end = at + 1
            while end < len(lines) and _depth(lines[end]) > _depth(line):
                end += 1
            return end
    return 0


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _type(lines: list[str], view: str, command: str, platform: str) -> None:
    """Put one command in force, in a view or at the top."""
    word = NEGATIONS[platform]
    negated = command.removeprefix(f"{word} ")
    opposite = negated if command != negated else f"{word} {command}"
    end = _end(lines, view) if view else 0
    start = next((at for at, line in enumerate(lines) if line.strip() == view), 0) + 1 if view else 0
    reach = range(start, end) if view else range(len(lines))
    gone = [at for at in reach if lines[at].strip() == opposite or lines[at].strip().startswith(f"{opposite} ")]
    for at in reversed(gone):
        del lines[at]
    if gone and command != negated:
        return
    if view:
        lines.insert(_end(lines, view) or start, f"{' ' * _depth(lines[start])}{command}")
    else:
        marks = [at for at, line in enumerate(lines) if line.strip() == _MARKS[platform]]
        lines.insert(marks[-1] if marks else len(lines), command)
