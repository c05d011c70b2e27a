"""Services that an attacker may use and nobody needs are off."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need
from dengbao.model import Known


@check(title="关闭不需要的服务", risk="medium", on=NETWORK)
def intrusion_unneeded_services_disabled(device: Device) -> None:
    """Services that an attacker may use and nobody needs are off.

    Passes when finger, small servers, BOOTP, PAD, IP source routing, Smart Install, booting from the network, and
    whatever else the parser knows for unneeded are off. Fails for each that is on. What the platform does not have is
    passed over. High-risk case 6.4.3.1.
    """
    services = device.services
    problems = lacking(
        *(
            need(fact, lambda on: not on, key=f"service:{name}", expected=f"关闭 {word}", actual="{}", name=name)
            for name, word, fact in (
                ("finger", "finger", services.finger),
                ("tcp-small-servers", "TCP 小服务", services.tcp_small_servers),
                ("udp-small-servers", "UDP 小服务", services.udp_small_servers),
                ("bootp", "BOOTP 服务", services.bootp),
                ("pad", "PAD", services.pad),
                ("source-route", "IP 源路由", services.source_route),
                ("smart-install", "Smart Install", services.smart_install),
                ("config-autoload", "网络自动装载配置", services.config_autoload),
            )
        ),
        *(
            need(
                Known(value=True, lines=(line,)),
                lambda on: not on,
                key=f"service:{name}",
                expected=f"关闭 {name}",
                name=name,
            )
            for name, line in services.extra
        ),
    )
    assert not problems, problems
