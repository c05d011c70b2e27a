"""What a terminal leaves in a text: pager stops and their erasure, prompts, and one command's output after another."""

from __future__ import annotations

import re
from typing import NamedTuple

from dengbao.platforms import Command, Platform
from dengbao.snapshot.names import CONFIG, slug

_DASHES = r"<?-{2,} ?\(?[Mm]ore(?: \d+%)?\)? ?-{2,}>?"
_MORE = rf"[ ]*(?:\x1b\[7m)?(?:{_DASHES}|lines \d+-\d+(?:/\d+ \(END\))?)[ ]?(?:\x1b\[27m)?"
_ERASE = r"(?:\x08+ *\x08*|\r? *\r|\x1b\[\d*D *(?:\x1b\[\d*D)?|\x1b\[\d*[KJ]|\x1b\[[0-9;]*m)"
_STOP = re.compile(rf"{_MORE}(?:{_ERASE})+")
_LEFT_OVER = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x08+")
RESIDUE = re.compile(rf"{_DASHES}|\x1b|\x08")
"""Something of the pager is still in the text: a page may be missing."""

_READS = re.compile(r"(?:dis|sh|get|more|dir)\w*\b|upsc\b", re.IGNORECASE)


class Output(NamedTuple):
    """One output in a log: the command as typed and the slug under which its text is kept."""

    slug: str
    command: str
    text: str


def without_pager(text: str) -> str:
    """Take out pager stops with the bytes that erase them. Lines stay what and where they are."""
    if "ore" not in text and "\x1b" not in text and "\x08" not in text:
        return text
    return _LEFT_OVER.sub("", _STOP.sub("", text))


def split(text: str, platform: Platform) -> list[Output] | None:
    """Split a terminal log into the outputs of its commands.

    A log is a text in which a prompt of the platform stands at the start of a line with a reading command after it.
    The first such prompt names the device; from then on only prompts of that name divide.

    Args:
        text: decoded, without pager stops.
        platform: whose prompt to look for.

    Returns:
        The outputs, each with as many empty lines before it as stand before it in the log, so that line numbers
        are those of the log; None when the text is not a log.
    """
    if not platform.prompt:
        return None
    lines = text.split("\n")
    prompt = re.compile(rf"(?:{platform.prompt})\s*(?P<typed>.*?)\s*")
    name = ""
    starts: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if not (found := prompt.fullmatch(line)):
            continue
        if not name and not _READS.match(found["typed"]):
            continue
        name = name or found["name"]
        if found["name"].startswith(name):
            starts.append((number, found["typed"]))
    if not name:
        return None
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    return [
        Output(_slug(typed, platform), typed, "\n" * (start + 1) + "\n".join(lines[start + 1 : end]))
        for (start, typed), end in zip(starts, ends, strict=True)
        if typed
    ]


def without_last_prompt(text: str, platform: Platform) -> str:
    """Blank the prompt that often ends a copied configuration; other lines stay what and where they are."""
    if not platform.prompt:
        return text
    head, newline, last = text.rstrip().rpartition("\n")
    return head + newline if platform.prompt_re.fullmatch(last.strip()) else text


def _slug(typed: str, platform: Platform) -> str:
    """Name an output typed in short form (``dis cur``, ``sh run``) after the command of the allow-list."""
    command = next((known for known in platform.commands if _abbreviates(typed, known)), None)
    if command:
        return command.file or slug(command.command)
    return slug(typed)


def _abbreviates(typed: str, command: Command) -> bool:
    """Tell whether each word typed begins the word of the command in its place; filters that only page are ignored."""
    words = typed.lower().removesuffix("| no-more").split()
    full = command.command.lower().removesuffix("| no-more").split()
    return len(words) == len(full) and all(long.startswith(short) for short, long in zip(words, full, strict=True))


__all__ = ["CONFIG", "RESIDUE", "Output", "split", "without_last_prompt", "without_pager"]
