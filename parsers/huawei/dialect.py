"""Which VRP a configuration is of: families differ in grammar, and their defaults differ by release.

Rests on the headers that the devices print (``!Software Version V200R023C00SPC500``, ``[V200R003C00]``), on lines that
only one family has, and on ``display version``.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from parsers.text import LineStarts


class Dialect(StrEnum):
    """A family of configurations."""

    VRP5 = "vrp5"  # S switches and AR routers of V100, V200 and V300
    VRP8 = "vrp8"  # CloudEngine switches, NetEngine routers
    YUNSHAN = "yunshan"  # S switches of V600
    USG = "usg"  # firewalls with one security-policy: USG6000 V100R001 and later, HiSecEngine
    INTERZONE = "interzone"  # firewalls with a policy per pair of zones: USG2000/5000, Eudemon


FIREWALLS = frozenset({Dialect.USG, Dialect.INTERZONE})


class Version(Struct, frozen=True):
    """The family and, where it is known, the release: ``V200R019C10`` has ``major`` 200 and ``release`` 19.

    ``text`` is the release as printed, ``line`` where the configuration says it (0: nowhere, or another output does).
    """

    dialect: Dialect
    major: int | None = None
    release: int | None = None
    text: str = ""
    line: int = 0
    router: bool = False

    @property
    def vrp5_switch(self) -> bool:
        """Whether it is an S switch of V200."""
        return self.dialect is Dialect.VRP5 and not self.router

    def since(self, major: int, release: int) -> bool:
        """Whether the release is known and not older than that one of the same major version, or a later major."""
        return self.major is not None and (self.major, self.release or 0) >= (major, release)


_RELEASE = re.compile(r"V(\d{3})R(\d{3})\w*")
_HEADER = LineStarts(r"(?:!\s*Software Version (V\d{3}R\d{3}\w*)|\[(V\d{3}R\d{3}\w*)\])\s*$")
_DISPLAYED = re.compile(r"Software,? Version [\d.]+ \(([^)\s]+) ([^)]+)\)", re.IGNORECASE)
_USG = LineStarts(r" *(?:security-policy$|manager-user \S|password-policy$)| set priority \d")
_INTERZONE = LineStarts(r" *(?:firewall packet-filter default |policy interzone )")
_YUNSHAN = LineStarts(r"!(?:md_tlm|telem|kms_feature)\b|undo telnet server-source |device board \d+ board-type S")
_VRP8 = LineStarts(
    r"interface (?:10|25|40|100|400)GE\d+/\d+/\d+|device board |undo user-security-policy|netconf$"
    r"| *local-user \S+ level \d|!Last configuration was "
)
_ROUTER = LineStarts(r" *(?:wlan ac-global|portal local-server load|autostart$|secelog$|set cpu-usage threshold)")
_MARK = LineStarts(
    r"(?:!\s*Software Version|\[)V\d{3}R\d{3}| *(?:sysname|user-interface (?:con|vty|maximum-vty)|aaa$|info-center"
    r"|snmp-agent|firewall zone|stelnet server|local-user \S+ (?:password|privilege|service-type)|return$"
    r"|security-policy$|interface (?:Vlanif|MEth|GigabitEthernet|Eth-Trunk|X?GE|XGigabitEthernet|\d+GE))",
    re.IGNORECASE,
)
_OTHERS = LineStarts(
    r" *version \d+\.\d+\.\d+, |line (?:vty|con|class)|irf |role name |local-user \S+$|domain system|radius scheme"
    r"|service password-encryption|config system |hostname |Building configuration|configure terminal|set version "
    r"|ASA Version|interface Bridge-Aggregation"
)
_STRANGE = 2


def looks_like(text: str) -> bool:
    """Tell whether a text is a VRP configuration, or a piece of one.

    Comware is close kin: its own lines (``version 7.1...``, ``line vty``, ``role name``, ``local-user`` as a view)
    speak against VRP.
    """
    plain = text.replace("\r", "") if "\r" in text else text
    if _OTHERS.search(plain) is None:
        return _MARK.search(plain) is not None
    own = {match[0].strip().lower() for match in _MARK.finditer(plain)}
    strange = {match[0] for match in _OTHERS.finditer(plain)}
    return len(strange) < _STRANGE <= len(own)


def detect(lines: list[str], shown: str) -> Version:
    """Decide on family and release.

    Args:
        lines: the configuration, clean.
        shown: the output of ``display version``, or nothing.

    Returns:
        The version; its parts are None where nothing tells.
    """
    text = "\n".join(lines)
    header = _HEADER.search(text)
    display = _DISPLAYED.search(shown)
    said = (header[1] or header[2]) if header else display[2] if display else ""
    model = display[1].upper() if display else ""
    match = _RELEASE.search(said)
    major, release = (int(match[1]), int(match[2])) if match else (None, None)
    line = text.count("\n", 0, header.start()) + 1 if header else 0
    return Version(
        _dialect(text, model, major),
        major,
        release,
        match[0] if match else "",
        line,
        model.startswith(("AR", "NE")) or (header is not None and header[2] is not None) or bool(_ROUTER.search(text)),
    )


def _dialect(text: str, model: str, major: int | None) -> Dialect:
    if _INTERZONE.search(text):
        return Dialect.INTERZONE
    if _USG.search(text) or model.startswith(("USG", "EUDEMON", "NGFW")):
        return Dialect.USG
    if _YUNSHAN.search(text) or (major == 600 and model.startswith("S")):  # noqa: PLR2004 - V600
        return Dialect.YUNSHAN
    if _VRP8.search(text) or model.startswith(("CE", "NE")) or major == 800:  # noqa: PLR2004 - V800
        return Dialect.VRP8
    return Dialect.VRP5
