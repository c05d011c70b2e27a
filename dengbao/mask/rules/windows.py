"""Windows: the collector's document and native exports. Policies are numbers; the secrets are few and known by name."""

from __future__ import annotations

import re

from dengbao.mask.rule import Block, Dialect, Notation

_json = Notation({}, r'"(?:[^"\r\n\\]|\\.)*"')
_COMMUNITY = _json(r'^(?P<secret>"(?:[^"\r\n\\]|\\.)+")(?=\s*:\s*\d)', kind="community")

DIALECT = Dialect(
    rules=(
        _json(r'"[^"]*(?:DefaultPassword|cpassword|AltDefaultPassword)"\s*:\s*{S}'),
        _json(r'"(?:value|data)"\s*:\s*{S}', within=r'"DefaultPassword"[^{}]*'),
        _json(r'(?P<secret>"(?:[^"\r\n\\]|\\.)+")(?=\s*:\s*"?\d)', kind="community",
              within=r'"ValidCommunities"\s*:\s*\{[^{}]*'),
        Notation({}, r"\S+")(r"DefaultPassword\s+REG_SZ\s+{S}"),
    ),
    blocks=(Block(re.compile(r'ValidCommunities"\s*:\s*\{\s*$'), "communit", re.compile(r"\}"), (_COMMUNITY,)),),
    config=False,
)  # fmt: skip
