"""The device itself: names, banner, sessions, lockout, password policy, SSH, web server, other services.

Defaults: CLI reference 6.0 to 7.4, ``config system global`` and ``config system password-policy``, and full forms of
6.x and 7.0.3. ``admin-lockout-duration`` is in seconds (60), ``admintimeout`` in minutes (5), ``admin-console-timeout``
in seconds (0: ``admintimeout`` rules). Upgrading to 7.6.5 switches the password policy on, so from there its default
is not known. SSH algorithms have defaults that differ by patch: only what is printed is known.
"""

from __future__ import annotations

from dengbao.model import Absent, Known, Unknown, Unsupported
from parsers.fortinet import attributes
from parsers.fortinet.config import Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node

GLOBAL = "system global"
POLICY = "system password-policy"
section(
    GLOBAL,
    read="hostname alias timezone admintimeout admin-console-timeout admin-lockout-threshold admin-lockout-duration"
    " admin-telnet admin-telnet-port admin-ssh-v1 admin-ssh-port admin-port admin-sport admin-https-redirect"
    " admin-https-ssl-versions admin-https-ssl-ciphersuites admin-ssh-grace-time pre-login-banner post-login-banner"
    " ssh-enc-algo ssh-kex-algo ssh-mac-algo ssh-hostkey-algo ssh-hsk-algo cli-audit-log revision-backup-on-logout"
    " cfg-save private-data-encryption strong-crypto admin-maintainer",
    skip="gui-.* switch-controller.* wireless-.* lldp-.* virtual-.* log-.* proxy-.* wad-.* fgd-.* fds-.* fabric-.*"
        " csr-.* user-.* auth-.* av-.* ips-.* miglogd-.* miglog-.* sslvpn-.* ssl-static-key-ciphers ssh-cbc-cipher"
        " ssh-hmac-md5 ssh-kex-sha1 ssh-mac-weak ssl-min-proto-version tcp-.* udp-.* arp-.* ip-.* ip6-.* ipv6-.*"
        " ipsec-.* ike-.* snat-.* vip-.* two-factor-.* device-.* dh-params dst edit-vdom-prompt extender-.* faz-.*"
        " fec-.* fortiextender.* fortiipam-.* fortiservice-port fortitoken-.* fortigslb-.* forticonverter-.*"
        " ha-affinity hardware-.* honor-df hyper-.* igmp-.* interface-.* internet-service-.* irq-.* language"
        " ldapconntimeout legacy-.* license-.* long-vdom-name management-.* max-.* mc-ttl-notchange memory-.*"
        " multi-.* multicast-.* ndp-.* netflow-.* per-user-.* pmtu-.* policy-.* poe-.* purdue-.* qos-.* quic-.*"
        " radius-port reboot-.* refresh recalculate.* remoteauthtimeout reset-sessionless-tcp restart-time"
        " revision-image-.* scanunit-.* scim-.* security-rating-.* send-pmtu-icmp sessions? sflowd-.*"
        " single-vdom-npuvlink snmp-.* special-.* speedtest.* split-port.* ssd-.* strict-.* surf-.* sw-switch-.*"
        " switch-.* sys-.* syslog-.* tftp traffic-.* tp-.* url-.* usb-.* vdom-.* vpn-.* br-.* batch-.* block-.*"
        " bfd-.* cert-.* check-.* clt-.* cmdbsvr-.* cloud-.* compliance-.* conntrack.* cpu-.* csr.* customer-.*"
        " daily-.* default-.* detection-.* devm-.* dnsproxy-.* early-.* endpoint-.* failtime faz.* fcp-.* fm-.*"
        " fortimanager.* gtpu-.* hostkey.* httpd-.* anti-replay anomaly-.* autorun-.* admin-concurrent"
        " admin-hsts-max-age admin-https-pki-required admin-login-max admin-restrict-local admin-server-cert"
        " admin-ble-button admin-host admin-forticloud-sso-.* admin-reset-button admin-scp admin-ssh-password"
        " admin-https-ssl-banned-ciphers allow-traffic-redirect application-bandwidth-tracking delay-.* dp-.* dns.*"
        " disk-.* optimize.* optimize-flow-mode pre-.*-image physical-.* port-.* rss.* security-.* service-.*"
        " sslvpn.* tls-.* upgrade-.* url.* usb.* vdom.* virtual.* wifi-.* wimax-.* wireless.* gui.* log.*"
        " management.* hw-.* isf-.* npu-.* np6-.* cfg-revert-.*",
)  # fmt: skip
section(
    POLICY,
    read="status apply-to minimum-length min-lower-case-letter min-upper-case-letter min-non-alphanumeric min-number"
    " min-change-characters change-4-characters expire-status expire-day reuse-password reuse-password-limit",
    skip="login-lockout-upon-weaker-encryption",
)
section("system settings", read="asymroute asymroute6 central-nat ngfw-mode opmode default-policy-expiry-days", skip=(
    "gui-.* sip-.* allow-.* comments vdom-type inspection-mode http-.* manageip.* gateway.* ip ip6 device bfd.*"
    " utf8-.* wccp-.* multicast-.* asymroute-icmp asymroute6-icmp auxiliary-session ses-.* strict-src-check ses.*"
    " dyn-addr-.* discovered-device-timeout email-portal-check-dns ecmp-.* v4-.* lldp-.* ike-.* link-down-access"
    " location-id mac-ttl fw-session-hairpin prp-.* snat-hairpin-traffic dhcp-.* dhcp6-.* firewall-session-dirty"
    " internet-service-.* status implicit-allow-dns vpn-stats-.* block-land-attack deny-tcp-with-icmp nat46-.*"
    " nat64-.* h323-.* detect-unknown-esp hyperscale-.* policy-.* application-bandwidth-.* intree-.* myself.*"
    " tcp-session-without-syn default-app-port-as-service"
))  # fmt: skip
section("system console", read="login output", skip="baudrate mode fortiexplorer")
section(
    "system ssh-config",
    read="ssh-enc-algo ssh-kex-algo ssh-mac-algo ssh-hsk-algo",
    skip="ssh-hsk ssh-hsk-override ssh-hsk-password",
)
section("system auto-install", read="auto-install-config auto-install-image", skip="default-.*")
section("system replacemsg admin", read="buffer", skip="header format")
_SCRIPT = "interval repeat start script"
section("system auto-script", read=_SCRIPT, skip="output-size timeout")
section(
    "system automation-action",
    read="action-type script system-action",
    skip=attributes.AUTOMATION,
    tables={"email-to": None, "http-headers": None, "form-data": None, "sdn-connector": None},
)
section("system automation-stitch", read="status action", skip="trigger description destination uuid condition",
        tables={"actions": fields("action", skip="delay required id")})  # fmt: skip
