"""Windows hosts: the collector's ``windows.json``, and native exports ``secedit.inf`` and ``auditpol.csv``.

What several of them say is taken from the collector's document first, as it is the newest and says what is in force.
Nothing is read from text that Windows translates, the words of ``auditpol /get /r`` aside.
"""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import Device, Section, Ssh, Unknown
from parsers.windows.accounts import read_accounts
from parsers.windows.audit import read_audit
from parsers.windows.desktop import read_desktop
from parsers.windows.evidence import open_evidence
from parsers.windows.exposure import read_exposure
from parsers.windows.facts import Session, UsbDevice
from parsers.windows.firewall import read_firewall
from parsers.windows.network import read_network
from parsers.windows.scanners import read_programs
from parsers.windows.snmp import read_snmp
from parsers.windows.sql import read_databases
from parsers.windows.system import read_system
from parsers.windows.tls import read_tls

OUTPUTS = ("windows.json", "secedit.inf", "auditpol.csv")
_READERS = (
    read_system, read_accounts, read_audit, read_exposure, read_network, read_firewall, read_desktop, read_programs,
    read_tls, read_databases, read_snmp,
)  # fmt: skip


def parse(outputs: Mapping[str, str]) -> Device:
    """Read what a Windows host's evidence says.

    Args:
        outputs: texts by name, any of ``OUTPUTS``.

    Returns:
        The device; what no evidence says is unknown, with the reason.
    """
    evidence, device = open_evidence(outputs), Device()
    for read in _READERS:
        read(evidence, device)
    evidence.document.part("session", Session)
    evidence.document.part("usb_devices", list[UsbDevice])
    device.host.file = OUTPUTS[0]
    device.host.files = Section(missing="Windows 主机不按文件权限判断")
    unread = Unknown("采集脚本不读取 OpenSSH 服务器的配置")
    device.ssh = Ssh(version=unread, ciphers=unread, macs=unread, key_exchanges=unread, host_keys=unread)
    for name, status in zip(
        OUTPUTS, (evidence.document.status, evidence.export.status, evidence.audit.status), strict=True
    ):
        if name in outputs:
            device.coverage[name] = bytes(status)
    return device
