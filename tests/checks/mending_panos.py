"""Type a remedy into PAN-OS's XML: the words of ``set`` and ``delete`` are its elements, named entries and members.

Words at the start lead to the device, the shared part, or the first virtual system (PAN-OS CLI Quick Start). ``set``
adds a member to those that are there and replaces a single value.
"""

from __future__ import annotations

import re
import shlex
import xml.etree.ElementTree as ET  # the tests' own files
from collections.abc import Iterable

_ENTRIES = re.compile(
    r"mgt-config/users|shared/(authentication-profile|ssl-tls-service-profile|server-profile/tacplus)"
    r"|.*/log-settings/(syslog|snmptrap|(system|config|userid)/match-list)|.*/(syslog|tacplus|v3)/(entry/)?server"
    r"|.*/rules|zone|.*/(interface-management-profile|zone-protection-profile)|.*/(ike|ipsec)-crypto-profiles"
    r"|network/(ike/gateway|tunnel/ipsec|virtual-router|interface/ethernet)|.*/permitted-ip|.*/server-profiles"
    r"|.*/(ospf|bgp)/auth-profile|.*/(md5|area|peer-group)|.*/peer-group/entry/peer|.*/area/entry/interface"
    r"|.*/v3/(users|views)"
)
"""Elements whose children are named entries."""
_MEMBERS = re.compile(
    r"rulebase/security/rules/entry/(from|to|source|destination|service|application|.*/(vulnerability|virus))"
    r"|.*/(encryption|hash|allow-list|layer3|ciphers|kex|mac|send-syslog|send-snmptrap|esp/authentication)"
    r"|.*/ike-crypto-profiles/entry/dh-group"
)
"""Elements that hold members."""
_LEAVES = re.compile(
    r"mgt-config/password-complexity/[a-z]+-[a-z-]*(letters|length|characters|count|inclusion)|.*/(enabled|enable|filter)"
    r"|.*/server/entry/(address|secret|server|port|transport|manager|user|engineid|authpwd|privpwd)"
    r"|.*/v3/users/entry/(view|authpwd|privpwd|authproto|privproto)|.*/(admin-)?lockout/failed-attempts"
    r"|.*/discard-(strict|loose)-source-routing|.*/ssl-tls-service-profile/entry/certificate|.*/group/group-id"
    r"|.*/symmetric-key/key-id|.*/default-security-rules/rules/entry/action|.*/recurring/daily/at"
)
"""Elements that hold a text, after which a command may go on."""
_SHARED = frozenset({"mgt-config", "shared"})
_DEVICE = frozenset({"deviceconfig", "network"})
_HASH = "$5$lkqxdmwt$Rk3b!9QzT7#vXs0LmYw2Gd5HfJc8NpUaEoIi4K1tBZ"


def typed(text: str, commands: Iterable[str]) -> str:
    """Type commands.

    Args:
        text: a configuration in XML.
        commands: of a remedy, placeholders filled.

    Returns:
        The configuration as it would be shown then.

    Raises:
        ValueError: a command that configuration mode does not know.
    """
    top = ET.fromstring(text)
    config = top if top.tag == "config" else next(top.iter("config"))
    configuring = False
    for command in commands:
        verb, *words = shlex.split(command)
        if verb in {"configure", "exit"} or not configuring:
            configuring = verb == "configure"
        elif verb == "set":
            _set(*_start(config, words))
        elif verb == "delete":
            _delete(*_start(config, words))
        elif verb != "commit":
            raise ValueError(command)
    return ET.tostring(top, encoding="unicode").replace(" />", "/>") + "\n"


def _start(config: ET.Element, words: list[str]) -> tuple[ET.Element, str, list[str]]:
    """The element that holds the first word's, an empty place, the words."""
    device = config.find("devices/entry")
    if words[0] in _SHARED or device is None:
        return config, "", words
    system = device.find("vsys/entry")
    return (device if words[0] in _DEVICE or system is None else system), "", words


def _child(parent: ET.Element, tag: str, name: str = "") -> ET.Element | None:
    return next((one for one in parent if one.tag == tag and (not name or one.get("name") == name)), None)


def _set(at: ET.Element, place: str, words: list[str]) -> None:
    """Set what the words say below an element."""
    home, home_place = at, place
    while words:
        word = words.pop(0)
        place = f"{place}/{word}".lstrip("/")
        found = _child(at, word)
        if word == "password" and not words and re.fullmatch(r"mgt-config/users/entry/password", place):
            _leaf(at, "phash", _HASH)
            return
        at = ET.SubElement(at, word) if found is None else found
        if _ENTRIES.fullmatch(place) and words:
            name = words.pop(0)
            entry = _child(at, "entry", name)
            at = ET.SubElement(at, "entry", name=name) if entry is None else entry
            place += "/entry"
        elif _MEMBERS.fullmatch(place) and words:
            _add(at, words)
            at, place = home, home_place
            continue
        elif words and (len(words) == 1 or _LEAVES.fullmatch(place)):
            at.text = words.pop(0)
            at[:] = []
            at, place = home, home_place
            continue
        home, home_place = at, place


def _add(element: ET.Element, words: list[str]) -> None:
    """Add members: one word, or those between brackets."""
    end = words.index("]") if words[0] == "[" else 0
    there = {one.text for one in element}
    for word in words[1:end] or words[:1]:
        if word not in there:
            ET.SubElement(element, "member").text = word
    del words[: end + 1]


def _leaf(parent: ET.Element, tag: str, text: str) -> None:
    found = _child(parent, tag)
    (ET.SubElement(parent, tag) if found is None else found).text = text


def _delete(at: ET.Element, place: str, words: list[str]) -> None:
    """Take away the element, entry or member that the words lead to, where it is there."""
    parent = at
    for word in words:
        place = f"{place}/{word}".lstrip("/")
        found = _child(at, word)
        if found is None:
            found = _child(at, "entry", word)
        if found is None:
            found = next((one for one in at if one.tag == "member" and one.text == word), None)
        if found is None:
            return
        parent, at = at, found
    parent.remove(at)
