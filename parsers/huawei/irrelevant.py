"""Lines that no policy asks about, by reason: ``irrelevant.yml``. Nothing there may decide what a check reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from parsers.grammar import Table
from parsers.huawei.interfaces import INTERFACE
from parsers.huawei.state import TOP

_TABLES: dict[str, Table[Any]] = {"top": TOP, "interface": INTERFACE}

for _place, _reasons in yaml.safe_load((Path(__file__).parent / "irrelevant.yml").read_text("utf-8")).items():
    for _reason, _heads in _reasons.items():
        _TABLES[_place].ignore(_reason, *map(str, _heads))
