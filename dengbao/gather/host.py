"""Gathers one host into a snapshot, whatever happens: the outcome is a record, never an exception."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dengbao.gather.devices import Harvest, gather_device
from dengbao.gather.guard import Refused
from dengbao.gather.linux import gather_linux
from dengbao.gather.nut import gather_ups
from dengbao.gather.target import PORTS, Target
from dengbao.gather.windows import Remote, gather_windows
from dengbao.mask import mask
from dengbao.platforms import names, platform
from dengbao.snapshot.key import run_key
from dengbao.snapshot.records import WORDS, Gathered
from dengbao.snapshot.store import Store, now


def gather_host(
    target: Target, store: Store, *, inventory: Path | None = None, remote: Remote | None = None
) -> Gathered:
    """Gather one host and store what came.

    Args:
        target: whom.
        store: the open snapshot. A host that an earlier run gathered whole is not asked again.
        inventory: whose masking key the texts are stored under.
        remote: the way to a Windows host, which Ansible holds.

    Returns:
        The stored record.
    """
    if not target.classified and (done := store.finished(target.host, target.platform, target.address)):
        return done
    record = Gathered(host=target.host, platform=target.platform, address=target.address, status="whole", started=now())
    harvest = Harvest(record)
    try:
        _gather(target, harvest, remote)
    except Refused as error:  # the guard held back something that this program itself wanted to send
        record.status, record.reason = "failed", str(error)
    except Exception as error:  # noqa: BLE001 - one bad host never stops the others; what is lost is said
        record.status, record.reason = "failed", f"程序出错（{type(error).__name__}：{error}）"
        record.mend = "请把本条连同设备型号报告给维护者"
    record.finished = now()
    key = run_key(inventory) if harvest.texts else b""
    texts = {file: mask(text, target.platform, key=key) for file, text in harvest.texts.items()}
    hidden = {secret for secret in target.secrets if len(secret) > 3}  # noqa: PLR2004
    store.put(_without(record, hidden), texts)
    return record


def _gather(target: Target, harvest: Harvest, remote: Remote | None) -> None:
    """Choose the way of gathering, or say why there is none."""
    record = harvest.record
    known = platform(target.platform)
    if target.classified:
        record.status, record.reason = "excluded", "标为涉密（classified），本工具从不连接"
    elif not target.platform:
        record.status, record.reason, record.mend = (
            "unsupported",
            "清单里没有写 platform",
            f"可用：{'、'.join(names())}",
        )
    elif known is None:
        record.status, record.reason = "unsupported", f"平台“{target.platform}”没有采集方法"
        record.mend = f"可用：{'、'.join(names())}；或把导出的文件放进文件夹，用 dengbao check --from"
    elif known.protocol == "nut" and target.ups_protocol == "snmp":
        from dengbao.gather.snmp import gather_snmp  # noqa: PLC0415 - only sites with such cards pay for loading it

        record.port = target.port or PORTS["snmp"]
        gather_snmp(target, known, harvest)
    elif known.protocol == "nut" and target.ups_protocol != "nut":
        record.status, record.reason = "unsupported", f"ups_protocol: {target.ups_protocol} 不认识"
        record.mend = "用 nut 或 snmp，或把 snmpwalk 的输出存为 ups.snmpwalk，用 dengbao check --from"
    else:
        record.port = target.port or PORTS[known.protocol]
        if known.protocol == "nut":
            gather_ups(target, harvest)
        elif known.protocol == "ssh-script":
            gather_linux(target, known, harvest)
        elif known.protocol == "wsman":
            gather_windows(target, known, harvest, remote)
        else:
            gather_device(target, known, harvest)


def _without(record: Gathered, secrets: set[str]) -> Gathered:
    """Take secrets out of whatever a device echoed into a message."""
    text = msgspec.json.encode(record).decode()
    for secret in secrets:
        text = text.replace(msgspec.json.encode(secret).decode()[1:-1], "***")
    clean = msgspec.json.decode(text.encode(), type=Gathered)
    record.reason, record.commands, record.sent = clean.reason, clean.commands, clean.sent
    return record


__all__ = ["WORDS", "gather_host"]