section("system central-management", read="type fmg mode", skip=attributes.MANAGEMENT, tables={"server-list": None})

_CLASSES = ("min-lower-case-letter", "min-upper-case-letter", "min-number", "min-non-alphanumeric")
_UPGRADED = (7, 6, 5)


def read(config: Config) -> None:
    """Fill system, password policy, lockout, SSH, web, services, archive."""
    _system(config)
    _passwords(config)
    _lockout(config)
    _ssh(config)
    _web(config)
    _services(config)
    _archive(config)


def _system(config: Config) -> None:
    system = config.device.system
    system.vendor = Absent("Fortinet", "平台由清单给出")
    name = config.setting(GLOBAL, "hostname")
    if name:
        system.hostname = Known(name.word, (name.line,), name.file)
    if config.version:
        version = ".".join(map(str, config.version))
        system.version = Known(version, (config.main.header,))
        system.model = Known(config.model, (config.main.header,))
    _banner(config)
    _unread_global(config)


def _banner(config: Config) -> None:
    """The disclaimer before or after login; its text is built in unless ``replacemsg admin`` changes it."""
    lines: list[int] = []
    text = ""
    for switch, message in (("pre-login-banner", "pre_admin"), ("post-login-banner", "post_admin")):
        found = config.setting(GLOBAL, switch)
        if found is None or found.word != "enable":
            continue
        node = config.node(f"system replacemsg admin {message}-disclaimer-text")
        lines.append(found.line)
        text = text or (node.word("buffer") if node else "") or "(系统内置的免责声明)"
    if text:
        config.device.system.banner = Known(text, tuple(lines))
    else:
        config.device.system.banner = config.default("", "pre-login-banner 和 post-login-banner 缺省都不启用")


def _unread_global(config: Config) -> None:
    """Put global attributes that nobody knows down to the topic that their name points at."""
    node = config.node(GLOBAL)
    device = config.device
    for name, line in node.own_unread if node else ():
        if name.startswith(("admin-lockout",)):
            device.lockout.unread.append(line)
        elif name.startswith(("ssh", "admin-ssh")):
            device.ssh.unread.append(line)
        elif name.startswith("admin-https"):
            device.web.unread.append(line)
        else:
            device.system.unread.append(line)


