"""Users, password rules, lockout, AAA templates, lines and management services of ZXROS.

An account is bound to an authentication and an authorization template of ``system-user``, these to AAA templates of the
top level (ZXR10 5900E, Routine Maintenance 5.2; printed configurations of C600 and 6120H). No manual at hand says what
holds where a line is missing, nor how ``password encrypted`` is kept: both are unknown.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Aaa, Channel, Fact, Known, Lockout, Password, Terminal, Unknown, User
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.numbers import bounded, integer
from parsers.zte_zxros.table import TOP, Zxros

_TOP_LEVEL = 15
_WAY = {"web": "https", "console": "terminal"}
_WAYS = frozenset({"console", "telnet", "ssh", "ftp", "sftp", "web", "snmp", "netconf"})
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
            return _authorization(reading, number, block)
        case ["authentication-template", number]:
            return _authentication(reading, number, block)
        case ["login", _, "authentication-template", number, *_]:  # who has no account here
            state.authenticated[""] = number
            return True
        case ["strong-password", *rest]:
            return _strong(reading, rest, block)
        case ["user-authen-restriction", "fail-time", times, "lock-minute", minutes]:
            return _restriction(reading.device.lockout, integer(times), integer(minutes), block.number)
        case ["strong-username" | "global-user-aging" | "once-password" | "user-group" | "default-privilege-level", *_]:
            return True
    return False


def _restriction(lockout: Lockout, attempts: int | None, minutes: int | None, number: int) -> bool:
    if attempts is None or minutes is None:
        return False
    lockout.attempts, lockout.minutes = Known(attempts, (number,)), Known(float(minutes), (number,))
    return True


def _authorization(reading: Reading, number: str, block: Block) -> bool:
    """Read the level and the ways in that a template gives (``login-type-allowed console ssh``)."""
    state: Zxros = reading.scratch
    understood = True
    for child in block.children:
        parts = child.text.split()
        match parts:
            case ["local-privilege-level", word] if (level := bounded(word, 0, _TOP_LEVEL)) is not None:
                state.levels[number] = level, child.number
            case ["login-type-allowed", *ways] if ways and _WAYS.issuperset(ways):
                state.ways[number] = frozenset(_WAY.get(way, way) for way in ways), child.number
            case ["bind" | "login-sametime-max" | "description", *_]:
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
    user = User(name=name, lines=(block.number, *[child.number for child in block.children]))
    unread: list[int] = []
    for child in block.children:
        match child.text.split():
            case ["password", *rest] if rest:
                user.secret = read_secret(rest[-1])
                user.storage = "unknown" if rest[0] == "encrypted" else "plain"
            case ["bind", "authorization-template", number]:
                state.authorized[name] = number
            case ["bind", "authentication-template", number]:
                state.authenticated[name] = number
            case ["once-password"] | ["description", *_]:
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
    match words[2:]:
        case ["server", ("enable" | "disable") as word] if words[1] == "telnet":
            reading.scratch.switches["telnet"] = word == "enable", block.number
        case ["idle-timeout", word] if (minutes := integer(word)) is not None:
            _terminal(reading, words[1], block.number).idle_minutes = Known(float(minutes), (block.number,))
        case ["access-class" | "acl", *_, name]:
            reading.scratch.facts[f"acl {words[1]}"] = Block(block.number, name)
        case ["absolute-timeout" | "users" | "max-link", _]:
            pass
        case _:
            return False
    return True


def _terminal(reading: Reading, word: str, number: int) -> Terminal:
    terminals = reading.device.terminals.items
    found = next((terminal for terminal in terminals if terminal.name == word), None)
    if found is None:
        found = Terminal(name=word, kind="console" if word == "console" else "vty", lines=(number,))
        terminals.append(found)
    return found


@TOP.line("ssh server", "no ssh server", topic="ssh")
def _ssh(reading: Reading, words: list[str], block: Block) -> bool:
    """Read the switch, the version and the list; single algorithms that are switched off say nothing of the rest."""
    ssh, switches = reading.device.ssh, reading.scratch.switches
    if words[0] == "no":
        if words[3:] == ["enable"]:
            switches["ssh"] = False, block.number
        return words[3:] in (["enable"], ["only"])
    match words[2:]:
        case ["enable" | "disable" as word]:
            switches["ssh"] = word == "enable", block.number
        case ["version", version]:
            ssh.version = Known(version, (block.number,))
        case ["access-class", *_, name]:
            reading.scratch.facts["acl ssh"] = Block(block.number, name)
        case ["encryption" | "hmac" | "key-exchange", _, "disable"]:
            pass
        case ["authentication" | "only" | "time-out" | "generate-key", *_]:
            pass
        case _:
            return False
    return True


@TOP.line("ftp-server", "no ftp-server", "snetconf server", "netconf agent", topic="channels")
def _service(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``[no] ftp-server enable [listen 21]`` and ``snetconf server enable``."""
    name = "ftp" if "ftp-server" in words[:2] else "netconf"
    if "enable" in words:
        reading.scratch.switches[name] = words[0] != "no", block.number
    return "enable" in words or words[:2] == ["ftp-server", "top-directory"]


