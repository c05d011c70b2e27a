"""编号: the ids by which people refer to records and findings, the same in every run and in every form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from dengbao.results.record import Finding, Result


def identity(kind: str, *names: str) -> str:
    """Make an id of names, the same in every run: 60 bits in 12 letters and digits behind the sheet's two letters."""
    digest = hashlib.blake2b("\0".join(names).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return f"{kind}-{base64.b32encode(digest)[:12].decode()}"


def record_id(result: Result) -> str:
    """Give the id of a row of 测评记录."""
    return identity("JL", result.host, result.check)


def finding_ids(result: Result) -> Iterator[tuple[str, Finding]]:
    """Give each finding with its id; a failure without any counts as one, a key that comes twice is numbered."""
    findings = result.findings or [
        Finding(
            key="",
            device=result.host,
            expected=result.expected,
            actual=result.actual,
            evidence=result.evidence,
        )
    ]
    seen: dict[tuple[str, str], int] = {}
    for finding in findings:
        name = (finding.device, finding.key)
        seen[name] = seen.get(name, 0) + 1
        more = [str(seen[name])] if seen[name] > 1 else []
        yield identity("ZG", result.host, result.check, *name, *more), finding
