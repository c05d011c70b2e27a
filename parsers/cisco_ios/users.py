"""Local users, the passwords of the device, and what is demanded of passwords.

Password types after the IOS Security Command Reference (``username``, ``enable secret``): 0 clear, 7 reversible, 6 AES
with a master key (reversible by the device), 4 broken SHA-256 without salt, 5 MD5-crypt, 8 PBKDF2, 9 scrypt.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Password, Unknown, Unsupported, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP, Ios
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, integer
from parsers.ioslike.passwords import Kept, kept

_TOP_LEVEL = 15
# Options of a user that stand alone, or with one word, and say nothing about administration.
_ALONE = frozenset({"noescape", "nohangup", "one-time", "nocallback-verify", "mac", "dnis"})
_WITH_WORD = frozenset(
    {"callback-dialstring", "callback-line", "callback-rotary", "max-links", "maxlinks", "serial-number"}
)


@TOP.line("username", topic="users")
def _username(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    name = words[1]
    users = reading.device.users.items
    user = next((known for known in users if known.name == name), None)
    if user is None:
        user = User(name=name, lines=(block.number,), level=1, storage="none")
        users.append(user)
    else:
        user.lines = (*user.lines, block.number)
    if _options(reading, user, words):
        return True
    user.unread = (*user.unread, block.number)
    return False


def _options(reading: Reading, user: User, words: list[str]) -> bool:
    at = 2
    while at < len(words):
        match words[at:]:
            case ["password" | "secret", *_]:
                found = kept(words, at + 1)
                if found is None:
                    return False
                user.storage, user.secret, at = found.storage, found.secret, found.after
            case ["nopassword", *_]:
                user.storage, user.secret, at = "none", None, at + 1
            case ["description" | "autocommand", *_]:
                return True
            case [word, *_] if word in _ALONE:
                at += 1
            case [word, value, *_] if _option(reading, user, word, value):
                at += 2
            case _:
                return False
    return True


def _option(reading: Reading, user: User, word: str, value: str) -> bool:
    """Read an option that has one word."""
    if word == "privilege":
        user.level = bounded(value, 0, _TOP_LEVEL)
        return user.level is not None
    if word == "common-criteria-policy":
        reading.scratch.user_policies[user.name] = value
    elif word == "view":
        user.role = value
    elif word == "access-class":
        reading.scratch.facts[f"user-acl {user.name}"] = Block(user.lines[-1], value)
    return word in {"common-criteria-policy", "view", "access-class"} or word in _WITH_WORD


@TOP.line("enable secret", "enable password", topic="device_passwords")
def _enable(reading: Reading, words: list[str], block: Block) -> bool:
    at, level = 2, _TOP_LEVEL
    if words[2:3] == ["level"] and len(words) > 3:  # noqa: PLR2004
        found = bounded(words[3], 0, _TOP_LEVEL)
        if found is None:
            return False
        at, level = 4, found
    password = kept(words, at) if at != 4 else _after_level(words)  # noqa: PLR2004
    if password is None:
        return False
    name = words[1] if level == _TOP_LEVEL else f"{words[1]}-{level}"
    reading.device.device_passwords.items.append(
        Password(
            name=f"enable-{name}", lines=(block.number,), storage=password.storage, secret=password.secret, level=level
        )
    )
    return True


def _after_level(words: list[str]) -> Kept | None:
    return kept([*words[:2], *words[4:]], 2)


@TOP.line("security passwords min-length", topic="passwords")
def _min_length(reading: Reading, words: list[str], block: Block) -> bool:
    number = integer(words[-1])
    if number is None:
        return False
    reading.device.passwords.min_length = Known(number, (block.number,))
    return True


@TOP.line("aaa password", "no aaa password", topic="passwords")
def _restriction(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``aaa password restriction``: neither the user's name nor the vendor's (IOS Security Command Reference)."""
    if words[-1] == "restriction":
        reading.device.passwords.differs_from_user = Known(words[0] != "no", (block.number,))
    return words[-1] == "restriction"


