"""Local users, Web accounts, the passwords of the device, and what is demanded of passwords.

Password types: 0 clear, 7 reversible in both its shapes (hexadecimal; ``$10$`` in 12.x), 5 MD5-crypt, 8 one-way
(``$1c$``; the kind of hash is not public). Password policy after the RGOS Configuration Guides (10.4 p.20, 11.x
p.954-959): everything is off by default, and ``strong`` asks for two kinds of characters, not three.
"""

from __future__ import annotations

from dengbao.model import Absent, Known, Password, Storage, Unknown, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.aaa import enabled
from parsers.ioslike.numbers import bounded, integer
from parsers.ioslike.passwords import kept
from parsers.ruijie_os.table import TOP

TYPES: dict[str, Storage] = {"0": "plain", "7": "reversible", "5": "weak_hash", "8": "hash"}
_TOP_LEVEL = 15
_MODES = {"console": "terminal", "aux": "terminal", "ssh": "ssh", "telnet": "telnet", "web": "https"}


def _user(reading: Reading, name: str, number: int) -> User:
    users = reading.device.users.items
    user = next((known for known in users if known.name == name and not known.role), None)
    if user is None:
        user = User(name=name, lines=(number,), level=1, storage="none")
        users.append(user)
    else:  # RGOS prints the password and the privilege of a user in lines of their own
        user.lines = (*user.lines, number)
    return user


