"""Users, password rules, lockout, AAA templates, lines and management services of ZXROS."""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Aaa, Channel, Fact, Known, Terminal, Unknown, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.numbers import bounded, integer
from parsers.zte_zxros.table import TOP, Zxros

_TOP_LEVEL = 15
_NO_DEFAULT = "配置中没有这一行,中兴的缺省没有确认"


@TOP.line("system-user", topic="users")
def _system_user(reading: Reading, _words: list[str], block: Block) -> bool:
    for child in block.children:
        words = child.text.split()
        if _system_line(reading, words, child):
            reading.use(child.number)
        else:
            reading.device.users.unread.extend(reading.numbers(child))
    return True


def _system_line(reading: Reading, words: list[str], block: Block) -> bool:
    state: Zxros = reading.scratch
    match words:
        case ["user-name", name]:
            return _user(reading, name, block)
        case ["authorization-template", number]:
            for child in block.children:
                parts = child.text.split()
                level = bounded(parts[-1], 0, _TOP_LEVEL) if parts[0] == "local-privilege-level" else None
                if level is not None:
                    state.levels[number] = level, child.number
                reading.use(child.number)
            return True
        case ["authentication-template", _]:
            reading.use(*reading.numbers(block))
            return True
        case ["strong-password", *rest]:
            return _strong(reading, rest, block)
        case ["user-authen-restriction", "fail-time", times, "lock-minute", minutes]:
            attempts, lock, lockout = integer(times), integer(minutes), reading.device.lockout
            if attempts is None or lock is None:
                return False
            lockout.attempts, lockout.minutes = Known(attempts, (block.number,)), Known(float(lock), (block.number,))
            return True
        case ["strong-username" | "global-user-aging" | "once-password" | "user-group" | "default-privilege-level", *_]:
            return True
    return False


def _user(reading: Reading, name: str, block: Block) -> bool:
    user = User(name=name, lines=(block.number, *[child.number for child in block.children]))
    unread: list[int] = []
    for child in block.children:
        match child.text.split():
            case ["password", *rest] if rest:
                user.secret = read_secret(rest[-1])
                user.storage = "unknown" if rest[0] == "encrypted" else "plain"
            case ["bind", "authorization-template", number]:
                reading.scratch.bound[name] = number
            case ["bind", "authentication-template", _] | ["once-password"] | ["description", *_]:
                pass
            case ["user-status", "disable"] | ["disable"]:
                user.enabled = False
            case _:
                unread.extend(reading.numbers(child))
                continue
        reading.use(child.number)
    user.unread = tuple(unread)
    reading.device.users.items.append(user)
    return True


def _strong(reading: Reading, rest: list[str], block: Block) -> bool:
    """Read ``strong-password length 8 character-set-num 3``, ``... check {enable | disable}`` and the rest."""
    policy, lines = reading.device.passwords, (block.number,)
    match rest:
        case ["check", ("enable" | "disable") as word]:
            reading.scratch.switches["strong-password"] = word == "enable", block.number
        case [_, length, "character-set-num", classes]:  # "length", which a masker may take for a password
            low, kinds = integer(length), integer(classes)
            if low is None or kinds is None:
                return False
            policy.min_length, policy.min_classes = Known(low, lines), Known(kinds, lines)
        case ["username-related-chk", *_]:
            policy.differs_from_user = Known(value=True, lines=lines)
        case ["date-check" | "history" | "dictionary", *_]:
            return True
        case _:
            return False
    return True


