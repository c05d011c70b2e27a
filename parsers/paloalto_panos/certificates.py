"""Certificates of the device: those whose private key it holds; the others are of authorities that it trusts.

Each stands in ``shared`` or in a virtual system with ``not-valid-after`` (``Jun 18 08:36:12 2027 GMT``).
"""

from __future__ import annotations

import datetime as dt

from dengbao.model import Aging
from parsers.paloalto_panos.state import Config, opened
from parsers.statements import Node

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read(config: Config) -> None:
    """Fill the certificates."""
    section = config.device.certificates
    places = (config.shared, *(node for _, node in config.scopes))
    opened(section, *(place.at("certificate").unread for place in places))
    section.items = [
        Aging(
            name=node.name,
            lines=node.lines("not-valid-after") or (node.line,),
            expires=_date(node.word("not-valid-after")),
            unread=tuple(node.doubts()),
        )
        for place in places
        for node in place.each("certificate")
        if _is_own(node)
    ]


def _is_own(node: Node) -> bool:
    return node.has("private-key") or node.has("private-key-on-hsm")


def _date(text: str) -> str:
    """The day as ISO; empty when it is not one."""
    words = text.split()
    if len(words) != 5 or words[0] not in _MONTHS or not (words[1] + words[3]).isdecimal():  # noqa: PLR2004 - M D time Y zone
        return ""
    try:
        return dt.date(int(words[3]), _MONTHS.index(words[0]) + 1, int(words[1])).isoformat()
    except ValueError:
        return ""
