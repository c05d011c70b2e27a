"""An SNMP client that reads: the walk of a UPS's network card, as ``snmpwalk -On`` prints it.

Only GETNEXT and GETBULK are ever sent (RFC 3416); SNMPv3 (RFC 3414) unless the inventory gives a community. A device
answers nothing at all to a wrong community, so that a silence may be that as well, and the reason says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from pysnmp.hlapi.v3arch import asyncio as hlapi
from pysnmp.proto import errind
from pysnmp.proto.api import v2c

from dengbao.gather.devices import Harvest
from dengbao.gather.outcome import Ended
from dengbao.gather.target import PORTS, Target
from dengbao.platforms import Platform
from dengbao.snapshot.records import CommandRecord, Status

FILE = "ups.snmpwalk"
_AUTH = {
    "md5": hlapi.USM_AUTH_HMAC96_MD5,
    "sha": hlapi.USM_AUTH_HMAC96_SHA,
    "sha224": hlapi.USM_AUTH_HMAC128_SHA224,
    "sha256": hlapi.USM_AUTH_HMAC192_SHA256,
    "sha384": hlapi.USM_AUTH_HMAC256_SHA384,
    "sha512": hlapi.USM_AUTH_HMAC384_SHA512,
}
_PRIV = {
    "des": hlapi.USM_PRIV_CBC56_DES,
    "3des": hlapi.USM_PRIV_CBC168_3DES,
    "aes": hlapi.USM_PRIV_CFB128_AES,
    "aes128": hlapi.USM_PRIV_CFB128_AES,
    "aes192": hlapi.USM_PRIV_CFB192_AES,
    "aes256": hlapi.USM_PRIV_CFB256_AES,
}
_MODELS = {"1": 0, "2": 1, "2c": 1}
_REFUSED = (
    errind.UnknownUserName,
    errind.WrongDigest,
    errind.AuthenticationFailure,
    errind.DecryptionError,
    errind.UnsupportedSecurityLevel,
    errind.NotInTimeWindow,
)
_RETRIES, _ROWS = 2, 25
_MOST_ROWS = 20000
_SEPARATE = "SNMP WALK "
"""How the allow-list writes the subtrees that are asked."""


def gather_snmp(target: Target, platform: Platform, harvest: Harvest) -> None:
    """Gather from one UPS.

    Args:
        target: whom.
        platform: its allow-list names the subtrees.
        harvest: is filled: ``ups.snmpwalk``. What came before an early end is kept.
    """
    record = harvest.record
    rows: list[str] = []
    try:
        asyncio.run(_walk(target, platform, harvest, rows))
    except Ended as end:
        record.status, record.reason, record.mend = end.status, end.reason, end.mend
    if rows:
        harvest.texts[FILE] = "".join(f"{row}\n" for row in rows)
    elif record.status == "whole":
        record.status, record.reason = "partial", "设备答复了，但没有任何可读的对象"
        record.mend = "核对 SNMP 账户的视图（view）是否包含 UPS-MIB（1.3.6.1.2.1.33）和厂商 MIB"


async def _walk(target: Target, platform: Platform, harvest: Harvest, rows: list[str]) -> None:
    """Walk every subtree of the allow-list, one after another."""
    auth = _credentials(target)
    engine = hlapi.SnmpEngine()
    where = (target.address, target.port or PORTS["snmp"])
    try:
        transport = await hlapi.UdpTransportTarget.create(
            where, timeout=target.connect_timeout / (_RETRIES + 1), retries=_RETRIES
        )
    except Exception as error:
        raise Ended("unreachable", f"{where[0]}：主机名解析不了", "检查 ansible_host") from error
    try:
        for command in platform.commands:
            if not command.command.startswith(_SEPARATE) or command.command in target.skip:
                continue
            made = CommandRecord(command=command.command, encoding="utf-8")
            harvest.record.commands.append(made)
            harvest.record.sent.append(command.command)
            before = len(rows)
            async for row in _subtree(engine, auth, transport, target, command.command.removeprefix(_SEPARATE)):
                rows.append(row)
                if len(rows) > _MOST_ROWS:
                    raise Ended("partial", f"{command.command}：超过 {_MOST_ROWS} 行仍未结束")
            if len(rows) > before:
                made.file = FILE
            else:
                made.status = "rejected"
    finally:
        engine.close_dispatcher()


async def _subtree(
    engine: hlapi.SnmpEngine,
    auth: hlapi.CommunityData | hlapi.UsmUserData,
    transport: hlapi.UdpTransportTarget,
    target: Target,
    root: str,
) -> AsyncIterator[str]:
    """Give the rows under one OID."""
    context = hlapi.ContextData(contextName=target.snmp_context.encode())
    start = hlapi.ObjectType(hlapi.ObjectIdentity(root))
    shared: dict[str, Any] = {"lexicographicMode": False, "lookupMib": False}
    if target.snmp_version == "1":
        answers = hlapi.walk_cmd(engine, auth, transport, context, start, **shared)
    else:
        answers = hlapi.bulk_walk_cmd(engine, auth, transport, context, 0, _ROWS, start, **shared)
    async for failed, status, _index, bindings in answers:
        if failed:
            raise _ended(failed, target, root)
        if status:
            return  # version 1 says noSuchName where a subtree ends
        for name, value in bindings:
            if not isinstance(value, v2c.Null | v2c.EndOfMibView | v2c.NoSuchObject | v2c.NoSuchInstance):
                yield f".{name} = {_printed(value)}"


def _printed(value: Any) -> str:  # noqa: ANN401 - any SNMP type
    """Print a value as net-snmp does; bytes that are no text in hexadecimal."""
    match value:
        case v2c.ObjectIdentifier():
            return f"OID: .{value}"
        case v2c.IpAddress():
            return f"IpAddress: {value.prettyPrint()}"
        case v2c.TimeTicks():
            return f"Timeticks: ({int(value)})"
        case v2c.OctetString():
            raw = bytes(value)
            text = raw.decode("ascii", errors="replace").rstrip("\0")
            if text.isprintable() and "�" not in text and '"' not in text:
                return f'STRING: "{text}"'
            return f"Hex-STRING: {raw.hex(' ').upper()}"
        case v2c.Counter32() | v2c.Gauge32() | v2c.Counter64():
            return f"{type(value).__name__}: {int(value)}"
    return f"INTEGER: {int(value)}"


def _credentials(target: Target) -> hlapi.CommunityData | hlapi.UsmUserData:
    """The account that the inventory gives: a user of version 3, or a community."""
    if target.snmp_version != "3":
        if not target.snmp_community:
            raise Ended("refused", "没有给出 SNMP 团体名", "在清单里写 snmp_community，最好改用 SNMPv3（snmp_user）")
        return hlapi.CommunityData(target.snmp_community, mpModel=_MODELS[target.snmp_version])
    if not target.snmp_user:
        raise Ended("refused", "没有给出 SNMPv3 用户", "在清单里写 snmp_user、snmp_auth_password、snmp_priv_password")
    wanted: dict[str, Any] = {}
    if target.snmp_auth_password:
        wanted |= {
            "authKey": target.snmp_auth_password,
            "authProtocol": _chosen(_AUTH, "snmp_auth_protocol", target.snmp_auth_protocol),
        }
    if target.snmp_priv_password:
        wanted |= {
            "privKey": target.snmp_priv_password,
            "privProtocol": _chosen(_PRIV, "snmp_priv_protocol", target.snmp_priv_protocol),
        }
    return hlapi.UsmUserData(target.snmp_user, **wanted)  # noqa: S509 - as strong as the site made the account


def _chosen(table: dict[str, Any], key: str, name: str) -> Any:  # noqa: ANN401 - pysnmp's own constants
    if name not in table:
        raise Ended("unsupported", f"{key}: {name} 不认识", f"可用：{'、'.join(table)}")
    return table[name]


def _ended(failed: Any, target: Target, root: str) -> Ended:  # noqa: ANN401 - pysnmp's own error indications
    """Say in Chinese how a walk ended."""
    if isinstance(failed, errind.RequestTimedOut):
        what = "SNMPv3 用户" if target.snmp_version == "3" else "团体名"
        reason = f"{target.address} 没有应答（{root}）"
        return Ended(
            "unreachable",
            reason,
            f"检查地址、UDP {target.port or PORTS['snmp']} 端口、SNMP 是否启用，以及{what}（不对时设备也不应答）",
        )
    if isinstance(failed, _REFUSED):
        status: Status = "refused"
        return Ended(
            status, f"SNMPv3 认证不过（{failed}）", "核对 snmp_user、口令、snmp_auth_protocol、snmp_priv_protocol"
        )
    return Ended("partial", f"SNMP 出错（{failed}）")


__all__ = ["FILE", "gather_snmp"]
