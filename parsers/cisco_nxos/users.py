"""Local users, what is demanded of passwords, and what failed logins do.

Passwords (NX-OS Security Configuration Guide, "Configuring User Accounts and RBAC"): type 5 is SHA-256 crypt (MD5
crypt in old releases, which the masker tells), 8 PBKDF2, 9 scrypt; ``5 !`` is no password at all: only a
key or a server lets such a user in. A hash of another shape than crypt's is not understood. Strength checking is on by
default and not printed: at least eight characters, upper and lower case, digits. A password never expires unless
``passphrase lifetime`` says so (99999 days). Nothing locks an account; ``system login block-for`` refuses all logins
for a while.

Roles: network-operator, vdc-operator and san-admin have less than all rights, as have the privilege roles up to 13. The
rules of a role of the site's own are tried from the highest number down; what none permits is refused but ``show``,
``exit``, ``end`` and ``configure terminal``. A role that no line defines may be anything.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dengbao.mask import read_secret
from dengbao.model import Absent, Known, Secret, Storage, Unknown, Unsupported, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_nxos.table import TOP, Lifetime, Nexus
from parsers.grammar import Reading
from parsers.ioslike.numbers import integer

_STORAGE: dict[str, Storage] = {"0": "plain", "5": "hash", "7": "reversible", "8": "hash", "9": "hash"}
_READERS = frozenset({"network-operator", "vdc-operator"})
_TOP = ("network-admin", "vdc-admin", "priv-15", "priv-14", "dev-ops")
_LESSER = (*_READERS, "san-admin", *(f"priv-{level}" for level in range(14)))
_ROLES: dict[str, bool | None] = {role: role in _TOP for role in (*_TOP, *_LESSER)}
"""Of the system's own roles, whether each may do everything."""
_EVERYTHING = re.compile(r"permit (?:read-write|command [.*^$\"]*\*[.*^$\"]*)")
_POLICY = re.compile(r"(?:vlan|interface|vrf|vsan) policy deny|description .*")
_PASSPHRASE = frozenset({"min-length", "max-length", "default-lifetime", "default-warntime", "default-gracetime"})
_LENGTH, _CLASSES = 8, 3
_NEVER = 99999


@TOP.line("username", topic="users")
def _username(reading: Reading, words: list[str], block: Block) -> bool:
    """Read one of a user's lines: password and role, passphrase, key."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    users, name = reading.device.users.items, words[1]
    user = next((known for known in users if known.name == name), None)
    if user is None:
        user = User(name=name, lines=(), storage="unknown")
        users.append(user)
    user.lines = (*user.lines, block.number)
    if _options(reading, user, words, block):
        return True
    user.unread = (*user.unread, block.number)
    return False


def _options(reading: Reading, user: User, words: list[str], block: Block) -> bool:
    match words[2:]:
        case ["password", kind, secret, *rest] if kind in _STORAGE:
            user.secret = read_secret(secret)
            user.storage = _kept(kind, user.secret)
            if secret == "!":  # noqa: S105 - the mark of no password
                user.secret, user.storage, user.enabled = None, "none", False
            return _role(user, rest)
        case ["password", secret, *rest]:
            user.secret, user.storage = read_secret(secret), "plain"
            return _role(user, rest)
        case ["role", *_]:
            return _role(user, words[2:])
        case ["passphrase", *rest]:
            return _passphrase_of(reading, user, rest, block)
        case ["sshkey" | "keypair" | "ssh-cert-dn", *_]:
            user.public_key = user.enabled = True
        case ["expire", date]:
            user.expires = date
        case ["shelltype" | "gid" | "priv-lvl", *_]:
            return True
        case _:
            return False
    return True


def _passphrase_of(reading: Reading, user: User, words: list[str], block: Block) -> bool:
    """Read ``lifetime N warntime N gracetime N``, the first or the others alone."""
    if words[:1] != ["lifetime"]:
        return words[:1] in (["warntime"], ["gracetime"])
    days = integer(words[1]) if len(words) > 1 else None
    reading.scratch.lifetimes[user.name] = Lifetime(days, block.number)
    return days is not None


def _kept(kind: str, secret: Secret | None) -> Storage:
    """How a password of a type is kept, as far as the masker saw a hash where one should be."""
    if _STORAGE[kind] == "hash" and (secret is None or secret.form != "hashed"):
        return "unknown"
    return "weak_hash" if secret is not None and secret.weak_hash else _STORAGE[kind]


def _role(user: User, words: list[str]) -> bool:
    """Read ``role R``, ``expire D`` or ``priv-lvl N`` behind a password; a user may have several roles."""
    while words:
        if len(words) < 2 or words[0] not in {"role", "expire", "priv-lvl", "shelltype"}:  # noqa: PLR2004
            return False
        if words[0] == "role":
            user.role = f"{user.role} {words[1]}".strip()
        elif words[0] == "expire":
            user.expires = words[1]
        words = words[2:]
    return True


@TOP.line("role name", topic="users")
def _role_name(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a role of the site's own: one that may write everything is as good as the highest."""
    rules: dict[int, str] = {}
    limited = strange = False
    for child in block.children:
        parts = child.text.split(maxsplit=2)
        number = integer(parts[1]) if parts[0] == "rule" and len(parts) > 2 else None  # noqa: PLR2004
        if number is not None and parts[2].startswith(("permit ", "deny ")):
            rules[number] = " ".join(parts[2].split())
        elif _POLICY.fullmatch(child.text):
            limited = limited or "policy deny" in child.text
        else:
            strange = True
            continue
        reading.use(*reading.numbers(child))
    ordered = [rules[number] for number in sorted(rules, reverse=True)]
    everything = next((at for at, rule in enumerate(ordered) if _EVERYTHING.fullmatch(rule)), None)
    nothing = next((at for at, rule in enumerate(ordered) if rule == "deny read-write"), len(ordered))
    top: bool | None = everything is not None and everything < nothing
    if strange or (top and (limited or everything)):
        top = None  # all but some things: whether that is less depends on what they are
    reading.scratch.roles[words[-1]] = top
    return len(words) > 2  # noqa: PLR2004


