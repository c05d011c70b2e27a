"""What a run keeps of the site's own ledgers, so that reports can be written from its folder alone."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class System(Struct, frozen=True, kw_only=True):
    """An information system of the 定级备案 ledger; what the inventory does not say is None."""

    name: str
    level: int
    filing_number: str | None = None
    filed_date: dt.date | None = None
    assessed_date: dt.date | None = None
    hosts: list[str] = []


class Attestation(Struct, frozen=True, kw_only=True):
    """What a person vouches for, until a date."""

    clause: str
    statement: str
    document: str
    by: str
    date: dt.date
    valid_until: dt.date


class Ledger(Struct, frozen=True, kw_only=True):
    """The ledgers that paper reports quote; ``zones`` are the titles of the security zones."""

    zones: list[str] = []
    systems: list[System] = []
    attestations: list[Attestation] = []
