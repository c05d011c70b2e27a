"""AAA templates, lines, SSH and the other services of ZXROS.

SSH is off, and speaks version 2, where no line says otherwise; every algorithm is on until it is switched off. Telnet
is on or off as the product was made, and comes on by itself while SSH is off; its idle time-out is that of SSH as well
(ZXROS NG V5 command manual, SSH: ``ssh server enable``, ``version``, ``encryption``, ``hmac``, ``diffie-hellman``;
Telnet: ``line telnet server disable``, ``line telnet idle-timeout``; FTP: ``ftp-server enable``; TFTP: only a client).
The manual names the algorithms that may be switched off for being weak, and no others.
"""

from __future__ import annotations

from dengbao.model import Aaa, Channel, Fact, Known, Ssh, Terminal, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.numbers import integer
from parsers.zte_zxros.table import TOP, Zxros, default

_NO_DEFAULT = "配置中没有这一行,中兴的缺省没有确认"
_NO_WEB = "中兴是否开放网页管理,没有资料可核对"
_NO_SERVICES = "ZXROS 有没有这项服务,没有资料可核对"
_WEAK = {
    "encryption": {
        name: name for name in ("aes256-cbc", "aes192-cbc", "aes128-cbc", "blowfish-cbc", "3des-cbc", "none")
    },
    "hmac": {"none": "none", "md5": "hmac-md5"},
    "diffie-hellman": {
        name: f"diffie-hellman-{name}" for name in ("group1-sha1", "group-exchange-sha1")
    },
}  # fmt: skip
_SSH_IDLE = frozenset({
    "authentication", "only", "time-out", "generate-key", "dscp", "rekey-interval", "vrf", "username", "public-key",
    "key-exchange", "host-key",
})  # fmt: skip
_PORTS = {"telnet": 23, "ssh": 22, "ftp": 21, "netconf": 830}


@TOP.line("aaa-authentication-template", "aaa-authorization-template", "aaa-accounting-template", topic="aaa")
def _template(reading: Reading, words: list[str], block: Block) -> bool:
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "aaa-authentication-type":
            if len(parts) != 2 or len(words) != 2:  # noqa: PLR2004
                return False
            reading.scratch.authentication[words[1]] = parts[1], child.number
        reading.use(*reading.numbers(child))
    return len(words) == 2  # noqa: PLR2004


