"""What the tests of the Comware parser share: small configurations of a known generation, and the whole fixtures."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from dengbao.model import Address, Device, Service
from tests.parsers.ioslike.support import read as read_any

FIXTURES = Path(__file__).parent / "fixtures"
SEVEN = "#\n version 7.1.070, Release 6357P08\n#\n"  # three lines before every text
FIVE = "#\n version 5.20, Release 2222P10\n#\n"


def seven(text: str, **outputs: str) -> Device:
    """Read a Comware 7 configuration; the text begins in line 4."""
    return read_any("hp_comware", SEVEN + text + "#\nreturn\n", **outputs)


def five(text: str) -> Device:
    """Read a Comware 5 configuration; the text begins in line 4."""
    return read_any("hp_comware", FIVE + text + "#\nreturn\n")


def fixture(name: str) -> Device:
    """Read a whole fixture."""
    return read_any("hp_comware", (FIXTURES / f"{name}.txt").read_text("utf-8"))


def shown(term: Address) -> str:
    """Write an address term down."""
    if term.other or not term.resolved:
        return term.other or f"?{term.ref}"
    if term.is_any:
        return "any"
    low, high = str(ip_address(term.low)), str(ip_address(term.high))
    mark = "-" if term.excluded else ""
    return mark + (f"{low}/{term.wildcard:#x}" if term.wildcard else low if low == high else f"{low}-{high}")


def port(term: Service) -> str:
    """Write a service term down."""
    if not term.resolved:
        return f"?{term.ref}"
    low, high = term.destination
    return f"{term.protocol}/{low}" if low == high else f"{term.protocol}/{low}-{high}"
