"""Accounts, classes, password rules, lockout and central authentication.

After the CLI reference: ``minimum-length`` (six unless set), ``minimum-changes`` with ``change-type`` (one unless set;
counts character sets under ``character-sets``), ``retry-options`` (locks an account only with ``lockout-period``,
10 tries unless set), ``authentication-order`` (passwords of the device unless set), ``root-login``. Built-in classes
carry no ``idle-timeout``, and without one a session never ends ("idle-timeout (System Login)").
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Unknown, Unsupported, User
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.state import Config, opened, secret_of
from parsers.statements import Node
from parsers.statements.terms import address

SCHEMA = """
system
  root-authentication
    encrypted-password|plain-text-password-value =
    plain-text-password
    ssh-rsa|ssh-dsa|ssh-ecdsa|ssh-ed25519|load-key-file *
      from =
    no-public-keys
  login
    announcement|message|idle-timeout =
    deny-sources
      address *
    class *
      permissions *
      idle-timeout|security-role|logical-system|tenant|access-start|access-end|allowed-days|confirm-commands *
      allow-sources|deny-sources|allow-times|deny-times *
      allow-commands|deny-commands|allow-configuration|deny-configuration ...
      allow-commands-regexps|deny-commands-regexps|allow-configuration-regexps|deny-configuration-regexps *
      allow-grpc-rpc-regexps|deny-grpc-rpc-regexps|no-scp-server|no-sftp-server *
      allow-hidden-commands|no-hidden-commands|login-alarms|login-script|login-tip|configuration-breadcrumbs|
      satellite *
      cli ...
    user *
      uid|full-name|class =
      cli ...
      authentication
        encrypted-password|plain-text-password-value =
        plain-text-password
        no-public-keys
        ssh-rsa|ssh-dsa|ssh-ecdsa|ssh-ed25519|load-key-file *
          from =
    password
      minimum-length|maximum-length|maximum-lifetime|minimum-lifetime|minimum-changes|minimum-character-changes =
      minimum-lower-cases|minimum-upper-cases|minimum-numerics|minimum-punctuations|minimum-reuse|format|change-type =
    retry-options
      tries-before-disconnect|backoff-threshold|backoff-factor|minimum-time|maximum-time|lockout-period =
  authentication-order *
  ldap-server|ldaps-server ...
  radius-server|tacplus-server *
    port|accounting-port|dynamic-request-port|preauthentication-port|retry|timeout|source-address|secret|
    routing-instance =
    max-outstanding-requests|accounting-retry|accounting-timeout|preauthentication-secret =
    single-connection
  radius-options|tacplus-options ...
  accounting
    events *
    destination
      radius
        server *
          port|accounting-port|retry|timeout|source-address|secret|max-outstanding-requests|routing-instance =
      tacplus
        server *
          port|retry|timeout|source-address|secret|routing-instance =
          single-connection
