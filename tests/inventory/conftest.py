from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HOSTS = """\
all:
  children:
    cores:
      hosts:
        core-1: {platform: huawei, role: core}
        core-2: {platform: hp_comware, role: core}
    power:
      hosts:
        ups-1: {platform: ups}
"""
SITE = """\
site:
  name: 示例单位
  level: 3
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write an inventory folder: the files given, over a good host file and a good site."""

    def write(**files: str) -> Path:
        given = {"hosts.yml": HOSTS, "group_vars/all/site.yml": SITE} | {
            name.replace("__", "/") + ".yml": text for name, text in files.items()
        }
        for name, text in given.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
