"""The SNMP service of Windows: versions 1 and 2c only. Its communities are names of registry values.

A value of ``ValidCommunities`` is the right: 1 none, 2 notify, 4 read, 8 write, 16 create; managers stand in
``PermittedManagers``, anyone may ask where there is none (the service's security page and its policies).
"""

from __future__ import annotations

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Community, Device, Fact, Known, Section, Snmp, Unknown, Unsupported
from parsers.windows.document import FILE
from parsers.windows.evidence import Evidence
from parsers.windows.exposure import running
from parsers.windows.registry import CCS, number

_KEY = CCS + "Services\\SNMP\\Parameters\\"
_READ, _WRITE = 4, 8


def read_snmp(evidence: Evidence, device: Device) -> None:
    """Fill the SNMP agent."""
    values = evidence.registry.key(_KEY + "ValidCommunities")
    managers = tuple(line for _, _, line in evidence.registry.key(_KEY + "PermittedManagers") or ())
    sources: Fact[tuple[Address, ...]] = (
        Unknown("允许的管理端见 PermittedManagers,可能是主机名", managers, FILE)
        if managers
        else Absent((), "没有设置 PermittedManagers,任何主机都可以访问")
    )
    communities: Section[Community] = Section(missing="采集结果没有 SNMP 服务的团体字", file=FILE)
    if values is not None:
        items = [
            Community(
                lines=(line,),
                access="write" if (right or 0) >= _WRITE else "read",
                secret=read_secret(name),
                sources=sources,
                number=place,
                file=FILE,
                unread=() if right is not None else (line,),
            )
            for place, (name, value, line) in enumerate(values, 1)
            if (right := number(value)) is None or right >= _READ
        ]
        communities = Section(items=items, missing="", none="没有设置 SNMP 团体字", file=FILE)
    enabled = running(device.host.services, "SNMP")
    device.snmp = Snmp(
        enabled=enabled,
        versions=enabled if isinstance(enabled, Unknown) else Known(frozenset({"1", "2c"})),
        communities=communities,
        users=Section(unsupported="Windows 的 SNMP 服务没有第 3 版"),
        targets=Section(missing="采集结果没有 SNMP 陷阱目标"),
        traps=Unsupported("采集脚本不读取 SNMP 陷阱"),
        file=FILE,
    )
