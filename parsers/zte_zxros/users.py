"""Accounts, password rules and lockout of ZXROS: the block ``system-user``.

An account is bound to an authentication and an authorization template of ``system-user``, these to AAA templates of the
top level; ``login ascii`` binds all at once. A password is kept by SHA-256 with salt after ``irreversible``, else by
AES (ZXROS NG V5 command manual, user management: ``password``, ``password-duration``, ``strong-password``,
``user-authen-restriction``, ``login``, ``login-type-allowed``, ``role``, ``max-access``, ``lock``). What holds where a
line is missing is the manual's for the releases that it is about, and open for others.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Known, Lockout, Password, PasswordPolicy, Unknown, User
from dengbao.model.access import Storage
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, integer
from parsers.zte_zxros.table import TOP, Zxros, default

_TOP_LEVEL = 15
_WAYS = {
    "console": {"terminal"}, "telnet": {"telnet", "terminal"}, "only-telnet": {"telnet"}, "ssh": {"ssh"},
    "ftp": {"ftp"}, "web": {"https"}, "sftp": {"sftp"}, "snmp": {"snmp"}, "netconf": {"netconf"},
}  # fmt: skip
_IDLE = frozenset({
    "strong-username", "global-user-aging", "once-password", "user-group", "default-privilege-level", "user-default",
    "global-enable-type", "password-dictionary", "role", "taskgroup",
})  # fmt: skip
_READERS = frozenset({"viewer", "inspector"})  # roles of the system that change nothing
_DIFFERS = "口令不能与用户名相同"
_TOPICS = {"strong-password": "passwords", "user-authen-restriction": "lockout"}


@TOP.line("system-user", topic="users")
def _system_user(reading: Reading, _words: list[str], block: Block) -> bool:
    for child in block.children:
        words = child.text.split()
        if _system_line(reading, words, child):
            reading.use(child.number)
        else:
            reading.device.users.unread.extend(reading.numbers(child))
            if topic := _TOPICS.get(words[0]):
                reading.topic(topic).unread.append(child.number)
    return True


def _system_line(reading: Reading, words: list[str], block: Block) -> bool:
    state: Zxros = reading.scratch
    match words:
        case [("user-name" | "authorization-template" | "authentication-template") as head, name]:
            return _BLOCKS[head](reading, name, block)
        case ["login", _, "authentication-template", number, *rest] if len(rest) in {0, 2}:
            state.authenticated[""] = number
            state.everybody = rest[1] if rest else ""
        case ["strong-password", *rest]:
            return _strong(reading, rest, block)
        case ["user-authen-restriction", *rest]:
            return _restriction(state, rest, block.number)
        case ["role-based", "model", "enable" | "disable" as word]:
            state.switches["roles"] = word == "enable", block.number
        case [word, *_] if word in _IDLE:
            reading.use(*reading.numbers(block))
        case _:
            return False
    return True


def _restriction(state: Zxros, words: list[str], number: int) -> bool:
    match words:
        case ["fail-time", times, "lock-minute", minutes]:
            attempts, locked = integer(times), integer(minutes)
            if attempts is not None and locked is not None:
                state.restrictions.append((attempts, locked, number))
                return True
    return False


def _authorization(reading: Reading, number: str, block: Block) -> bool:
    """Read the level, the role and the ways in that a template gives (``login-type-allowed console ssh``)."""
    state: Zxros = reading.scratch
    understood = True
    for child in block.children:
        match child.text.split():
            case ["local-privilege-level", word] if (level := bounded(word, 0, _TOP_LEVEL)) is not None:
                state.levels[number] = level, child.number
            case ["login-type-allowed", *ways] if ways and _WAYS.keys() >= set(ways):
                state.ways[number] = frozenset[str]().union(*(_WAYS[way] for way in ways)), child.number
            case ["role", name]:
                state.roles.setdefault(number, []).append(name)
            case ["max-access", "read-only"]:
                state.read_only[number] = child.number
            case ["bind" | "login-sametime-max" | "description" | "ftp" | "sftp" | "logfile-allowed", *_]:
                pass
            case ["max-access", "read-write"]:
                pass
            case _:
                understood = False
                continue
        reading.use(child.number)
    return understood


def _authentication(reading: Reading, number: str, block: Block) -> bool:
    understood = True
    for child in block.children:
        match child.text.split():
            case ["bind", "aaa-authentication-template", behind]:
                reading.scratch.behind[number] = behind
            case ["description", *_]:
                pass
            case _:
                understood = False
                continue
        reading.use(child.number)
    return understood


def _user(reading: Reading, name: str, block: Block) -> bool:
    state: Zxros = reading.scratch
    user = User(name=name, lines=(block.number, *[child.number for child in block.children]), storage="none")
    unread: list[int] = []
    for child in block.children:
        match child.text.split():
            case ["password", *rest] if rest:
                user.secret, user.storage = read_secret(rest[-1]), _storage(state, rest)
            case ["password-duration", word, *rest] if (days := integer(word)) is not None and len(rest) <= 1:
                state.durations[name] = days, child.number
            case ["bind", "authorization-template", number]:
                state.authorized[name] = number
            case ["bind", "authentication-template", number]:
                state.authenticated[name] = number
            case ["user-authen-restriction", *rest] if _restriction(state, rest, child.number):
                pass
            case ["once-password"] | ["description" | "enable-type" | "password-recover-remind", *_]:
                pass
            case ["user-status", "disable"] | ["disable"] | ["lock"]:
                user.enabled = False
            case ["password" | "password-duration", *_]:
                reading.device.passwords.unread.append(child.number)
                unread.extend(reading.numbers(child))
                continue
            case _:
                unread.extend(reading.numbers(child))
                continue
        reading.use(child.number)
    user.unread = tuple(unread)
    reading.device.users.items.append(user)
    return True


_BLOCKS = {
    "user-name": _user,
    "authorization-template": _authorization,
    "authentication-template": _authentication,
}


def _storage(state: Zxros, words: list[str]) -> Storage:
    """Tell how ``password [irreversible] [encrypted] P`` is kept."""
    if words[0] == "irreversible":
        return "hash"
    if words[0] == "encrypted":
        return "reversible" if state.confirmed else "unknown"
    return "plain"


@TOP.line("enable secret", topic="device_passwords")
def _enable(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``enable secret level N [encrypted] P`` (ZXR10 5900E, Routine Maintenance 5.2)."""
    rest, level = words[2:], _TOP_LEVEL
    if rest[:1] == ["level"] and len(rest) > 1:
        number = bounded(rest[1], 0, _TOP_LEVEL)
        if number is None:
            return False
        rest, level = rest[2:], number
    if not rest:
        return False
    secret = read_secret(rest[-1])
    plain = len(rest) == 1 and secret is not None and secret.form == "plain"
    reading.device.device_passwords.items.append(
        Password(
            name=f"enable-{level}", lines=(block.number,), storage="plain" if plain else "unknown", secret=secret,
            level=level,
        )
    )  # fmt: skip
    return True


