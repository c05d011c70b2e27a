"""Local users, the passwords of the device, what is demanded of passwords, and what failed logins do.

Kinds of password (ASA command reference, ``username``): ``pbkdf2`` is PBKDF2-SHA512 (9.6 and later), ``encrypted`` an
unsalted or name-salted MD5 before that, ``nt-encrypted`` MD4. Level 2 is the default of a user. Defaults of
``password-policy``: length 3, all counts 0, lifetime 0 (CLI configuration guide 8.4); ``username-check`` and
``reuse-interval`` came with 9.8(1). Release notes 9.17(1): a lock-out ends after ten minutes and holds for level 15;
before, it lasted until cleared and never held for level 15.
"""

from __future__ import annotations

from typing import TypeVar

from dengbao.mask import read_secret
from dengbao.model import Absent, Fact, Known, Password, Storage, Unknown, Unsupported, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP
from parsers.grammar import Reading, Table
from parsers.ioslike.numbers import bounded, integer

_KINDS: dict[str, Storage] = {
    "pbkdf2": "hash", "encrypted": "weak_hash", "nt-encrypted": "weak_hash", "mschap": "weak_hash",
}  # fmt: skip
_TOP_LEVEL = 15
_DEFAULT_LEVEL = 2
_LOCK_MINUTES = 10.0
ATTRIBUTES: Table[User] = Table()
T = TypeVar("T")


def _password(words: list[str], at: int) -> tuple[Storage, int]:
    """Tell how the password at a word is kept, and the index after it and its kind."""
    kind = words[at + 1] if at + 1 < len(words) else ""
    secret = read_secret(words[at])
    if kind == "encrypted" and secret is not None and secret.form == "unknown":
        return "unknown", at + 2
    if kind in _KINDS:
        return _KINDS[kind], at + 2
    if secret is None or secret.form in {"unknown", "key"}:
        return "unknown", at + 1
    return "plain" if secret.form == "plain" else "reversible" if secret.form == "reversible" else "weak_hash", at + 1


