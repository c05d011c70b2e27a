"""Change values of a collector's document by path: ``sections > users > name=jsgly > disabled``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def changed(text: str, values: Mapping[str, Any]) -> str:
    """Set values in a document.

    Args:
        text: the document as JSON.
        values: by path, its steps joined by `` > ``: a key; ``key=value`` for the one item of a list; ``+`` to add one.

    Returns:
        The document, one fact a line as collectors leave it.

    Raises:
        KeyError: there is no such place.
    """
    document = json.loads(text)
    for path, value in values.items():
        *steps, last = path.split(" > ")
        place = document
        for step in steps:
            place = place[_step(place, step)]
        if last == "+":
            place.append(value)
        elif (found := _step(place, last)) is not None and (isinstance(place, dict) or value is not None):
            place[found] = value
        else:
            del place[found]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _step(place: Any, step: str) -> Any:
    """The key or index that a step means."""
    if isinstance(place, dict):
        return step
    key, _, wanted = step.partition("=")
    found = [index for index, item in enumerate(place) if str(item[key]) == wanted]
    if len(found) != 1:
        raise KeyError(f"{step}: {len(found)} items")
    return found[0]
