"""The commands that mend a finding on its platform, with the placeholders of ``remedies.yml`` filled."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.catalogue.remedies import remedies

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(platform: str, check: str, names: Mapping[str, str]) -> list[str]:
    """Give the commands for one finding; a placeholder without a value stays visible as ``<name>``."""
    return [
        _PLACEHOLDER.sub(lambda match: names.get(match[1]) or f"<{match[1]}>", line)
        for line in (remedies(platform) or {}).get(check, ())
    ]
