"""Reading the data files that lie beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe either way; ten times faster where libyaml is there."""


def read(name: str) -> Any:  # noqa: ANN401 - the callers convert it to their records
    """The parsed content of one data file, named relative to the catalogue's folder."""
    return yaml.load((_HERE / name).read_bytes(), Loader=LOADER)  # noqa: S506 - a safe loader