def _passwords(config: Config) -> None:
    policy = config.device.passwords
    node = config.node(POLICY)
    if node:
        policy.unread = list(node.unread)
    upgraded = config.version is not None and config.version >= _UPGRADED
    off = Unknown("7.6.5 起升级会自动启用口令策略,配置没有写明") if upgraded else config.default(
        value=False, why="缺省不启用口令策略"
    )  # fmt: skip
    policy.enabled = config.switch(POLICY, "status", off)
    policy.differs_from_user = Unsupported("FortiOS 的口令策略没有与用户名比较的设置")
    if isinstance(policy.enabled, Unknown):
        policy.min_length = policy.min_classes = policy.max_age_days = policy.history = policy.enabled
        return
    target = config.setting(POLICY, "apply-to")
    if not policy.enabled or (target and "admin-password" not in target.words):
        lines = (target.line,) if policy.enabled and target else policy.enabled.lines
        none: Known[int] | Absent[int] = Known(0, lines) if lines else Absent(0, "缺省不启用口令策略")
        policy.min_length = policy.min_classes = policy.max_age_days = policy.history = none
        return
    policy.min_length = config.number(POLICY, "minimum-length", config.default(8, "口令策略的最小长度缺省为 8"))
    _classes(config)
    expires = config.switch(POLICY, "expire-status", config.default(value=False, why="缺省不启用口令有效期"))
    if isinstance(expires, Unknown):
        policy.max_age_days = expires
    elif expires:
        policy.max_age_days = config.number(POLICY, "expire-day", config.default(90, "口令有效期缺省为 90 天"))
    else:
        policy.max_age_days = Known(0, expires.lines) if expires.lines else config.default(0, "缺省不启用口令有效期")
    _history(config)


def _classes(config: Config) -> None:
    asked = {name: found for name in _CLASSES if (found := config.setting(POLICY, name))}
    count = sum(1 for found in asked.values() if found.word not in {"", "0"})
    policy = config.device.passwords
    if asked or config.whole:
        policy.min_classes = Known(count, tuple(found.line for found in asked.values())) if asked else config.default(
            0, "口令策略缺省不要求字符类别"
        )  # fmt: skip


def _history(config: Config) -> None:
    """``reuse-password disable`` forbids old passwords; how many, only 7.6 lets set (``reuse-password-limit``)."""
    policy = config.device.passwords
    limit = config.setting(POLICY, "reuse-password-limit")
    reuse = config.switch(POLICY, "reuse-password", config.default(value=True, why="缺省允许重复使用旧口令"))
    if limit:
        policy.history = config.number(POLICY, "reuse-password-limit", config.default(0, "没有设定"))
    elif isinstance(reuse, Unknown):
        policy.history = reuse
    elif reuse:
        policy.history = Known(0, reuse.lines) if reuse.lines else config.default(0, "缺省允许重复使用旧口令")
    else:
        policy.history = Unsupported("已禁止重复使用旧口令;这一版本不能设定记住几个")


def _lockout(config: Config) -> None:
    lockout = config.device.lockout
    lockout.attempts = config.number(GLOBAL, "admin-lockout-threshold", config.default(3, "缺省连续失败 3 次锁定"))
    seconds = config.setting(GLOBAL, "admin-lockout-duration")
    value = config.number(GLOBAL, "admin-lockout-duration", config.default(60, "缺省锁定 60 秒"))
    if isinstance(value, (Known, Absent)):
        minutes = value.value / 60
        lockout.minutes = (
            Known(minutes, (seconds.line,), seconds.file) if seconds else Absent(minutes, "缺省锁定 60 秒")
        )
    else:
        lockout.minutes = value


def _ssh(config: Config) -> None:
    ssh = config.device.ssh
    one = config.switch(GLOBAL, "admin-ssh-v1", config.default(value=False, why="缺省不接受 SSHv1"))
    if isinstance(one, Known):
        ssh.version = Known("1,2" if one.value else "2", one.lines, one.file)
    else:
        ssh.version = Absent("2", "缺省不接受 SSHv1") if isinstance(one, Absent) else one
    silent = Unknown("SSH 算法的缺省值随版本而异,请一并采集 show full-configuration system global")
    for name in ("ciphers", "macs", "key_exchanges", "host_keys"):
        keys = {
            "ciphers": "ssh-enc-algo",
            "macs": "ssh-mac-algo",
            "key_exchanges": "ssh-kex-algo",
            "host_keys": "ssh-hsk-algo",
        }
        value = config.choice("system ssh-config", keys[name], silent)
        if isinstance(value, Unknown):
            value = config.choice(GLOBAL, keys[name], silent)
        setattr(ssh, name, value)
    keep = config.setting(GLOBAL, "admin-ssh-grace-time")
    if keep:
        ssh.timeout_seconds = config.number(GLOBAL, "admin-ssh-grace-time", ssh.timeout_seconds)


