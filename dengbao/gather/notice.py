"""What is said to people: before the first connection, what will be done to the devices; after the last, what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from dengbao.inventory import Host
from dengbao.platforms import platform
from dengbao.snapshot.records import WORDS, Manifest
from dengbao.snapshot.store import Store


def notice(hosts: Mapping[str, Host], snapshot: Path) -> str:
    """Say what a run will do, before it does anything (as GA/T 1735.1 asks of whoever inspects).

    Args:
        hosts: the hosts of the run, by name.
        snapshot: where the outputs go.
    """
    excluded = [name for name, host in hosts.items() if host.classified]
    count = Counter(host.platform for host in hosts.values() if not host.classified)
    reached = sum(number for name, number in count.items() if platform(name))
    lines = [
        "",
        f"连接前告知（参照 GA/T 1735.1）：本次将以只读方式连接 {reached} 台设备，每台登录一次。",
    ]
    for name, number in sorted(count.items()):
        known = platform(name)
        if known is None:
            lines.append(f"  {name}：{number} 台，没有采集方法，不连接")
        else:
            script = known.protocol in {"wsman", "ssh-script"}
            parts = len(known.commands)
            each = f"运行一次采集脚本，只读取 {parts} 段" if script else f" {parts} 条显示命令"
            lines.append(f"  {known.title}：{number} 台，每台{each}（dengbao commands {name} 逐条列出）")
            lines += [f"    {line.send}：{line.why}" for line in known.prepare if script]
    lines += [
        "  只发送命令清单内的显示命令和仅对本次会话有效的终端设置；不进入配置模式，不修改、不保存、不重启。",
        "  设备上会留下登录和命令日志；显示全部配置时管理 CPU 会短时升高，建议避开业务高峰。",
        f"  输出去除口令、密钥后存于 {snapshot}，只有本人可读。",
    ]
    if excluded:
        lines.append(f"  标为涉密的 {len(excluded)} 台不连接：{'、'.join(excluded)}")
    return "\n".join([*lines, ""])


def summary(store: Store, manifest: Manifest) -> str:
    """Say what came: numbers by status, and of each host that is not whole why, and how to mend it."""
    count = Counter(entry.status for entry in manifest.hosts.values())
    lines = ["", "采集结果：" + "，".join(f"{WORDS[status]} {number} 台" for status, number in count.most_common())]
    for host, entry in sorted(manifest.hosts.items()):
        if entry.status not in {"whole", "excluded"}:
            record = store.record(host)
            mend = f"。{record.mend}" if record and record.mend else ""
            lines.append(f"  {host}（{WORDS[entry.status]}）：{entry.reason}{mend}")
    return "\n".join([*lines, f"快照：{store.root}", ""])
