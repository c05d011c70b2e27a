"""Whole files: every line accounted for, nothing raises, the lab's devices judged as planted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dengbao.mask import mask
from parsers.huawei import END, looks_like, parse
from tests.parsers.huawei.reading import FIXTURES, LAB

HOSTS = ("fw-border", "fw-gov", "core-1", "acc-hw")
CORPUS = Path(__file__).parent / "corpus"
WHOLE = [
    *sorted(FIXTURES.glob("*.cfg")),
    *sorted(CORPUS.rglob("*.cfg")),
    *(LAB / host / "running-config.txt" for host in HOSTS),
]
SECTIONS = (
    *("interfaces", "vlans", "vrfs", "routes", "routing", "redundancy", "acls", "zones", "policies", "address_objects"),
    *("service_objects", "schedules", "nat", "proposals", "users", "device_passwords", "terminals", "channels"),
)


def account(text: str) -> bytes:
    return parse({"running-config": mask(text, "huawei", key=b"test")}).coverage["running-config"]


def lines_of(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n") and bool(text))


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_of_our_own_files_is_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    coverage = account(text)
    assert len(coverage) == lines_of(text)
    assert [number for number, status in enumerate(coverage, 1) if not status] == []
    assert END.search(text)
    assert looks_like(text)


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_section_is_read(path: Path) -> None:
    device = parse({"running-config": mask(path.read_text("utf-8"), "huawei", key=b"test")})
    assert [name for name in SECTIONS if getattr(device, name).missing] == []


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_secret_comes_through(path: Path) -> None:
    text = path.read_text("utf-8")
    shown = repr(parse({"running-config": mask(text, "huawei", key=b"test")}).users.items)
    for secret in re.findall(r"(?:cipher|irreversible-cipher|simple) (\S{6,})", text):
        assert secret not in shown


@pytest.mark.parametrize("host", HOSTS)
def test_outputs_of_the_lab_are_understood(host: str) -> None:
    outputs = {path.stem: mask(path.read_text("utf-8"), "huawei", key=b"test") for path in (LAB / host).glob("*.txt")}
    coverage = parse(outputs).coverage
    assert {"display-version", "display-interface-brief", "compare-configuration"} <= set(coverage)
    assert [name for name, status in coverage.items() if 0 in status] == []
