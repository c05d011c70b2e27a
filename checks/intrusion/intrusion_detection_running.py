"""Something on the host notices intruders."""

from __future__ import annotations

import re

from dengbao.check import Device, Manual, Role, check, findings, offending
from dengbao.model import HostService

_DETECTORS = re.compile(
    r"sense|csfalconservice|falcon-sensor|sentinelagent|sentinelone|wazuhsvc|wazuh-agent|ossecsvc|ossec\S*|osqueryd"
    r"|auditbeat|sysmon(64)?|titanagent|hostguard|yd(service|edr)|aegis|aliyundun|edr_agent|eps_services|qaxsafed?"
    r"|gov_defence_service|yunsuo_agent_service|sfavsvc|aide|falco",
    re.IGNORECASE,
)


@check(title="服务器有主机入侵检测", risk="low", on={Role.SERVER})
def intrusion_detection_running(device: Device) -> None:
    """Something on the host notices intruders.

    Passes when a known detector (EDR, HIDS, Sysmon) runs as a service. Fails for each that is installed and does not
    run. Where there is none a person shows what notices intruders instead: detection may be the network's.
    """
    detectors = [service for service in device.host.services if _DETECTORS.fullmatch(_name(service))]
    if not detectors:
        raise Manual("主机上没有入侵检测软件:由网络侧检测的,请出示探针覆盖该主机的材料")
    idle = offending(detectors, lambda service: not service.running.value)
    assert not idle, findings(idle, expected="入侵检测软件在运行", actual="没有运行")


def _name(service: HostService) -> str:
    return service.name.removesuffix(".service")
