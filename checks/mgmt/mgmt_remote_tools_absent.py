"""No remote-control tool runs that nobody approved."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import Agent, Known


@check(title="没有未登记的远程控制工具", risk="high", on=HOSTS)
def mgmt_remote_tools_absent(device: Device) -> None:
    """No remote-control tool runs that nobody approved.

    Passes when no known remote-control tool (向日葵, ToDesk, TeamViewer, AnyDesk, VNC ...) is installed or runs. Fails
    for each. An approved one is accepted by a waiver that names who approved it and until when.
    """
    tools = offending(device.host.remote_tools, lambda _tool: True)
    assert not tools, findings(tools, expected="卸载,或审批登记后豁免", actual=_words)


def _words(tool: Agent) -> str:
    """Name a tool, whether it runs, and what gave it away."""
    running = isinstance(tool.running, Known) and tool.running.value
    return f"{tool.name} {'正在运行' if running else '已安装'}" + (f"({tool.found})" if tool.found else "")
