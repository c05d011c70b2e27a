"""Change a collector's document: values by path (``sections > users > name=jsgly > disabled``), or by typed words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
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


def typed(text: str, commands: Iterable[str], acts: Mapping[str, Callable[..., None]]) -> str:
    """Type the commands of a remedy into a collector's document.

    Args:
        text: the document.
        commands: placeholders filled.
        acts: by pattern, what a command that begins so changes in the sections; it gets the pattern's groups.

    Returns:
        The document as it would be collected then.
    """
    document = json.loads(text)
    for command in commands:
        for pattern, act in acts.items():
            if match := re.match(pattern, command):
                act(document["sections"], *match.groups())
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