@TOP.line("login password-reuse-interval", topic="passwords")
def _reuse(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


_COUNTS = frozenset({"upper-case", "lower-case", "numeric-count", "special-case"})
_NUMBERS = _COUNTS | {
    "min-length",
    "max-length",
    "char-changes",
    "character-repetition",
    "restrict-consecutive-letters",
}


@TOP.line("aaa common-criteria", topic="passwords")
def _criteria(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return False  # whatever it is, it may be about passwords


@TOP.line("aaa common-criteria policy", topic="passwords")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep a policy; it counts when the users name it."""
    for child in block.children:
        parts = child.text.split()
        known = (parts[0] in _NUMBERS and len(parts) > 1 and integer(parts[1]) is not None) or (
            parts[0] == "lifetime" and len(parts) > 2 and integer(parts[2]) is not None  # noqa: PLR2004
        )
        if known or parts[0] in {"copy", "restrict-consecutive-letters"}:
            reading.use(child.number)
        else:
            reading.device.passwords.unread.extend(reading.numbers(child))
    reading.scratch.facts[f"policy {words[-1]}"] = block
    return len(words) > 3  # noqa: PLR2004


def _common_policy(reading: Reading) -> Block | None:
    """Find the policy that every local user with a password is under, if there is one."""
    state: Ios = reading.scratch
    names = {state.user_policies.get(user.name) for user in reading.device.users.items if user.storage != "none"}
    if len(names) != 1:
        return None
    return state.facts.get(f"policy {names.pop()}")


_DAYS = {"year": 365.0, "month": 30.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}


def finish_passwords(reading: Reading) -> None:
    """Sum the password rules up: those of a common-criteria policy hold for users who are under it, and for no other.

    Without one, ``security passwords min-length`` is all that IOS demands; it is not set by default (IOS Security
    Command Reference). IOS remembers no earlier passwords.
    """
    policy = reading.device.passwords
    block = _common_policy(reading)
    if block is None:
        why = "没有配置所有用户都遵守的 aaa common-criteria policy"
        if policy.min_length is UNREAD:
            policy.min_length = Absent(0, "没有配置 security passwords min-length,也" + why)
        policy.min_classes, policy.max_age_days = Absent(0, why), Absent(0, why)
        policy.enabled = (
            Known(value=True, lines=policy.min_length.lines) if policy.min_length.lines else Absent(False, why)
        )
    else:
        _from_policy(reading, block)
    if policy.differs_from_user is UNREAD:
        policy.differs_from_user = Absent(False, "没有 aaa password restriction 行,口令可以与用户名相同")
    policy.history = Unsupported("IOS 不按个数记历史口令(较新的版本只能按天数限制重用)")


def _from_policy(reading: Reading, block: Block) -> None:
    policy = reading.device.passwords
    values = {parts[0]: (parts[1:], child.number) for child in block.children if len(parts := child.text.split()) > 1}
    users = tuple(number for user in reading.device.users.items for number in user.lines)
    policy.enabled = Known(value=True, lines=(block.number, *users))
    classes = [number for name, (_, number) in values.items() if name in _COUNTS and values[name][0][0] != "0"]
    policy.min_classes = Known(len(classes), (block.number, *classes))
    length, number = values.get("min-length", (["1"], block.number))
    least = integer(length[0])
    lost = Unknown("没有读懂 min-length 的取值", (number,))
    policy.min_length = Known(least, (block.number, number)) if least is not None else lost
    life, number = values.get("lifetime", ([], block.number))
    amount = integer(life[1]) if len(life) > 1 else 0
    days = _DAYS.get(life[0].rstrip("s"), 0.0) * (amount or 0) if life else 0.0
    if life and not days:
        policy.max_age_days = Unknown("没有读懂口令的期限(lifetime)", (number,))
        return
    policy.max_age_days = Known(max(int(days), 1) if days else 0, (block.number, number))


def finish_users(reading: Reading) -> None:
    """Say who has the highest right, and who can only look."""
    for user in reading.device.users.items:
        user.top = user.level == _TOP_LEVEL and not user.role
        user.read_only = None if user.role else user.level is not None and user.level <= 1
        if f"pubkey {user.name}" in reading.scratch.facts:
            user.public_key = True
            user.storage = "unknown" if user.storage == "none" else user.storage


@TOP.line("login block-for", topic="lockout")
def _block_for(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``login block-for 600 attempts 5 within 120``: all logins are refused for a while."""
    if len(words) < 7:  # noqa: PLR2004
        return False
    seconds, attempts = integer(words[2]), integer(words[4])
    if seconds is None or attempts is None:
        return False
    lockout = reading.device.lockout
    lockout.attempts, lockout.minutes = Known(attempts, (block.number,)), Known(seconds / 60, (block.number,))
    return True


@TOP.line("aaa authentication rejected", topic="lockout")
def _rejected(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``aaa authentication rejected 3 in 60 ban 600``."""
    if len(words) < 8:  # noqa: PLR2004
        return False
    attempts, seconds = integer(words[3]), integer(words[7])
    if attempts is None or seconds is None:
        return False
    lockout = reading.device.lockout
    lockout.attempts, lockout.minutes = Known(attempts, (block.number,)), Known(seconds / 60, (block.number,))
    return True


@TOP.line("aaa local authentication attempts max-fail", topic="lockout")
def _max_fail(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.facts["max-fail"] = block
    return integer(words[-1]) is not None


def finish_lockout(reading: Reading) -> None:
    """Weigh the two ways to lock.

    ``max-fail`` locks an account until it is cleared, but never one of privilege 15 (Cisco "Login Password Retry
    Lockout"); by default neither is on.
    """
    lockout = reading.device.lockout
    block = reading.scratch.facts.get("max-fail")
    if lockout.attempts is not UNREAD:
        return
    if block is None:
        why = "没有配置 login block-for 或 aaa local authentication attempts max-fail"
        lockout.attempts, lockout.minutes = Absent(0, why), Absent(0.0, why)
        return
    attempts: Fact[int] = Known(integer(block.text.split()[-1]) or 0, (block.number,))
    if any(user.level == _TOP_LEVEL for user in reading.device.users.items):
        attempts = Unknown("max-fail 不锁定 15 级用户,15 级用户还要用 login block-for 限制", (block.number,))
    lockout.attempts, lockout.minutes = attempts, Known(0.0, (block.number,))
