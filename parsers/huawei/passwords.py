"""What passwords must be, and what happens after failed logins.

After S V200R019 (``user-password complexity-check``: on since V200R003, two of four classes; ``local-aaa-user password
policy administrator``: off by default; ``local-aaa-user wrong-password``: on, 3
failures, 5 minutes), the YunShan pages of the same (policy always on: 8 characters, four classes, 90 days, 5 records),
NE ``user-security-policy`` (8 characters, four classes), FAQ 3175 and 3265 (firewalls: 8 characters, three classes).
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Absent, Fact, Known, Password, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse, say
from parsers.huawei.users import stored

_KINDS = {"two-of-kinds": 2, "three-of-kinds": 3, "four-of-kinds": 4}
_OPEN = "没有确认这个版本的缺省值"

say(
    "passwords",
    *("set password min-length", "user-security-policy enable", "undo user-security-policy enable"),
    *("super password complexity-check", "undo super password complexity-check"),
)
refuse("passwords", "set password", "user-security-policy")
LEVEL: Table[Reading] = Table()


@TOP.line("password-policy", topic="passwords")
def _policy(reading: Reading, _words: list[str], block: Block) -> bool:
    """``password-policy`` with `` level high`` below it (USG)."""
    reading.topic("passwords").unread.extend(reading.inside(block, LEVEL, reading))
    return True


@LEVEL.line("level")
def _level(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.say("password-policy level", words[1:], block.number)
    return len(words) == 2  # noqa: PLR2004


@TOP.line("super password", topic="device_passwords")
def _super(reading: Reading, words: list[str], block: Block) -> bool:
    """``super password [ level N ] cipher X``: what raises a session's level."""
    rest = words[2:]
    level = number(rest[1], 15) if rest[:1] == ["level"] and len(rest) > 1 else None
    rest = rest[2:] if rest[:1] == ["level"] else rest
    if len(rest) != 2:  # noqa: PLR2004
        return False
    secret = read_secret(rest[1])
    reading.device.device_passwords.items.append(
        Password(
            name=f"super-{level}" if level is not None else "super",
            lines=(block.number,),
            storage=stored(rest[0], secret),
            secret=secret,
            level=level,
        )
    )
    return True


def finish(reading: Reading) -> None:
    """Judge policy and lock."""
    state: State = reading.scratch
    reading.device.device_passwords.missing = ""
    if state.dialect in FIREWALLS:
        _firewall(reading, state)
    elif state.dialect is Dialect.YUNSHAN:
        _yunshan(reading, state)
    elif state.dialect is Dialect.VRP8:
        _vrp8(reading, state)
    else:
        _vrp5(reading, state)


def _count(state: State, head: str, fallback: Fact[int]) -> Fact[int]:
    """The number behind a head, or the fallback."""
    said = state.last(head)
    if said is None:
        return fallback
    words, line = said
    value = number(words[0]) if len(words) == 1 or words[1:2] == ["period"] else None
    return Known(value, (line,)) if value is not None else Unknown(f"没有读懂 {head} 的值", (line,))


def _vrp5(reading: Reading, state: State) -> None:
    facts = reading.device.passwords
    off, on = state.last("undo user-password complexity-check"), state.last("user-password complexity-check")
    since = state.version.since(200, 3)
    if off:
        facts.enabled, facts.min_classes = Known(value=False, lines=(off[1],)), Known(0, (off[1],))
        facts.differs_from_user = Known(value=False, lines=(off[1],))
    elif on:
        classes = _KINDS.get(" ".join(on[0]), 0) if on[0] else 2
        facts.enabled = facts.differs_from_user = Known(value=True, lines=(on[1],))
        facts.min_classes = (
            Known(classes, (on[1],)) if classes else Unknown("没有读懂 complexity-check 的取值", (on[1],))
        )
    elif since:
        why = "VRP V200R003 起缺省检查口令复杂度,要求两类字符"
        facts.enabled = facts.differs_from_user = Absent(value=True, why=why)
        facts.min_classes = Absent(2, why)
    else:
        facts.enabled = facts.min_classes = facts.differs_from_user = Unknown(_OPEN)
    modern = state.version.since(200, 19) and state.version.vrp5_switch
    length: Fact[int] = Absent(8, "S 系列 V200R019 起缺省最小长度为 8") if modern else Unknown(_OPEN)
    facts.min_length = _count(state, "set password min-length", length)
    _aging(
        reading,
        state,
        block=Absent(0, "没有 local-aaa-user password policy administrator,缺省不启用口令有效期和历史记录"),
    )
    _lock(reading, state, confirmed=modern)


