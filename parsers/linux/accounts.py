"""Accounts and groups of a Linux host: passwd(5), shadow(5), group(5), lastlog(8).

Shadow comes without hashes: the collector leaves what marks the algorithm (``{6}`` of ``$6$``), ``-`` for an unmarked
one (DES), and the locks (``!``, ``*``). Algorithms are those of crypt(5); ``sm3`` is that of openEuler and Kylin
(unconfirmed).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from dengbao.model import Device, Fact, Known, Storage, Undecided, Unknown
from dengbao.model.host_access import Account, Group, Member
from parsers.linux.document import FILE, Document, Line, known
from parsers.linux.facts import fact, section

ADMINISTRATORS = frozenset({"wheel", "sudo", "admin"})
"""Groups whose members may do everything as distributions set up sudo and su."""

_NO_SHELL = re.compile(r".*/(?:nologin|false|sync|halt|shutdown)")
_STRONG = frozenset({"2a", "2b", "2y", "5", "6", "7", "y", "gy", "sm3"})
_FOREVER_DAYS = 99999
_FIRST_USER = 1000  # login.defs(5): UID_MIN
_EPOCH = dt.date(1970, 1, 1)
_LATEST = re.compile(r"(\w{3}) +(\d{1,2}) +\d\d:\d\d:\d\d(?: [+-]\d{4})? (\d{4})$")
_MONTHS = {name: place for place, name in enumerate(calendar.month_abbr) if name}
_PASSWD_FIELDS, _SHADOW_FIELDS, _GROUP_FIELDS = 7, 9, 4


def read_accounts(device: Device, document: Document) -> None:
    """Fill accounts and groups."""
    host = device.host
    host.groups = section(lambda: _groups(document), "没有本地组")
    host.accounts = section(lambda: _accounts(document), "没有本地账号")
    device.users.items, device.users.missing = list(host.accounts.items), host.accounts.missing
    device.users.file = FILE


def _rows(document: Document, name: str, fields: int) -> list[tuple[list[str], Line]]:
    """Split a table of colons; a row of another width is not understood, and stays so."""
    found = []
    for line in document.need(name).lines:
        row = line.text.split(":")
        if len(row) == fields:
            document.use(line.number)
            found.append((row, line))
        elif line.text[:1] in {"#", "+", "-", ""}:
            document.skip(line.number)
    return found


def _groups(document: Document) -> list[Group]:
    primary: dict[str, list[Member]] = {}
    for (name, _, uid, gid, *_), _line in _rows(document, "passwd", _PASSWD_FIELDS):
        primary.setdefault(gid, []).append(Member(id=uid, name=name))
    found = []
    for (name, _, gid, members), line in _rows(document, "group", _GROUP_FIELDS):
        named = [Member(name=member) for member in members.split(",") if member]
        also = [member for member in primary.get(gid, ()) if member.name not in {one.name for one in named}]
        found.append(
            Group(
                name=name,
                lines=(line.number,),
                id=gid,
                administrators=name in ADMINISTRATORS,
                members=(*named, *also),
                file=FILE,
            )
        )
    return found


def _accounts(document: Document) -> list[Account]:
    groups: dict[str, list[str]] = {}
    for group in _groups(document):
        for member in group.members:
            groups.setdefault(member.name, []).append(group.name)
    shadow, why = _shadow(document)
    logins = _logins(document)
    rows = _rows(document, "passwd", _PASSWD_FIELDS)
    if not rows:
        raise Undecided("passwd 里没有读懂的账号")
    return [_account(row, line, groups.get(row[0], []), shadow.get(row[0]), why, logins) for row, line in rows]


def _shadow(document: Document) -> tuple[dict[str, tuple[list[str], Line]], str]:
    """The password states by account, or why they are not known."""
    try:
        return {row[0]: (row, line) for row, line in _rows(document, "shadow", _SHADOW_FIELDS)}, ""
    except Undecided as error:
        return {}, error.why


def _logins(document: Document) -> dict[str, Fact[str]] | str:
    """The last login of each account, or why none is known."""
    try:
        read = document.need("lastlog")
    except Undecided as error:
        return error.why
    found: dict[str, Fact[str]] = {}
    for line in read.lines:
        name, rest = [*line.text.split(maxsplit=1), "", ""][:2]
        match = _LATEST.search(rest)
        if "Never logged in" in rest:
            found[name] = known("", line)
        elif match and match[1] in _MONTHS:
            found[name] = known(f"{match[3]}-{_MONTHS[match[1]]:02}-{int(match[2]):02}", line)
        elif name == "Username":
            document.skip(line.number)
            continue
        else:
            continue
        document.use(line.number)
    return found


def _account(  # noqa: PLR0913, PLR0917 - what is known of one account
    row: list[str],
    line: Line,
    groups: list[str],
    shadow: tuple[list[str], Line] | None,
    why: str,
    logins: dict[str, Fact[str]] | str,
) -> Account:
    name, field, uid, _, comment, _, shell = row
    last = Unknown(logins) if isinstance(logins, str) else logins.get(name, Unknown("lastlog 里没有这个账号"))
    account = Account(
        name=name,
        lines=(line.number, shadow[1].number) if shadow else (line.number,),
        id=uid,
        builtin="administrator" if uid == "0" and name == "root" else "system" if _is_system(uid) else "",
        groups=tuple(groups),
        administrator=uid == "0" or not ADMINISTRATORS.isdisjoint(groups),
        top=uid == "0" or not ADMINISTRATORS.isdisjoint(groups),
        role=comment,
        interactive=known(not _NO_SHELL.fullmatch(shell), line),
        last_login=last,
        file=FILE,
    )
    account.role = ""
    if field != "x":  # the password stands in passwd itself, or there is none
        account.empty_password = known(not field, line)
        account.storage = "none" if not field else "weak_hash"
        account.enabled = field[:1] not in {"!", "*"}
    elif shadow:
        _password(account, *shadow)
    else:
        reason = why or "shadow 里没有这个账号"
        account.empty_password = account.never_expires = account.max_age_days = Unknown(reason)
        account.password_changed = account.password_required = Unknown(reason)
    return account


def _is_system(uid: str) -> bool:
    return uid.isdecimal() and (0 < int(uid) < _FIRST_USER or uid == "65534")


def _password(account: Account, row: list[str], line: Line) -> None:
    """Take the state of the password, and its days."""
    mark, changed, _, longest, _, _, expires = row[1:8]
    kind = mark.lstrip("!")
    locked = mark[:1] in {"!", "*"}
    account.enabled = not locked
    account.storage = _storage(kind)
    account.empty_password = known(not mark, line)
    account.password_required = known(bool(mark), line)
    account.max_age_days = fact(lambda: _days(longest, line))
    account.never_expires = fact(lambda: _never(longest, line))
    account.password_changed = fact(lambda: _date(changed, line))
    if expires.isdecimal():
        account.expires = (_EPOCH + dt.timedelta(days=min(int(expires), _FOREVER_DAYS))).isoformat()


def _storage(mark: str) -> Storage:
    """How crypt(5) keeps a password, by the mark of its hash."""
    if not mark or mark.startswith("*"):
        return "none"
    if mark == "-":
        return "weak_hash"
    return "hash" if mark.strip("{}") in _STRONG else "weak_hash"


def _days(text: str, line: Line) -> Fact[int]:
    if not text:
        return known(0, line)
    if not text.lstrip("-").isdecimal():
        raise Undecided(f"看不懂口令期限“{text[:20]}”", (line.number,), FILE)
    days = int(text)
    return known(0 if days >= _FOREVER_DAYS or days < 0 else days, line)


def _never(text: str, line: Line) -> Fact[bool]:
    found = _days(text, line)
    return Known(found.value == 0, found.lines, FILE)


def _date(text: str, line: Line) -> Fact[str]:
    if not text.isdecimal():
        raise Undecided("没有记录口令的修改日期", (line.number,), FILE)
    days = min(int(text), _FOREVER_DAYS)
    return known((_EPOCH + dt.timedelta(days=days)).isoformat() if days else "", line)
