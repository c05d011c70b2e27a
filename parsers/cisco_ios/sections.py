"""Which sections this parser reads, and which IOS cannot have."""

from __future__ import annotations

from dengbao.model import Unknown, Unsupported
from parsers.grammar import Reading
from parsers.ioslike.sections import READ, declare


def finish_sections(reading: Reading) -> None:
    """Declare what was read; an empty section then says that there is nothing."""
    device = reading.device
    declare(device, READ)
    defence, health = device.defence, device.health
    defence.attack_defence = Unsupported("IOS 没有整机的攻击防护开关")
    defence.ips_signature = defence.av_signature = Unsupported("IOS 自身没有入侵特征库和病毒库")
    health.cpu_percent = Unknown("没有采集 show processes cpu")
    health.memory_percent = Unknown("没有采集 show processes memory")
    health.power_supplies = Unknown("没有采集 show environment all,或其中没有列出电源")
    health.alarms = Unknown("没有采集 show environment")
