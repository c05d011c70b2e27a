"""Rows of the IPv4 routing tables that devices print; any line not known, and nothing is read.

A table that is read in part would make packets go where they do not. So every line must be one that is known, and
what a table counts itself must be there: destinations and routes (VRP, Comware), subnets of a network (IOS), best next
hops of a prefix (NX-OS), routes of a virtual router (PAN-OS). Sources: VRP, CloudEngine and NetEngine command
references, "display ip routing-table" and "display ip routing-table all-vpn-instance"; H3C Comware 7, IP routing basics
command reference, "display ip routing-table"; captures of IOS, IOS-XE, NX-OS and PAN-OS by the lab-validation project
of Batfish and by ntc-templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from parsers.ioslike.numbers import ipv4

_IP = r"\d+\.\d+\.\d+\.\d+"


class Row(Struct, kw_only=True):
    """One active route: ``line`` of the output, ``doubt`` where it leaves in a way that the model does not hold."""

    line: int
    vrf: str
    network: int
    prefix: int
    next_hop: int | None = None
    interface: str = ""
    distance: int | None = None
    doubt: bool = False


class Strange(Exception):  # noqa: N818 - the table is not understood, and nothing more
    """A line that is not known, or a count that does not hold."""


def address(text: str) -> int:
    """Read an IPv4 address, or raise ``Strange``."""
    found = ipv4(text)
    if found is None:
        raise Strange
    return found


def length(text: str) -> int:
    """Read a prefix length, or raise ``Strange``."""
    if not text.isdecimal() or int(text) > 32:  # noqa: PLR2004 - bits of an IPv4 address
        raise Strange
    return int(text)


_VRP_TABLE = re.compile(r"\s*(?:Routing Tables? ?:|VPN instance:)\s*(\S.*?)\s*")
_VRP_COUNT = re.compile(r"\s*Destinations ?: ?(\d+)\s+Routes ?: ?(\d+)\s*")
_VRP_HEAD = re.compile(r"\s*Destination/Mask\s+Proto\s+Pre\s+Cost\s+(?:Flags\s+)?NextHop\s+Interface\s*")
_VRP_NOISE = re.compile(r"\s*(?:-+|Route Flags: .*|route|Proto: Protocol\s+Pre: Preference)?\s*")
_VRP_ROW = re.compile(
    rf"\s*(?:(?P<net>{_IP})/(?P<len>\d+)\s+)?(?P<proto>[A-Za-z]\w*)\s+(?P<pre>\d+)\s+\d+\s+(?:(?P<flags>[A-Z]+)\s+)?"
    rf"(?P<hop>{_IP})\s+(?P<out>[A-Za-z0-9]\S*)\s*"
)
_VRP_EQUAL = re.compile(rf"\s+(?P<hop>{_IP})\s+(?P<out>[A-Za-z]\S*)\s*")
_PUBLIC = frozenset({"Public", "_public_", "public instance"})


def vrp(lines: list[str], *, flags: bool) -> list[Row]:
    """Read ``display ip routing-table`` of VRP (with ``flags``) or Comware, of one instance or of all.

    Args:
        lines: of the output.
        flags: whether rows say that they are downloaded to the FIB (``D``); one that does not is in doubt.

    Returns:
        The rows.

    Raises:
        Strange: when any line is not known, or a table does not hold as many routes as it says.
    """
    found: list[Row] = []
    vrf, counted, headed, begun = "", (0, 0), False, 0
    last: re.Match[str] | None = None
    for number, line in enumerate(lines, 1):
        if table := _VRP_TABLE.fullmatch(line):
            _counted(found[begun:], counted)
            vrf, counted, headed, begun = "" if table[1] in _PUBLIC else table[1], (0, 0), False, len(found)
        elif count := _VRP_COUNT.fullmatch(line):
            if headed or counted != (0, 0):
                raise Strange
            counted = (int(count[1]), int(count[2]))
        elif _VRP_HEAD.fullmatch(line) and not headed:
            headed, last = True, None
        elif headed and (match := _VRP_ROW.fullmatch(line)):
            last = match if match["net"] else last
            found.append(_vrp_row(number, vrf, last, match, match, flags=flags))
        elif headed and not flags and (match := _VRP_EQUAL.fullmatch(line)) and found[begun:]:
            found.append(_vrp_row(number, vrf, last, last, match, flags=False))
        elif not _VRP_NOISE.fullmatch(line):
            raise Strange
    _counted(found[begun:], counted)
    return found


def _vrp_row(  # noqa: PLR0913 - the parts of one row stand on two lines
    number: int,
    vrf: str,
    where: re.Match[str] | None,
    how: re.Match[str] | None,
    hop: re.Match[str],
    *,
    flags: bool,
) -> Row:
    if where is None or how is None:
        raise Strange
    marks = how["flags"] or ""
    return Row(
        line=number, vrf=vrf, network=address(where["net"]), prefix=length(where["len"]), interface=hop["out"],
        next_hop=None if how["proto"] == "Direct" or hop["hop"].startswith("127.") else address(hop["hop"]),
        distance=int(how["pre"]), doubt="T" in marks or (flags and "D" not in marks),
    )  # fmt: skip


def _counted(rows: list[Row], counted: tuple[int, int]) -> None:
    if counted != (len({(row.network, row.prefix) for row in rows}), len(rows)):
        raise Strange


_IOS_LEGEND = re.compile(r"(?:Codes: |\s{6,})(?:\S{1,2} - [^,]+(?:, |,?\s*$))+")
_IOS_NOISE = re.compile(r"\s*|Load for .*|Time source is .*|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:.]+ \S+")
_IOS_GATEWAY = re.compile(rf"Gateway of last resort is (?:not set|{_IP} to network {_IP})")
_IOS_TABLE = re.compile(r"Routing Table: (\S+)")
_IOS_SUBNETS = re.compile(rf"\s+{_IP}/(\d+) is (variably )?subnetted, (\d+) subnets?(?:, \d+ masks)?")
_IOS_ROW = re.compile(
    rf"(?P<code>[A-Za-z][A-Za-z0-9*+%& ]{{0,7}}?)\s+(?P<net>{_IP})(?:/(?P<len>\d+))?(?:\s+(?P<how>\S.*))?"
)
_IOS_HOW = re.compile(
    rf"(?:\[(?P<distance>\d+)/\d+\](?: via (?P<hop>{_IP})(?: \((?P<vrf>\S+)\))?)?|is directly connected|is a summary)"
    r"(?:, (?:\d[\w:.]*|never))?(?:, (?P<out>[A-Za-z]\S*))?"
)


def ios(lines: list[str]) -> list[Row]:
    """Read ``show ip route`` of IOS and IOS-XE, of the device or of one VRF or several (``vrf *``).

    Args:
        lines: of the output.

    Returns:
        The rows.

    Raises:
        Strange: when any line is not known, or a network does not have as many subnets as it says.
    """
    found: list[Row] = []
    vrf, begun, left, inherited = "", False, 0, ""
    where: tuple[int, int, bool] | None = None
    bare = False  # a destination stands on a line of its own, and its next hop has not come yet
    for number, line in enumerate(lines, 1):
        subnets, row = _IOS_SUBNETS.fullmatch(line), _IOS_ROW.fullmatch(line)
        if begun and subnets and not left and not bare:
            left, inherited = int(subnets[3]), "" if subnets[2] else subnets[1]
        elif begun and row and not bare:
            marks = set(row["code"].split())
            where = (
                address(row["net"]),
                length(row["len"] or inherited),
                bool(marks & {"p"} or set("+%&") & set(row["code"])),
            )
            left = max(0, left - 1)
            inherited = inherited if left else ""
            bare = row["how"] is None
            if not bare:
                found.append(_ios_row(number, vrf, where, row["how"]))
        elif begun and where and line.startswith(" ") and _IOS_HOW.fullmatch(line.strip()):
            found.append(_ios_row(number, vrf, where, line.strip()))
            bare = False
        elif _IOS_GATEWAY.fullmatch(line) and not begun:
            begun = True
        elif (table := _IOS_TABLE.fullmatch(line)) and not left and not bare and (begun or not vrf):
            vrf, begun, inherited, where = table[1], False, "", None
        elif (begun or not _IOS_LEGEND.fullmatch(line)) and not _IOS_NOISE.fullmatch(line):
            raise Strange
    if not begun or left or bare:
        raise Strange
    return found


def _ios_row(number: int, vrf: str, where: tuple[int, int, bool], text: str) -> Row:
    how = _IOS_HOW.fullmatch(text)
    if how is None or not (how["hop"] or how["out"]):
        raise Strange
    return Row(
        line=number, vrf=vrf, network=where[0], prefix=where[1], interface=how["out"] or "",
        next_hop=address(how["hop"]) if how["hop"] else None,
        distance=int(how["distance"]) if how["distance"] else None, doubt=where[2] or bool(how["vrf"]),
    )  # fmt: skip


_NXOS_TABLE = re.compile(r'IP Route Table for VRF "(.+)"')
_NXOS_NOISE = re.compile(r"\s*|'.*' denotes .*|'%<string>' in via output denotes VRF <string>")
_NXOS_PREFIX = re.compile(rf"({_IP})/(\d+), ubest/mbest: (\d+)/\d+(?: time)?(?:, attached)?")
_NXOS_VIA = re.compile(
    rf"\s+\*via (?:(?P<hop>{_IP})(?:%(?P<vrf>[^\s,]+))?)?(?:(?:, )?(?P<out>[A-Za-z][\w./-]*))?, "
    r"\[(?P<distance>\d+)/\d+\], [\w:.]+, (?P<proto>[\w-]+)(?P<rest>.*)"
)
_NXOS_OTHER = re.compile(r"\s+(?:\*\*)?via \S.*")
_NXOS_PLAIN = re.compile(r"(?:, [A-Za-z][\w-]*)?(?:, tag \d+)?\s*")
_NXOS_OWN = frozenset({"direct", "local", "hsrp", "vrrp", "glbp", "am"})


def nxos(lines: list[str]) -> list[Row]:
    """Read ``show ip route vrf all`` of NX-OS; what is not the best unicast next hop is left out.

    Args:
        lines: of the output.

    Returns:
        The rows.

    Raises:
        Strange: when any line is not known, or a prefix does not have as many best next hops as it says.
    """
    return list(_nxos(lines))


def _nxos(lines: list[str]) -> Iterator[Row]:
    vrf, left = None, 0
    where = (0, 0)
    for number, line in enumerate(lines, 1):
        if (table := _NXOS_TABLE.fullmatch(line)) and not left:
            vrf = "" if table[1] == "default" else table[1]
        elif vrf is not None and not left and (prefix := _NXOS_PREFIX.fullmatch(line)):
            where, left = (address(prefix[1]), length(prefix[2])), int(prefix[3])
        elif vrf is not None and left and (via := _NXOS_VIA.fullmatch(line)) and (via["hop"] or via["out"]):
            left -= 1
            yield Row(
                line=number, vrf=vrf, network=where[0], prefix=where[1], interface=via["out"] or "",
                next_hop=None if via["proto"] in _NXOS_OWN or not via["hop"] else address(via["hop"]),
                distance=int(via["distance"]), doubt=bool(via["vrf"]) or not _NXOS_PLAIN.fullmatch(via["rest"]),
            )  # fmt: skip
        elif not (_NXOS_NOISE.fullmatch(line) or _NXOS_OTHER.fullmatch(line)):
            raise Strange
    if vrf is None or left:
        raise Strange


_PANOS_TABLE = re.compile(r"VIRTUAL ROUTER: (\S+) \(id \d+\)")
_PANOS_TOTAL = re.compile(r"total routes shown: (\d+)")
_PANOS_NOISE = re.compile(r"flags: A:active, .*|\s+Oi:ospf .*|\s*=*|destination\s+nexthop\s+metric flags\s+age\s.*")
_PANOS_ROW = re.compile(
    rf"(?:(?P<net>{_IP})|[0-9a-f:]+)/(?P<len>\d+)\s+(?P<hop>{_IP}|[0-9a-f:]+)(?:\s+\d+)?"
    r"\s+(?P<flags>\?|~|A(?: (?:\?|C|H|S|~|R|[OB]|Oi|Oo|O1|O2|E))+)(?:\s+\d+)??(?:\s+(?P<out>[a-z][a-z-]*[\d./]+))?"
    r"(?:\s+\d+)?\s*"
)


def panos(lines: list[str]) -> list[Row]:
    """Read ``show routing route`` of PAN-OS; what is not active, or is the device's own address, is left out.

    Args:
        lines: of the output.

    Returns:
        The rows.

    Raises:
        Strange: when any line is not known, or a virtual router does not have as many routes as it says.
    """
    found: list[Row] = []
    vrf, seen = None, 0
    for number, line in enumerate(lines, 1):
        if (table := _PANOS_TABLE.fullmatch(line)) and vrf is None:
            vrf, seen = table[1], 0
        elif vrf is not None and (row := _PANOS_ROW.fullmatch(line)):
            seen += 1
            flags = row["flags"].split()
            if row["net"] and flags[0] == "A" and "H" not in flags:
                found.append(_panos_row(number, vrf, row, flags))
        elif vrf is not None and (total := _PANOS_TOTAL.fullmatch(line)) and int(total[1]) == seen:
            vrf = None
        elif not _PANOS_NOISE.fullmatch(line):
            raise Strange
    if vrf is not None or not any(map(_PANOS_TOTAL.fullmatch, lines)):
        raise Strange
    return found


def _panos_row(number: int, vrf: str, row: re.Match[str], flags: list[str]) -> Row:
    if not row["out"]:
        raise Strange
    return Row(
        line=number, vrf=vrf, network=address(row["net"]), prefix=length(row["len"]), interface=row["out"],
        next_hop=None if "C" in flags else address(row["hop"]), doubt="?" in flags or "~" in flags,
    )  # fmt: skip
