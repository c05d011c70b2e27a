"""Type a remedy into a Linux collector's document, as far as that can be done by rule.

A file's lines stand as ``path:line`` in the section whose reading names it or its folder. Understood are ``sed -i``,
``echo`` and ``printf`` into files, ``sysctl``, ``systemctl``, ``timedatectl``, ``chage``, ``usermod``, ``chown``,
``chmod``, ``nmcli device disconnect``, rules of auditd and reloading sshd; all else changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

from tests.checks import documents

Sections = dict[str, Any]


def typed(text: str, commands: Iterable[str]) -> str:
    """Type the commands of a remedy into a document; see ``documents.typed``."""
    return documents.typed(text, commands, _ACTS)


def _lines(sections: Sections, path: str) -> list[str]:
    """The lines of the section that a file belongs to."""
    places = (path, str(PurePosixPath(path).parent))
    holding = [one for one in sections.values() if any(re.search(rf"\s{place}(\s|$)", one["read"]) for place in places)]
    return holding[0]["lines"] if holding else []


def _sed(sections: Sections, script: str, path: str) -> None:
    lines = _lines(sections, path)
    for part in re.split(r"; (?=s/|/)", script):
        if added := re.fullmatch(r"1i (.*)", part):
            lines.insert(
                next((at for at, one in enumerate(lines) if one.startswith(f"{path}:")), 0), f"{path}:{added[1]}"
            )
            continue
        _, first, *rest = re.split(r"(?<!\\)/", part)
        pattern = re.sub(r"\\([?|()])", r"\1", first)
        for at, line in reversed(list(enumerate(lines))):
            if line.startswith(f"{path}:"):
                old = line.removeprefix(f"{path}:")
                if part.startswith("s/"):
                    lines[at] = f"{path}:{re.sub(pattern, rest[0], old)}"
                elif rest == ["d"] and re.search(pattern, old):
                    del lines[at]


def _write(sections: Sections, text: str, arrow: str, path: str) -> None:
    lines = _lines(sections, path)
    if arrow == ">":
        lines[:] = [one for one in lines if not one.startswith(f"{path}:")]
    written = text.replace("\\n", "\n").rstrip("\n").split("\n")
    lines.extend(f"{path}:{line}" for line in written)
    for module, section in (("usb-storage", "usb_storage"), ("uas", "usb_uas")):
        if f"install {module} /bin/false" in written:
            sections[section]["lines"] = ["install /bin/false "]


def _unload(sections: Sections, modules: str) -> None:
    names = {name.replace("-", "_") for name in modules.split()}
    sections["modules"]["lines"] = [one for one in sections["modules"]["lines"] if one.split()[0] not in names]


def _sysctl(sections: Sections, settings: str) -> None:
    lines = sections["kernel_settings"]["lines"]
    for name, value in (setting.split("=") for setting in settings.split()):
        path = f"/proc/sys/{name.replace('.', '/')}"
        lines[:] = [f"{path}:{value}" if one.startswith(f"{path}:") else one for one in lines]


def _unit(*, on: bool) -> Callable[[Sections, str], None]:
    state, active = ("enabled", "active running") if on else ("disabled", "inactive dead")

    def act(sections: Sections, names: str) -> None:
        for name in names.split():
            unit = name if "." in name else f"{name}.service"
            for section, shown in (
                ("unit_files", f"{unit} {state} {state}"),
                ("units", f"{unit} loaded {active} {unit}"),
            ):
                lines = sections[section]["lines"]
                lines[:] = [shown if one.split()[0] == unit else one for one in lines]

    return act


def _zone(sections: Sections, zone: str) -> None:
    lines = sections["timedatectl"]["lines"]
    lines[:] = [f"Timezone={zone}" if one.startswith("Timezone=") else one for one in lines]
    sections["time_zone"]["lines"] = [f"/usr/share/zoneinfo/{zone}"]


def _account(sections: Sections, section: str, name: str, changes: dict[int, Callable[[str], str]]) -> None:
    """Change fields of an account's line in ``passwd`` or ``shadow``."""
    for at, line in enumerate(sections[section]["lines"]):
        fields = line.split(":")
        if fields[0] == name:
            sections[section]["lines"][at] = ":".join(
                changes[number](field) if number in changes else field for number, field in enumerate(fields)
            )


def _age(sections: Sections, most: str, name: str) -> None:
    _account(sections, "shadow", name, {4: lambda _: most})


def _lock(sections: Sections, shell: str | None, expire: str | None, name: str) -> None:
    _account(sections, "shadow", name, {1: lambda word: f"!{word}", 7: lambda old: expire or old})
    if shell:
        _account(sections, "passwd", name, {6: lambda _: shell})


def _password(sections: Sections, name: str) -> None:
    """A new password, kept as the strongest hash that ``login.defs`` names."""
    _account(sections, "shadow", name, {1: lambda _: "{6}"})


def _own(sections: Sections, owner: str, group: str, path: str) -> None:
    _mode(sections, path, lambda mode, _owner, _group: f"{mode} {owner} {group}")


def _chmod(sections: Sections, change: str, path: str) -> None:
    def changed(mode: str, owner: str, group: str) -> str:
        bits = int(mode, 8) & ~0o022 if change == "go-w" else int(change, 8)
        return f"{bits:o} {owner} {group}"

    _mode(sections, path, changed)


def _mode(sections: Sections, path: str, change: Callable[[str, str, str], str]) -> None:
    lines = sections["file_modes"]["lines"]
    for at, line in enumerate(lines):
        mode, owner, group, name = line.split(" ", 3)
        if name == path:
            lines[at] = f"{change(mode, owner, group)} {name}"


def _rule(sections: Sections, rule: str) -> None:
    lines = sections["audit_rules"]["lines"]
    lines[:] = [*(one for one in lines if one != "No rules"), rule]


def _disconnect(sections: Sections, device: str) -> None:
    lines = sections["addresses"]["lines"]
    lines[:] = [one for one in lines if one.split()[1] != device]


def _sshd(sections: Sections) -> None:
    """What sshd says of its settings after it read its file again: the first value holds."""
    said: dict[str, str] = {}
    for line in sections["sshd_config"]["lines"]:
        key, _, value = line.partition(":")[2].partition(" ")
        said.setdefault(key.casefold(), value)
    lines = sections["sshd_effective"]["lines"]
    lines[:] = [f"{key} {said.get(key, value)}" for key, _, value in (one.partition(" ") for one in lines)]


_ACTS: dict[str, Callable[..., None]] = {
    r"sed -i '(.+)' (/\S+)$": _sed,
    r"(?:echo|printf) '(.*)' (>>?) (/\S+)$": _write,
    r"modprobe -r (.+)$": _unload,
    r"sysctl -w (.+)$": _sysctl,
    r"systemctl enable --now ([^&]+?)(?: &&.*)?$": _unit(on=True),
    r"systemctl disable --now (.+)$": _unit(on=False),
    r"timedatectl set-timezone (\S+)$": _zone,
    r"chage -M (\d+) -W \d+ (\S+)$": _age,
    r"passwd (\S+)$": _password,
    r"usermod(?: -s (\S+))? -L(?: -e (\d+))? (\S+)$": _lock,
    r"chown (\w+):(\w+) (\S+)$": _own,
    r"chmod (go-w|\d+) (\S+)$": _chmod,
    r"(-[wa] .+)$": _rule,
    r"nmcli device disconnect (\S+)$": _disconnect,
    r"sshd -t && systemctl reload sshd$": _sshd,
}