@TOP.line("username", topic="users")
def _username(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    user = _user(reading, words[1], block.number)
    if _options(user, words):
        return True
    user.unread = (*user.unread, block.number)
    return False


def _options(user: User, words: list[str]) -> bool:
    at, count = 2, len(words)
    while at < count:
        word = words[at]
        if word in {"password", "secret"}:
            found = kept(words, at + 1, TYPES)
            if found is None:
                return False
            user.storage, user.secret, at = found.storage, found.secret, found.after
        elif word == "privilege" and at + 1 < count:
            user.level, at = bounded(words[at + 1], 0, _TOP_LEVEL), at + 2
            if user.level is None:
                return False
        elif word == "nopassword":
            user.storage, user.secret, at = "none", None, at + 1
        elif words[at : at + 2] == ["login", "mode"] and at + 2 < count:
            modes = frozenset(_MODES.get(mode, mode) for mode in words[at + 2 :])
            user.services = modes | (user.services or frozenset())
            return modes <= _WAYS
        elif words[at : at + 2] == ["online", "amount"]:
            return True
        elif word == "reject" and words[at + 1 :] in (["remote-login"], []):
            user.services = frozenset({"terminal"})
            return True
        else:
            return False
    return True


@TOP.line("webmaster level", topic="users")
def _webmaster(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``webmaster level 0 username U {password | secret} [TYPE] P``: 0 is the highest level of the Web."""
    level = integer(words[2]) if len(words) > 5 else None  # noqa: PLR2004
    found = kept(words, 6, TYPES) if len(words) > 6 and words[3] == "username" else None  # noqa: PLR2004
    if level is None or found is None:
        return False
    reading.device.users.items.append(
        User(
            name=words[4], lines=(block.number,), storage=found.storage, secret=found.secret, role=f"web-{level}",
            top=level == 0, read_only=None, services=frozenset({"http", "https"}),
        )
    )  # fmt: skip
    return True


@TOP.line("enable secret", "enable password", topic="device_passwords")
def _enable(reading: Reading, words: list[str], block: Block) -> bool:
    level, rest = _TOP_LEVEL, words[2:]
    if rest[:1] == ["level"] and len(rest) > 1:
        number = bounded(rest[1], 0, _TOP_LEVEL)
        if number is None:
            return False
        level, rest = number, rest[2:]
    found = kept([words[1], *rest], 1, TYPES)
    if found is None:
        return False
    name = f"enable-{words[1]}" if level == _TOP_LEVEL else f"enable-{words[1]}-{level}"
    reading.device.device_passwords.items.append(
        Password(name=name, lines=(block.number,), storage=found.storage, secret=found.secret, level=level)
    )
    return True


@TOP.line("password policy", "no password policy", topic="passwords")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    policy, lines = reading.device.passwords, (block.number,)
    off = words[0] == "no"
    rest = words[3 if off else 2 :]
    number = integer(rest[1]) if len(rest) > 1 else 0
    if not rest or number is None:
        return False
    match rest[0]:
        case "min-size":
            policy.min_length = Known(0 if off else number, lines)
        case "strong":
            policy.min_classes = Known(1 if off else 2, lines)
            policy.differs_from_user = Known(not off, lines)
        case "life-cycle":
            policy.max_age_days = Known(0 if off else number, lines)
        case "no-repeat-times":
            policy.history = Known(0 if off else number, lines)
        case "printable-character-check" | "forced-password-modify":
            pass
        case _:
            return False
    return True


def finish_passwords(reading: Reading) -> None:
    """Nothing is demanded by default up to 11.x; some 12.x images are said to differ, so there it is unknown."""
    policy, state = reading.device.passwords, reading.scratch
    confirmed = state.version is not None and state.version[0] < 12  # noqa: PLR2004 - the first release in doubt
    defaults: dict[str, int | bool] = {
        "min_length": 0, "min_classes": 1, "differs_from_user": False, "max_age_days": 0, "history": 0,
    }  # fmt: skip
    words = {
        "min_length": "min-size", "min_classes": "strong", "differs_from_user": "strong", "max_age_days": "life-cycle",
        "history": "no-repeat-times",
    }  # fmt: skip
    for name, default in defaults.items():
        if getattr(policy, name) is UNREAD:
            why = f"没有 password policy {words[name]} 行"
            doubt = name in {"min_length", "min_classes", "differs_from_user"} and not confirmed
            fact = Unknown(f"{why},12.x 的缺省没有确认") if doubt else Absent(default, f"{why},缺省不要求")
            setattr(policy, name, fact)
    lines = tuple(number for name in defaults for number in getattr(policy, name).lines)
    policy.enabled = Known(value=True, lines=lines) if lines else Absent(False, "没有 password policy 行")


def finish_users(reading: Reading) -> None:
    """Say who has the highest right, and who can only look."""
    for user in reading.device.users.items:
        if user.top is None:
            user.top = user.level == _TOP_LEVEL
            user.read_only = user.level is not None and user.level <= 1


_WAYS = frozenset(
    {*_MODES, *_MODES.values(), "ssh", "telnet", "aux", "web", "ftp", "tftp", "http", "https", "terminal"}
)


@TOP.line("aaa local authentication attempts", "aaa local authentication lockout-time", topic="lockout")
def _lockout(reading: Reading, words: list[str], block: Block) -> bool:
    if integer(words[-1]) is None or len(words) != 5:  # noqa: PLR2004
        return False
    reading.scratch.facts[words[3]] = block
    return True


def finish_lockout(reading: Reading) -> None:
    """Locking works under ``aaa new-model`` alone (RGOS 11.x Configuration Guide p.735).

    The guide gives no unit of ``lockout-time``: minutes from 11.x on, hours before, as engineers recall it. Minutes are
    the shorter reading, so that nothing passes by it that the longer one would not.
    """
    lockout, state = reading.device.lockout, reading.scratch
    attempts, minutes = state.facts.get("attempts"), state.facts.get("lockout-time")
    if not enabled(state):
        why = "没有启用 aaa new-model,不会锁定"
        lines = tuple(block.number for block in (attempts, minutes) if block)
        lockout.attempts = Known(0, lines) if lines else Absent(0, why)
        lockout.minutes = Absent(0.0, why)
        return
    lockout.attempts = (
        Known(integer(attempts.text.split()[-1]) or 0, (attempts.number,))
        if attempts
        else Unknown("没有 aaa local authentication attempts 行,缺省值没有确认")
    )
    modern = state.version is not None and state.version[0] > 10  # noqa: PLR2004 - the last release that counted hours
    if minutes and modern:
        lockout.minutes = Known(float(integer(minutes.text.split()[-1]) or 0), (minutes.number,))
    else:
        why = (
            "lockout-time 的单位没有确认" if minutes else "没有 aaa local authentication lockout-time 行,缺省值没有确认"
        )
        lockout.minutes = Unknown(why, (minutes.number,) if minutes else ())
