"""Why a Windows host could not be gathered, in one clear line: told by words in the chain of causes.

What goes wrong is told by the classes and words of requests, pypsrp and pywinrm, wherever in the chain of causes they
stand (pypsrp 0.9, pywinrm 0.5, ansible-core 2.19), and by what Ansible's own scripts say when they cannot run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dengbao.gather.outcome import Ended
from dengbao.snapshot.records import Status

GUIDE = "见 docs/windows.md"
SELF_TEST = f"在主机上运行采集脚本的自检（-SelfTest），{GUIDE}"
_SHOWN = 160


class _Cause(NamedTuple):
    """Words that give a cause away, what becomes of the host, why, and how to mend it."""

    words: str
    status: Status
    reason: str
    mend: str


# The first whose words are found counts.
_OPENING = (
    _Cause(
        r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|doesn't match|SSLCertVerificationError",
        "host_key",
        "主机的 TLS 证书不可信",
        "用 ansible_psrp_ca_cert（winrm 为 ansible_winrm_ca_trust_path）指明签发证书的 CA 文件；不要关闭证书校验",
    ),
    _Cause(
        r"WRONG_VERSION_NUMBER|wrong version number|UNEXPECTED_EOF_WHILE_READING|SSLError|SSLV3_ALERT",
        "unreachable",
        "该端口没有正常的 HTTPS 应答",
        "核对 ansible_port 与 ansible_psrp_protocol（winrm 为 ansible_winrm_scheme）：5986 是 HTTPS，5985 是 HTTP",
    ),
    _Cause(
        r"AuthenticationError|InvalidCredentials|credentials were rejected|Failed to authenticate|\b401\b",
        "refused",
        "拒绝登录：用户名或口令不对，或没有开放所用的认证方式",
        "核对 ansible_user、ansible_password 与 ansible_psrp_auth（winrm 为 ansible_winrm_transport）；"
        "勿反复尝试，以免账号被锁",
    ),
    _Cause(
        r"[Cc]ode:? 5\b|Access is denied|拒绝访问|\b403\b",
        "refused",
        "账号能登录，但无权远程管理",
        f"把账号加入 Remote Management Users（要采全须为管理员），{GUIDE}",
    ),
    _Cause(
        r"ConnectionRefused|Connection refused|Errno 111|Errno 61\b",
        "unreachable",
        "连接被拒绝：WinRM 没有启用，或端口不对",
        f"在主机上启用 WinRM 并核对端口（HTTPS 5986），{GUIDE}",
    ),
    _Cause(
        r"ReadTimeout",
        "unreachable",
        "接受了连接，但一直没有应答",
        "检查主机的 WinRM 服务是否停住（服务名 WinRM），重试",
    ),
    _Cause(
        r"ConnectTimeout|timed out|TimeoutError|No route to host|Network is unreachable|Errno 113|Errno 101\b",
        "unreachable",
        "连接超时或没有路由",
        "检查地址、路由，以及沿途与主机自身的防火墙是否放行 WinRM 端口",
    ),
    _Cause(
        r"NameResolutionError|getaddrinfo|Name or service not known|gaierror",
        "unreachable",
        "主机名解析不了",
        "在清单里用 ansible_host 写明地址",
    ),
    _Cause(
        r"RemoteDisconnected|ConnectionReset|Connection aborted|closed connection",
        "unreachable",
        "连接被对端关闭",
        "检查主机的 WinRM 服务是否正常（服务名 WinRM），重试",
    ),
    _Cause(r"\b404\b", "unreachable", "该端口的 HTTP 服务不是 WinRM", "核对 ansible_port；WinRM 的路径是 /wsman"),
    _Cause(
        r"latin-1",
        "refused",
        "基本认证的用户名和口令只能用西文字符",
        "改用 ntlm 或 kerberos，或换一个西文名的账号",
    ),
    _Cause(
        r"message encryption",
        "failed",
        "基本认证不能加密内容，不在 HTTP 上使用",
        "改用 HTTPS（5986），或把认证方式改为 ntlm、kerberos",
    ),
    _Cause(
        r"(pypsrp|winrm|requests_\w+|kerberos|gssapi|krb5).{0,40}not installed",
        "failed",
        "控制端缺少所用认证方式的组件",
        "改用 ansible_psrp_auth: ntlm 或 negotiate（不需要另装组件），或装上报出的组件",
    ),
)
_FAILED = (
    _Cause(
        r"requires PowerShell v?5|minimum PowerShell",
        "unsupported",
        "主机的 PowerShell 低于 5.1，Ansible 不能在其上运行脚本",
        f"装 WMF 5.1，或在主机上手工运行采集脚本（PowerShell 2.0 即可），{GUIDE}",
    ),
    _Cause(
        r"constrained language|not trusted",
        "unsupported",
        "主机的应用程序控制不允许运行未签名的脚本",
        f"由主机的管理者签名后放行，或改用 secedit、auditpol 的导出文件，{GUIDE}",
    ),
    _Cause(r"minimum version of", "unsupported", "Windows 版本过旧（需要 2008 R2、Windows 7 或更新）", GUIDE),
)


def not_opened(error: BaseException, where: str) -> Ended:
    """Say why a connection could not be opened."""
    chain = " ".join(f"{type(one).__name__}: {one}" for one in _chain(error))
    if cause := _told(chain, _OPENING):
        return Ended(cause.status, f"{where} {cause.reason}", cause.mend)
    return Ended("unreachable", f"{where} 连不上（{said(error)}）", f"检查主机的 WinRM 服务，{GUIDE}")


def not_run(result: Mapping[str, Any]) -> Ended:
    """Say why a module gave no document."""
    text = " ".join(str(result.get(part) or "") for part in ("msg", "module_stdout", "module_stderr", "exception"))
    if cause := _told(text, _FAILED):
        return Ended(cause.status, cause.reason, cause.mend)
    return Ended("partial", f"采集脚本没有给出结果（{' '.join(text.split())[:_SHOWN]}）", SELF_TEST)


def said(error: BaseException) -> str:
    """Give an error's own words, on one line and not too long."""
    return " ".join(str(error).split())[:_SHOWN] or type(error).__name__


def _told(text: str, causes: tuple[_Cause, ...]) -> _Cause | None:
    return next((cause for cause in causes if re.search(cause.words, text)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go from an error to what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