def _web(config: Config) -> None:
    web = config.device.web
    silent = Unknown("网页管理的 TLS 版本缺省值随版本而异,请一并采集 show full-configuration system global")
    versions = config.choice(GLOBAL, "admin-https-ssl-versions", silent)
    if isinstance(versions, Known):
        names = frozenset(word.replace("tlsv", "tls").replace("-", ".") for word in versions.value)
        web.tls_versions = Known(names, versions.lines, versions.file)
    else:
        web.tls_versions = versions
    web.ciphers = config.choice(GLOBAL, "admin-https-ssl-ciphersuites", Unknown("没有采集网页管理的加密套件"))
    web.redirect = config.switch(
        GLOBAL, "admin-https-redirect", config.default(value=True, why="缺省把 HTTP 转向 HTTPS")
    )
    idle = config.number(GLOBAL, "admintimeout", config.default(5, "缺省空闲 5 分钟退出"))
    web.idle_minutes = Known(float(idle.value), idle.lines, idle.file) if isinstance(idle, Known) else (
        Absent(5.0, "缺省空闲 5 分钟退出") if isinstance(idle, Absent) else idle
    )  # fmt: skip


def _services(config: Config) -> None:
    """Only what FortiOS has: booting a configuration from a USB disk; the factory switches it on (CIS 2.1.7)."""
    services = config.device.services
    for name in ("finger", "tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install", "source_route",
                 "domain_lookup"):  # fmt: skip
        setattr(services, name, Unsupported("FortiOS 没有这项服务"))
    found = config.setting("system auto-install", "auto-install-config")
    if found and found.word == "enable":
        services.extra.append(("usb-auto-install", found.line))
    services.config_autoload = config.default(value=False, why="FortiOS 不从网络自动装载配置")


def _archive(config: Config) -> None:
    """A change is kept at once unless ``cfg-save`` says otherwise; backups are jobs of the site's own."""
    archive = config.device.archive
    save = config.setting(GLOBAL, "cfg-save")
    if save and save.word != "automatic":
        archive.saved = Unknown("cfg-save 不是 automatic,看不出改动是否已保存", (save.line,), save.file)
    else:
        archive.saved = config.default(value=True, why="FortiOS 的改动即时保存(cfg-save automatic)")
    jobs = list(_jobs(config))
    lines = tuple(line for line, _ in jobs)
    if jobs:
        archive.automatic = Known(value=True, lines=lines)
        archive.destinations = Known(tuple(what for _, what in jobs), lines)
    else:
        why = "没有自动备份的脚本、联动或集中管理"
        archive.automatic = config.unless_doubtful(config.default(value=False, why=why), *_JOBS)
        archive.destinations = config.unless_doubtful(config.default((), why), *_JOBS)
        garbled = tuple(_garbled(one) for _, one in config.entries(_JOBS[0]) if _garbled(one))
        if garbled:
            archive.automatic = archive.destinations = Unknown("没有读懂自动化动作做什么", garbled)


_ACTIONS = frozenset({"reboot", "shutdown", "backup-config"})
_DOES = {"system-actions": "system-action", "cli-script": "script"}


def _garbled(action: Node) -> int:
    """The line of an automation's action that does not say what it does in words that are known; 0 when it does."""
    if action.word("system-action", "reboot") not in _ACTIONS:
        return action.settings["system-action"].line
    needed = _DOES.get(action.word("action-type"))
    return action.line if needed and needed not in action.settings else 0


_JOBS = ("system automation-action", "system automation-stitch", "system auto-script", "system central-management")


def _jobs(config: Config) -> list[tuple[int, str]]:
    """What sends or keeps the configuration by itself."""
    jobs: list[tuple[int, str]] = []
    for _, script in config.entries("system auto-script"):
        if "execute backup" in script.word("script") and script.word("start") == "auto":
            jobs.append((script.settings["script"].line, f"定时脚本 {script.name}"))
    actions = {
        entry.name: entry
        for _, entry in config.entries("system automation-action")
        if "execute backup" in entry.word("script") or entry.word("system-action") == "backup-config"
    }
    for _, stitch in config.entries("system automation-stitch"):
        used = [*stitch.words("action"), *(name for step in stitch.table("actions") for name in step.words("action"))]
        if stitch.enables("status", default=True) and (name := next((name for name in used if name in actions), "")):
            jobs.append((actions[name].line, f"自动化联动 {stitch.name}"))
    central = config.node("system central-management")
    if central and central.word("type") == "fortimanager":
        jobs.append((central.settings["type"].line, "FortiManager"))
    logout = config.setting(GLOBAL, "revision-backup-on-logout")
    if logout and logout.word == "enable" and not logout.file:
        jobs.append((logout.line, "退出登录时存入本机修订历史"))
    return jobs