def _yunshan(reading: Reading, state: State) -> None:
    facts = reading.device.passwords
    why = "V600 缺省启用管理员口令策略:8 位、四类、90 天、记 5 次"
    facts.enabled = Absent(value=True, why=why)
    facts.min_length = _count(state, "policy password min-length", Absent(8, why))
    said = state.last("policy password complexity")
    facts.min_classes = Absent(4, why)
    if said:
        classes = _KINDS.get(" ".join(said[0]), 0)
        facts.min_classes = Known(classes, (said[1],)) if classes else Unknown("没有读懂口令复杂度的取值", (said[1],))
    similar = state.last("policy undo password similar-to-name-check")
    facts.differs_from_user = Known(value=False, lines=(similar[1],)) if similar else Absent(value=True, why=why)
    _aging(reading, state, block=None)
    _lock(reading, state, confirmed=True)


def _aging(reading: Reading, state: State, *, block: Fact[int] | None) -> None:
    """Age and history; ``block`` is what holds without the administrator's policy, None where there always is one."""
    facts = reading.device.passwords
    head = state.last("policy administrator")
    if head is None and block is not None:
        facts.max_age_days = facts.history = block
        return
    why = "口令策略中没有写明,V600 缺省 90 天、记 5 次"
    open_ = Unknown("口令策略中没有写明,没有确认这个版本的缺省值")
    facts.max_age_days = _count(state, "policy password expire", Absent(90, why) if block is None else open_)
    facts.history = _count(state, "policy password history record number", Absent(5, why) if block is None else open_)


def _lock(reading: Reading, state: State, *, confirmed: bool) -> None:
    facts = reading.device.lockout
    off = state.last("undo local-aaa-user wrong-password")
    said = state.last("local-aaa-user wrong-password")
    if off:
        facts.attempts, facts.minutes = Known(0, (off[1],)), Known(0.0, (off[1],))
    elif said:
        words, line = said
        pairs = {} if len(words) % 2 else dict(zip(words[::2], words[1::2], strict=True))
        tries, block = number(pairs.get("retry-time", "")), number(pairs.get("block-time", ""))
        lost = Unknown("没有读懂 wrong-password 的取值", (line,))
        facts.attempts = Known(tries, (line,)) if tries is not None else lost
        facts.minutes = Known(float(block), (line,)) if block is not None else lost
    elif confirmed:
        why = "缺省 5 分钟内错 3 次锁定 5 分钟"
        facts.attempts, facts.minutes = Absent(3, why), Absent(5.0, why)
    else:
        facts.attempts = facts.minutes = Unknown(_OPEN)


def _vrp8(reading: Reading, state: State) -> None:
    facts = reading.device.passwords
    off = state.last("undo user-security-policy enable")
    if off:
        facts.enabled, facts.min_classes, facts.min_length = (
            Known(value=False, lines=(off[1],)),
            Known(0, (off[1],)),
            Known(0, (off[1],)),
        )
        facts.differs_from_user = Unknown(_OPEN)
    else:
        why = "VRP8 缺省启用用户安全策略:8 位、四类字符"
        facts.enabled = Absent(value=True, why=why)
        facts.min_classes, facts.min_length = Absent(4, why), Absent(8, why)
        facts.differs_from_user = Unknown(_OPEN)
    never = Absent(0, "VRP8 缺省口令不过期、不记历史")
    facts.max_age_days = _count(state, "user-password expire", never)
    facts.history = _count(state, "user-password history-password-check", never)
    failed, reactive = state.last("user-block failed-times"), state.last("user-block reactive")
    lock = reading.device.lockout
    why = "VRP8 缺省 5 分钟内错 3 次锁定 5 分钟"
    lock.attempts = _count(state, "user-block failed-times", Absent(3, why))
    lock.minutes = _minutes(_count(state, "user-block reactive", Absent(5, why)))
    if state.last("local-aaa-user wrong-password") and not (failed or reactive):
        _lock(reading, state, confirmed=True)


