"""Who may become root: sudoers(5).

Files in ``sudoers.d`` whose names hold a dot or end in ``~`` are not read by sudo, and not here. Aliases are replaced
by what they stand for.
"""

from __future__ import annotations

import re

from dengbao.model import Device
from dengbao.model.host_access import SudoRule
from parsers.linux.document import FILE, Document, FileLine
from parsers.linux.facts import section

_ALIAS = re.compile(r"(User|Runas|Host|Cmnd|Cmd)_Alias\s+(.*)")
_RULE = re.compile(r"(?P<who>(?:\\ |\S)+(?:\s*,\s*\S+)*)\s+(?P<host>[^\s=]+)\s*=\s*(?P<rest>.+)")
_RUN_AS = re.compile(r"\(\s*([^):]*)(?::[^)]*)?\)\s*")
_TAG = re.compile(r"(NOPASSWD|PASSWD|(?:NO)?(?:EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)):\s*")


def read_sudo(device: Device, document: Document) -> None:
    """Fill the rules of sudo."""
    device.host.logon.sudo = section(lambda: _rules(device, document), "没有 sudo 规则,或没有安装 sudo")
    device.host.logon.sudo.unread = list(_unread(document))


def _unread(document: Document) -> list[int]:
    read = document.get("sudoers")
    return [line.number for line in read.lines if line.text.strip() and not document.status[line.number - 1]]


def _rules(device: Device, document: Document) -> list[SudoRule]:
    del device
    files = document.need("sudoers").files()
    lines = [joined for path, found in files.items() if _is_read(path, found, document) for joined in _joined(found)]
    aliases: dict[str, str] = {}
    asks = True
    for text, parts in lines:
        if match := _ALIAS.fullmatch(text):
            for one in match[2].split(":"):
                name, _, value = one.partition("=")
                aliases[name.strip()] = value.strip()
            document.use(*(part.number for part in parts))
        elif text.startswith("Defaults"):
            asks = asks and not re.search(r"(?<!\w)!authenticate\b", text)
            document.use(*(part.number for part in parts))
        elif not text or re.match(r"#|@include", text):
            document.skip(*(part.number for part in parts))
    found = []
    for text, parts in lines:
        match = _RULE.fullmatch(text)
        if match and not re.match(r"#|@|Defaults|\w+_Alias\s", text):
            document.use(*(part.number for part in parts))
            found += _of(match, parts, aliases, asks=asks)
    return found


def _is_read(path: str, lines: list[FileLine], document: Document) -> bool:
    name = path.rpartition("/")[2]
    ignored = "/sudoers.d/" in path and ("." in name or name.endswith("~"))
    if ignored:
        document.skip(*(line.number for line in lines))
    return not ignored


def _joined(lines: list[FileLine]) -> list[tuple[str, list[FileLine]]]:
    """Join lines that end in a backslash, and take comments off."""
    found: list[tuple[str, list[FileLine]]] = []
    parts: list[FileLine] = []
    for line in lines:
        parts.append(line)
        if line.text.rstrip().endswith("\\") and len(parts) < 1000:  # noqa: PLR2004 - a rule, not a book
            continue
        text = " ".join(part.text.rstrip().removesuffix("\\").strip() for part in parts)
        found.append((re.sub(r"(?<=\s)#(?!\d).*$", "", text).strip(), parts))
        parts = []
    return found


def _of(match: re.Match[str], parts: list[FileLine], aliases: dict[str, str], *, asks: bool) -> list[SudoRule]:
    """Make a rule for each who of a line."""
    commands, run_as, password = [], "root", asks
    for piece in re.split(r"(?<!\\),", match["rest"]):
        rest = piece.strip()
        if said := _RUN_AS.match(rest):
            run_as, rest = aliases.get(said[1].strip(), said[1].strip()) or "root", rest[said.end() :]
        while tag := _TAG.match(rest):
            if tag[1] in {"NOPASSWD", "PASSWD"}:
                password = tag[1] == "PASSWD" and asks
            rest = rest[tag.end() :]
        commands += [part.strip() for part in aliases.get(rest, rest).split(",")]
    becomes_root = {"ALL", "root", "#0"} & {name.strip() for name in run_as.split(",")}
    return [
        SudoRule(
            name=who,
            lines=tuple(part.number for part in parts),
            commands=tuple(commands),
            run_as=run_as,
            everything="ALL" in commands and bool(becomes_root),
            password=password,
            file=FILE,
        )
        for one in match["who"].split(",")
        for who in (part.strip() for part in aliases.get(one.strip(), one).split(","))
    ]
