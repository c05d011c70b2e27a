"""Characters that a reader cannot see, or that a file cannot carry, written out so that nobody is misled by them."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE = range(0xDC80, 0xDD00)  # how Python's surrogateescape keeps a byte that is not UTF-8
_LATIN = 0x100


def _spell(match: re.Match[str]) -> str:
    r"""Write one character the way a programmer would type it: ``\x1b``, ``\ufffe``."""
    code = ord(match[0])
    if code in _BYTE:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < _LATIN else f"\\u{code:04x}"


def visible(text: str) -> str:
    """Spell out control characters, text-direction marks, non-characters and lone surrogates; keep newline and tab.

    What is left is legal in XML 1.0, cannot move a terminal's cursor or colour, and cannot show text in false order.
    """
    return text if text.isprintable() else _HIDDEN.sub(_spell, text)


def one_line(text: str) -> str:
    """Do what `visible` does, and put every run of blanks and line ends down to one blank."""
    return text if text.isprintable() else " ".join(_HIDDEN.sub(_spell, text).split())


def encodable(text: str) -> str:
    """Spell out lone surrogates only: the one thing that UTF-8 cannot carry."""
    return _SURROGATE.sub(_spell, text)


def clip(text: str, most: int) -> str:
    """Cut to at most ``most`` characters, the last one an ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
