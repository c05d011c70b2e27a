"""Administrators, local users of the network, and where logins are authenticated.

``config system admin``: an account without ``password`` has an empty one, unless a server or a certificate knows it
(CLI reference 6.0–7.4, administration guide "Administrators"). ``super_admin`` holds every right and is not printed;
``prof_admin`` reads and writes within its VDOMs; a group absent from a profile is ``none``. Passwords of
administrators are hashes (``SH2``, ``PB2``, older ``AK1``), those of ``user local`` reversible.
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Address, Fact, Known, Storage, User
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node
from parsers.ioslike.numbers import integer, ipv4, ipv6_prefix, mask_length, network

_TRUST = " ".join(f"trusthost{number} ip6-trusthost{number}" for number in range(1, 11))
_NONE = {"", "none"}
section(
    "system admin",
    read="password accprofile vdom remote-auth remote-group wildcard peer-auth peer-group two-factor fortitoken"
        " schedule"
    f" ssh-public-key1 ssh-public-key2 ssh-public-key3 ssh-certificate guest-auth password-expire {_TRUST}",
    skip="old-password gui-.* comments email-to sms-.* history\\d allow-remove-admin-session accprofile-override"
    " vdom-override radius-.* tacacs-.* force-password-change is-admin hidden first-name last-name mobile-number"
    " pager-number phone-number two-factor-.* guest-usergroups guest-lang status",
    tables={"gui-dashboard": None, "login-time": None, "dashboard": None, "dashboard-tabs": None,
        "gui-vdom-menu-favorites": None,
            "gui-global-menu-favorites": None, "gui-new-feature-acknowledge": None},
)  # fmt: skip
_GROUPS = ("secfabgrp", "ftviewgrp", "authgrp", "sysgrp", "netgrp", "loggrp", "fwgrp", "vpngrp", "utmgrp", "wanoptgrp",
           "wifi", "admingrp", "updategrp", "mntgrp", "routegrp")  # fmt: skip
section(
    "system accprofile",
    read=" ".join(_GROUPS) + " admintimeout-override admintimeout",
    skip="scope comments system-.* cli-.* (?:fabric|secfab).*",
    tables=dict.fromkeys(f"{group}-permission" for group in ("sysgrp", "netgrp", "loggrp", "fwgrp", "utmgrp")),
)  # fmt: skip
section("system api-user", read="api-key accprofile vdom schedule",
    skip="comments cors-allow-origin peer-auth peer-group",
        tables={"trusthost": fields("ipv4-trusthost ipv6-trusthost type", skip="id")})  # fmt: skip
section("user local", read="status type passwd two-factor radius-server tacacs\\+-server ldap-server", skip=(
    "id passwd-time passwd-policy fortitoken email-to sms-.* ppk-.* auth-concurrent-.* username-.* workstation"
    " authtimeout qkd-profile ppk.* two-factor-.* tacacs.*"
))  # fmt: skip
section("user group", read="member group-type", skip=attributes.USER_GROUP,
        tables={"match": None, "guest": None})  # fmt: skip
_SERVER = "server secondary-server tertiary-server"
section(
    "user radius",
    read=_SERVER,
    skip="(?:secondary-|tertiary-)?secret timeout all-usergroup use-management-vdom nas-.* acct-.* radius-.* rsso.*"
    " auth-type source-ip.* username-case-.* group-override-attr-type switch-controller-.* interface.* vrf-select"
    " h3c-compatibility password-renewal password-encoding mac-.* delimiter sso-attribute.* transport-protocol"
    " tls-min-proto-version ca-cert client-cert server-identity-check account-key-.* status-ttl require-message-.*"
    " call-station-id-type",
    tables={"accounting-server": None, "class": None},
)
section(
    "user tacacs+",
    read=f"{_SERVER} authorization",
    skip="port (?:secondary-|tertiary-)?key authen-type source-ip.* interface.* vrf-select status-ttl",
)
section("user ldap", read=f"{_SERVER} secure", skip=attributes.LDAP)
_ACCOUNTING = tuple(f"log tacacs+accounting{number} " for number in ("", "2", "3"))
section(*(f"{head}setting" for head in _ACCOUNTING), read="status server", skip="server-key interface.* source-ip.*")
section(*(f"{head}filter" for head in _ACCOUNTING), read="login-audit config-change-audit cli-cmd-audit")

SERVERS = {"user radius": "radius", "user tacacs+": "tacacs+", "user ldap": "ldap"}


def stored(words: list[str]) -> tuple[str, Storage]:
    """Take ``ENC <token>`` or a bare secret: the token, and how it is kept."""
    secret = read_secret(words[-1]) if words else None
    if secret is None:
        return (words[-1] if words else ""), "unknown"
    forms: dict[str, Storage] = {"hashed": "hash", "plain": "plain", "reversible": "reversible"}
    return words[-1], forms.get(secret.form, "unknown")


def trusted(node: Node) -> tuple[Address, ...]:
    """The addresses that an administrator may come from; empty when any may."""
    found: list[Address] = []
    for number in range(1, 11):
        words = node.words(f"trusthost{number}")
        address = subnet(words)
        if address is not None and not address.is_any:
            found.append(address)
        split = ipv6_prefix(node.word(f"ip6-trusthost{number}"))
        if split and split[1]:
            found.append(Address(*network(*split, 6), 6))
    return tuple(found)


def subnet(words: list[str]) -> Address | None:
    """Read ``A.B.C.D MASK`` or ``A.B.C.D/LEN``."""
    text, mask = (words[0], words[1]) if len(words) > 1 else (words[0].partition("/")[::2] if words else ("", ""))
    number, prefix = ipv4(text), mask_length(mask) if "." in mask else integer(mask)
    if number is None or prefix is None or not 0 <= prefix <= 32:  # noqa: PLR2004 - the longest prefix
        return None
    return Address(*network(number, prefix), 4)


def read(config: Config) -> None:
    """Fill users and AAA."""
    users = config.device.users
    if config.node("system admin") is None:
        users.missing = "配置里没有 config system admin(账号的权限不足,或配置不完整)"
    else:
        users.missing = ""
    profiles = {entry.name: entry for _, entry in config.entries("system accprofile")}
    users.items.extend(_administrator(node, profiles) for _, node in config.entries("system admin"))
    users.items.extend(_local(node, context) for context, node in config.entries("user local"))
    config.device.device_passwords.missing = ""
    config.device.device_passwords.none = "FortiOS 没有特权口令和线路口令"
    _aaa(config)


def _administrator(node: Node, profiles: dict[str, Node]) -> User:
    role = node.word("accprofile")
    user = User(name=node.name, lines=node.lines("accprofile", "password"), role=role, unread=tuple(node.unread))
    if "password" in node.settings:
        token, storage = stored(node.words("password"))
        user.secret = read_secret(token)
        user.storage = "unknown" if storage == "reversible" else storage  # an administrator's is never reversible
    else:
        user.storage = "none"
    user.remote = node.enables("remote-auth") or node.enables("peer-auth")
    user.top = role == "super_admin" if role else None
    user.read_only = _reads_only(role, profiles)
    user.sources = trusted(node) or None
    user.public_key = any(node.word(f"ssh-public-key{number}") for number in (1, 2, 3)) or bool(
        node.word("ssh-certificate")
    )
    user.second_factor = node.word("two-factor", "disable") not in {"disable", ""}
    user.expires = node.word("password-expire")
    user.enabled = node.word("schedule") != "none"
    return user


def _reads_only(role: str, profiles: dict[str, Node]) -> bool | None:
    if role in {"super_admin", "prof_admin"}:
        return False
    if role == "super_admin_readonly":
        return True
    profile = profiles.get(role)
    if profile is None:
        return None
    return all(profile.word(group) in {*_NONE, "read"} for group in _GROUPS)


def _local(node: Node, context: str) -> User:
    user = User(name=node.name, lines=node.lines("passwd", "type"), administrator=False, context=context)
    user.unread = tuple(node.unread)
    token, user.storage = stored(node.words("passwd")) if "passwd" in node.settings else ("", "none")
    user.secret = read_secret(token)
    user.enabled = node.enables("status", default=True)
    user.second_factor = node.word("two-factor", "disable") not in {"disable", ""}
    return user


def _aaa(config: Config) -> None:
    """A server comes first for accounts with ``remote-auth``; local passwords are their fall-back."""
    aaa = config.device.aaa
    kinds = {node.name: (kind, node) for path, kind in SERVERS.items() for _, node in config.entries(path)}
    groups = {node.name: node.words("member") for _, node in config.entries("user group")}
    methods: dict[str, int] = {}
    servers: dict[str, int] = {}
    own = 0
    for _, admin in config.entries("system admin"):
        if not admin.enables("remote-auth"):
            own += 1
            continue
        for member in groups.get(admin.word("remote-group"), ()):
            if member in kinds:
                kind, node = kinds[member]
                methods.setdefault(kind, admin.settings["remote-auth"].line)
                for name in _SERVER.split():
                    if address := node.word(name):
                        servers.setdefault(address, node.settings[name].line)
    if config.device.users.missing:
        return
    if methods:
        order = ("local", *methods) if own > 1 else (*methods, "local")
        aaa.authentication = Known(order, tuple(methods.values()))
        aaa.servers = Known(tuple(servers), tuple(servers.values()))
    else:
        section_ = config.node("system admin")
        local: Fact[tuple[str, ...]] = Known(("local",), (section_.line,) if section_ else ())
        sections = ("system admin", "user group", *SERVERS)
        aaa.authentication = config.unless_doubtful(local, *sections)
        aaa.servers = config.unless_doubtful(config.default((), "没有管理员使用远程认证"), *sections)
    _accounting(config)


def _accounting(config: Config) -> None:
    """TACACS+ accounting of commands (``config log tacacs+accounting``, 7.0 and later)."""
    aaa = config.device.aaa
    for head in _ACCOUNTING:
        setting, chosen = config.node(f"{head}setting"), config.node(f"{head}filter")
        if setting and setting.enables("status"):
            aaa.accounting = Known(("tacacs+",), setting.lines("status"))
            if chosen and chosen.enables("cli-cmd-audit"):
                aaa.command_accounting = Known(value=True, lines=chosen.lines("cli-cmd-audit"))
                return
    if not isinstance(aaa.accounting, Known):
        aaa.accounting = config.default((), "没有启用 TACACS+ 计费")
    aaa.command_accounting = config.default(value=False, why="没有启用 TACACS+ 命令计费")
