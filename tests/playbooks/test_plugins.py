"""The house rules of the plugins: small, licensed, and the only ones that import Ansible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.playbooks.conftest import ROOT

PLUGINS = sorted((ROOT / "playbooks/action_plugins").glob("*.py"))


@pytest.mark.parametrize("path", PLUGINS, ids=lambda path: path.stem)
def test_plugins_are_small_licensed_and_need_no_connection(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: GPL-3.0-or-later" in text
    assert text.count("\n") < 150
    assert "_requires_connection = False" in text
    assert "_VALID_ARGS = frozenset(" in text


def test_licence_is_there() -> None:
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "playbooks/LICENSE").read_text(encoding="utf-8")


def test_nothing_else_imports_ansible() -> None:
    imports = re.compile(r"^\s*(?:import|from) ansible\b", re.MULTILINE)
    others = [path for folder in ("dengbao", "parsers", "checks") for path in (ROOT / folder).rglob("*.py")]
    assert not [str(path) for path in others if imports.search(path.read_text(encoding="utf-8"))]
