"""What a check is written with."""

from dengbao.check.findings import Findings, Found, Need, either, findings, lacking, need, offending, together
from dengbao.check.reading import Site
from dengbao.check.registry import Check, check, load
from dengbao.model import FIREWALLS, HOSTS, NETWORK, SWITCHES, Device, Manual, NotApplicable, Role, Undecided

__all__ = [
    "FIREWALLS",
    "HOSTS",
    "NETWORK",
    "SWITCHES",
    "Check",
    "Device",
    "Findings",
    "Found",
    "Manual",
    "Need",
    "NotApplicable",
    "Role",
    "Site",
    "Undecided",
    "check",
    "either",
    "findings",
    "lacking",
    "load",
    "need",
    "offending",
    "together",
]
