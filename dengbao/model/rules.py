"""Rules, the ACLs and policies that hold them, and the zones between which policies stand."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from dengbao.model.facts import UNREAD, Fact, Lines, Section, Undecided
from dengbao.model.terms import ANY_ADDRESS, ANY_SERVICE, Address, Service

Action = Literal["permit", "deny", "other"]


class Rule(Struct, kw_only=True, gc=False):
    """One entry of an ACL or one security policy.

    ``name`` is its name or number as the device shows it; ``unread`` are its lines that were not understood.
    ``source_zones`` and ``destination_zones`` are empty for any; ``between`` says when a rule holds only inside one
    zone, or only from one zone to another (PAN-OS ``rule-type``). ``logged`` is about hits or sessions. ``schedule``
    and ``expired``: a rule that is only sometimes on, and one whose time is over (``expired`` needs a date, so parsers
    give ``until``, ISO). ``profiles`` maps kind (ips, av, url, file, data, app, dns) to name. ``hits`` comes from an
    output.
    """

    name: str
    action: Action
    lines: Lines
    enabled: bool = True
    sources: tuple[Address, ...] = (ANY_ADDRESS,)
    destinations: tuple[Address, ...] = (ANY_ADDRESS,)
    services: tuple[Service, ...] = (ANY_SERVICE,)
    source_zones: tuple[str, ...] = ()
    destination_zones: tuple[str, ...] = ()
    between: Literal["", "inside", "zones"] = ""
    applications: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    schedule: str = ""
    until: str = ""
    logged: bool | None = None
    profiles: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    vrf: str = ""
    hits: int | None = None
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"policy:{self.context}/{self.name}" if self.context else f"policy:{self.name}"

    @property
    def permits(self) -> bool:
        """Whether it lets packets through."""
        return self.action == "permit"

    @property
    def from_any(self) -> bool:
        """Whether any source address matches."""
        return _covers_all(self.sources)

    @property
    def to_any(self) -> bool:
        """Whether any destination address matches."""
        return _covers_all(self.destinations)

    @property
    def any_service(self) -> bool:
        """Whether any service matches; an application narrows it."""
        return _covers_all(self.services) and not self.applications

    @property
    def is_any_to_any(self) -> bool:
        """Whether any source, destination and service match at once."""
        return self.from_any and self.to_any and self.any_service


def _covers_all(terms: tuple[Address, ...] | tuple[Service, ...]) -> bool:
    """Whether one term alone matches everything.

    Raises:
        Undecided: a name could not be resolved, so that it might.
    """
    if any(term.is_any for term in terms):
        return not any(term.excluded for term in terms)
    for term in terms:
        if not term.resolved:
            raise Undecided(f"对象“{term.ref}”没有定义或没有读懂")
    return False


class Acl(Struct, kw_only=True):
    """An access list: numbered or named, of one family, with the action that ends it."""

    name: str
    kind: Literal["basic", "advanced", "layer2", "user", "other"]
    family: Literal[4, 6, 0]
    rules: list[Rule]
    lines: Lines
    default: Action = "deny"
    description: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"acl:{self.name}"


class Policies(Section[Rule], kw_only=True):
    """The security policies of a firewall, in the order in which they are tried, and what happens when none matches.

    ``intrazone_action`` is what happens then between ports of one zone.
    """

    default_action: Fact[Action] = UNREAD
    intrazone_action: Fact[Action] = UNREAD
    default_logged: Fact[bool] = UNREAD


class Zone(Struct, kw_only=True):
    """A security zone: its members, and its priority or security level (0–100) where the platform has one.

    ``screened`` tells whether attack defence is bound to it; None where the platform does not bind it to zones.
    """

    name: str
    interfaces: tuple[str, ...]
    lines: Lines
    priority: int | None = None
    screened: Fact[bool] | None = None
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"zone:{self.name}"


class AddressObject(Struct, kw_only=True):
    """A named address set; groups have refs among their terms."""

    name: str
    terms: tuple[Address, ...]
    lines: Lines
    context: str = ""
    unread: Lines = ()


class ServiceObject(Struct, kw_only=True):
    """A named service set; groups have refs among their terms."""

    name: str
    terms: tuple[Service, ...]
    lines: Lines
    context: str = ""
    unread: Lines = ()


class Schedule(Struct, kw_only=True):
    """A time range: ``until`` is its last instant (ISO) when it ends, empty when it recurs for ever."""

    name: str
    lines: Lines
    until: str = ""
    unread: Lines = ()


class Nat(Struct, kw_only=True):
    """One address translation. ``static`` and ``server`` open the inside address to the outside."""

    name: str
    kind: Literal["source", "destination", "static", "server", "exempt"]
    lines: Lines
    enabled: bool = True
    interface: str = ""
    source_zones: tuple[str, ...] = ()
    destination_zones: tuple[str, ...] = ()
    sources: tuple[Address, ...] = (ANY_ADDRESS,)
    destinations: tuple[Address, ...] = (ANY_ADDRESS,)
    services: tuple[Service, ...] = (ANY_SERVICE,)
    translated_sources: tuple[Address, ...] = ()
    translated_destinations: tuple[Address, ...] = ()
    translated_ports: tuple[int, int] | None = None
    acl: str = ""
    vrf: str = ""
    context: str = ""
    unread: Lines = ()

    @property
    def key(self) -> str:
        """Name it in a finding."""
        return f"nat:{self.name}"
