"""HTML built as a tree, so that no text can ever be read as markup: the serialiser escapes all of it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from dengbao.results.visible import visible


def el(tag: str, *inside: ET.Element | str | None, **attributes: str | None) -> ET.Element:
    """Make an element.

    Args:
        tag: its name.
        inside: children and text, in order; text is made visible, None is left out.
        attributes: a trailing ``_`` is dropped (``class_``), other ``_`` become ``-``; None is left out.
    """
    node = ET.Element(
        tag,
        {name.rstrip("_").replace("_", "-"): visible(value) for name, value in attributes.items() if value is not None},
    )
    last: ET.Element | None = None
    for child in inside:
        if isinstance(child, str):
            if last is None:
                node.text = (node.text or "") + visible(child)
            else:
                last.tail = (last.tail or "") + visible(child)
        elif child is not None:
            node.append(child)
            last = child
    return node


def markup(node: ET.Element) -> str:
    """Give the element as HTML."""
    return ET.tostring(node, encoding="unicode", method="html")


def card(title: str, *inside: ET.Element | str | None, **attributes: str) -> ET.Element:
    """Make one card of the first page."""
    return el("section", el("h2", title), *inside, **{"class_": "card", **attributes})
