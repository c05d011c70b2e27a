"""Names of ports: devices abbreviate them in tables, and tell each other short ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r"(?P<letters>[A-Za-z-]+) ?(?P<number>\d.*)")


def named(names: Iterable[str], shown: str) -> str:
    """The name among several that a table shows abbreviated.

    Args:
        names: of a device's ports as its configuration has them.
        shown: such as ``GE0/0/1``, ``Gi0/1``, ``Eth1/1``, ``Po1``.

    Returns:
        The one name that it stands for; as shown when none or several fit.
    """
    every = list(names)
    match = _NAME.fullmatch(shown)
    if shown in every or match is None:
        return shown
    fitting = [name for name in every if (own := _NAME.fullmatch(name)) and own["number"] == match["number"]
               and _abbreviates(match["letters"].lower(), own["letters"].lower())]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else shown


def _abbreviates(short: str, name: str) -> bool:
    """Whether letters are those of a name in order, the first one included: ``GE``, ``Gi``, ``Eth``, ``Po``."""
    rest = iter(name)
    return short[0] == name[0] and all(letter in rest for letter in short)
