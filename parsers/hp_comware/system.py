"""The device itself: release, name, banner (Comware 7 fundamentals references)."""

from __future__ import annotations

import re

from dengbao.model import Absent, Known, Unknown
from parsers.blocks import Block, Opaque
from parsers.grammar import Reading
from parsers.hp_comware.table import TOP, note, state_of, text_after

_HEADER = re.compile(r"header (?:incoming|legal|login|motd|shell)\s+(\^C|\S)")


BANNER = Opaque(_HEADER, lambda match: lambda line: line.rstrip().endswith(match[1]), "header ")
KEY = Opaque(
    re.compile(r"public-key-code begin$"),
    lambda _match: lambda line: line.strip() == "public-key-code end",
    "public-key",
)


def banners_end(lines: list[str]) -> bool:
    """Tell whether every banner has its end mark; else it would swallow the rest of the file."""
    for index, line in enumerate(lines):
        text = line.lstrip()
        match = _HEADER.match(text) if text.startswith("header") else None
        if match and not any(
            part.rstrip().endswith(match[1]) for part in (text[match.end() :], *lines[index + 1 : index + 2000])
        ):
            return False
    return True


@TOP.line("version", topic="system")
def version(reading: Reading, _words: list[str], block: Block) -> bool:
    """``version 7.1.070, Release 6628P47``."""
    return note(reading, "version", text_after(block, 1), block)


@TOP.line("sysname", topic="system")
def sysname(reading: Reading, _words: list[str], block: Block) -> bool:
    """``sysname X``."""
    return note(reading, "sysname", text_after(block, 1), block)


@TOP.line("header", topic="system")
def header(reading: Reading, words: list[str], block: Block) -> bool:
    """A banner: one before the login counts for more than one after it."""
    match = _HEADER.match(block.text)
    if match is None:
        return False
    first = block.text[match.end() :]
    text = "\n".join([first, *(line for _, line in block.body)]).rstrip()
    text = text.removesuffix(match[1]).strip()
    lines = (block.number, *(number for number, _ in block.body))
    said = state_of(reading).said
    if words[1] in {"legal", "login", "motd"} or "banner" not in said:
        said["banner"] = Known(text, lines)
    return True


def settle(reading: Reading) -> None:
    """Put the notes into the topic."""
    state, system = state_of(reading), reading.device.system
    system.hostname = state.said.get("sysname") or Unknown("配置里没有 sysname")
    system.vendor = Known("H3C")
    system.version = state.said.get("version") or Unknown("配置里没有版本行")
    system.banner = state.said.get("banner") or Absent("", "没有配置 header,缺省没有登录提示")
    system.factory_default = Unknown("无法从配置判断是否出厂配置")
