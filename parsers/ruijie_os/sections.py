"""Which sections this parser reads, and which RGOS cannot have."""

from __future__ import annotations

from dengbao.model import Absent, Unknown, Unsupported
from parsers.grammar import Reading
from parsers.ioslike.sections import READ, declare

_NO_POLICIES = "RGOS 交换机没有安全策略,按接口的访问控制列表过滤"


def finish_sections(reading: Reading) -> None:
    """Declare what was read; an empty section then says that there is nothing."""
    device = reading.device
    declare(
        device,
        [name for name in READ if name not in {"zones", "address_objects", "service_objects", "certificates"}],
    )
    device.zones.unsupported = device.policies.unsupported = _NO_POLICIES
    device.address_objects.unsupported = device.service_objects.unsupported = "RGOS 交换机没有对象组"
    device.certificates.missing = "没有读 RGOS 的证书"
    defence = device.defence
    defence.attack_defence = defence.control_plane = Absent(True, "NFPP 和 cpu-protect 缺省开启")
    defence.stateful = Unsupported("RGOS 交换机不做状态检测")
    defence.ips_signature = defence.av_signature = Unsupported("RGOS 交换机没有入侵特征库和病毒库")
    health = device.health
    health.cpu_percent, health.memory_percent = Unknown("没有采集 show cpu"), Unknown("没有采集 show memory")
    health.power_supplies, health.alarms = Unknown("没有采集 show power"), Unknown("没有读 RGOS 的部件状态")
