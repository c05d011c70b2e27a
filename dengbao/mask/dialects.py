"""Which dialect belongs to which platform; loaded on first use."""

from __future__ import annotations

import importlib
from functools import cache

from dengbao.mask.rule import Dialect

PLATFORMS = (
    *("huawei", "hp_comware", "ruijie_os", "zte_zxros", "cisco_ios", "cisco_nxos", "cisco_asa", "fortinet"),
    *("hillstone_stoneos", "juniper_junos", "paloalto_panos", "ups", "windows", "linux"),
)
_GENERIC = Dialect()


@cache
def dialect_of(platform: str) -> Dialect:
    """The rules of a platform; for an unknown one the empty dialect, under which the net still hangs."""
    if platform not in PLATFORMS:
        return _GENERIC
    dialect: Dialect = importlib.import_module(f"dengbao.mask.rules.{platform}").DIALECT
    return dialect
