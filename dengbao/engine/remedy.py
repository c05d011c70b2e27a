"""The commands that mend a finding on its platform: ``parsers/<platform>/remedies.yml``, placeholders filled."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import parsers
from dengbao.data import read_yaml
from dengbao.errors import UserError

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@functools.cache
def remedies(platform: str) -> Mapping[str, list[str]]:
    """Read a platform's remedies by check id; empty where the platform has none.

    Raises:
        UserError: the file is not a mapping of lists of lines.
    """
    path = Path(parsers.__path__[0]) / platform / "remedies.yml"
    if not path.exists():
        return {}
    data = read_yaml(path) or {}
    for check, lines in data.items():
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise UserError("应为命令行的列表", file=path, key=str(check), mend="每行一条命令,写成 YAML 字符串列表")
    return data


def fill(platform: str, check: str, names: Mapping[str, str]) -> list[str]:
    """Give the commands for one finding; a placeholder without a value stays visible as ``<name>``."""
    return [
        _PLACEHOLDER.sub(lambda match: names.get(match[1]) or f"<{match[1]}>", line)
        for line in remedies(platform).get(check, ())
    ]
