"""What administrators type is recorded."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, either, lacking, need


@check(title="管理员的操作命令有记录", risk="medium", on=NETWORK)
def audit_commands_accounted(device: Device) -> None:
    """What administrators type is recorded.

    Passes when commands are logged, or accounted to a central server. Fails when neither.
    """
    recorded = either(device.logging.commands, device.aaa.command_accounting)
    problems = lacking(need(recorded, bool, key="aaa:accounting", expected="记录操作命令", actual="{}"))
    assert not problems, problems
