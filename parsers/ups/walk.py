"""An SNMP walk as text: net-snmp's ``snmpwalk`` (``-On`` or with names) and the ``.snmprec`` files of snmpsim.

Forms: snmpwalk(1), snmpcmd(1) (output options); snmpsim's manual, "Data file format" (types are ASN.1 tag numbers,
``x`` marks a value in hexadecimal).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dengbao.model import Lines
from parsers.text import clean_lines

_SNMPREC = re.compile(r"(?P<oid>\d+(?:\.\d+)+)\|(?P<tag>\d+)(?P<form>x|:\w+)?\|(?P<value>.*)")
_SNMPWALK = re.compile(r"(?P<oid>[.\w:-]+\.\d+) = (?:(?P<kind>[A-Za-z][\w -]*?): ?)?(?P<value>.*)")
_NUMBER = re.compile(r"\(?(-?\d+)\)?")
_ENUM = re.compile(r"[A-Za-z][\w-]*\((-?\d+)\)")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2} ?)+")
_NOTHING = re.compile(r"No Such (?:Object|Instance)|No more variables|NULL$|End of MIB", re.IGNORECASE)
_STARTS = {
    "iso": "1",
    "SNMPv2-SMI::mib-2": "1.3.6.1.2.1",
    "SNMPv2-SMI::enterprises": "1.3.6.1.4.1",
    "DISMAN-EVENT-MIB::sysUpTimeInstance": "1.3.6.1.2.1.1.3.0",
    "SNMPv2-MIB::sysObjectID": "1.3.6.1.2.1.1.2",
    "SNMPv2-MIB::sysUpTime": "1.3.6.1.2.1.1.3",
    "SNMPv2-MIB::sysDescr": "1.3.6.1.2.1.1.1",
    "SNMPv2-MIB::sysName": "1.3.6.1.2.1.1.5",
    "UPS-MIB::upsIdentManufacturer": "1.3.6.1.2.1.33.1.1.1",
    "UPS-MIB::upsIdentModel": "1.3.6.1.2.1.33.1.1.2",
    "UPS-MIB::upsIdentUPSSoftwareVersion": "1.3.6.1.2.1.33.1.1.3",
    "UPS-MIB::upsBatteryStatus": "1.3.6.1.2.1.33.1.2.1",
    "UPS-MIB::upsEstimatedMinutesRemaining": "1.3.6.1.2.1.33.1.2.3",
    "UPS-MIB::upsEstimatedChargeRemaining": "1.3.6.1.2.1.33.1.2.4",
    "UPS-MIB::upsBatteryTemperature": "1.3.6.1.2.1.33.1.2.7",
    "UPS-MIB::upsInputNumLines": "1.3.6.1.2.1.33.1.3.2",
    "UPS-MIB::upsInputVoltage": "1.3.6.1.2.1.33.1.3.3.1.3",
    "UPS-MIB::upsOutputSource": "1.3.6.1.2.1.33.1.4.1",
    "UPS-MIB::upsOutputNumLines": "1.3.6.1.2.1.33.1.4.3",
    "UPS-MIB::upsOutputVoltage": "1.3.6.1.2.1.33.1.4.4.1.2",
    "UPS-MIB::upsOutputPercentLoad": "1.3.6.1.2.1.33.1.4.4.1.5",
    "UPS-MIB::upsAlarmsPresent": "1.3.6.1.2.1.33.1.6.1",
    "UPS-MIB::upsAlarmDescr": "1.3.6.1.2.1.33.1.6.2.1.2",
    "UPS-MIB::upsTestResultsSummary": "1.3.6.1.2.1.33.1.7.3",
    "UPS-MIB::upsConfigInputVoltage": "1.3.6.1.2.1.33.1.9.1",
}
"""How net-snmp writes the beginning of an OID when it has MIB files and nobody said ``-On``: the objects read here."""

_TICKS, _OID = 67, 6
_TAGS = {"INTEGER": 2, "STRING": 4, "Hex-STRING": 4, "OID": _OID, "Timeticks": _TICKS}
"""By net-snmp's words; every other word (Gauge32, Counter32 …) is a number as well."""


class Binding(NamedTuple):
    """A value: a number, or text; ``tag`` is its ASN.1 tag (67: hundredths of a second)."""

    value: int | str
    tag: int
    line: int


class Walk:
    """What a UPS's card said, by OID without the leading dot.

    ``status`` holds one byte a line (0 not understood, 2 understood); ``touch`` turns lines that were read into 1.
    """

    def __init__(self, text: str, file: str) -> None:
        """Read a walk.

        Args:
            text: one binding a line; a quoted or hexadecimal text may go on over several.
            file: the output's name, for evidence.
        """
        self.file = file
        self.values: dict[str, Binding] = {}
        lines = clean_lines(text)
        self.status = bytearray(len(lines))
        open_text = False
        for number, line in enumerate(lines, 1):
            if found := _SNMPREC.fullmatch(line):
                self._take_record(found, number)
                open_text = False
            elif found := _SNMPWALK.fullmatch(line):
                self._take_printed(found, number)
                open_text = found["kind"] == "Hex-STRING" or line.count('"') == 1
            elif open_text:
                open_text = '"' not in line
            elif line.strip() and not line.startswith("#") and not _NOTHING.search(line):
                continue
            self.status[number - 1] = 2

    @property
    def unread(self) -> list[int]:
        """The lines that were not understood."""
        return [number for number, state in enumerate(self.status, 1) if not state]

    def touch(self, lines: Lines) -> None:
        """Note lines as used."""
        for number in lines:
            self.status[number - 1] = 1

    def _take_record(self, found: re.Match[str], number: int) -> None:
        tag, value = int(found["tag"]), found["value"]
        if found["form"] == "x":
            value = _text_of(value)
        elif found["form"]:  # simulated by a module of snmpsim: no value of a device
            return
        self._keep(found["oid"], tag, value, number)

    def _take_printed(self, found: re.Match[str], number: int) -> None:
        value, kind = found["value"].strip(), found["kind"] or ""
        if _NOTHING.match(value):
            return
        if enum := _ENUM.match(value):
            value = enum[1]
        elif kind == "Hex-STRING" and _HEX.fullmatch(value):
            value = _text_of(value.replace(" ", ""))
        oid = found["oid"].lstrip(".")
        if not oid[0].isdecimal():
            name, _, rest = oid.partition(".")
            oid = f"{_STARTS.get(name, name)}.{rest}".rstrip(".")
        self._keep(oid, _TAGS.get(kind, 4 if not kind else 2), value.strip('"'), number)

    def _keep(self, oid: str, tag: int, value: str, number: int) -> None:
        if tag in {4, 6}:
            self.values[oid] = Binding(value.lstrip(".") if tag == _OID else value, tag, number)
        elif match := _NUMBER.match(value):
            self.values[oid] = Binding(int(match[1]), tag, number)


def _text_of(digits: str) -> str:
    """Bytes as text: Chinese cards write UTF-8 or GBK."""
    try:
        raw = bytes.fromhex(digits)
    except ValueError:
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).rstrip("\0")
        except UnicodeDecodeError:
            continue
    return ""