@TOP.line("username", topic="users")
def _username(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``username U {password P [kind] | nopassword} [privilege N]`` and ``username U attributes``."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    name, users = words[1], reading.device.users.items
    user = next((known for known in users if known.name == name), None)
    if user is None:
        user = User(name=name, lines=(), level=_DEFAULT_LEVEL, storage="none")
        users.append(user)
    user.lines = (*user.lines, block.number)
    if words[2] == "attributes":
        user.unread = (*user.unread, *reading.inside(block, ATTRIBUTES, user))
        return True
    at, count = 2, len(words)
    while at < count:
        word = words[at]
        if word == "password" and at + 1 < count:
            user.secret = read_secret(words[at + 1])
            user.storage, at = _password(words, at + 1)
        elif word == "nopassword":
            user.storage, at = "none", at + 1
        elif word == "privilege" and at + 1 < count and (level := bounded(words[at + 1], 0, _TOP_LEVEL)) is not None:
            user.level, at = level, at + 2
        elif word in {"password-history", "password-date"}:
            return True
        else:
            user.unread = (*user.unread, block.number)
            return False
    return True


@ATTRIBUTES.line("service-type")
def _service_type(user: User, words: list[str], _block: Block) -> bool:
    user.role = words[-1]
    return words[-1] in {"admin", "nas-prompt", "remote-access"}


@ATTRIBUTES.line("ssh authentication")
def _public_key(user: User, words: list[str], _block: Block) -> bool:
    user.public_key = len(words) > 2 and words[2] in {"publickey", "pkf"}  # noqa: PLR2004
    return user.public_key


ATTRIBUTES.ignore("远程接入 VPN 的参数", "vpn-group-policy", "vpn-framed-ip-address", "vpn-filter",
                  "vpn-tunnel-protocol", "vpn-simultaneous-logins", "vpn-idle-timeout", "vpn-session-timeout",
                  "group-lock", "webvpn", "memberof", "vpn-access-hours", "vpn-framed-ipv6-address",
                  "password-storage", "vpn-framed-ip-netmask", "no vpn-group-policy", "no vpn-filter")  # fmt: skip
ATTRIBUTES.ignore("口令的修改日期与旧口令散列", "password-date", "password-history")


@TOP.line("enable password", "passwd", topic="device_passwords")
def _device_password(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``enable password P [level N] [kind]`` and ``passwd P [kind]``, the login password of Telnet."""
    at = 2 if words[0] == "enable" else 1
    if len(words) <= at:
        return False
    rest = [word for index, word in enumerate(words) if word != "level" and words[index - 1] != "level"]
    level = bounded(words[words.index("level") + 1], 0, _TOP_LEVEL) if "level" in words[:-1] else _TOP_LEVEL
    if len(rest) <= at or level is None:
        return False
    secret = read_secret(rest[at])
    storage, after = _password(rest, at)
    if secret is not None and secret.length == "empty":
        storage = "none"
    name = "passwd" if words[0] == "passwd" else "enable" if level == _TOP_LEVEL else f"enable-{level}"
    reading.device.device_passwords.items.append(
        Password(name=name, lines=(block.number,), storage=storage, secret=secret, level=level if at > 1 else None)
    )
    return after == len(rest)


@TOP.line("password-policy", topic="passwords")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    policy, lines = reading.device.passwords, (block.number,)
    if words[1:] == ["username-check"]:
        policy.differs_from_user = Known(value=True, lines=lines)
        return True
    if words[1:3] == ["authenticate", "enable"]:
        return True
    number = integer(words[-1]) if len(words) == 3 else None  # noqa: PLR2004
    if number is None:
        return False
    match words[1]:
        case "minimum-length":
            policy.min_length = Known(number, lines)
        case "lifetime":
            policy.max_age_days = Known(number, lines)
        case "reuse-interval":
            policy.history = Known(number, lines)
        case "minimum-uppercase" | "minimum-lowercase" | "minimum-numeric" | "minimum-special":
            if number:
                reading.scratch.facts[f"class {words[1]}"] = block
        case "minimum-changes":
            return True
        case _:
            return False
    return True


@TOP.line("no password-policy", topic="passwords")
def _no_policy(reading: Reading, words: list[str], block: Block) -> bool:
    if words[2:] == ["username-check"]:
        reading.device.passwords.differs_from_user = Known(value=False, lines=(block.number,))
        return True
    return False


@TOP.line("aaa local authentication attempts max-fail", topic="lockout")
def _max_fail(reading: Reading, words: list[str], block: Block) -> bool:
    number = integer(words[-1])
    if number is None:
        return False
    reading.device.lockout.attempts = Known(number, (block.number,))
    return True


def finish_users(reading: Reading) -> None:
    """Tell who may administer: ``remote-access`` users may not once ``aaa authorization exec`` is on."""
    device, state = reading.device, reading.scratch
    for user in device.users.items:
        user.top = user.level == _TOP_LEVEL
        user.read_only = user.level is not None and user.level <= 1
        user.administrator = not (user.role == "remote-access" and "authorization exec" in state.facts)
        if user.storage == "none" and user.public_key:
            user.storage = "unknown"


def finish_passwords(reading: Reading) -> None:
    """Fill in the defaults of the password policy."""
    policy, state = reading.device.passwords, reading.scratch
    classes = tuple(block.number for name, block in state.facts.items() if name.startswith("class minimum-"))
    if policy.min_length is UNREAD:
        why = "没有 password-policy minimum-length 行"
        policy.min_length = (
            Absent(3, f"{why},缺省 3 位") if state.since(9, 13) is False else Unknown(f"{why},这一版本的缺省没有确认")
        )
    policy.min_classes = (
        Known(len(classes), classes)
        if classes
        else Absent(0, "没有要求大写、小写、数字、特殊字符的 password-policy 行")
    )
    if policy.max_age_days is UNREAD:
        policy.max_age_days = Absent(0, "没有 password-policy lifetime 行,缺省永不过期")
    recent = state.since(9, 8)
    if policy.differs_from_user is UNREAD:
        policy.differs_from_user = _since_98(recent, Absent(False, "没有 password-policy username-check 行"))
    if policy.history is UNREAD:
        policy.history = _since_98(recent, Absent(0, "没有 password-policy reuse-interval 行"))
    lines = (*policy.min_length.lines, *classes)
    policy.enabled = Known(value=True, lines=lines) if lines else Absent(False, "没有 password-policy 行")


def _since_98(recent: bool | None, absent: Absent[T]) -> Fact[T]:  # noqa: FBT001
    if recent is None:
        return Unknown("配置中没有版本,看不出有没有这一项")
    return absent if recent else Unsupported("9.8(1) 之前没有这一项")


def finish_lockout(reading: Reading) -> None:
    """Say whom a lock-out holds for, and for how long."""
    device, state = reading.device, reading.scratch
    lockout = device.lockout
    if lockout.attempts is UNREAD:
        why = "没有 aaa local authentication attempts max-fail 行,缺省不锁定"
        lockout.attempts, lockout.minutes = Absent(0, why), Absent(0.0, why)
        return
    lines = lockout.attempts.lines
    recent = state.since(9, 17)
    if recent is None:
        lockout.minutes = Unknown("配置中没有版本,看不出锁定多久", lines)
    else:
        lockout.minutes = Known(_LOCK_MINUTES if recent else 0.0, lines)
    local = not isinstance(device.aaa.authentication, Known) or device.aaa.authentication.value[:1] == ("local",)
    if not recent and local and any(user.level == _TOP_LEVEL for user in device.users.items):
        lockout.attempts = Unknown("9.17 之前不锁定 15 级用户,15 级用户要由认证服务器锁定", lines)


def finish_device_passwords(reading: Reading, *, whole: bool) -> None:
    """Note that there is no enable password: before 9.12 it is empty then, later the device asks for one at first.

    Args:
        reading: with all lines read.
        whole: the configuration was seen to its end.
    """
    device, state = reading.device, reading.scratch
    passwords = device.device_passwords.items
    if whole and not any(password.name == "enable" for password in passwords):
        old = state.since(9, 12) is False
        passwords.append(Password(name="enable", lines=(), storage="none" if old else "unknown", level=_TOP_LEVEL))
