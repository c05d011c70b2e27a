"""Text from outside, as it may stand in YAML that we write."""

from __future__ import annotations

import json
import re

from dengbao.results.visible import one_line

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*|(?:\d+\.){3}\d+(?:/\d+)?", re.ASCII)
"""Names, and IPv4 addresses and networks, which no reader takes for numbers."""

_TRUTHS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Words that YAML 1.1 does not read as text."""


def scalar(value: str) -> str:
    """A scalar that YAML 1.1 reads back as the same text."""
    plain = _PLAIN.fullmatch(value) is not None and value.casefold() not in _TRUTHS
    return value if plain else json.dumps(value, ensure_ascii=False)


def comment(value: str) -> str:
    """Outside text as it may stand in a comment: on one line."""
    return one_line(value)
