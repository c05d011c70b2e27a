"""A server has no programs for people's desks."""

from __future__ import annotations

import re

from dengbao.check import Device, Role, check, findings, offending

_DESK = re.compile(
    r"腾讯QQ|^qq\b|微信|wechat|企业微信|钉钉|dingtalk|飞书|feishu|wps office|microsoft office|libreoffice|foxmail|迅雷"
    r"|百度网盘|阿里云盘|爱奇艺|优酷|暴风影音|网易云音乐|酷狗|酷我|steam|2345|360安全浏览器|360极速浏览器|qq浏览器|搜狗高速浏览器"
    r"|google chrome|mozilla firefox|抖音|哔哩哔哩|wireshark|nmap",
    re.IGNORECASE,
)


@check(title="服务器没有安装与业务无关的桌面软件", risk="low", on={Role.SERVER})
def intrusion_client_software_absent(device: Device) -> None:
    """A server has no programs for people's desks.

    Passes when none of the installed programs is a messenger, an office suite, a browser of its own, a cloud disk, a
    player, a game or a scanner of networks. Fails for each. What else the server needs not is for the site's list of
    permitted software to say (attested).
    """
    unneeded = offending(device.host.software, lambda software: _DESK.search(software.name))
    assert not unneeded, findings(
        unneeded, expected="卸载", actual=lambda software: f"{software.name} {software.version}".strip()
    )
