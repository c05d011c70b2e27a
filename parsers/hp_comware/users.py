"""Local accounts, and the passwords of the device itself (Comware 7 AAA, RBAC and password control references).

With ``password-control enable`` the running configuration hides the ``password`` lines of management accounts: they
stand, hashed, in a file of the device. So a missing line means an empty password only where password control is off.
A management account's password is kept as a hash whatever form it was typed in; network accounts keep ciphers.
"""

from __future__ import annotations

import re

from msgspec import Struct

from dengbao.mask import read_secret
from dengbao.model import Password, User
from dengbao.model.access import Storage
from dengbao.model.secret import Secret
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.roles import is_full, level_of, only_reads
from parsers.hp_comware.table import TOP, note, plain, state_of, text_after
from parsers.ioslike.numbers import bounded

_STORED: dict[str, Storage] = {
    "simple": "plain", "plain": "plain", "cipher": "reversible", "hash": "hash", "irreversible-cipher": "hash",
}  # fmt: skip
_ADMIN_SERVICES = frozenset({"ssh", "telnet", "terminal", "ftp", "http", "https", "web", "pad"})
_DATE = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})")
_HIDDEN = Secret("hashed", "hidden", frozenset(), "")  # kept as a hash, in a file that the device shows to nobody
_TOP_LEVEL = 3  # Comware 5 counts 0 to 3


class Account(Struct):
    """An account being read."""

    record: User
    reading: Reading
    roles: list[str] = []
    services: set[str] = set()
    manage: bool | None = None


ACCOUNT: Table[Account] = Table()
GROUP: Table[Account] = Table()


def stored(words: list[str]) -> tuple[Storage, Secret | None]:
    """Read ``[simple|cipher|hash] TEXT``: how it is kept, and what the masker saw."""
    match words:
        case [form, text, *_] if form in _STORED:
            return _STORED[form], read_secret(text)
        case [text, *_]:
            return "plain", read_secret(text)
    return "none", None


@TOP.line("local-user", topic="users")
def local_user(reading: Reading, words: list[str], block: Block) -> bool:
    """``local-user NAME [class manage|network]`` and what stands below it."""
    match words:
        case ["local-user", name]:
            manage = None
        case ["local-user", name, "class", "manage" | "network" as kind, *_]:
            manage = kind == "manage"
        case _:
            return False
    accounts = state_of(reading).users
    key = f"{name} {'network' if manage is False else 'manage'}"
    account: Account | None = accounts.get(key)
    if account is None:
        account = accounts[key] = Account(User(name=name, lines=(), storage="none"), reading, [], set(), manage)
        reading.device.users.items.append(account.record)
    account.record.lines += tuple(reading.numbers(block))
    account.record.unread += reading.inside(block, ACCOUNT, account)
    return True


@ACCOUNT.line("password")
def password(account: Account, words: list[str], _block: Block) -> bool:
    """``password simple|cipher|hash TEXT``."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    account.record.storage, account.record.secret = stored(words[1:])
    return len(words) == 2 or words[1] in {"simple", "cipher", "hash"}  # noqa: PLR2004


_SERVICES = frozenset(
    {
        "ssh",
        "telnet",
        "terminal",
        "http",
        "https",
        "ftp",
        "pad",
        "lan-access",
        "portal",
        "ppp",
        "sslvpn",
        "advpn",
        "ike",
    }
    | {"ipoe", "dvpn", "web", "x25-pad", "netconf", "onu", "restful", "soap"}
)


@ACCOUNT.line("service-type")
def service_type(account: Account, words: list[str], _block: Block) -> bool:
    """``service-type ssh telnet terminal``; several lines add up."""
    if words[1:2] == ["ftp"] and "ftp-directory" in words:
        account.services.add("ftp")
        return True
    account.services.update(words[1:])
    return not set(words[1:]) - _SERVICES


@ACCOUNT.line("authorization-attribute")
def attributes(account: Account, words: list[str], _block: Block) -> bool:
    """``authorization-attribute user-role R``; Comware 5: ``level 0-3``; the rest says where a user works."""
    rest = words[1:]
    while rest:
        match rest:
            case ["user-role", name, *more]:
                account.roles.append(name)
            case ["level", number, *more] if (level := bounded(number, 0, 15)) is not None:
                account.record.level = level
            case ["idle-cut", number, *more] if (minutes := bounded(number, 0, 9999)) is not None:
                account.record.idle_minutes = float(minutes)
            case [_, _, *more]:
                pass
            case _:
                return False
        rest = more
    return True


@ACCOUNT.line("level")
def old_level(account: Account, words: list[str], _block: Block) -> bool:
    """``level N``, as the oldest releases write it."""
    account.record.level = bounded(words[-1], 0, 15)
    return account.record.level is not None


@ACCOUNT.line("state")
def state(account: Account, words: list[str], _block: Block) -> bool:
    """``state block`` locks the account."""
    account.record.enabled = words[-1] != "block"
    return words[-1] in {"block", "active"}


@ACCOUNT.line("expiration-date", "validity-datetime", "validity-date")
def expires(account: Account, words: list[str], _block: Block) -> bool:
    """The account's end."""
    found = [match for word in words if (match := _DATE.fullmatch(word))]
    if found:
        year, month, day = found[-1].groups()
        account.record.expires = f"{year}-{int(month):02}-{int(day):02}"
    return bool(found) or "to" not in words