@TOP.line("role feature-group", "role distribute", topic="users")
def _feature_group(reading: Reading, words: list[str], block: Block) -> bool:
    """Know the names of groups of features; whoever has all of one has not all rights."""
    for child in block.children:
        reading.use(*reading.numbers(child))
    return len(words) > 1


@TOP.line("no password strength-check", "password strength-check", topic="passwords")
def _strength(reading: Reading, words: list[str], block: Block) -> bool:
    on = words[0] != "no"
    policy, lines = reading.device.passwords, (block.number,)
    policy.enabled = Known(on, lines)
    policy.min_classes = Known(_CLASSES if on else 0, lines)
    if policy.min_length is UNREAD:
        policy.min_length = Known(_LENGTH if on else 0, lines)
    return True


@TOP.line("userpassphrase", topic="passwords")
def _passphrase(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``userpassphrase min-length N [max-length N]`` and ``userpassphrase default-lifetime N ...``."""
    options = {name: integer(value) for name, value in zip(words[1::2], words[2::2], strict=False)}
    if not options or None in options.values() or not options.keys() <= _PASSPHRASE:
        return False
    if "min-length" in options:
        reading.device.passwords.min_length = Known(options["min-length"] or 0, (block.number,))
    if "default-lifetime" in options:
        reading.scratch.lifetimes[""] = Lifetime(options["default-lifetime"], block.number)
    return True


@TOP.line("password secure-mode", "no password secure-mode", "password prompt", "user max-logins", "fips mode")
def _sessions(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


@TOP.line("system login block-for", "login block-for", topic="lockout")
def _block_for(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``system login block-for 600 attempts 5 within 120``."""
    options = dict(pairwise(words))
    seconds, attempts = integer(options.get("block-for", "")), integer(options.get("attempts", ""))
    return _locks(reading, attempts, seconds, block)


@TOP.line("system", topic="lockout")
def _system(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return False  # what is known to be of the system stands elsewhere; this may be about logins


@TOP.line("aaa authentication rejected", topic="lockout")
def _rejected(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``aaa authentication rejected 3 in 60 ban 600``."""
    if len(words) < 8:  # noqa: PLR2004
        return False
    return _locks(reading, integer(words[3]), integer(words[7]), block)


def _locks(reading: Reading, attempts: int | None, seconds: int | None, block: Block) -> bool:
    if attempts is None or seconds is None:
        return False
    lockout, lines = reading.device.lockout, (block.number,)
    lockout.attempts, lockout.minutes = Known(attempts, lines), Known(seconds / 60, lines)
    return True


@TOP.line("system login quiet-mode", "login quiet-mode", "login on-success", "login on-failure", "system login")
def _login(_reading: Reading, words: list[str], _block: Block) -> bool:
    return words[-1] != "block-for"


def finish_users(reading: Reading) -> None:
    """Say who has the highest right, and who can only look."""
    roles = _ROLES | reading.scratch.roles
    for user in reading.device.users.items:
        own = [roles.get(role) for role in user.role.split()]
        user.top = True if True in own else None if None in own else False
        user.read_only = bool(own) and set(user.role.split()) <= _READERS


def finish_passwords(reading: Reading) -> None:
    """Fill in defaults; what each user's password holds is as weak as the weakest."""
    policy, state = reading.device.passwords, reading.scratch
    why = "没有 no password strength-check 行,缺省开启强度检查"
    if policy.enabled is UNREAD:
        policy.enabled = Absent(True, why)
        policy.min_classes = Absent(_CLASSES, f"{why}:大写、小写、数字")
    if policy.min_length is UNREAD:
        policy.min_length = Absent(_LENGTH, f"{why}:至少 8 位")
    policy.differs_from_user = Unsupported("NX-OS 没有口令与用户名相同的单独设置")
    policy.history = Unsupported("NX-OS 没有历史口令的设置")
    policy.max_age_days = _age(reading, state)


def _age(reading: Reading, state: Nexus) -> Absent[int] | Known[int] | Unknown:
    default = state.lifetimes.get("", Lifetime(_NEVER, 0))
    found = [state.lifetimes.get(user.name, default) for user in reading.device.users.items if user.storage != "none"]
    lines = tuple(dict.fromkeys(one.line for one in found if one.line))
    unread = reading.device.passwords.unread
    known = [one.days for one in found if one.days is not None]
    if unread or len(known) < len(found):
        return Unknown("没有读懂口令的有效期", (*lines, *unread))
    if not found or not lines:
        return Absent(0, "没有 passphrase lifetime、userpassphrase default-lifetime 行,口令永不过期")
    days = max(known)
    return Known(days if days < _NEVER else 0, lines)


def finish_lockout(reading: Reading) -> None:
    """By default nothing locks (``ssh login-attempts`` only ends the session)."""
    lockout = reading.device.lockout
    if lockout.attempts is UNREAD:
        why = "没有 system login block-for 或 aaa authentication rejected 行"
        lockout.attempts, lockout.minutes = Absent(0, why), Absent(0.0, why)
