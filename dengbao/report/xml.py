"""Text as XML carries it: what XML 1.0 forbids is spelled out first, never dropped."""

from __future__ import annotations

from dengbao.results.visible import one_line, visible


def text(value: str) -> str:
    """Give element text: visible, escaped, line ends kept."""
    # a copy without line ends tells cheaply whether anything at all needs to be spelled out
    clean = value if value.replace("\n", "").isprintable() else visible(value)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Give the inside of a double-quoted attribute: on one line, since readers fold line ends there anyway."""
    return one_line(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
