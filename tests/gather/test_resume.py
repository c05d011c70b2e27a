"""A run that goes on asks only the hosts whose records do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dengbao.lab import Faults
from tests.gather.lab import Site, site


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path, {"r1": ("cisco_ios", Faults())}) as running:
        yield running


def test_a_whole_host_is_not_asked_again(lab: Site) -> None:
    first = lab.gather("r1")
    asked = len(lab.received("r1"))
    assert lab.gather("r1", resume=True) == first
    assert len(lab.received("r1")) == asked


@pytest.mark.parametrize("file", ["running-config.txt", "gathered.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_host_with_a_damaged_file_is_asked_again(lab: Site, file: str, how: str) -> None:
    lab.gather("r1")
    asked = len(lab.received("r1"))
    path = lab.store.root / "r1" / file
    path.unlink() if how == "gone" else path.write_text("{}")
    assert lab.gather("r1", resume=True).status == "whole"
    assert len(lab.received("r1")) == 2 * asked


def test_a_host_that_failed_is_asked_again(lab: Site) -> None:
    assert lab.gather("r1", ansible_password="wrong-Pass1").status == "refused"
    assert lab.gather("r1", resume=True).status == "whole"