@TOP.line("login block", topic="lockout")
def _block(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``login block 900 attempts 30 within 120``; the lock of the account itself is the narrower one."""
    seconds, attempts = (integer(words[at]) if len(words) > at else None for at in (2, 4))
    lockout = reading.device.lockout
    if seconds is None or attempts is None:
        return False
    if lockout.attempts is UNREAD:
        lockout.attempts, lockout.minutes = Known(attempts, (block.number,)), Known(seconds / 60, (block.number,))
    return True


@TOP.line("aaa-authentication-template", "aaa-authorization-template", "aaa-accounting-template", topic="aaa")
def _template(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "aaa-authentication-type" and len(parts) > 1 and len(words) > 1:
            reading.scratch.authentication[words[1]] = parts[1], child.number
        reading.use(*reading.numbers(child))
    return len(words) == 2  # noqa: PLR2004


@TOP.line("line console", "line telnet", topic="terminals")
def _line(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``line {console | telnet} {idle-timeout M | absolute-timeout M | server ...}``: one line a setting."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    if words[2:] in (["server", "enable"], ["server", "disable"]):
        reading.scratch.switches["telnet"] = words[3] == "enable", block.number
        return True
    minutes = integer(words[3])
    if words[2] == "idle-timeout" and minutes is not None:
        _terminal(reading, words[1], block.number).idle_minutes = Known(float(minutes), (block.number,))
        return True
    if words[2] in {"access-class", "acl"}:
        reading.scratch.facts[f"acl {words[1]}"] = Block(block.number, words[-1])
        return True
    return words[2] in {"absolute-timeout", "users", "access-class", "max-link", "server"}


def _terminal(reading: Reading, word: str, number: int) -> Terminal:
    terminals = reading.device.terminals.items
    found = next((terminal for terminal in terminals if terminal.name == word), None)
    if found is None:
        found = Terminal(name=word, kind="console" if word == "console" else "vty", lines=(number,))
        terminals.append(found)
    return found


@TOP.line("ssh server", "no ssh server", topic="ssh")
def _ssh(reading: Reading, words: list[str], block: Block) -> bool:
    ssh, switches = reading.device.ssh, reading.scratch.switches
    if words[0] == "no":
        return True
    match words[2:]:
        case ["enable" | "disable" as word]:
            switches["ssh"] = word == "enable", block.number
        case ["version", version]:
            ssh.version = Known(version, (block.number,))
        case ["access-class", *_, name]:
            reading.scratch.facts["acl ssh"] = Block(block.number, name)
        case ["authentication" | "only" | "encryption" | "hmac" | "key-exchange" | "time-out" | "generate-key", *_]:
            return words[2] in {"authentication", "only", "time-out", "generate-key"}
        case _:
            return False
    return True


def finish_access(reading: Reading) -> None:
    """Give users their levels, and services what was read of them; nothing is known where no line says it."""
    state: Zxros = reading.scratch
    device = reading.device
    for user in device.users.items:
        found = state.levels.get(state.bound.get(user.name, ""))
        if found:
            user.level, user.top = found[0], found[0] == _TOP_LEVEL
            user.lines = (*user.lines, found[1])
    check = state.switches.get("strong-password")
    policy = device.passwords
    if check and not check[0]:
        policy.enabled = Known(value=False, lines=(check[1],))
        policy.min_length, policy.min_classes = Known(0, (check[1],)), Known(0, (check[1],))
    _aaa(device.aaa, state)
    for name, port in (("telnet", 23), ("ssh", 22)):
        switch, acl = state.switches.get(name), state.facts.get(f"acl {name}")
        enabled: Fact[bool] = Known(switch[0], (switch[1],)) if switch else Unknown(_NO_DEFAULT)
        sources = sources_of(reading, acl.text if acl else "", (acl.number,) if acl else enabled.lines)
        device.channels.items.append(Channel(name=name, port=port, enabled=enabled, sources=sources))
    for section in (device.users, device.device_passwords, device.terminals, device.channels):
        section.missing = ""


def _aaa(aaa: Aaa, state: Zxros) -> None:
    if not state.authentication:
        return
    words = {word for word, _ in state.authentication.values()}
    lines = tuple(number for _, number in state.authentication.values())
    if len(words) == 1:
        aaa.authentication = Known(tuple(words.pop().split("-")), lines)
    else:
        aaa.authentication = Unknown("有几个认证模板,各用户用哪一个没有读懂", lines)
