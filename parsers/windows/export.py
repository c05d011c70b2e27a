r"""``secedit.inf``: a security template as ``secedit /export /cfg`` writes it.

Section and key names are English in every language of Windows. ``[Registry Values]`` has lines ``MACHINE\path\name=
type,data`` with the types of winnt.h (1 SZ, 2 EXPAND_SZ, 3 BINARY, 4 DWORD, 7 MULTI_SZ), ``[Privilege Rights]`` lists
holders as ``*SID`` or name. A comma inside an item of a list is written ``","``. The export of a domain member shows
what is in its local security database, where group policy's values normally are as well. Sections: [MS-GPSB] 2.2.
A last line without its end may be cut off and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from parsers.grammar import IRRELEVANT, USED
from parsers.text import clean_lines
from parsers.windows.facts import Binary, Value

FILE = "secedit.inf"
_SECTION = re.compile(r"\[([^\]]+)\]")
_LAST_RIGHTS = {"SeCreateSymbolicLinkPrivilege", "SeTimeZonePrivilege"}
"""Held by default since Vista and written last by secedit: without them the end of the file may be missing."""

_IGNORED = {
    "Unicode", "Version", "Event Audit", "Profile Description",
    "System Log", "Security Log", "Application Log", "Kerberos Policy", "Group Membership", "Registry Keys",
    "File Security", "Service General Setting",
}  # fmt: skip
"""Sections that no policy reads: the nine old audit categories are overridden by subcategories (auditpol)."""


class Item(Struct, frozen=True):
    """A value and its line."""

    value: Value
    number: int


class Export:
    """A security template; ``trouble`` says why it tells nothing, if so."""

    file = FILE

    def __init__(self, text: str | None) -> None:
        """Read a text; None where there is none."""
        self.text = text or ""
        self.access: dict[str, Item] = {}
        self.registry: dict[str, Item] = {}
        self.rights: dict[str, tuple[list[str], int]] = {}
        lines = clean_lines(self.text)
        self.status = bytearray(len(lines))
        read: Callable[[str, str, int], bool] | None = None
        seen: set[str] = set()
        for number, line in enumerate(lines if self.text.endswith("\n") else lines[:-1], 1):
            if match := _SECTION.fullmatch(line.strip()):
                seen.add(match[1])
                read = self._reader(match[1])
                self.status[number - 1] = IRRELEVANT
            elif not line or line.startswith(";"):
                self.status[number - 1] = IRRELEVANT
            elif read:
                key, sign, value = line.partition("=")
                if read(key.strip(), value.strip(), number) and (sign or read == self._skip):
                    self.status[number - 1] = USED if read == self._right else IRRELEVANT
        self.trouble = self._trouble(seen, text)
        whole = self.rights.keys() >= _LAST_RIGHTS
        self.rights_whole = whole and not self.trouble

    def _trouble(self, seen: set[str], text: str | None) -> str:
        if text is None:
            return f"没有 {FILE}"
        if not seen & {"System Access", "Registry Values", "Privilege Rights"}:
            return f"{FILE} 不是 secedit /export 的导出(没有 [System Access] 等节)"
        return ""

    def use(self, number: int) -> None:
        """Account a line as used."""
        self.status[number - 1] = USED

    def _reader(self, section: str) -> Callable[[str, str, int], bool] | None:
        if section in _IGNORED:
            return self._skip
        return {
            "System Access": self._access,
            "Registry Values": self._registry,
            "Privilege Rights": self._right,
        }.get(section)

    def _skip(self, _key: str, _value: str, _number: int) -> bool:
        return True

    def _access(self, key: str, value: str, number: int) -> bool:
        quoted = len(value) > 1 and value[0] == value[-1] == '"'
        if not quoted and not re.fullmatch(r"-?\d{1,9}", value):
            return False
        self.access[key] = Item(value[1:-1] if quoted else int(value), number)
        return True

    def _registry(self, key: str, value: str, number: int) -> bool:
        kind, comma, data = value.partition(",")
        root, _, path = key.partition("\\")
        if not comma or root.upper() != "MACHINE":
            return False
        made = _data(kind.strip(), data)
        if made is None:
            return False
        self.registry[f"hklm\\{path.lower()}"] = Item(made, number)
        return True

    def _right(self, key: str, value: str, number: int) -> bool:
        if not key.startswith("Se"):
            return False
        self.rights[key] = ([holder.strip().lstrip("*") for holder in value.split(",") if holder.strip()], number)
        return True


def _data(kind: str, data: str) -> Value:
    """Read the data of a type; None where it does not fit."""
    if kind == "4":
        return int(data) if re.fullmatch(r"\d{1,10}", data) else None
    if kind in {"1", "2"}:
        return data[1:-1] if len(data) > 1 and data[0] == data[-1] == '"' else data
    if kind == "7":
        return [item.replace("\0", ",") for item in data.replace('","', "\0").split(",")]
    return Binary(binary=data) if kind == "3" else None
