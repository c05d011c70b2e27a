"""The project's checks and the catalogue's are the same, both ways."""

from __future__ import annotations

from dengbao.catalogue import load
from dengbao.check import load as load_checks


def test_every_check_stands_in_the_catalogue() -> None:
    assert sorted(load_checks().keys() - set(load(3).checks)) == []


def test_every_check_of_the_catalogue_is_built() -> None:
    assert sorted(set(load(3).checks) - load_checks().keys()) == []
