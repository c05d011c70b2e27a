"""A stream of small events from the playbook's workers to whoever watches: a JSON object a line, in a file."""

from __future__ import annotations

import json
import os

VARIABLE = "DENGBAO_EVENTS"
"""Names the file; without it nobody watches, and nothing is written."""


def tell(event: str, **data: str | int) -> None:
    """Append one event. Lines of several processes do not mix: each is one small write at the file's end."""
    if path := os.environ.get(VARIABLE):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, json.dumps({"event": event, **data}, ensure_ascii=False).encode() + b"\n")
        finally:
            os.close(handle)