def _strong(reading: Reading, rest: list[str], block: Block) -> bool:
    """Read ``strong-password length 8 {character-set-num 3 | character number capital}``, ``... check disable`` ..."""
    policy, lines = reading.device.passwords, (block.number,)
    match rest:
        case ["check", word] if word in {"enable", "disable"}:
            reading.scratch.switches["strong-password"] = word == "enable", block.number
        case ["username-related-chk", *_]:
            policy.differs_from_user = Known(value=True, lines=lines)
        case ["date-check" | "history" | "dictionary" | "same-consecutive", *_]:
            return True
        case [_, length, *kinds] if (low := integer(length)) is not None:  # "length", which may have been masked
            match kinds:
                case ["character-set-num", word] if (classes := bounded(word, 2, 4)) is not None:
                    policy.min_classes = Known(classes, lines)
                case ["character", *names] if names:
                    policy.min_classes = Known(len(set(names)), lines)
                case []:
                    policy.min_classes = Unknown("strong-password length 之后没有写字符种类,缺省没有确认", lines)
                case _:
                    return False
            policy.min_length = Known(low, lines)
        case _:
            return False
    return True


@TOP.line("login block", topic="lockout")
def _block(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``login block 900 attempts 30 within 120``: it bars the whole way in, and failures are watched only then."""
    if len(words) != 7:  # noqa: PLR2004
        return False
    seconds, attempts = integer(words[2]), integer(words[4])
    if seconds is None or attempts is None:
        return False
    reading.scratch.facts["login block"] = Block(block.number, f"{attempts} {seconds}")
    return True


def finish_users(reading: Reading) -> None:
    """Give users what their templates give, and the rules what holds where no line says it."""
    state: Zxros = reading.scratch
    device = reading.device
    roles, _ = state.switches.get("roles", (False, 0))
    for user in device.users.items:
        template = state.everybody or state.authorized.get(user.name, "")
        if roles:
            names = state.roles.get(template, [])
            user.role, user.top = "、".join(names), "rootadmin" in names
            user.read_only = set(names) <= _READERS if names else None
        elif level := state.levels.get(template):
            user.level, user.top = level[0], level[0] == _TOP_LEVEL
            user.lines = (*user.lines, level[1])
        if template in state.read_only:
            user.read_only = True
        if ways := state.ways.get(template):
            user.services = ways[0]
            user.lines = (*user.lines, ways[1])
    _rules(device.passwords, state)
    _lockout(device.lockout, state)
    device.users.missing = device.device_passwords.missing = ""


def _rules(policy: PasswordPolicy, state: Zxros) -> None:
    check = state.switches.get("strong-password")
    if check and not check[0]:
        lines = (check[1],)
        policy.enabled, policy.min_length, policy.min_classes = (
            Known(value=False, lines=lines),
            Known(0, lines),
            Known(0, lines),
        )
        policy.differs_from_user = Known(value=False, lines=lines)
    else:
        lacking = "没有 strong-password 行"
        policy.enabled = default(state, policy, value=True, lacking=lacking, means="缺省检查口令强度")
        if policy.min_length is UNREAD:
            policy.min_length = default(state, policy, 8, lacking, "缺省至少 8 位")
            policy.min_classes = default(state, policy, 4, lacking, "缺省须含数字、大小写字母和特殊字符")
        if policy.differs_from_user is UNREAD:
            policy.differs_from_user = default(state, policy, value=True, lacking=lacking, means=f"缺省{_DIFFERS}")
        policy.history = default(state, policy, 5, lacking, "缺省不能与前 5 个口令相同")
    _age(policy, state)


def _age(policy: PasswordPolicy, state: Zxros) -> None:
    """Take the password that lasts longest; without a duration it lasts for ever."""
    users = set(state.authorized) | set(state.authenticated) - {""} | set(state.durations)
    lines = tuple(number for _, number in state.durations.values())
    if users - set(state.durations):
        policy.max_age_days = default(state, policy, 0, "有账户没有 password-duration 行", "缺省永不过期")
    elif lines:
        days = [found for found, _ in state.durations.values()]
        policy.max_age_days = Known(0 if 0 in days else max(days), lines)


def _lockout(lockout: Lockout, state: Zxros) -> None:
    """Take the weakest lock: the most failures (0: any number), the shortest time."""
    if state.restrictions:
        lines = tuple(number for _, _, number in state.restrictions)
        attempts = [found for found, _, _ in state.restrictions]
        lockout.attempts = Known(0 if 0 in attempts else max(attempts), lines)
        lockout.minutes = Known(float(min(found for _, found, _ in state.restrictions)), lines)
        return
    lacking = "没有 user-authen-restriction 行"
    lockout.attempts = default(state, lockout, 5, lacking, "缺省连续失败 5 次锁定")
    lockout.minutes = default(state, lockout, 5.0, lacking, "缺省锁定 5 分钟")
    block = state.facts.get("login block")
    if block and isinstance(lockout.attempts, Unknown):
        attempts_text, seconds = block.text.split()
        lockout.attempts = Known(int(attempts_text), (block.number,))
        lockout.minutes = Known(int(seconds) / 60, (block.number,))
