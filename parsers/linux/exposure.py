"""Which ports listen: ss(8) (``-H -tulpn``) and, where it is missing, proc(5) ``/proc/net/tcp`` and its kin."""

from __future__ import annotations

import ipaddress
import re
import struct

from dengbao.model import UNREAD, Channel, Device, Known, Section, Unknown, Unsupported
from dengbao.model.host import Database
from dengbao.model.host_exposure import Socket
from parsers.linux.document import FILE, Document, FileLine, Line, yes
from parsers.linux.facts import fact, not_so, section
from parsers.linux.products import DATABASES, Product
from parsers.linux.services import agents, processes, running

_SS = re.compile(r"(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+(.*))?$")
_PROCESS = re.compile(r'\("([^"]+)",pid=')
_KERNEL = re.compile(r"\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ")
_CHANNELS = {"telnet": ("tcp", 23), "ssh": ("tcp", 22), "ftp": ("tcp", 21), "tftp": ("udp", 69), "snmp": ("udp", 161)}
_XRDP = (Product("xrdp", ("xrdp",), ("xrdp.service",)),)
_V4_BYTES = 8


def read_exposure(device: Device, document: Document) -> None:
    """Fill sockets, the management channels among them, and what else listens."""
    host = device.host
    host.sockets = section(lambda: sockets(document), "没有监听端口")
    device.channels = section(lambda: _channels(host.sockets.items, document), "")
    if host.sockets.missing:
        device.channels.missing = host.sockets.missing
    device.snmp.enabled = next((one.enabled for one in device.channels.items if one.name == "snmp"), UNREAD)
    device.snmp.communities.missing = device.snmp.users.missing = "没有采集 snmpd 的配置"
    device.snmp.versions = Unknown(device.snmp.users.missing)
    host.databases = section(lambda: _databases(document), "没有发现数据库进程")
    host.remote_desktop.enabled = fact(lambda: _any(document))
    _samba(device, document)
    nothing = Unsupported("Linux 没有这项")
    host.winrm.enabled = host.winrm.http = host.winrm.https = host.winrm.basic = host.winrm.unencrypted = nothing
    host.winrm.sources = host.battery.present = nothing
    host.rights.unsupported = "Linux 没有用户权限分配"


def _samba(device: Device, document: Document) -> None:
    """Say whether Samba serves; its own settings are not read."""
    host = device.host
    smb = fact(lambda: running(document, "smb", "smbd"))
    host.smb.server = smb
    own: Unknown | Unsupported = Unknown("没有读取 smb.conf,请人工核对")
    if isinstance(smb, Unknown):
        own = smb
    elif not smb.value:
        own = Unsupported("没有运行 Samba", smb.lines, smb.file)
    host.shares = section(list, "没有运行 Samba") if isinstance(own, Unsupported) else Section(missing=own.why)
    host.smb.version1_server = host.smb.server_signing_required = host.smb.guest_logons = host.smb.encrypted = own
    nothing = Unsupported("Linux 没有这项")
    host.smb.version1_client = host.smb.client_signing_required = host.smb.plaintext_passwords = nothing
    host.smb.administrative_shares = nothing


def sockets(document: Document) -> list[Socket]:
    """List what listens.

    Raises:
        Undecided: neither ss nor the kernel's tables could be read.
    """
    read = document.get("sockets")
    if read.why_not and not read.program_missing:
        document.need("sockets")
    if not read.why_not:
        document.skip(*(line.number for line in document.get("sockets_kernel").lines))
        return [found for line in read.lines if (found := _of_ss(line, document))]
    kernel = document.need("sockets_kernel")
    return [
        found for path, lines in kernel.files().items() for line in lines if (found := _of_kernel(path, line, document))
    ]


def _of_ss(line: Line, document: Document) -> Socket | None:
    match = _SS.match(line.text.strip())
    if not match:
        return None
    document.use(line.number)
    names = sorted(set(_PROCESS.findall(match[4] or "")))
    return Socket(
        protocol="tcp" if match[1] == "tcp" else "udp",
        address=re.sub(r"[\[\]]|%.*", "", match[2]),
        port=int(match[3]),
        lines=(line.number,),
        process=",".join(names),
        file=FILE,
    )


def _of_kernel(path: str, line: FileLine, document: Document) -> Socket | None:
    match = _KERNEL.match(line.text)
    if not match or len(match[1]) not in {8, 32}:
        return None
    document.use(line.number)
    words = [int(match[1][at : at + 8], 16) for at in range(0, len(match[1]), 8)]
    address = ipaddress.ip_address(struct.pack(f"={len(words)}I", *words))
    return Socket(
        protocol="tcp" if "tcp" in path else "udp",
        address=str(address),
        port=int(match[2], 16),
        lines=(line.number,),
        file=FILE,
    )


def _channels(found: list[Socket], document: Document) -> list[Channel]:
    """The management services by their ports; one that listens only for the host itself is off."""
    rest = document.get("sockets") if not document.get("sockets").why_not else document.get("sockets_kernel")
    made = []
    for name, (protocol, port) in _CHANNELS.items():
        lines = tuple(
            one.lines[0]
            for one in found
            if not one.local
            and one.protocol == protocol
            and (one.port == port or (name == "ssh" and "sshd" in one.process.split(",")))
        )
        on = Known(True, lines, FILE) if lines else not_so(rest)
        made.append(Channel(name=name, enabled=on, port=port))
    return made


def _any(document: Document) -> Known[bool]:
    found = agents(document, _XRDP)
    return Known(True, found[0].lines, FILE) if found else not_so(document.need("processes"))


def _databases(document: Document) -> list[Database]:
    return [
        Database(name=name, product=DATABASES[name], lines=(line.number,), running=yes(line), file=FILE)  # type: ignore[arg-type]
        for name, line in processes(document).items()
        if name in DATABASES
    ]
