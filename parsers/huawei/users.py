"""Local accounts: ``local-user`` of switches and routers, ``manager-user`` and roles of firewalls.

After the S series (V200R019) ``local-user`` pages, the NE ``local-user`` page (levels 0-3), the USG6000E administrator
chapters and FAQ 3165 (roles: a bound role makes the level void; without one 1 is device-admin(monitor), 2 device-admin,
3-15 system-admin), and running configurations of V200R005 to V600R024 and USG V500.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Secret, Storage, User
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS
from parsers.huawei.operands import number
from parsers.huawei.state import State

_WAYS = {
    "telnet": ("telnet",), "ssh": ("ssh",), "ftp": ("ftp",), "terminal": ("terminal",), "http": ("http", "https"),
    "web": ("http", "https"), "api": ("api",), "x25-pad": ("x25-pad",), "x25": ("x25-pad",),
    "web-8021x": (), "8021x": (), "dot1x": (), "ppp": (), "bind": (), "sslvpn": (), "l2tp": (), "mac": (), "none": (),
}  # fmt: skip
# What a person on the network is let in by: no way to administer the device. On switches "web" is such a one.
_ACCESS = frozenset({"8021x", "dot1x", "ppp", "bind", "sslvpn", "l2tp", "web", "web-8021x", "mac", "none"})
_MANAGEMENT = 3  # the level from which every command is allowed, unless the levels of commands were moved
_MONITOR = 1
_ROLES_BY_LEVEL = {1: "device-admin(monitor)", 2: "device-admin"}
_READ_ONLY_ROLES = frozenset({"audit-admin", "device-admin(monitor)"})
_SSH_SERVICES = {"all", "stelnet", "sftp", "scp", "snetconf", "netconf"}
_WITH_VALUE = frozenset(
    {"access-limit", "idle-timeout", "ftp-directory", "http-directory", "user-type", "user-group", "device-type",
     "time-range", "password-force-change", "nas-ip-address", "nas-port", "accounting-type", "ip-address"}
)  # fmt: skip


def stored(word: str, secret: Secret | None) -> Storage:
    """How a password is kept, by its keyword first and by its shape next.

    ``irreversible-cipher`` is a hash; ``cipher`` a reversible cipher unless its text is one-way (``$1a$``, ``$1c$``,
    ``$1d$``: S V200R005 and later, NE V300R023); ``simple`` and a bare text are clear.
    """
    if word == "irreversible-cipher" or (secret is not None and secret.form == "hashed"):
        return "hash"
    if word == "cipher":
        return "reversible"
    return "plain" if word in {"simple", ""} else "unknown"


def local_user(reading: Reading, words: list[str], block: Block) -> bool:
    """``local-user NAME attribute ...``: one account over several lines, several attributes a line."""
    state: State = reading.scratch
    if len(words) < 2:  # noqa: PLR2004 - the name
        return False
    user = account(state, words[1], block.number)
    rest, understood = words[2:], True
    while rest:
        taken = _attribute(user, rest, state)
        if not taken:
            understood = False
            user.unread += (block.number,)
            break
        rest = rest[taken:]
    return understood and bool(words[2:])


def account(state: State, name: str, line: int) -> User:
    """The account of that name in the current virtual system; names do not differ by case (S ``local-user`` page)."""
    users = state.of("user")
    key = (state.context, name.casefold())
    if key not in users:
        users[key] = User(name=name, lines=(), context=state.context)
    user: User = users[key]
    user.lines += (line,)
    return user


def _attribute(user: User, rest: list[str], state: State) -> int:  # noqa: PLR0911 - one for each attribute
    """Read the first attribute; return how many words it took, 0 when it is not known."""
    match rest:
        case ["password", ("cipher" | "irreversible-cipher" | "simple") as word, secret, *_]:
            user.secret = read_secret(secret)
            user.storage = stored(word, user.secret)
            return 3
        case ["privilege", "level", level, *_] | ["level", level, *_] if (value := number(level, 15)) is not None:
            user.level = value
            return 3 if rest[0] == "privilege" else 2
        case ["service-type", *_]:
            return _services(user, rest, switch=state.dialect not in FIREWALLS)
        case ["state", "block", "fail-times", _, "interval", _, *_]:
            return 6
        case ["state", ("block" | "active") as word, *_]:
            user.enabled = word == "active"
            return 2
        case ["idle-timeout" | "idle-cut", minutes, *_] if (value := number(minutes)) is not None:
            seconds = number(rest[2], 59) if len(rest) > 2 else None  # noqa: PLR2004
            user.idle_minutes = value + (seconds or 0) / 60
            return 2 if seconds is None else 3
        case ["expire-date", date, *_]:
            user.expires = date.replace("/", "-")
            return 2
        case ["access-limit", "max-num", _, *_]:
            return 3
        case [word, _, *_] if word in _WITH_VALUE:
            return 2
    return 0


def _services(user: User, rest: list[str], *, switch: bool) -> int:
    taken = 1
    while taken < len(rest) and rest[taken] in _WAYS:
        taken += 1
    words = rest[1:taken]
    if not words:
        return 0
    admin = [word for word in words if word not in _ACCESS or (word == "web" and not switch)]
    user.services = frozenset(way for word in admin for way in _WAYS[word])
    user.administrator = bool(admin)
    return taken


MANAGER: Table[User] = Table()
"""``password cipher X`` is one-way when it looks so, and on V600; what ``@%@%`` keeps on V500 is not documented."""
MANAGER.ignore(
    "同时在线数、配额和目录等,不影响账号是否合规", "access-limit", "ftp-directory", "description", "web-timeout"
)


@MANAGER.line("password")
def _manager_password(user: User, words: list[str], _block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    user.secret = read_secret(words[-1])
    known = words[1] == "cipher" and (user.secret is None or user.secret.form != "hashed")
    user.storage = "unknown" if known else stored(words[1] if len(words) > 2 else "", user.secret)  # noqa: PLR2004
    return len(words) in {2, 3}


@MANAGER.line("service-type")
def _manager_services(user: User, words: list[str], _block: Block) -> bool:
    return _services(user, words, switch=False) == len(words)


@MANAGER.line("level")
def _manager_level(user: User, words: list[str], _block: Block) -> bool:
    user.level = number(words[-1], 15)
    return user.level is not None


@MANAGER.line("state")
def _manager_state(user: User, words: list[str], _block: Block) -> bool:
    user.enabled = words[-1] == "active"
    return words[-1] in {"active", "block"}


@MANAGER.line("authentication-scheme")
def _manager_scheme(user: User, words: list[str], _block: Block) -> bool:
    user.role = user.role or ""
    return len(words) == 2  # noqa: PLR2004 - its use is noted by the caller


@MANAGER.line("ssh")
def _manager_ssh(user: User, words: list[str], _block: Block) -> bool:
    """``ssh authentication-type W`` and ``ssh service-type W``."""
    if words[1:2] == ["authentication-type"] and len(words) == 3:  # noqa: PLR2004
        ssh_authentication(user, words[2])
        return True
    return words[1:2] == ["service-type"] and not set(words[2:]) - _SSH_SERVICES


def ssh_authentication(user: User, kind: str) -> None:
    """``password-rsa`` and its like ask for both; ``rsa`` alone is a key, ``all`` either one (S ``ssh user`` page)."""
    user.second_factor = kind.startswith("password-")
    user.public_key = user.public_key or kind != "password"


def manager_user(reading: Reading, words: list[str], block: Block) -> bool:
    """``manager-user NAME`` with its lines; ``manager-user password-modify enable`` is about all of them."""
    state: State = reading.scratch
    if words[1:2] == ["password-modify"] or words[1:2] == ["password"]:
        state.say("manager-user " + words[1], words[2:], block.number)
        return True
    if len(words) != 2:  # noqa: PLR2004
        return False
    user = account(state, words[1], block.number)
    user.unread += reading.inside(block, MANAGER, user)
    for child in block.children:
        name = child.text.split()
        if name[0] == "authentication-scheme" and len(name) == 2:  # noqa: PLR2004
            state.of("admin scheme")[name[1]] = child.number
        user.lines += (child.number,)
    return True


def bind(reading: Reading, words: list[str], block: Block) -> bool:
    """``bind manager-user N role R``."""
    match words:
        case ["bind", "manager-user", name, "role", role]:
            state: State = reading.scratch
            state.of("role")[(state.context, name.casefold())] = (role, block.number)
            return True
        case ["bind", "manager-user", name, *_]:
            reading.scratch.of("role lost")[(reading.scratch.context, name.casefold())] = block.number
    return False


def finish(reading: Reading) -> None:
    """Put the accounts into the device, with what other lines say of them."""
    state: State = reading.scratch
    firewall = state.dialect in FIREWALLS
    for words, line in state.said.get("ssh user", ()):
        if not _ssh_user(state, words, line):
            reading.device.users.unread.append(line)
    fallback = _line_level(state)
    users = reading.device.users
    users.missing = ""
    for key, user in state.of("user").items():
        if firewall:
            _firewall_rights(user, state.of("role").get(key))
            user.unread += (lost,) if (lost := state.of("role lost").get(key)) else ()
            if user.storage == "unknown" and user.secret is not None and state.version.since(600, 0):
                user.storage = "hash"  # scrypt, USG6000E ``password`` (administrator view) page
        else:
            level = user.level if user.level is not None else fallback
            if level is not None:
                user.level, user.top, user.read_only = level, level >= _MANAGEMENT, level <= _MONITOR
            if user.secret is None and user.storage == "unknown" and not user.public_key:
                user.enabled = False  # an account without a password cannot log in (S local-user password page)
        users.items.append(user)
    if state.lines("undo local-user"):
        users.none = "配置中没有本地账号"


def _ssh_user(state: State, words: list[str], line: int) -> bool:
    """``ssh user N authentication-type W``: of an account, or of one that only RADIUS or a key knows."""
    match words:
        case [_] | [_, "authorization-cmd", "aaa"] | [_, "assign" | "sftp-directory", *_]:
            return True
        case [_, "service-type", *names]:
            return not set(names) - _SSH_SERVICES
        case [name, "authentication-type", kind]:
            key = (state.context, name.casefold())
            user = state.of("user").get(key)
            if user is not None:
                ssh_authentication(user, kind)
                user.lines += (line,)
            return True
    return False


def _line_level(state: State) -> int | None:
    """The level that lines give to accounts without one of their own, where all lines give the same."""
    levels = set(state.of("line level").values())
    return levels.pop() if len(levels) == 1 else None


def _firewall_rights(user: User, bound: tuple[str, int] | None) -> None:
    if bound:
        user.role = bound[0]
        user.lines += (bound[1],)
    elif user.level is not None and user.level:
        user.role = _ROLES_BY_LEVEL.get(user.level, "system-admin")
    if user.role:
        user.top, user.read_only = user.role == "system-admin", user.role in _READ_ONLY_ROLES
