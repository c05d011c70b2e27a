"""Administrators, their roles and ways in, and who authenticates them; users of AAA servers.

CLI guide 5.5R12, p. 682 ff. (``role``, ``access``); 5.4 writes ``privilege RXW``. An account has no way in until
``access`` gives one. The ciphertext of passwords is of a kind that the vendor does not publish: how it is kept stays
unknown. ``admin auth-server`` names the server that is asked first; the local accounts remain.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Fact, Known, Unknown, User
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.reader import split
from parsers.hillstone_stoneos.state import TOP_LINES, State, say

_ALL = frozenset({"console", "http", "https", "ssh", "telnet", "netconf", "webconsole"})
_ROLES = {
    "admin": (True, False),
    "operator": (False, False),
    "auditor": (False, False),
    "admin-read-only": (False, True),
}
_PRIVILEGES = {"RXW": (True, False), "RX": (False, True)}
USER: Table[User] = Table()
USER.ignore(
    "审计员可管理的日志类型、通知方式等",
    "log",
    "description",
    "api-token",
    "phone",
    "email",
    "no log",
    "desc",
    "vsys-admin",
    "id",
)


@TOP_LINES.line("admin user", topic="users")
def _admin(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 3:  # noqa: PLR2004 - a name
        return False
    state: State = reading.scratch
    users = state.of("user")
    key = (state.context, words[2])
    if key not in users:
        users[key] = User(
            name=words[2], lines=(block.number,), services=frozenset(), storage="none", context=state.context
        )
    user: User = users[key]
    user.unread += reading.inside(block, USER, user)
    user.lines += tuple(
        child.number for child in block.children if child.text.startswith(("password", "role", "privilege", "access"))
    )
    return True


@USER.line("password")
def _password(user: User, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 2:  # noqa: PLR2004 - the secret
        return False
    user.secret = read_secret(words[-1])
    user.storage = "plain" if user.secret is not None and user.secret.form == "plain" else "unknown"
    if user.secret is not None and user.secret.form == "hashed":
        user.storage = "hash"
    return True


@USER.line("role", "privilege")
def _role(user: User, words: list[str], block: Block) -> bool:
    user.role = split(block.text)[-1]
    known = (_ROLES if words[0] == "role" else _PRIVILEGES).get(user.role)
    if known:
        user.top, user.read_only = known
    elif words[0] == "role":
        user.top = False  # a role of the site's own
    return len(words) > 1


@USER.line("access")
def _access(user: User, words: list[str], _block: Block) -> bool:
    ways = _ALL if words[1:2] == ["any"] else frozenset(words[1:2])
    user.services = (user.services or frozenset()) | ways
    return len(words) == 2 and ways <= _ALL  # noqa: PLR2004 - access and a way


@USER.line("no access")
def _no_access(user: User, words: list[str], _block: Block) -> bool:
    user.services = (user.services or frozenset()) - (_ALL if words[2:3] == ["any"] else frozenset(words[2:3]))
    return True


ROLE: Table[User] = Table()
TOP_LINES.ignore("自定义管理员角色的内容", "admin role")
TOP_LINES.ignore(
    "认证、授权以外的 AAA 参数", "role-expression", "role-mapping-rule", "user-binding", "user-sso", "webauth"
)
SERVER: Table[dict[str, object]] = Table()
SERVER.ignore("服务器的端口、密钥、超时等参数", "secret", "port", "timeout", "retries", "backup1", "backup2",
    "accounting", "base-dn", "login-dn", "login-password", "authid", "synchronization", "agent", "role-mapping-rule",
    "user-black-list", "force-password", "password-control", "auto-sync", "naming-attribute", "group-class",
    "member-attribute", "authorization", "user-group", "allow-pwd-change", "brute-force-lock", "no", "login-id",
    "nas-ip",
              "description")  # fmt: skip


@SERVER.line("host")
def _server_host(server: dict[str, object], words: list[str], block: Block) -> bool:
    if len(words) > 1:
        server["host"] = (words[1], block.number)
    return len(words) > 1


LOCAL: Table[User] = Table()
LOCAL.ignore("网络用户的组、绑定和有效期", "group", "user-group", "binding", "expire", "description", "phone",
    "email", "ike-id", "desc",
             "ike_id", "dn", "role", "pwd", "second-password")  # fmt: skip
LOCAL.line("password")(_password)


@SERVER.line("user")
def _local_user(server: dict[str, object], _words: list[str], block: Block) -> bool:
    words = split(block.text)
    reading: Reading = server["reading"]  # type: ignore[assignment]
    if len(words) < 2:  # noqa: PLR2004
        return False
    state: State = reading.scratch
    users = state.of("network user")
    user: User = users.setdefault(
        (state.context, words[1]),
        User(name=words[1], lines=(block.number,), administrator=False, storage="none", context=state.context),
    )
    user.unread += reading.inside(block, LOCAL, user)
    return True


@TOP_LINES.line("aaa-server", topic="aaa")
def _server(reading: Reading, _words: list[str], block: Block) -> bool:
    words = split(block.text)
    if len(words) < 2:  # noqa: PLR2004
        return False
    servers = reading.scratch.of("server")
    server = servers.setdefault(words[1], {"type": "", "line": block.number})
    server["reading"] = reading
    if words[2:3] == ["type"] and len(words) > 3:  # noqa: PLR2004
        server["type"] = words[3]
    reading.device.aaa.unread.extend(reading.inside(block, SERVER, server))
    return True


say("aaa", "admin auth-server", "admin authorization-mode", "admin console")
say(
    "lockout",
    "admin max-login-failure",
    "admin lockout-duration",
    "admin max-login-failure-user",
    "admin lockout-duration-user",
)
say("channels", "admin host", "admin ipv6-host")
say("system", "admin login-banner", "admin reset-password", "admin multiple-factor-auth")


@TOP_LINES.line("admin", topic="users")
def _other_admin(reading: Reading, _words: list[str], block: Block) -> bool:
    """Put a line of administrators that is not known down to all that such lines say: users, AAA, banner, lockout."""
    for part in (reading.device.aaa, reading.device.system, reading.device.lockout):
        part.unread.append(block.number)
    return False


_METHODS = {"radius": "radius", "tacacs+": "tacacs+", "ldap": "ldap", "active-directory": "ldap", "local": "local"}
POLICY: Table[State] = Table()


@POLICY.line("admin")
def _policy_line(state: State, words: list[str], block: Block) -> bool:
    if len(words) < 3:  # noqa: PLR2004 - admin NAME VALUE
        return False
    state.say(f"policy {words[1]}", words[2:], block.number)
    return words[1] in {
        "complexity", "min-length", "capital-letters", "small-letters", "numeric-characters",
        "non-alphanumeric-letters", "username-password-same-check", "password-expiration", "history-password-check",
        "history-password-records", "first-login-change-password",
    }  # fmt: skip


POLICY.ignore("网络用户的口令要求", "user", "local-user")


@TOP_LINES.line("password-policy", topic="passwords")
def _policy(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.scratch.say("password-policy", [], block.number)
    reading.device.passwords.unread.extend(reading.inside(block, POLICY, reading.scratch))
    return True


def finish(reading: Reading) -> None:
    """Put accounts, AAA, password policy and lockout into the device."""
    state: State = reading.scratch
    device = reading.device
    device.users.missing = "" if state.of("user") else "配置里没有 admin user(不完整,或账号权限不足)"
    for user in state.of("user").values():
        if not user.services:
            user.enabled = False  # no way in: it cannot log in at all
        device.users.items.append(user)
    device.users.items.extend(state.of("network user").values())
    device.device_passwords.missing = ""
    device.device_passwords.none = "StoneOS 没有特权口令和线路口令"
    _aaa(reading)
    _policy_facts(reading)
    device.lockout.attempts = state.number("admin max-login-failure", state.default(3, "缺省连续失败 3 次锁定"))
    minutes = state.number("admin lockout-duration", state.default(2, "缺省锁定 2 分钟"))
    device.lockout.minutes = minutes  # type: ignore[assignment]  # whole minutes


def _aaa(reading: Reading) -> None:
    state: State = reading.scratch
    aaa = reading.device.aaa
    found = state.last("admin auth-server")
    aaa.command_accounting = Unknown("没有读取 AAA 计费")
    if found and found[0]:
        server = state.of("server").get(found[0][0], {})
        method = _METHODS.get(str(server.get("type", "")), str(server.get("type", "")) or found[0][0])
        aaa.authentication = Known((method,) if method == "local" else (method, "local"), (found[1],))
        hosts = [server["host"]] if "host" in server else []
        aaa.servers = Known(tuple(str(host[0]) for host in hosts), tuple(int(host[1]) for host in hosts))
    else:
        aaa.authentication = state.silent(("local",), "没有 admin auth-server,只用本地账号")
        aaa.servers = state.silent((), "没有 admin auth-server")
    aaa.accounting = Unknown("没有读取 AAA 计费")


_CLASSES = ("capital-letters", "small-letters", "numeric-characters", "non-alphanumeric-letters")


def _policy_facts(reading: Reading) -> None:
    """With ``complexity`` on, each class is asked for once or twice unless set to 0, and the length is at least 8."""
    state: State = reading.scratch
    policy = reading.device.passwords
    complexity = _switch(state, "policy complexity", "缺省不检查管理员口令复杂度")
    policy.enabled = complexity
    if isinstance(complexity, Unknown):
        policy.min_length = policy.min_classes = complexity
    else:
        on = bool(complexity)
        length = 8 if on else 4
        policy.min_length = state.number(
            "policy min-length", state.default(length, f"管理员口令最小长度缺省为 {length}")
        )
        zero = [name for name in _CLASSES if (last := state.last(f"policy {name}")) and last[0][:1] == ["0"]]
        said = tuple(line for name in _CLASSES for line in state.lines(f"policy {name}"))
        lines = (*state.lines("policy complexity"), *said)
        count = len(_CLASSES) - len(zero) if on else 0
        policy.min_classes = Known(count, lines) if lines else state.default(0, "缺省不检查管理员口令复杂度")
    policy.differs_from_user = _switch(state, "policy username-password-same-check", "缺省不检查口令与用户名相同")
    policy.max_age_days = state.number("policy password-expiration", _expiry(state))
    check = _switch(state, "policy history-password-check", "缺省不检查历史口令")
    if isinstance(check, Unknown):
        policy.history = check
    elif not check:
        policy.history = Known(0, check.lines) if check.lines else state.default(0, "缺省不检查历史口令")
    else:
        policy.history = state.number("policy history-password-records", state.default(5, "历史口令缺省检查 5 个"))


def _expiry(state: State) -> Unknown:
    """The guide gives two defaults, 0 and 7 days, by model."""
    if not state.whole:
        return Unknown("配置不完整(没有 Version 首行)")
    return Unknown("口令有效期的缺省值随型号而异(0 或 7 天),配置没有写明")


def _switch(state: State, head: str, why: str) -> Fact[bool]:
    found = state.last(head)
    if found is None:
        return state.default(value=False, why=why)
    if found[0][:1] not in (["enable"], ["disable"], ["1"], ["0"]):
        return Unknown(f"没有读懂 {head}", (found[1],))
    return Known(found[0][0] in {"enable", "1"}, (found[1],))
