"""Files that hold accounts, keys and rights cannot be read or changed by others."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import FileMode

_WRITE_BY_OTHERS, _ALL_OF_OTHERS, _WRITE_BY_GROUP = 0o002, 0o007, 0o020
_SECRET = ("/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/ssh/ssh_host_")
_PUBLIC_KEY = ".pub"


@check(title="关键文件的属主和权限正确", risk="medium", on=HOSTS, platforms=("linux",))
def access_critical_files_protected(device: Device) -> None:
    """Files that hold accounts, keys and rights cannot be read or changed by others.

    Passes when each that was looked at belongs to root and can be written by nobody else, and shadow files, sudoers
    and private host keys cannot be read by others either. Fails for each that is not so. Source: passwd(5),
    shadow(5), sudoers(5), sshd(8).
    """
    loose = offending(device.host.files, _is_loose)
    assert not loose, findings(
        loose,
        expected="属主 root,其他用户不能写;口令、密钥文件其他用户不能读",
        actual=lambda file: f"{file.owner or '?'} {file.mode:04o}",
    )


def _is_loose(file: FileMode) -> bool:
    """Whether somebody who should not may read or change a file."""
    forbidden = _WRITE_BY_OTHERS | _WRITE_BY_GROUP
    if file.name.startswith(_SECRET) and not file.name.endswith(_PUBLIC_KEY):
        forbidden |= _ALL_OF_OTHERS
    return bool(file.mode & forbidden) or file.owner not in {"root", "0"}
