"""Texts inside an IOS-like configuration that are no configuration: banners, menus, macros.

A banner's delimiter is the character behind its kind; ``^C`` is printed as two characters, and stored files hold the
control character itself, which ``clean_lines`` spells out (IOS Configuration Fundamentals Command Reference).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.model import Absent, Known, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block, Opaque
from parsers.grammar import Reading

_DELIMITER = r"(\^C|\^\w|\S)"
_SHOWN = frozenset({"motd", "login"})
_KINDS = _SHOWN | {"exec", "incoming", "slip-ppp", "prompt-timeout", "config-save"}


def _until_delimiter(match: re.Match[str]) -> Callable[[str], bool]:
    delimiter = match[1]
    return lambda line: delimiter in line


def _until_at(_: re.Match[str]) -> Callable[[str], bool]:
    return lambda line: line.strip() == "@"


BANNER = Opaque(re.compile(rf"banner +(?:[a-z-]+ +)?{_DELIMITER}"), _until_delimiter, "banner ")
OPAQUES = (
    BANNER,
    Opaque(
        re.compile(rf"aaa authentication (?:banner|fail-message) {_DELIMITER}"), _until_delimiter, "aaa authentication "
    ),
    Opaque(re.compile(rf"vacant-message {_DELIMITER}"), _until_delimiter, "vacant-message "),
    Opaque(re.compile(rf"refuse-message {_DELIMITER}"), _until_delimiter, "refuse-message "),
    Opaque(re.compile(rf"menu \S+ (?:title|prompt) {_DELIMITER}"), _until_delimiter, "menu "),
    Opaque(re.compile(r"macro name \S+"), _until_at, "macro name "),
)


def banner_text(block: Block) -> str | None:
    """Take the text of a banner out of its block; None when its end is missing."""
    match = BANNER.start.match(block.text)
    if match is None:
        return None
    delimiter = match[1]
    lines = [block.text[match.end() :], *(line for _, line in block.body)]
    if not (delimiter in lines[-1] if block.body else delimiter in lines[0]):
        return None
    lines[-1] = lines[-1].partition(delimiter)[0]
    return "\n".join(lines).strip()


def read_banner(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a banner; those that are shown before login (``motd``, ``login``) add up.

    Without a kind it is the message of the day. Another kind is shown after login, or to a dial-in peer; one that is
    not known may be either.
    """
    text = banner_text(block)
    kind = words[1] if len(words) > 1 and words[1][0].isalpha() else "motd"
    if text is None or kind not in _KINDS:
        return False
    if kind in _SHOWN and text:
        system = reading.device.system
        known = f"{system.banner.value}\n" if isinstance(system.banner, Known) else ""
        system.banner = Known(known + text, (*system.banner.lines, block.number, *(n for n, _ in block.body)))
    return True


def finish_banner(reading: Reading, why: str) -> None:
    """Say that nothing is shown where no line says otherwise.

    Args:
        reading: with all lines read.
        why: which line is not there.
    """
    system = reading.device.system
    if system.banner is UNREAD and system.unread:
        system.banner = Unknown("没有读懂有关的配置行", tuple(system.unread))
    elif system.banner is UNREAD:
        system.banner = Absent("", why)
