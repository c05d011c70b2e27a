"""Administrators, password rules, lockout, central authentication.

After the web interface help ("Device > Setup > Management", "Device > Administrators") and the vendor's day-one
template. ``superuser`` holds every right; a superreader or devicereader only looks. Password complexity is off unless
enabled; neither lockout value is set unless configured (CIS PAN-OS benchmark 1.4.2). ``multi-factor-auth`` of an
authentication profile asks end users for more, never administrators: theirs come by RADIUS or SAML (administrator's
guide 10.1, "Configure Multi-Factor Authentication").
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dengbao.model import Absent, Fact, Known, Lines, Unknown, User
from parsers.ioslike.numbers import integer
from parsers.paloalto_panos.state import Config, opened, secret_of, yes
from parsers.statements import Node

_METHODS = {"radius": "radius", "tacplus": "tacacs", "ldap": "ldap", "kerberos": "kerberos", "saml-idp": "saml",
            "cloud": "saml", "local-database": "local", "none": "none"}  # fmt: skip
_SETS = (
    "minimum-uppercase-letters",
    "minimum-lowercase-letters",
    "minimum-numeric-letters",
    "minimum-special-characters",
)


def read(config: Config) -> None:
    """Read who may log in, and under which rules."""
    node, device = config.at("mgt-config"), config.device
    opened(device.users, node.unread, node.at("users").unread)
    opened(device.device_passwords)
    device.users.items = [_user(part) for part in config.each("mgt-config users")]
    _passwords(config, node.at("password-complexity"))
    _lockout(config)
    _aaa(config)


def _lockout(config: Config) -> None:
    """The laxest of the device's own lockout and those of the profiles by which administrators log in."""
    lockout, where = config.device.lockout, config.at("deviceconfig setting management admin-lockout")
    profiles = [profile.at("lockout") for profile in _profiles(config) if profile.has("lockout")]
    opened(lockout, config.around("deviceconfig setting management"), where.doubts())
    opened(lockout, *(part.doubts() for part in profiles))
    attempts = [_number(where, "failed-attempts", 0, "没有配置 admin-lockout failed-attempts，不锁定账户")]
    attempts += [_number(part, "failed-attempts", 0, "没有配置 failed-attempts") for part in profiles]
    minutes = [_number(where, "lockout-time", None, "没有配置 admin-lockout lockout-time，缺省值未证实")]
    minutes += [_number(part, "lockout-time", None, "没有配置 lockout-time，缺省值未证实") for part in profiles]
    lockout.attempts = _laxest(attempts, lambda value: -(value or math.inf))
    lockout.minutes = _laxest(minutes, lambda value: value or math.inf)


def _laxest(facts: Sequence[Fact[int]], strictness: Callable[[int], float]) -> Fact[Any]:
    """The fact of the lowest strictness; not known while one is not."""
    unsure = [fact for fact in facts if isinstance(fact, Unknown)]
    return unsure[0] if unsure else min(facts, key=lambda fact: strictness(fact.value))


def _profiles(config: Config) -> Iterator[Node]:
    """The authentication profiles by which administrators log in, of a sequence all in it."""
    users = [config.at("deviceconfig system"), *config.each("mgt-config users")]
    names = {name for user in users for name in user.words("authentication-profile")}
    places = (config.shared, *(node for _, node in config.scopes), *config.homes)
    sequences = [place.at("authentication-sequence").kid(name) for place in places for name in names]
    names |= {name for sequence in sequences for name in sequence.words("authentication-profiles")}
    for place in places:
        yield from (profile for profile in place.each("authentication-profile") if profile.name in names)


def _user(node: Node) -> User:
    role = node.at("permissions role-based")
    storage, secret = secret_of(node, "phash")
    profile = node.word("authentication-profile")
    remote = bool(profile) or yes(node, "client-certificate-only") is True
    top: bool | None = None
    read_only: bool | None = None
    name = next((kid.name for kid in role.each() if not kid.has("no")), "")
    if name == "superuser":
        top, read_only = True, False
    elif name in {"superreader", "devicereader", "vsysreader"}:
        top, read_only = False, True
    elif name in {"deviceadmin", "vsysadmin", "custom"}:
        top = False if name != "custom" else None
    if name == "custom":
        name = role.word("custom profile")
    return User(
        name=node.name, lines=node.lines(), storage=storage if node.has("phash") else "none", secret=secret, role=name,
        top=top, read_only=read_only, public_key=node.has("public-key"), remote=remote, unread=tuple(node.doubts()),
    )  # fmt: skip