@TOP.line("line console", "line telnet", topic="terminals")
def _line(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``line {console | telnet} {idle-timeout M | absolute-timeout M | server ...}``: one line a setting."""
    match words[2:]:
        case ["server", "enable" as word, *_] | ["server", "disable" as word] if words[1] == "telnet":
            reading.scratch.switches["telnet"] = word == "enable", block.number
        case ["idle-timeout", word] if (minutes := integer(word)) is not None:
            _terminal(reading, words[1], block.number).idle_minutes = Known(float(minutes), (block.number,))
        case ["access-class", "ipv6", _]:
            pass
        case ["access-class" | "acl", *_, name]:
            reading.scratch.facts[f"acl {words[1]}"] = Block(block.number, name)
        case ["absolute-timeout" | "users" | "max-link" | "max-source-connection" | "dscp", _] | ["server", "vrf", _]:
            pass
        case _:
            return False
    return True


def _terminal(reading: Reading, word: str, *lines: int) -> Terminal:
    terminals = reading.device.terminals.items
    found = next((terminal for terminal in terminals if terminal.name == word), None)
    if found is None:
        found = Terminal(name=word, kind="console" if word == "console" else "vty", lines=lines)
        terminals.append(found)
    return found


@TOP.line("ssh server", "no ssh server", topic="ssh")
def _ssh(reading: Reading, words: list[str], block: Block) -> bool:
    """Read the switch, the version, the list, and the algorithms that are switched off one by one."""
    state: Zxros = reading.scratch
    match words:
        case ["no", _, _, *rest]:
            if rest == ["enable"]:
                state.switches["ssh"] = False, block.number
            return rest in (["enable"], ["only"])
        case [_, _, "enable" | "disable" as word] | [_, _, "enable" as word, "listen", _]:
            state.switches["ssh"] = word == "enable", block.number
        case [_, _, "version", version]:
            reading.device.ssh.version = Known(version, (block.number,))
        case [_, _, "access-class", *family, name]:
            if family != ["ipv6"]:
                state.facts["acl ssh"] = Block(block.number, name)
        case [_, _, kind, name, "disable"] if kind in _WEAK:
            state.weak_off.setdefault(kind, {})[name] = block.number
        case _:
            return len(words) > 3 and words[2] in _SSH_IDLE  # noqa: PLR2004 - ssh server WORD VALUE
    return True


@TOP.line("ftp-server", "no ftp-server", "ftp-secure-server", "snetconf server", "netconf agent", topic="channels")
def _service(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``[no] ftp-server enable [listen 21]``, ``ftp-secure-server disable`` and ``snetconf server enable``."""
    match words:
        case ["ftp-secure-server", *_] | ["ftp-server", "top-directory" | "max-login" | "source-interface", *_]:
            return True  # over TLS, or how it serves
        case ["ftp-server", "access-class", name]:
            reading.scratch.facts["acl ftp"] = Block(block.number, name)
            return True
    name = "ftp" if "ftp-server" in words[:2] else "netconf"
    after = words[words.index("enable") + 1 :] if "enable" in words else ["?"]
    if after and after[0] != "listen":
        return False
    reading.scratch.switches[name] = words[0] != "no", block.number
    return True


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
    """Say which services listen and whom they let in, and how lines ask."""
    state: Zxros = reading.scratch
    device = reading.device
    _aaa(device.aaa, state)
    _algorithms(reading, state)
    off = default(state, device.ssh, value=False, lacking="没有 ssh server enable 行", means="缺省关闭")
    ssh = _switched(state, "ssh", off)
    enabled: dict[str, Fact[bool]] = {
        "telnet": _telnet(_switched(state, "telnet", Unknown(_NO_DEFAULT)), ssh),
        "ssh": ssh,
        "ftp": _switched(state, "ftp", Unknown(_NO_DEFAULT)),
        "netconf": _switched(state, "netconf", Unknown(_NO_DEFAULT)),
        "tftp": Unsupported("ZXROS 只有 TFTP 客户端"),
        "http": Unknown(_NO_WEB),
        "https": Unknown(_NO_WEB),
    }
    for name, fact in enabled.items():
        if name == "netconf" and not fact.lines:
            continue
        acl = state.facts.get(f"acl {name}")
        sources = sources_of(reading, acl.text if acl else "", (acl.number,) if acl else fact.lines)
        device.channels.items.append(Channel(name=name, port=_PORTS.get(name), enabled=fact, sources=sources))
    for name in type(device.services).__struct_fields__:
        if getattr(device.services, name) is UNREAD:
            setattr(device.services, name, Unknown(_NO_SERVICES))
    for name in ("console", "telnet"):
        _settle(_terminal(reading, name), device.aaa)
    device.terminals.missing = device.channels.missing = ""


def _switched(state: Zxros, name: str, otherwise: Fact[bool]) -> Fact[bool]:
    switch = state.switches.get(name)
    return Known(switch[0], (switch[1],)) if switch else otherwise


def _telnet(telnet: Fact[bool], ssh: Fact[bool]) -> Fact[bool]:
    """Telnet that is switched off comes on by itself while SSH is off, so that the device stays within reach."""
    if not isinstance(telnet, Known) or telnet.value:
        return telnet
    if isinstance(ssh, Unknown):
        return Unknown("关闭 Telnet 时若 SSH 也关闭,中兴会自行打开 Telnet;SSH 是否开启没有读到", telnet.lines)
    return telnet if ssh.value else Known(value=True, lines=(*telnet.lines, *ssh.lines))


def _settle(terminal: Terminal, aaa: Aaa) -> None:
    if terminal.kind == "console":
        terminal.authentication = Unknown("串口登录是否要求认证,没有资料可核对", terminal.lines)
    elif isinstance(aaa.authentication, Known):
        nobody = "none" in aaa.authentication.value
        terminal.authentication = Known("none" if nobody else "user", aaa.authentication.lines)
    elif isinstance(aaa.authentication, Unknown):
        terminal.authentication = aaa.authentication
    if terminal.idle_minutes is UNREAD:
        terminal.idle_minutes = Unknown(f"没有 line {terminal.name} idle-timeout 行,缺省随产品而不同")


def _algorithms(reading: Reading, state: Zxros) -> None:
    """Name the weak algorithms that are still offered."""
    ssh = reading.device.ssh
    if ssh.version is UNREAD:
        ssh.version = default(state, ssh, "2", "没有 ssh server version 行", "缺省为 2")
    ssh.ciphers, ssh.macs, ssh.key_exchanges = (
        _offered(state, ssh, kind) for kind in ("encryption", "hmac", "diffie-hellman")
    )


def _offered(state: Zxros, ssh: Ssh, kind: str) -> Fact[frozenset[str]]:
    off = state.weak_off.get(kind, {})
    left = frozenset(name for word, name in _WEAK[kind].items() if word not in off)
    if not left:
        return Known(left, tuple(off.values()))
    return default(state, ssh, left, f"没有 ssh server {kind} 的全部 disable 行", "缺省都启用")


def _aaa(aaa: Aaa, state: Zxros) -> None:
    """Logins go by the AAA template behind the user template that accounts are bound to; one for all makes a fact."""
    if state.servers:
        aaa.servers = Known(tuple(address for address, _ in state.servers), tuple(line for _, line in state.servers))
    aaa.command_accounting = Unknown("没有资料说明 ZXROS 的命令计费")
    everybody = state.authenticated.get("")
    bound = {
        state.behind.get(template, "") for template in ([everybody] if everybody else state.authenticated.values())
    }
    used = [state.authentication.get(name) for name in bound] or list(state.authentication.values())
    known = [found for found in used if found is not None]
    words = {word for word, _ in known}
    lines = tuple(number for _, number in known)
    if len(words) == 1 and len(known) == len(used):
        aaa.authentication = Known(tuple(words.pop().split("-")), lines)
    elif state.authentication:
        aaa.authentication = Unknown("各用户所用的认证模板不同或没有读懂", lines)
