"""What is done to a line: it is removed, turned into its opposite, or made illegible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

Kind = Literal["removed", "negated", "garbled"]
_MEMBER = re.compile(r'(\s*(?:"(?:[^"\\]|\\.)*": )?)(true|false|null|-?\d+|"(?:[^"\\]|\\.)*")(,?)')
_TURNED = {"true": "false", "false": "true", "0": "1", "null": "1", '"Block"': '"Allow"', '"Running"': '"Stopped"'}
_PAIRS = ("enable disable", "yes no", "allow deny", "permit deny", "up down", "on off", "true false", "OL OB")
_OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair.split(), reversed(pair.split()))}
_TURNING = re.compile(rf"(?<![\w.-])({'|'.join(_OPPOSITE)})(?![\w.-])(?!.*\b(?:{'|'.join(_OPPOSITE)})\b)")
_CLOSERS = re.compile(r"[\]})]+[,;]?|</[^>]*>|next|exit|quit|end")
_LAST = re.compile(r"""(^\s*|[\s>:|"\[])[^\s<>:;|"\[\]]+("?(?:\s*\])?(?:\s*[{;,]|</.*|/?>|;?\s*\#\#.*)?)$""")
_PREFIX = {"huawei": "undo ", "hp_comware": "undo ", "juniper_junos": "inactive: "}


class Change(NamedTuple):
    """Lines ``first`` to ``last``, counted from 1, give way to ``text``, or to nothing."""

    first: int
    last: int
    text: str | None = None


def changed(lines: Sequence[str], changes: Iterable[Change]) -> str:
    """Give the text with all changes made; of two that overlap, the one that begins later is dropped."""
    kept: list[str] = []
    at = 0
    for change in sorted(changes):
        if change.first > at:
            kept += lines[at : change.first - 1]
            kept += [] if change.text is None else [change.text]
            if change.text is None and change.last < len(lines) and lines[change.last].strip()[:1] in {*"]}"} and kept:
                kept[-1] = kept[-1].removesuffix(",")  # the last one of a list in JSON
            at = change.last
    return "\n".join([*kept, *lines[at:]])


def mutants(lines: Sequence[str], number: int, platform: str, output: str) -> Iterator[tuple[Kind, Change]]:
    """Change one line of a configuration, one value of a collector's document, or one line of an output.

    Args:
        lines: the whole text.
        number: of the line, from 1.
        platform: whose words to use.
        output: the name of the output that it is of.

    Yields:
        What was done, and the change. A line that opens a block is removed with all that stands in it.
    """
    line = lines[number - 1]
    if member := _MEMBER.fullmatch(line):
        before, value, after = member.groups()
        yield "removed", removal(lines, number)
        turned = _TURNED.get(value, '""' if value.startswith('"') else "0")
        yield "negated", Change(number, number, before + turned + after)
        yield "garbled", Change(number, number, f'{before}"xyzzy"{after}')
        return
    removed = removal(lines, number)
    yield "removed", removed
    opens = removed.last > number
    for text in dict.fromkeys(_negated(line, platform, config=output == "running-config", opens=opens)):
        yield "negated", Change(number, number, text)
    if (garbled := _LAST.sub(r"\1xyzzy\2", line.rstrip(), count=1)) != line.rstrip():
        yield "garbled", Change(number, number, garbled)


def removal(lines: Sequence[str], number: int) -> Change:
    """What goes with a line: all that is indented below it, and what closes it."""
    line = lines[number - 1]
    if (member := _MEMBER.fullmatch(line)) and member[1].strip():
        return Change(number, number, f"{member[1]}null{member[3]}")
    depth = _depth(line)
    last = number
    while last < len(lines) and lines[last].strip() and _depth(lines[last]) > depth:
        last += 1
    if last < len(lines) and _depth(lines[last]) == depth and (closer := _CLOSERS.fullmatch(lines[last].strip())):
        last += closer[0] != "end" or line.lstrip().startswith("config ")
    return Change(number, last)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _negated(line: str, platform: str, *, config: bool, opens: bool) -> Iterator[str]:
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    prefix = _PREFIX.get(platform, "no ")
    if not text.startswith(prefix) and _TURNING.search(text):
        turned = _TURNING.sub(lambda found: _OPPOSITE[found[1]], text)
        yield indent + (turned.replace(">permit<", ">allow<") if platform == "paloalto_panos" else turned)
    if platform == "ups":
        head, mark, value = re.fullmatch(r"(.*?)([:|] ?)([^:|]*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        yield head + mark + ("1" if value == "0" else "0")
    if not config or platform == "paloalto_panos":
        return
    if platform == "fortinet":
        if text.startswith("set "):
            yield f"{indent}unset {text.split()[1]}"
        return
    if text.startswith(prefix):
        yield indent + text.removeprefix(prefix)
    elif not opens or platform == "juniper_junos":
        yield indent + prefix + text
