"""No pattern of what is irrelevant swallows whatever stands beside what is read.

Three ways to say what may stand where, and in each the same question: is a word that nobody knows passed over, although
its neighbours are read?
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import parsers.cisco_asa
import parsers.hillstone_stoneos
from parsers.fortinet.fields import SECTIONS, Fields
from parsers.grammar import Table
from parsers.juniper_junos import _SCHEMA as JUNOS
from parsers.paloalto_panos.schema import SCHEMA as PANOS
from parsers.statements import Spec

NOBODY_KNOWS = "zz9-plural-z-alpha"


def fields(path: str, known: Fields | None) -> Iterator[tuple[str, Fields]]:
    """A section of FortiOS with those inside, as far as they are read."""
    if known is not None:
        yield path, known
        for name, inner in known.tables.items():
            yield from fields(f"{path} {name}", inner)


def swallowing(spec: Spec, path: str = "", seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """The places of a schema where any word is irrelevant although others are read there."""
    if id(spec) in seen:
        return
    seen |= {id(spec)}
    if spec.any is not None and spec.any.reason and any(not kid.reason for kid in spec.kids.values()):
        yield path
    for word, kid in spec.kids.items():
        yield from swallowing(kid, f"{path} {word}", seen)
    if spec.any is not None:
        yield from swallowing(spec.any, f"{path} *", seen)


def shadowed(node: dict[str, object], path: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines that are read although what their first words alone say is irrelevant, whatever follows."""
    if ignored and node.get(""):
        yield f"{' '.join(ignored)} > {' '.join(path)}"
    below = path if "" in node and node[""] is None else () if node.get("") else ignored
    for word, inner in node.items():
        if word:
            assert isinstance(inner, dict)
            yield from shadowed(inner, (*path, word), below)


def test_sections_of_fortios_list_what_they_do_not_read() -> None:
    every = [found for path, known in SECTIONS.items() for found in fields(path, known)]
    assert len(every) > len(SECTIONS)
    assert [path for path, known in every if known.kind(NOBODY_KNOWS)] == []


@pytest.mark.parametrize("schema", [JUNOS, PANOS], ids=["junos", "panos"])
def test_statements_list_what_is_not_read_beside_what_is(schema: Spec) -> None:
    assert list(swallowing(schema)) == []


@pytest.mark.parametrize("package", [parsers.cisco_asa, parsers.hillstone_stoneos], ids=lambda one: one.__name__)
def test_lines_that_begin_as_others_that_are_read_are_listed(package: ModuleType) -> None:
    modules = [importlib.import_module(found.name) for found in
               pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]  # fmt: skip
    tables = {id(one): one for module in modules for one in vars(module).values() if isinstance(one, Table)}
    assert tables
    assert [line for table in tables.values() for line in shadowed(table._heads)] == []  # noqa: SLF001 - what it was told
