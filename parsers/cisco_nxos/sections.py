"""Which sections this parser reads, and which NX-OS cannot have."""

from __future__ import annotations

from dengbao.model import Unknown, Unsupported
from parsers.grammar import Reading
from parsers.ioslike.sections import READ, declare


def finish_sections(reading: Reading) -> None:
    """Declare what was read; an empty section then says that there is nothing."""
    device = reading.device
    declare(device, (name for name in READ if name != "nat"))
    device.policies.unsupported = device.zones.unsupported = "NX-OS 交换机没有安全域和安全策略,按接口的访问控制列表过滤"
    device.proposals.unsupported = "NX-OS 交换机不作 VPN 网关"
    device.nat.missing = "解析器没有读 NX-OS 的地址转换"
    if "nat" not in reading.scratch.features:
        device.nat.missing = ""
        device.nat.none = "没有 feature nat 行"
    device.device_passwords.none = "NX-OS 没有本机的 enable、线路口令"
    defence = device.defence
    defence.attack_defence = Unsupported("NX-OS 没有整机的攻击防护开关")
    defence.stateful = Unsupported("NX-OS 交换机不作状态检测")
    defence.ips_signature = defence.av_signature = Unsupported("NX-OS 没有入侵特征库和病毒库")
    health = device.health
    health.cpu_percent = health.memory_percent = Unknown("没有采集 show system resources")
    health.power_supplies = health.alarms = Unknown("没有采集 show environment")
