"""The collector as it is sent to a host or run on it by hand: ``collect.sh`` with the reads of ``commands.yml``."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from dengbao.platforms import ROOT, Command

_MARK = "# READS\n"
_FOLDERS = ("/usr/bin", "/usr/sbin", "/bin", "/sbin")
_SUDOERS_SPECIAL = re.compile(r"([,:=*?\[\]!^ #])")


def script(commands: Iterable[Command]) -> str:
    """Give the collector.

    Args:
        commands: of the allow-list.

    Returns:
        A script for any POSIX shell, in ASCII.
    """
    body = (ROOT / "linux" / "collect.sh").read_text(encoding="ascii")
    before, _, after = body.partition(_MARK)
    return before + "".join(_take(command) for command in commands) + after


def _take(command: Command) -> str:
    root = "root" if command.root else ""
    return " ".join(["take", command.file, *map(shlex.quote, (root, command.when, command.command))]) + "\n"


def sudoers(commands: Iterable[Command], user: str) -> str:
    """Give the smallest sudoers file that lets an account read what asks for root: these commands, to the letter.

    Rests on sudoers(5): in arguments ``, : =`` and the wildcards are taken literally behind a backslash; a backslash
    itself is read twice, by the file's own grammar and as a wildcard's escape. A program is allowed in each folder
    where a distribution keeps it.
    """
    lines = [f"Defaults:{user} !requiretty"]
    for command in commands:
        if command.root:
            program, *words = shlex.split(command.command)
            words = [_SUDOERS_SPECIAL.sub(r"\\\1", word.replace("\\", "\\" * 4)) for word in words]
            told = " ".join(words) or '""'
            lines += [f"{user} ALL=(root) NOPASSWD: {folder}/{program} {told}" for folder in _FOLDERS]
    return "\n".join(lines) + "\n"
