"""What ``parsers/<platform>/commands.yml`` says of a platform: how to talk to it, what may be sent, what is whole.

The files are data: the gatherer, the allow-list's printer, and the reader of plain folders take them from here.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct, field

import parsers
from dengbao.errors import UserError

ROOT = Path(parsers.__path__[0])
FILE = "commands.yml"


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A line that prepares or ends a session: what is sent, and why a read-only tool sends it."""

    send: str
    why: str


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a question that the device asks at login; ``when`` is the question as a regular expression."""

    when: str
    send: str
    why: str


class Enable(Struct, frozen=True, forbid_unknown_fields=True):
    """How the session is raised: the line that asks for the password, and the prompt's end that shows success."""

    send: str
    why: str
    reached: str


class Privilege(Struct, frozen=True, forbid_unknown_fields=True):
    """The proof that the account sees the whole configuration; ``how`` says it to people, ``why`` what happens else.

    ``by`` is ``pattern``: ``enough`` is found in the output of ``command``, and its group ``level``, if it has one, is
    nowhere below ``least``; ``{user}`` is the login name. Or ``fortios_profile``: read from the configuration.
    ``answered_is_proof``: where the device does not know ``command``, the configuration's command having been accepted
    suffices, as a lesser account is refused it as a whole, never answered in part.
    """

    by: str
    how: str
    why: str
    command: str = ""
    enough: str = ""
    least: int = 0
    answered_is_proof: bool = False


class Whole(Struct, frozen=True, forbid_unknown_fields=True):
    """How a cut-off output is told from a whole one; ``how`` says it to people.

    ``by`` is ``end_mark`` (the last line matches ``last``), ``blocks`` (FortiOS ``config`` … ``end``), ``braces``
    (Junos), ``response`` (PAN-OS XML), ``tags`` (ZTE ``!<x>`` … ``!</x>``), or ``prompt`` (no mark exists: the prompt
    came back, nothing of the pager is left, the last line is not inside a block, or stands behind a line that begins
    with ``last``).
    """

    by: str
    how: str
    last: str = ""


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the allow-list.

    ``file`` is the stored name without ``.txt`` (by default made from the command). An ``optional`` output may be
    refused as unknown (the model or licence has no such thing) without making the host partly gathered. ``root``: asked
    as root where the account may (``sudo -n``). ``when`` names kernel modules of which one must be loaded already.
    """

    command: str
    why: str
    file: str = ""
    optional: bool = False
    timeout: int = 60
    whole: Whole | None = None
    root: bool = False
    when: str = ""


class Platform(Struct, frozen=True, forbid_unknown_fields=True):
    """One platform's way of talking, as written in its ``commands.yml``."""

    platform: str
    title: str
    sources: list[str]
    commands: list[Command]
    protocol: str = "ssh"
    driver: str = ""
    prompt: str = ""
    prepare: list[Line] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    enable: Enable | None = None
    privilege: Privilege | None = None
    pager: str = ""
    unknown: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    logout: Line | None = None

    @property
    def config(self) -> Command | None:
        """The command whose output is the configuration; None where the platform has none (a UPS)."""
        return next((command for command in self.commands if command.file == "running-config"), None)

    @property
    def prompt_re(self) -> re.Pattern[str]:
        """The prompt, with the device's name as group ``name``."""
        return _compiled(self.prompt)


_compiled = functools.cache(re.compile)


@functools.cache
def platform(name: str) -> Platform | None:
    """Read a platform's file.

    Args:
        name: as the inventory names it; it must be one of ``names()``.

    Returns:
        The platform, or None where there is none of that name.

    Raises:
        UserError: the file is not what this module describes.
    """
    if name not in names():
        return None
    path = ROOT / name / FILE
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        return msgspec.convert(data, Platform)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise UserError(f"命令清单有误:{error}", file=path, mend="按 dengbao/platforms 的说明改正") from error


@functools.cache
def names() -> tuple[str, ...]:
    """Name the platforms that have an allow-list, in order."""
    return tuple(sorted(path.parent.name for path in ROOT.glob(f"*/{FILE}")))