"""
_METHODS = {"password": "local", "tacplus": "tacacs", "radius": "radius", "ldaps": "ldap", "ldap": "ldap"}
_TOP = {"super-user", "superuser", "super-user-local"}
_BUILT_IN = {"super-user", "superuser", "operator", "read-only", "unauthorized"}
_KEYS = ("ssh-rsa", "ssh-dsa", "ssh-ecdsa", "ssh-ed25519")
_NEVER = "登录类没有 idle-timeout，会话永不超时"
_SETS = ("minimum-upper-cases", "minimum-lower-cases", "minimum-numerics", "minimum-punctuations")


def read(config: Config) -> None:
    """Read who may log in, and under which rules."""
    system, device = config.root.at("system"), config.device
    login = system.at("login")
    users = device.users
    opened(users, login.unread, login.at("class").doubts(), login.at("user").unread)
    opened(device.device_passwords)
    if system.has("root-authentication"):
        users.items.append(_root(system))
    for context, node in config.contexts():
        users.items.extend(_user(user, node.at("system login"), context) for user in node.each("system login user"))
    _passwords(config, login.at("password"))
    _lockout(config, login.at("retry-options"))
    _aaa(config, system)


def _root(system: Node) -> User:
    """The superuser: it can log in unless the console, SSH and the web all refuse it."""
    node, services = system.at("root-authentication"), system.at("services")
    storage, secret = secret_of(node.at("encrypted-password"))
    keys = any(node.has(kind) for kind in _KEYS)
    login = services.word("ssh root-login")
    by_ssh = services.has("ssh") and login != "deny" and (login != "deny-password" or keys)
    ports = system.at("ports console")
    by_console = not (ports.has("insecure") or ports.has("disable"))
    by_web = services.has("web-management")
    enabled = by_ssh or by_console or by_web or services.has("telnet")
    return User(
        name="root", lines=node.lines(), storage=storage, secret=secret, role="super-user", top=True, read_only=False,
        enabled=enabled, public_key=keys, idle_minutes=_global_idle(system.at("login")) or 0.0,
        unread=tuple(node.doubts()),
    )  # fmt: skip


def _user(node: Node, login: Node, context: str) -> User:
    name = node.word("class")
    kind = login.at("class").kid(name)
    storage, secret = secret_of(node.at("authentication encrypted-password"))
    keys = any(node.has(f"authentication {way}") for way in _KEYS)
    has_password = node.has("authentication encrypted-password")
    sources = tuple(found for word in kind.words("allow-sources") if (found := address(word)))
    top, read_only = _rights(name, kind)
    return User(
        name=node.name, lines=node.lines(), storage=storage if has_password else "none", secret=secret, role=name,
        top=top, read_only=read_only, enabled=name != "unauthorized", sources=sources or None, public_key=keys,
        remote=not has_password and not keys, idle_minutes=_idle(kind, login), context=context,
        unread=tuple(node.doubts()),
    )  # fmt: skip


def _rights(name: str, kind: Node) -> tuple[bool | None, bool | None]:
    """Whether a class holds the highest right, and whether it can only look."""
    if name in _BUILT_IN and not kind:
        return name in _TOP, name in {"read-only", "unauthorized"}
    if not kind:
        return None, None
    permissions = set(kind.words("permissions"))
    return "all" in permissions, all(word.startswith("view") for word in permissions)


def _idle(kind: Node, login: Node) -> float:
    """Minutes after which a session of a class ends; 0 for never."""
    own = integer(kind.word("idle-timeout"))
    return float(own) if own is not None else _global_idle(login) or 0.0


def _global_idle(login: Node) -> float | None:
    found = integer(login.word("idle-timeout"))
    return None if found is None else float(found)


def cli_idle(config: Config) -> Fact[float]:
    """The longest idle time over all accounts that may log in."""
    login = config.root.at("system login")
    doubts = login.unread + login.at("class").doubts()
    if doubts:
        return Unknown("登录类中有没有读懂的行", tuple(doubts))
    users = [user for user in config.device.users.items if user.enabled and not user.context]
    never = [user for user in users if not user.idle_minutes]
    if never or not users:
        return Known(0.0, tuple(line for user in never for line in user.lines)) if never else Absent(0.0, _NEVER)
    worst = max(users, key=lambda user: user.idle_minutes or 0.0)
    lines = login.at("class").kid(worst.role).lines("idle-timeout") or login.lines("idle-timeout")
    return Known(worst.idle_minutes or 0.0, lines)


def _number(node: Node, word: str, default: int | None, why: str) -> Fact[int]:
    """A number with its line; without the statement a confirmed default, or not known."""
    part = node.at(word)
    if not part:
        return Unknown(why) if default is None else Absent(default, why)
    found = integer(node.word(word))
    return Known(found, part.lines()) if found is not None else Unknown("不是数字", part.lines())


def _passwords(config: Config, node: Node) -> None:
    policy = config.device.passwords
    opened(policy, node.doubts())
    policy.enabled = Known(True, node.lines()) if node else Absent(True, "Junos 缺省要求口令至少 6 位")
    policy.min_length = _number(node, "minimum-length", 6, "缺省至少 6 位")
    demanded = [word for word in _SETS if (integer(node.word(word)) or 0) > 0]
    lines = node.lines(*demanded) if demanded else ()
    counted = integer(node.word("minimum-changes")) or 0
    if node.word("change-type") == "character-sets" and counted > len(demanded):
        demanded, lines = [""] * min(counted, 4), node.lines("minimum-changes", "change-type")
    policy.min_classes = Known(len(demanded), lines) if demanded else Absent(1, "缺省只要求一类字符")
    policy.differs_from_user = Unsupported("Junos 没有“口令不得与用户名相同”的设置")
    policy.max_age_days = _number(node, "maximum-lifetime", 0, "没有 maximum-lifetime，口令不过期")
    policy.history = _number(node, "minimum-reuse", 0, "没有 minimum-reuse，不记旧口令")


def _lockout(config: Config, node: Node) -> None:
    lockout = config.device.lockout
    opened(lockout, node.doubts())
    if not node.has("lockout-period"):
        lockout.attempts = Absent(0, "没有 lockout-period，缺省只断开连接，不锁定账户")
        lockout.minutes = Unsupported("没有启用锁定")
        return
    lockout.attempts = _number(node, "tries-before-disconnect", 10, "缺省 10 次")
    minutes = integer(node.word("lockout-period"))
    lines = node.lines("lockout-period")
    lockout.minutes = Known(float(minutes), lines) if minutes is not None else Unknown("不是数字", lines)


def _aaa(config: Config, system: Node) -> None:
    aaa = config.device.aaa
    opened(aaa, system.unread, system.at("accounting").doubts(), system.at("authentication-order").doubts())
    order = system.words("authentication-order")
    methods = tuple(_METHODS.get(word, word) for word in order)
    lines = system.lines("authentication-order")
    aaa.authentication = (
        Known(methods, lines) if order else Absent(("local",), "没有 authentication-order，只用本机口令")
    )
    aaa.authorization = (
        Known(methods, lines) if order else Absent(("local",), "没有 authentication-order，只用本机登录类")
    )
    servers = tuple(server for kind in ("tacplus-server", "radius-server") for server in system.words(kind))
    found = system.lines("tacplus-server", "radius-server")
    aaa.servers = Known(servers, found) if servers else Absent((), "没有配置认证服务器")
    accounting = system.at("accounting")
    events, targets = accounting.words("events"), accounting.words("destination")
    if events and targets:
        aaa.accounting = Known(tuple(_METHODS.get(word, word) for word in targets), accounting.lines())
        aaa.command_accounting = Known("interactive-commands" in events, accounting.lines("events"))
    else:
        aaa.accounting = Absent((), "没有 system accounting")
        aaa.command_accounting = Absent(False, "没有 system accounting，命令不上报")