def _number(node: Node, word: str, default: int | None, why: str) -> Fact[int]:
    value = integer(node.word(word))
    if value is not None:
        return Known(value, node.lines(word))
    if node.has(word):
        return Unknown(f"{word} 不是数字", node.lines(word))
    return Unknown(why) if default is None else Absent(default, why)


def _passwords(config: Config, node: Node) -> None:
    policy = config.device.passwords
    opened(policy, node.doubts())
    enabled = yes(node, "enabled")
    if not enabled:
        why = "没有启用 password-complexity"
        policy.enabled = Known(False, node.lines("enabled")) if enabled is False else Absent(False, why)
        policy.min_length = Unknown(f"{why}，缺省最短长度因版本而异，未证实")
        policy.min_classes, policy.differs_from_user = Absent(0, why), Absent(False, why)
        policy.max_age_days, policy.history = Absent(0, why), Absent(0, why)
        return
    policy.enabled = Known(True, node.lines("enabled"))
    policy.min_length = _number(node, "minimum-length", None, "没有 minimum-length，缺省值未证实")
    demanded = [word for word in _SETS if (integer(node.word(word)) or 0) > 0]
    lines: Lines = node.lines(*demanded) if demanded else ()
    policy.min_classes = Known(len(demanded), lines) if demanded else Absent(0, "没有要求字符类别")
    blocked = yes(node, "block-username-inclusion")
    policy.differs_from_user = (
        Known(blocked, node.lines("block-username-inclusion")) if blocked is not None
        else Absent(False, "没有 block-username-inclusion")
    )  # fmt: skip
    policy.max_age_days = _number(
        node.at("password-change"), "expiration-period", 0, "没有 expiration-period，口令不过期"
    )
    policy.history = _number(node, "password-history-count", 0, "没有 password-history-count，不记旧口令")


def _aaa(config: Config) -> None:
    aaa, device = config.device.aaa, config.device
    opened(aaa, config.doubts("mgt-config users"), config.around("deviceconfig system"))
    system = config.at("deviceconfig system authentication-profile")
    names = list(system.each())
    names += [kid for user in config.each("mgt-config users") for kid in user.each("authentication-profile")]
    methods: list[str] = []
    for kid in names:
        methods += [method for method in _method(config, kid.name) if method not in methods]
    lines = tuple(kid.line for kid in names)
    local = any(not user.remote for user in device.users.items)
    if methods:
        order = [*methods, *(["local"] if local and "local" not in methods else [])]
        aaa.authentication = aaa.authorization = Known(tuple(order), lines)
    elif names:
        aaa.authentication = aaa.authorization = Unknown("认证配置文件没有定义或没有读懂", lines)
    else:
        aaa.authentication = aaa.authorization = Absent(("local",), "没有 authentication-profile，只用本机口令")
    servers = _servers(config)
    aaa.servers = Known(tuple(servers)) if servers else Absent((), "没有配置认证服务器")
    aaa.accounting = Absent((), "PAN-OS 以日志转发代替审计上报")
    aaa.command_accounting = Absent(False, "PAN-OS 以日志转发代替审计上报")


def _method(config: Config, name: str) -> list[str]:
    """The methods of a profile, or of a sequence of profiles."""
    for where in (config.shared, *(node for _, node in config.scopes), *config.homes):
        sequence = where.at("authentication-sequence").kid(name)
        if sequence:
            return [
                m for part in sequence.words("authentication-profiles") if part != name for m in _method(config, part)
            ]
        profile = where.at("authentication-profile").kid(name)
        if profile:
            return [_METHODS.get(word, word) for word in profile.words("method")]
    return []


def _servers(config: Config) -> list[str]:
    found = []
    for where in (config.shared, *(node for _, node in config.scopes)):
        for kind in ("radius", "tacplus", "ldap"):
            for profile in where.each(f"server-profile {kind}"):
                found += [s.word("ip-address") or s.word("address") or s.name for s in profile.each("server")]
    return found
