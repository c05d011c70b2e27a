"""One host of the inventory: what is not secret of it, checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from dengbao.errors import UserError
from dengbao.inventory.variables import Raw
from dengbao.mask.dialects import PLATFORMS
from dengbao.model.device import Role

RESERVED = "site"
_BORDER = ("border", "edge", "出口", "边界")
_HINTS = (
    (("fw", "firewall", "防火墙", "usg"), Role.FIREWALL),
    (("core", "核心"), Role.CORE),
    (("rt", "router", "wan", "路由"), Role.ROUTER),
)
_FIREWALLS = ("fortinet", "hillstone_stoneos", "cisco_asa", "paloalto_panos")
_HOSTS = {"ups": Role.UPS, "windows": Role.SERVER, "linux": Role.SERVER}
# Variables that are kept besides the named ones: facts, never anything that could be a secret.
FACTS = ("model", "serial", "owner", "location", "asset_id", "dengbao_legacy_ssh", "dengbao_full_view")
_TEXTS = ("department", "room", "ups")


class Host(Struct, frozen=True, kw_only=True):
    """A host as the inventory declares it.

    Attributes:
        name: its name in the inventory.
        platform: one of the contract's.
        role: what it is for; guessed where the inventory does not say (then a note says so).
        level: the 等保 level that it is judged at: its own ``dengbao_level``, else the site's.
        department: whose it is.
        room: where it stands.
        ups: the UPS it hangs on.
        classified: 涉密: never gathered from, never judged.
        address: where it is reached; its name where the inventory does not say.
        port: None for the protocol's own.
        groups: its groups, without ``all``.
        facts: further non-secret variables, of a closed list of names.
        notes: what was assumed.
    """

    name: str
    platform: str
    role: Role
    level: int
    department: str = ""
    room: str = ""
    ups: str = ""
    classified: bool = False
    address: str = ""
    port: int | None = None
    groups: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    notes: tuple[str, ...] = ()


class HostReader:
    """Turns one host's variables into a `Host`, and collects what is wrong with them."""

    def __init__(self, raw: Raw, name: str) -> None:
        """Take the host's part of what was read."""
        self._name = name
        self._values: Mapping[str, Any] = raw.hosts[name]
        self._origins = raw.origins.get(name, {})
        self._place = raw.places.get(name)
        self._groups = raw.groups.get(name, ())
        self.errors: list[UserError] = []
        self._notes: list[str] = []

    def read(self, site_level: int) -> Host | None:
        """The host, or None when `errors` says why not."""
        if self._name == RESERVED:
            self._wrong("", f"主机不能叫 {RESERVED}, 这是全网检查的保留名", "请换一个名称")
        platform = self._platform()
        role = self._role(platform)
        level = self._level(site_level)
        classified = self._values.get("classified", False)
        if not isinstance(classified, bool):
            self._wrong("classified", "classified 应是 true 或 false", "涉密主机写 classified: true")
        port = self._values.get("ansible_port")
        if port is not None and not str(port).isdecimal():
            self._wrong("ansible_port", "ansible_port 应是端口号", "例如 22")
        texts = dict(self._texts())
        if self.errors:
            return None
        return Host(
            name=self._name,
            platform=platform,
            role=role,
            level=level,
            department=texts["department"],
            room=texts["room"],
            ups=texts["ups"],
            classified=classified,
            address=str(self._values.get("ansible_host") or self._name),
            port=int(port) if port is not None else None,
            groups=self._groups,
            facts={name: self._values[name] for name in FACTS if name in self._values},
            notes=tuple(self._notes),
        )

    def _wrong(self, key: str, message: str, mend: str) -> None:
        origin = self._origins.get(key) or self._place
        self.errors.append(
            origin.error(message, mend) if origin else UserError(f"主机 {self._name}:{message}", key=key, mend=mend)
        )

    def _platform(self) -> str:
        value = self._values.get("platform")
        known = "、".join(PLATFORMS)
        if value is None:
            self._wrong("platform", f"主机 {self._name} 没有写 platform", f"可选:{known}")
        elif value not in PLATFORMS:
            near = difflib.get_close_matches(str(value), PLATFORMS, n=1)
            guess = f"是不是 {near[0]}?" if near else ""
            self._wrong("platform", f"主机 {self._name} 的平台 {value} 不认识", f"{guess}可选:{known}")
        return str(value)

    def _role(self, platform: str) -> Role:
        value = self._values.get("role")
        if value is None:
            role = self._guess(platform)
            if platform in PLATFORMS:
                self._notes.append(f"{self._name} 没有写 role, 按 {role} 处理")
            return role
        try:
            return Role(value)
        except ValueError:
            self._wrong("role", f"主机 {self._name} 的 role {value} 不认识", f"可选:{'、'.join(Role)}")
            return Role.SERVER

    def _guess(self, platform: str) -> Role:
        """By the platform, else by words in the name and the groups; an access switch when nothing hints."""
        if platform in _HOSTS:
            return _HOSTS[platform]
        hints = " ".join((self._name, *self._groups)).casefold()
        found = [role for words, role in _HINTS if any(word in hints for word in words)]
        role = Role.FIREWALL if platform in _FIREWALLS else (found or [Role.ACCESS])[0]
        is_border = role is Role.FIREWALL and any(word in hints for word in _BORDER)
        return Role.BORDER_FIREWALL if is_border else role

    def _level(self, site_level: int) -> int:
        value = self._values.get("dengbao_level", site_level)
        if isinstance(value, bool) or value not in {1, 2, 3, 4}:
            self._wrong("dengbao_level", f"主机 {self._name} 的 dengbao_level {value} 不对", "应是 1、2、3、4 之一")
            return site_level
        return int(value)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for name in _TEXTS:
            value = self._values.get(name)
            if isinstance(value, dict | list):
                self._wrong(name, f"主机 {self._name} 的 {name} 应是文本", "写一个名称")
            yield name, "" if value is None else str(value)
