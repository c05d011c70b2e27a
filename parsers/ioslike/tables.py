"""Tables of ``show`` outputs through TextFSM. A template that raises gives nothing: what it would say stays unknown."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import textfsm

from dengbao.model import Device
from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.text import clean_lines

Row = dict[str, str]
Reader = Callable[[Device, list[str], str], bool]
"""Adds what an output tells to a device: its lines, its name; tells if it was understood."""


@cache
def _source(package: str, name: str) -> str:
    return files(package).joinpath("templates").joinpath(name).read_text("utf-8")


def table(template: str, lines: list[str], package: str = "ntc_templates") -> list[Row]:
    """Read a table.

    Args:
        template: file name of a TextFSM template.
        lines: of the output.
        package: whose ``templates`` folder holds it.

    Returns:
        One mapping a row, names in upper case; empty when nothing was understood.
    """
    return [row for row, _ in numbered(template, lines, package)]


def numbered(template: str, lines: list[str], package: str = "ntc_templates") -> list[tuple[Row, int]]:
    """Read a table, and tell where each row ended.

    Args:
        template: file name of a TextFSM template.
        lines: of the output.
        package: whose ``templates`` folder holds it.

    Returns:
        The rows, each with the number of the line that completed it; empty when nothing was understood.
    """
    machine = textfsm.TextFSM(io.StringIO(_source(package, template)))
    found: list[tuple[Row, int]] = []
    try:
        for number, line in enumerate(lines, 1):
            rows = machine.ParseText(line + "\n", eof=number == len(lines))
            for values in rows[len(found) :]:
                cells = (value if isinstance(value, str) else ",".join(value) for value in values)
                found.append((dict(zip(machine.header, cells, strict=True)), number))
    except (textfsm.TextFSMError, ValueError, IndexError):
        return []
    return found


Duplex = Literal["full", "half", "auto", ""]
_DUPLEX: dict[str, Duplex] = {"full": "full", "half": "half", "auto": "auto"}


def duplex(word: str) -> Duplex:
    """Read a word such as ``a-full``, ``Half-duplex``, ``Full Duplex`` or ``Full``."""
    return _DUPLEX.get(word.lower().removeprefix("a-").replace(" ", "-").split("-")[0], "")


def line_of(lines: list[str], start: str) -> int:
    """Find the line that begins with a text, blanks aside; 1 when none does."""
    return next((number for number, line in enumerate(lines, 1) if line.lstrip().startswith(start)), 1)


def read_outputs(device: Device, outputs: Mapping[str, str], readers: Mapping[str, Reader]) -> None:
    """Add what the outputs tell, and account their lines.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
        readers: by output name.
    """
    for name, reader in readers.items():
        text = outputs.get(name)
        if text is not None:
            lines = clean_lines(text)
            status = USED if reader(device, lines, name) else UNREAD
            device.coverage[name] = bytes(status if line.strip() else IRRELEVANT for line in lines)
