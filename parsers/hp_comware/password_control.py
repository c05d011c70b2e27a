"""Password control: what the device demands of passwords, and what it does after failed logins.

Comware 7 password control reference: off by default, and none of its values counts while it is off. When on, all four
of length, composition, aging and history are on until an ``undo`` line takes one away: length 10, one kind of character
(two on newer releases), 90 days, 4 old passwords; three failed logins lock for one minute. Narrower views win over the
system's, so a weaker limit of a group or an account is what the device as a whole demands. Where
``display password-control`` was gathered, it settles the defaults (see ``outputs``).
"""

from __future__ import annotations

from typing import Any

from dengbao.model import Absent, Known
from dengbao.model.facts import Fact, Lines
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, on_off, rest, state_of
from parsers.ioslike.numbers import bounded

_OFF = "password-control 没有启用,这些要求都不生效"

_UNCHECKED = {"length": 4, "composition": 1}  # what is still asked with the check off (S6812 command reference)

on_off("password-control enable", "password-control", topic="passwords")
for _kind in ("aging", "length", "composition", "history"):
    on_off(f"password-control {_kind} enable", f"{_kind} enabled", topic="passwords")
rest("password-control", "passwords")
rest("undo password-control", "passwords")
TOP.ignore(
    "口令提示、休眠与 super 口令的次要参数,不改变口令要求",
    *("password-control update-interval", "password-control expired-user-login", "password-control super"),
    *(
        "password-control alert-before-expire",
        "password-control login idle-time",
        "password-control authentication-timeout",
    ),
    *("password-control change-password", "undo password-control change-password", "undo password-control super"),
    *("password-control blacklist", "undo password-control blacklist", "password-control per-user"),
)


@TOP.line("password-control length", "password-control aging", "password-control history", topic="passwords")
def limit(reading: Reading, words: list[str], block: Block) -> bool:
    """``password-control length|aging|history N``."""
    number = bounded(words[2], 0, 9999) if len(words) == 3 else None  # noqa: PLR2004 - the line's own words
    return number is not None and note(reading, words[1], number, block)


@TOP.line("password-control composition", topic="passwords")
def composition(reading: Reading, words: list[str], block: Block) -> bool:
    """``password-control composition type-number N [type-length M]``."""
    number = bounded(words[3], 1, 4) if words[2:3] == ["type-number"] and len(words) > 3 else None  # noqa: PLR2004
    return number is not None and note(reading, "classes", number, block)


@TOP.line("password-control complexity", "undo password-control complexity", topic="passwords")
def complexity(reading: Reading, words: list[str], block: Block) -> bool:
    """``password-control complexity user-name|same-character check``."""
    on = words[0] != "undo"
    return "same-character" in words or ("user-name" in words and note(reading, "user-name", on, block))


@TOP.line("password-control login-attempt", topic="lockout")
def attempts(reading: Reading, words: list[str], block: Block) -> bool:
    """``password-control login-attempt N [exceed lock|lock-time M|unlock]``."""
    number = bounded(words[2], 1, 99) if len(words) > 2 else None  # noqa: PLR2004 - the line's own words
    if number is None:
        return False
    match words[3:]:
        case []:
            pass
        case ["exceed", "lock"]:
            note(reading, "minutes", 0, block)
        case ["exceed", "lock-time", minutes] if (value := bounded(minutes, 0, 9999)) is not None:
            note(reading, "minutes", value, block)
        case ["exceed", "unlock"]:
            number = 0
        case _:
            return False
    return note(reading, "attempts", number, block)


def settle(reading: Reading) -> None:
    """After all lines: a policy that is switched off demands nothing."""
    state, device = state_of(reading), reading.device
    enabled = state.fact("password-control", default=False, why="缺省不启用 password-control")
    policy, lockout = device.passwords, device.lockout
    policy.enabled = enabled
    if isinstance(enabled, (Known, Absent)) and not enabled.value:
        nothing: Fact[Any] = Known(0, enabled.lines) if enabled.lines else Absent(0, _OFF)
        policy.min_length = policy.min_classes = policy.max_age_days = policy.history = nothing
        policy.differs_from_user = (
            Known(value=False, lines=enabled.lines) if enabled.lines else Absent(value=False, why=_OFF)
        )
        lockout.attempts = lockout.minutes = nothing
        return
    if not isinstance(enabled, (Known, Absent)):
        return
    policy.min_length = _weakest(state, "length", "length", 10, "缺省最短 10 位")
    policy.min_classes = _weakest(state, "classes", "composition", 1, "缺省只要求 1 类字符(较新版本 2 类)")
    policy.max_age_days = _weakest(state, "aging", "aging", 90, "缺省 90 天过期")
    policy.history = _weakest(state, "history", "history", 4, "缺省记 4 个历史口令")
    policy.differs_from_user = state.fact("user-name", default=False, why="缺省不检查口令是否含用户名")
    lockout.attempts = _weakest(state, "attempts", "", 3, "缺省失败 3 次锁定")
    lockout.minutes = _weakest(state, "minutes", "", 1, "缺省只锁定 1 分钟")


def _weakest(state: State, name: str, switch: str, default: int, why: str) -> Fact[Any]:
    """The weakest of the system's limit and those of groups and accounts; 0 where an ``undo`` line took it away."""
    off = state.said.get(f"{switch} enabled")
    if off is not None and not off.value:
        return Known(_UNCHECKED.get(switch, 0), off.lines)
    own = [(value, line) for kind, value, line in state.controls if kind == name]
    general: Fact[Any] = state.fact(name, default, why)
    if not own or not isinstance(general, (Known, Absent)):
        return general
    lines: Lines = general.lines + tuple(line for _, line in own)
    values = [general.value, *(value for value, _ in own)]
    return Known(_looser(name, values), lines)


def _looser(name: str, values: list[int]) -> int:
    """Which of several limits demands least: 0 days or tries mean never."""
    if name in {"aging", "attempts"}:
        return 0 if 0 in values else max(values)
    if name == "minutes":  # 0: until somebody unlocks
        return min((value for value in values if value), default=0)
    return min(values)