def _firewall(reading: Reading, state: State) -> None:
    facts = reading.device.passwords
    level = state.last("password-policy level")
    old_off = state.last("undo password-policy mandatory enable")
    if level and level[0] == ["high"]:
        facts.enabled = facts.differs_from_user = Known(value=True, lines=(level[1],))
        facts.min_length, facts.min_classes = Known(8, (level[1],)), Known(3, (level[1],))
    elif level:
        why = f"没有确认 password-policy level {' '.join(level[0])} 要求什么"
        facts.enabled = facts.differs_from_user = facts.min_length = facts.min_classes = Unknown(why, (level[1],))
    elif old_off:
        facts.enabled = facts.differs_from_user = Known(value=False, lines=(old_off[1],))
        facts.min_length = facts.min_classes = Known(0, (old_off[1],))
    elif state.dialect is Dialect.INTERZONE:
        why = "USG2000/5000 缺省强制口令 8 位、三类字符"
        facts.enabled = facts.differs_from_user = Absent(value=True, why=why)
        facts.min_length, facts.min_classes = Absent(8, why), Absent(3, why)
    else:
        facts.enabled = facts.differs_from_user = facts.min_length = facts.min_classes = Unknown(_OPEN)
    _renewal(reading, state)
    lock = reading.device.lockout
    off = state.last("undo lock-authentication enable")
    why = "USG 缺省错 3 次锁定 30 分钟"
    if off:
        lock.attempts, lock.minutes = Known(0, (off[1],)), Known(0.0, (off[1],))
    else:
        lock.attempts = _count(state, "lock-authentication failed-count", Absent(3, why))
        lock.minutes = _minutes(_count(state, "lock-authentication timeout", Absent(30, why)))


def _renewal(reading: Reading, state: State) -> None:
    """How long administrators' passwords live (USG6000E ``manager-user password`` pages).

    ``password-modify enable`` makes passwords expire, after 90 days unless ``valid-days`` says otherwise, and refuses
    the latest 10; ``valid-days 0`` undoes it. On what holds when nothing is printed, the pages disagree.
    """
    facts = reading.device.passwords
    on, off = state.last("manager-user password-modify"), state.last("undo manager-user password-modify")
    said = state.last("manager-user password")
    days = number(said[0][1]) if said and said[0][:1] == ["valid-days"] and len(said[0]) == 2 else None  # noqa: PLR2004
    lines = tuple(line for line in (on and on[1], said and said[1]) if line)
    if off or days == 0:
        line = off[1] if off else lines[-1]
        facts.max_age_days, facts.history = Known(0, (line,)), Known(0, (line,))
    elif on and on[0] == ["enable"] and (days is not None or not said):
        facts.max_age_days = (
            Known(days, lines) if days is not None else Absent(90, "启用密码修改功能后缺省有效期 90 天")
        )
        facts.history = Known(10, (on[1],))
    elif lines:
        facts.max_age_days = facts.history = Unknown("没有读懂 manager-user password 的取值", lines)
    else:
        why = "没有 manager-user password-modify enable,没有确认这个版本的缺省值"
        facts.max_age_days, facts.history = Unknown(why), Unknown(why)


def _minutes(fact: Fact[int]) -> Fact[float]:
    """The same fact, as the model counts minutes."""
    if isinstance(fact, Known):
        return Known(float(fact.value), fact.lines)
    return Absent(float(fact.value), fact.why) if isinstance(fact, Absent) else fact
