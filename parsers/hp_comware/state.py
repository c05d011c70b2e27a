"""What is kept while a Comware configuration is read, and how silence is judged.

Comware hides what equals the default, so what a silent configuration means depends on the release. Defaults here hold
for Comware 7 (command references of the fact sheets); for Comware 5, Comware 9 and where no version line stands,
silence is ``Unknown``.
"""

from __future__ import annotations

import re
from typing import Any

from dengbao.model import Absent, Acl, Address, Fact, Known, Redundancy, Schedule, Service, Unknown, Vlan
from dengbao.model.rules import Rule

_NAMED = re.compile(r"(?im)^\s*(?:H3C |HPE? )?(?:Comware (?:Platform )?Software, )?version ([0-9]+)\.")
_SEVEN = re.compile(
    r"(?m)^\s*(?:line (?:vty|class|con|aux)|local-user \S+ class|acl (?:ipv6 |mac )?(?:basic|advanced)|role name"
    r"|security-zone|security-policy)\b"
)
_FIVE = re.compile(r"(?m)^\s*(?:user-interface |authorization-attribute level |stp enable$|dhcp-snooping)")


class Folded(dict[str, Any]):
    """Names that do not mind case, as those of zones, object groups and ACLs."""

    def __contains__(self, name: object) -> bool:
        """Look up in lower case."""
        return super().__contains__(str(name).lower())

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - holds terms, ACLs, zones
        """Look up in lower case."""
        return super().__getitem__(name.lower())

    def __setitem__(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Keep in lower case."""
        super().__setitem__(name.lower(), value)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """Look up in lower case."""
        return super().get(name.lower(), default)


class State:
    """Notes of one reading.

    ``said`` holds what single lines say, by name. The rest are things that other lines refer to before or after.
    """

    def __init__(self, generation: int) -> None:
        """Note nothing yet; ``generation`` is 5, 7, 9, or 0 where nothing tells."""
        self.generation = generation
        self.said: dict[str, Known[Any]] = {}
        self.acls: dict[str, Acl] = Folded()
        self.acl_interval = False
        self.filters: list[Any] = []  # of VLANs and of the device
        self.addresses: dict[str, tuple[Address, ...]] = Folded()
        self.services: dict[str, tuple[Service, ...]] = Folded()
        self.interfaces: dict[str, Any] = {}
        self.vlans: dict[int, Vlan] = {}
        self.vrrps: dict[tuple[str, str], Redundancy] = {}
        self.vrrp_versions: dict[str, int | None] = {}
        self.schedules: dict[str, Schedule] = {}
        self.users: dict[str, Any] = {}
        self.ssh_users: dict[str, tuple[str, int]] = {}
        self.roles: dict[str, Any] = {}
        self.schemes: dict[str, Any] = {}
        self.domains: dict[str, Any] = {}
        self.lines: list[Any] = []
        self.controls: list[tuple[str, int, int]] = []  # password-control limits of groups and users
        self.groups: dict[str, Any] = {}  # SNMP
        self.keys: dict[str, Any] = {}  # NTP
        self.object_policies: dict[str, list[Rule]] = Folded()
        self.pairs: list[Any] = []
        self.profiles: dict[str, dict[str, str]] = Folded()
        self.ssl_policies: dict[str, Any] = {}
        self.used_proposals: set[str] = set()
        self.processes: list[Any] = []  # routing processes, and the interfaces with keys by protocol
        self.keyed_ports: dict[str, set[str]] = {}
        self.marks: dict[str, list[int]] = {}

    def mark(self, name: str, number: int) -> None:
        """Remember that a line of some kind stood here."""
        self.marks.setdefault(name, []).append(number)

    def fact(self, name: str, default: Any, why: str) -> Fact[Any]:  # noqa: ANN401
        """Give what a line said; else the default of Comware 7, with its reason; else that nobody knows."""
        said = self.said.get(name)
        return self.silent(default, why) if said is None else said

    def silent(self, default: Any, why: str) -> Fact[Any]:  # noqa: ANN401
        """Judge silence."""
        if self.generation == 7:  # noqa: PLR2004 - Comware 7
            return Absent(default, f"Comware 7 {why}")
        if self.generation:
            return Unknown(f"配置没有写明,Comware {self.generation} 的缺省值未经确认")
        return Unknown("配置没有写明,又看不出 Comware 版本,不知缺省值")


def generation_of(text: str) -> int:
    """Tell the generation from the version line, else from words that only one of them prints; 0 when nothing does."""
    named = _NAMED.search(text[:4000])
    if named:
        return int(named[1]) if named[1] in {"3", "5", "7", "9"} else 0
    if _SEVEN.search(text):
        return 7
    return 5 if _FIVE.search(text) else 0
