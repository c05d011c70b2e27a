"""The commands that mend a finding, as each platform's ``remedies.yml`` has them.

A file maps a check's id to the lines to type, in order, with ``{placeholders}`` that a finding's names fill.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

import parsers
from dengbao.catalogue.source import LOADER
from dengbao.errors import UserError

FILE = "remedies.yml"


@cache
def remedies(platform: str) -> dict[str, tuple[str, ...]] | None:
    """Read one platform's remedies.

    Returns:
        Check id → lines; None when the platform has no such file.

    Raises:
        UserError: the file is not a mapping of ids to lists of lines.
    """
    path = Path(parsers.__path__[0]) / platform / FILE
    if not path.is_file():
        return None
    try:
        written = yaml.load(path.read_bytes(), Loader=LOADER)  # noqa: S506 - a safe loader
        return msgspec.convert(written or {}, dict[str, tuple[str, ...]])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise UserError(
            f"修复命令写得不对：{error}", file=f"parsers/{platform}/{FILE}", mend="每个检查对应一列命令行"
        ) from error