@ACCOUNT.line("password-control")
@GROUP.line("password-control")
def own_control(account: Account, words: list[str], block: Block) -> bool:
    """Limits of one account or group, narrower than the device's: the weakest counts (see password_control)."""
    notes = state_of(account.reading).controls
    match words:
        case ["password-control", "length", number] if (value := bounded(number, 1, 64)) is not None:
            notes.append(("length", value, block.number))
        case ["password-control", "aging", number] if (value := bounded(number, 0, 9999)) is not None:
            notes.append(("aging", value, block.number))
        case ["password-control", "composition", "type-number", number, *_] if value := bounded(number, 1, 4):
            notes.append(("classes", value, block.number))
        case ["password-control", "login-attempt", number, *action] if value := bounded(number, 1, 99):
            notes.append(("attempts", 0 if action[:2] == ["exceed", "unlock"] else value, block.number))
            if action[:2] == ["exceed", "lock-time"] and (minutes := bounded(action[-1], 0, 9999)) is not None:
                notes.append(("minutes", minutes, block.number))
        case ["password-control", "complexity", *_]:
            pass
        case _:
            return False
    return True


plain(
    ACCOUNT, "group", "access-limit", "bind-attribute", "description", "undo access-limit", "phone", "email", "company"
)
plain(ACCOUNT, "full-name", "sponsor-department", "sponsor-email", "sponsor-full-name", "quit")
plain(GROUP, "authorization-attribute", "group-attribute", "identity-member", "member", "quit")


@TOP.line("user-group", topic="users")
def user_group(reading: Reading, words: list[str], block: Block) -> bool:
    """``user-group X``: only its password limits matter here."""
    scope = Account(User(name=words[-1], lines=()), reading, [], set())
    reading.device.passwords.unread.extend(reading.inside(block, GROUP, scope))
    return True


@TOP.line("super password", topic="device_passwords")
def super_password(reading: Reading, words: list[str], block: Block) -> bool:
    """``super password [role R|level N] hash TEXT``."""
    match words[2:]:
        case ["role" | "level" as kind, which, *rest] if rest:
            name, level = f"super-{which}", bounded(which, 0, 15) if kind == "level" else level_of(which)
        case [_, *_] as rest:
            name, level = "super", None
        case _:
            return False
    storage, secret = stored(rest)
    reading.device.device_passwords.items.append(
        Password(name=name, lines=(block.number,), storage=storage, secret=secret, level=level)
    )
    return True


@TOP.line("ssh user", topic="users")
def ssh_user(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssh user NAME service-type S authentication-type T``: what proves who the user is."""
    if "authentication-type" not in words[:-1]:
        return False
    kind = words[words.index("authentication-type") + 1]
    state_of(reading).ssh_users[words[2]] = (kind, block.number)
    return kind in {"password", "publickey", "password-publickey", "any", "keyboard-interactive"}


@TOP.line("role default-role enable", topic="users")
def default_role(reading: Reading, _words: list[str], block: Block) -> bool:
    """``role default-role enable [R]``: who has no role gets one."""
    return note(reading, "default role", text_after(block, 3) or "network-operator", block)


def settle(reading: Reading) -> None:
    """After all lines: rights, services, and whether a hidden password is meant."""
    noted, device = state_of(reading), reading.device
    device.users.missing = device.device_passwords.missing = ""
    control = noted.said.get("password-control")
    for account in noted.users.values():
        _rights(account)
        user = account.record
        user.administrator = _administers(account)
        if user.storage == "none" and control is not None and control.value and user.administrator:
            user.storage, user.secret = "unknown", None
            if noted.generation >= 7:  # noqa: PLR2004 - Comware 7
                user.storage, user.secret = "hash", _HIDDEN
            user.lines += control.lines
        if user.storage == "plain" and user.secret is not None and user.secret.form == "hashed":
            user.storage = "hash"
        kind, line = noted.ssh_users.get(user.name, ("", 0))
        if kind:
            user.public_key = kind != "password"
            user.second_factor = kind == "password-publickey"
            user.lines += (line,)


def _administers(account: Account) -> bool:
    if account.manage is not None:
        return account.manage
    return bool(account.services & _ADMIN_SERVICES) or not account.services


def _rights(account: Account) -> None:
    user, reading = account.record, account.reading
    user.services = frozenset(account.services)
    given = [name for name in account.roles if name != "network-operator"] or account.roles
    user.role = ",".join(given)
    levels = [level for name in account.roles if (level := level_of(name)) is not None]
    if levels:
        user.level = max(levels)
    if account.roles:
        user.top = any(is_full(reading, name) for name in account.roles)
        user.read_only = all(only_reads(reading, name) for name in account.roles)
    elif user.level is not None:
        user.top = user.level >= _TOP_LEVEL
        user.read_only = user.level <= 1
