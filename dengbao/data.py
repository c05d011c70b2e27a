"""Reading the project's own data files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - the callers convert it to their records
    """The parsed content of one YAML file."""
    return yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader either way
