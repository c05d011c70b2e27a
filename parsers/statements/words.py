"""Split statements into words: quotes, lists in brackets, braces, comments."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<mark>[\[\]{};])|(?P<note>##.*|/\*.*?\*/)|(?P<word>[^\s"\[\]{};]+)', re.DOTALL
)
_SET_TOKEN = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<word>\S+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
OPEN, SHUT, LIST, TSIL, STOP = "\0{", "\0}", "\0[", "\0]", "\0;"
_MARKS = {"{": OPEN, "}": SHUT, "[": LIST, "]": TSIL, ";": STOP}


def is_open_quote(text: str) -> bool:
    """Whether a quote opens in the text and does not close in it."""
    return '"' in text and text.count('"') % 2 != text.count('\\"') % 2


def brace_words(text: str) -> list[str]:
    """Split lines of a configuration in braces; marks are told from quoted text by a NUL before them."""
    words = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "mark":
            words.append(_MARKS[match[0]])
        elif kind == "quoted":
            words.append(unescape(match["quoted"]))
        elif kind == "word":
            words.append(match[0])
    return words


def set_words(text: str) -> list[str]:
    """Split a set line; the brackets of a list are marks where they stand alone."""
    words = []
    for match in _SET_TOKEN.finditer(text):
        quoted = match["quoted"]
        if quoted is not None:
            words.append(unescape(quoted))
        elif match[0] in {"[", "]"}:
            words.append(_MARKS[match[0]])
        elif match[0].endswith("]") and LIST in words and TSIL not in words:
            words += [match[0][:-1], TSIL]
        else:
            words.append(match[0])
    return words


def unescape(text: str) -> str:
    """Take backslashes off."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
