"""Type a remedy into Junos's text, which is shown as set commands then (``show configuration | display set``).

``set`` adds what is not there, a setting of one value takes the old one's place, ``delete`` takes away a statement with
all below it (CLI User Guide, "Commit, modify configurations"). Of the hierarchy only that is told here which statements
hold one value, many, or none: a command may go on in the same place after these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ONE = re.compile(
    r"system login (password [\w-]+|retry-options [\w-]+|class \S+ idle-timeout|user \S+ class|message)"
    r"|system (time-zone|services ssh (root-login|protocol-version)|services web-management session idle-timeout)"
    r"|(system root-authentication|.* authentication) encrypted-password"
    r"|system syslog ((host|file) \S+ (any|authorization|interactive-commands|change-log)|archive (size|files))"
    r"|system ntp (authentication-key \d+ (type|value)|server \S+ key)|system tacplus-server \S+ secret"
    r"|system archival configuration archive-sites \S+ password"
    r"|snmp v3 (usm local-engine user \S+ \S+ (authentication|privacy)-key|target-address \S+ (address|tag-list|"
    r"target-parameters)|notify \S+ (type|tag))"
    r"|security (ike|ipsec) proposal \S+ (encryption-algorithm|authentication-algorithm|dh-group)"
    r"|security ipsec policy \S+ perfect-forward-secrecy keys|security zones security-zone \S+ screen"
    r"|security policies .* description|security policies .* application-services (idp-policy|utm-policy)"
    r"|security utm utm-policy \S+ anti-virus http-profile|chassis cluster redundancy-group \d+ node \d+ priority"
    r"|interfaces \S+ unit \d+ family inet (filter input|address \S+ vrrp-group \d+ authentication-(type|key))"
)
"""Statements that hold one value."""
_MANY = re.compile(
    r"system services ssh (ciphers|macs|key-exchange|hostkey-algorithm)|system login class \S+ permissions"
    r"|system authentication-order|system ntp trusted-key|security policies .* match (source-address|"
    r"destination-address|application|dynamic-application)|firewall .* from (protocol|destination-port|"
    r"source-prefix-list)"
)
"""Statements that hold any number of values."""
_NONE = re.compile(
    r"system syslog time-format (year|millisecond)|system ntp server \S+ prefer"
    r"|security policies .* then log session-(init|close)"
    r"|security screen ids-option \S+ (icmp ping-death|ip (source-route-option|tear-drop)|tcp (land|syn-flood))"
)
"""Statements that hold none, though the command may go on."""
_SECRETS = {
    r"authentication plain-text-password": 'authentication encrypted-password "$6$Zk3xQy9s$T7vLq1wRb5uHj8mCd2pGf6s"',
    r"root-authentication plain-text-password": 'root-authentication encrypted-password "$6$Zk3xQy9s$T7vLq1wRb5uHj8m"',
    r"(authentication|privacy)-password \S+": r'\1-key "$9$Jm8r24aJDqmwYaUHkQz3nCtOBEcyeMXIRwgoaUDn"',
    r"(secret|value|authentication-key|key|password) (?=\w{3}-\w{3}_)\S+": r'\1 "$9$aZDkqfTz3n9Q3nCtpB1EcSrlM8XxdVs2a"',
}
"""What is typed in clear, and how it is shown."""


def typed(text: str, commands: Iterable[str]) -> str:
    """Type commands.

    Args:
        text: a configuration in braces or as set commands.
        commands: of a remedy, placeholders filled.

    Returns:
        The configuration as ``| display set`` would print it then.

    Raises:
        ValueError: a command that configuration mode does not know.
    """
    braces = re.search(r"\{\s*$", text, re.MULTILINE)
    there = list(_flat(text)) if braces else [line.strip() for line in text.split("\n") if line.strip()]
    configuring = False
    for command in commands:
        verb, _, rest = command.partition(" ")
        if verb == "configure" or not configuring:
            configuring |= verb == "configure"
        elif verb == "set":
            for pattern, shown in _SECRETS.items():
                rest = re.sub(pattern, shown, rest)
            for path, value in _statements(_words(rest)):
                _set(there, path, value)
        elif verb in {"delete", "activate"}:
            gone = [f"{word} {' '.join(_words(rest))}" for word in ("set", "deactivate")[verb == "activate" :]]
            there[:] = [line for line in there if not any(f"{line} ".startswith(f"{one} ") for one in gone)]
        elif verb != "commit":
            raise ValueError(command)
    return "\n".join(there) + "\n"


def _flat(text: str) -> Iterator[str]:
    """The statements of a text in braces as set commands."""
    path: list[str] = []
    for raw in text.split("\n"):
        line = re.sub(r"\s*(##.*|/\*.*?\*/)\s*$", "", raw).strip()
        if line.startswith("inactive: "):
            line = line.removeprefix("inactive: ")
            yield " ".join(["deactivate", *path, re.sub(r"[ ;{]+$", "", line)])
        if line.endswith("{"):
            path.append(line[:-1].strip())
        elif line == "}":
            path.pop()
        elif many := re.fullmatch(r"(\S+) \[ (.*) \];", line):
            yield from (" ".join(["set", *path, many[1], word]) for word in _words(many[2]))
        elif line:
            yield " ".join(["set", *path, line.removesuffix(";")])


def _words(text: str) -> list[str]:
    """The words of a command, quotes kept; ``ge-0/0/0.0`` is short for the unit."""
    return re.findall(r'"[^"]*"|\S+', re.sub(r"^(interfaces \S+)\.(\d+)(?= |$)", r"\1 unit \2", text))


def _statements(words: list[str]) -> Iterator[tuple[list[str], str | None]]:
    """The statements that one command sets: path and, where that holds one, the value."""
    path: list[str] = []
    said = False
    while words:
        path, said = [*path, words.pop(0)], False
        place = " ".join(path)
        if _ONE.fullmatch(place) and words:
            yield path, words.pop(0)
        elif _MANY.fullmatch(place) and words:
            end = words.index("]") if words[0] == "[" else 0
            for word in words[1:end] or words[:1]:
                yield [*path, word], None
            del words[: end + 1]
        elif _NONE.fullmatch(place):
            yield path, None
        else:
            continue
        path, said = path[:-1], True
    if path and not said:
        yield path, None


def _set(there: list[str], path: list[str], value: str | None) -> None:
    """Set one statement."""
    place = " ".join(["set", *path])
    if value is None:
        if not any(line == place or line.startswith(f"{place} ") for line in there):
            there.append(place)
        return
    line = f"{place} {value}"
    old = next((at for at, one in enumerate(there) if one.startswith(f"{place} ")), None)
    if old is None:
        there.append(line)
    else:
        there[old] = line
