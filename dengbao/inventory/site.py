"""What the site says of itself under the inventory's key ``site``: the models, and what can be wrong in one of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, StrictInt, StrictStr, model_validator

from dengbao.inventory.terms import CheckId, Clause, Networks, Number, Pair, Servers, Services, ZoneNetworks


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("不能为空")
    return value


Text = Annotated[StrictStr, AfterValidator(_filled)]
Level = Annotated[StrictInt, Field(ge=1, le=4)]


class _Part(BaseModel):
    """A part of the site: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Zone(_Part):
    """A security zone. ``any`` among its networks: every address in no other zone."""

    title: Text
    networks: ZoneNetworks = Field(min_length=1)


class Flow(_Part):
    """Traffic that may pass between two zones; all else is a finding.

    ``hosts`` narrows the destination, ``sources`` the source, to networks inside the zone.
    """

    from_: Text = Field(alias="from")
    to: Text
    hosts: Networks = []
    sources: Networks = []
    services: Services = Field(min_length=1)
    reason: Text


class Link(_Part):
    """A link to the outside that was approved: the interface of a device that it ends on."""

    device: Text
    interface: Text
    title: Text


class Quota(_Part):
    """How many addresses of a department may reach the internet zone."""

    title: Text
    networks: Networks = Field(min_length=1)
    most: Annotated[StrictInt, Field(ge=0)]


class Room(_Part):
    """A machine room, and the minutes that its UPS must last; None: the level's threshold."""

    name: Text
    runtime_minutes: Number | None = Field(
        default=None,
        validation_alias=AliasChoices("ups_runtime_minutes", "runtime_minutes"),
        serialization_alias="ups_runtime_minutes",
    )


class System(_Part):
    """An entry of the 定级备案 ledger."""

    name: Text
    level: Level
    filing_number: Text | None = None
    filed_date: dt.date | None = None
    assessed_date: dt.date | None = None
    hosts: list[Text] = []


class Account(_Part):
    """An entry of the account ledger: whose an account is, on hosts (names, groups, globs; none given: all)."""

    name: Text
    people: list[Text] = Field(min_length=1)
    hosts: list[Text] = []


class Attestation(_Part):
    """What a person vouches for, until a date."""

    clause: Clause
    statement: Text
    document: Text
    by: Text
    date: dt.date
    valid_until: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until < self.date:
            raise ValueError("valid_until 早于 date")
        return self


class Waiver(_Part):
    """An accepted risk of a check or a clause, on hosts (names, groups, globs; none given: all), until a date."""

    clause: Clause | None = None
    check: CheckId | None = None
    hosts: list[Text] = []
    reason: Text
    approved_by: Text
    until: dt.date

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.clause is None) == (self.check is None):
            raise ValueError("clause 和 check 要写且只写一个")
        return self


class Site(_Part):
    """The site's facts, see the contract. ``warnings`` are what is allowed but should be known."""

    name: Text
    level: Level
    zones: dict[Text, Zone] = {}
    flows: list[Flow] = []
    isolated: list[Pair] = []
    internet_quota: list[Quota] = []
    thresholds: dict[str, Number] = {}
    management: Networks = []
    external_links: list[Link] = []
    bastions: Networks = []
    log_servers: Servers = []
    ntp_servers: Servers = []
    critical: list[Pair] = []
    rooms: list[Room] = []
    systems: list[System] = []
    accounts: list[Account] = []
    attestations: list[Attestation] = []
    waivers: list[Waiver] = []
    fail_on: Literal["finding", "error", "new", "never"] = "finding"
    warnings: tuple[str, ...] = Field(default=(), exclude=True)
    unused_waivers: tuple[int, ...] = Field(default=(), exclude=True)

    def export(self) -> dict[str, Any]:
        """As plain data that reads back to the same site."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