@TOP.line("tacacs-server host", "tacacs-server", "tacacs", "tacacs-client", topic="aaa")
def _tacacs(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``tacacs-server host A [key K]``; the other lines only tune how servers are asked."""
    if words[:2] == ["tacacs-server", "host"]:
        if len(words) < 3:  # noqa: PLR2004
            return False
        reading.scratch.servers.append((words[2], block.number))
    return len(words) > 1


@TOP.line("tacplus group-server", topic="aaa")
def _servers(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        if not child.text.startswith("server "):
            return False
        reading.use(child.number)
    return len(words) == 3  # noqa: PLR2004


def finish_access(reading: Reading) -> None:
    """Give users their levels, and services what was read of them; nothing is known where no line says it."""
    state: Zxros = reading.scratch
    device = reading.device
    for user in device.users.items:
        template = state.authorized.get(user.name, "")
        if level := state.levels.get(template):
            user.level, user.top = level[0], level[0] == _TOP_LEVEL
            user.lines = (*user.lines, level[1])
        if ways := state.ways.get(template):
            user.services = ways[0]
            user.lines = (*user.lines, ways[1])
    check = state.switches.get("strong-password")
    policy = device.passwords
    if check and not check[0]:
        policy.enabled = Known(value=False, lines=(check[1],))
        policy.min_length, policy.min_classes = Known(0, (check[1],)), Known(0, (check[1],))
    _aaa(device.aaa, state)
    for name, port in (("telnet", 23), ("ssh", 22), ("ftp", 21), ("netconf", 830)):
        switch, acl = state.switches.get(name), state.facts.get(f"acl {name}")
        if switch is None and name == "netconf":
            continue
        enabled: Fact[bool] = Known(switch[0], (switch[1],)) if switch else Unknown(_NO_DEFAULT)
        sources = sources_of(reading, acl.text if acl else "", (acl.number,) if acl else enabled.lines)
        device.channels.items.append(Channel(name=name, port=port, enabled=enabled, sources=sources))
    for section in (device.users, device.device_passwords, device.terminals, device.channels):
        section.missing = ""


def _aaa(aaa: Aaa, state: Zxros) -> None:
    """Logins go by the AAA template behind the user template that accounts are bound to; one for all makes a fact."""
    if state.servers:
        aaa.servers = Known(tuple(address for address, _ in state.servers), tuple(line for _, line in state.servers))
    bound = {state.behind.get(template, "") for template in state.authenticated.values()}
    used = [state.authentication.get(name) for name in bound] or list(state.authentication.values())
    known = [found for found in used if found is not None]
    words = {word for word, _ in known}
    lines = tuple(number for _, number in known)
    if len(words) == 1 and len(known) == len(used):
        aaa.authentication = Known(tuple(words.pop().split("-")), lines)
    elif state.authentication:
        aaa.authentication = Unknown("各用户所用的认证模板不同或没有读懂", lines)
