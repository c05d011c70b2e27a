"""What a check is written with."""

from dengbao.check.findings import Findings, Found, Need, combined, either, findings, lacking, need, offending, together
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
    "combined",
    "either",
    "findings",
    "lacking",
    "load",
    "need",
    "offending",
    "together",
]
