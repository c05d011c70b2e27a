"""``report.html``: what can be said of the file itself; what a browser makes of it stands in ``test_html_browser``."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dengbao.errors import UserError
from dengbao.report import html
from dengbao.report.html_data import STATES
from dengbao.report.source import Source
from dengbao.results.store import RESULTS
from tests.report.test_junit import HOSTILE
from tests.results.made import finding, host_run, line, result, skip, source

ROWS = [
    result("fw", "boundary_any_any_absent", "fail", findings=[finding(), finding("policy:two")]),
    result("fw", "mgmt_telnet_disabled", "fail", risk="medium", clauses=["8.1.4.1.a"], findings=[finding("telnet")]),
    result("fw", "other", "pass", risk="low"),
    result("sw", "boundary_any_any_absent", "error", actual="没有采集到"),
    skip("sw", "mgmt_telnet_disabled", "waived", waiver="旧设备;批准人 王局;有效期至 2026-12-31"),
    skip("site", "attested", "manual", actual="需人工核查,出示:照片"),
    skip("site", "spare", "not_applicable"),
]


class Page(HTMLParser):
    """The page taken apart by a reader that knows nothing of how it was made."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str, str] = {}
        self.code = ""
        self.style = ""
        self.text = ""
        self.raw = path.read_text(encoding="utf-8")
        self.feed(self.raw)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", {}))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.tags[-1] if self.tags else ("", {})
        if tag == "script" and "id" in attributes:
            name = attributes["id"] or ""
            self.scripts[name] = self.scripts.get(name, "") + data
        elif tag == "script":
            self.code += data
        elif tag == "style":
            self.style += data
        else:
            self.text += data

    @property
    def index(self) -> dict[str, Any]:
        return json.loads(self.scripts["index"])  # type: ignore[no-any-return]

    def details(self, host: int) -> list[list[Any]]:
        return [json.loads(one) for one in self.scripts[f"d{host}"].strip().split("\n")]


def page(folder: Path, rows: list = ROWS, **more: Any) -> Page:  # type: ignore[type-arg]
    html.render(source(folder, rows, **more))
    return Page(folder / "report.html")


def test_the_index_counts_what_the_run_counts(tmp_path: Path) -> None:
    index = page(tmp_path).index
    names = {number: name for name, number in STATES.items()}
    counted = Counter(names[state] for state in index["state"])
    assert counted == {"fail": 2, "pass": 1, "error": 1, "waived": 1, "manual": 1, "not_applicable": 1}
    assert [host["name"] for host in index["hosts"]] == ["fw", "sw", "site"]
    assert index["starts"] == [0, 3, 5]
    assert [index["checks"][check]["id"] for check in index["check"]] == [row.check for row in ROWS]


def test_details_carry_findings_evidence_and_commands(tmp_path: Path) -> None:
    read = page(tmp_path)
    expected, actual, findings, evidence, unread, waiver = read.details(0)[0]
    assert (expected, actual, evidence, unread, waiver) == (
        "限定源、目的与服务", "没有任意到任意的策略", [], [], "",
    )  # fmt: skip
    assert [found[0] for found in findings] == ["policy:any", "policy:two"]
    assert findings[0][4] == [["fw/running-config.txt:120", " action permit"]]
    assert read.index["remedies"][findings[0][5]] == ["undo rule name any"]
    assert read.details(1)[1][5] == "旧设备;批准人 王局;有效期至 2026-12-31"


def test_the_first_page_needs_no_script(tmp_path: Path) -> None:
    read = page(tmp_path)
    for said in (
        "示例县数据局 网络安全等级保护自查报告",
        "查出不符合 2 项(2 类),其中高风险 1 项;1 项无法判定;1 项须人工核查。",
        "不替代具有资质的测评机构出具的等级测评报告",
        "1 项无法判定:没有采集到(sw)",
        "1 项:旧设备;批准人 王局;有效期至 2026-12-31(sw)",
        "undo rule name any",
        "fw/running-config.txt:120",
    ):
        assert said in read.text


def test_hosts_that_were_not_gathered_are_named(tmp_path: Path) -> None:
    hosts = [host_run("fw"), host_run("off", gather="unreachable", parse="none", reason="连接超时")]
    read = page(tmp_path, [result("fw")], hosts=hosts)
    assert "off 连不上 连接超时" in read.text
    assert [(host["name"], host["whole"]) for host in read.index["hosts"]] == [("fw", True), ("off", False)]
    assert read.index["starts"] == [0, 1]


def test_clauses_of_the_level_are_all_there_with_their_verdicts(tmp_path: Path) -> None:
    clauses = page(tmp_path).index["clauses"]
    assert [(one["id"], one["verdict"]) for one in clauses] == [
        ("8.1.3.2.a", "部分符合"),
        ("8.1.3.2.b", "待核查"),
        ("8.1.4.1.a", "不符合"),
    ]


def test_high_risk_cases_are_suspected_where_their_check_fails(tmp_path: Path) -> None:
    index = page(tmp_path, [result("fw", "power_ups_present", "fail", clauses=["8.1.3.2.a"])]).index
    assert index["checks"][0]["cases"] == ["6.1.3.1"]
    assert index["cases"] == {"6.1.3.1": "机房短期备用电力供应措施缺失"}
    calm = page(tmp_path, [result("fw", "power_ups_present", "error", clauses=["8.1.3.2.a"])]).index
    assert (calm["checks"][0]["cases"], calm["cases"]) == ([], {})


def test_the_policy_allows_this_style_and_this_script_alone(tmp_path: Path) -> None:
    read = page(tmp_path)
    content = next(one["content"] for tag, one in read.tags if one.get("http-equiv") == "Content-Security-Policy")
    assert content is not None

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    rules = dict(rule.strip().split(" ", 1) for rule in content.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{hashed(read.code)}'"
    assert rules["style-src"] == f"'sha256-{hashed(read.style)}'"
    assert "unsafe" not in content


def test_nothing_refers_to_the_outside(tmp_path: Path) -> None:
    read = page(tmp_path)
    assert not re.search(r"https?:|//\w+\.\w", re.sub(r"(?m)^\s*//.*$", "", read.raw))
    for tag, attributes in read.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}]
        assert (attributes.get("href") or "#").startswith("#")


def test_hostile_text_opens_and_ends_nothing(tmp_path: Path) -> None:
    evil = f"</script><script>alert(1)</script><!--<script> ]]> &amp; \"'\u2028 {HOSTILE}"
    bad = finding(evil, "fw", expected=evil, actual=evil, remedy=[evil], evidence=[line(1, evil, evil)])
    rows = [result("fw", evil, "fail", title=evil, expected=evil, actual=evil, findings=[bad], unread=[line(2, evil)])]
    calm = Counter(tag for tag, _ in page(tmp_path / "calm", [result("fw", "c", "fail", findings=[finding()])]).tags)
    read = page(tmp_path / "evil", rows, hosts=[host_run("fw", address=evil, reason=evil, gather="partial")])
    tags = Counter(tag for tag, _ in read.tags)
    assert tags["script"] == calm["script"] == 3
    assert set(tags) == set(calm) | {"li"}
    assert read.index["checks"][0]["title"].startswith("</script><script>alert(1)</script><!--<script> ]]> &amp; \"'")
    assert read.details(0)[0][2][0][4][0][1] == read.index["checks"][0]["title"]
    assert "\u2028" not in read.raw


def test_the_script_keeps_to_what_old_browsers_know() -> None:
    code = html.part("js")
    for new in (
        r"\?\.",
        r"\?\?",
        "replaceChildren",
        "replaceAll",
        r"\.at\(",
        "structuredClone",
        r"\basync\b",
        "=>",
        "innerHTML",
    ):
        assert not re.search(new, code), new
    for new in (r":has\(", r":is\(", r"\binset:", r"(?<!grid-)\bgap:", r"@layer", r"aspect-ratio"):
        assert not re.search(new, html.part("css")), new


def test_results_that_do_not_fit_the_run_record_are_refused(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a"), result("b")])
    path = tmp_path / RESULTS
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=r"结果数\(1\)与运行记录\(2\)不一致"):
        html.render(mine)
    assert not (tmp_path / "report.html").exists()


def test_a_clause_that_the_catalogue_lacks_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"results\.jsonl: 3 级条款目录中没有 8\.9\.9\.9\.a"):
        html.render(source(tmp_path, [result(clauses=["8.9.9.9.a"])]))


def test_the_same_run_gives_the_same_bytes_for_its_owner_alone(tmp_path: Path) -> None:
    page(tmp_path)
    path = tmp_path / "report.html"
    first = path.read_bytes()
    html.render(Source.open(tmp_path).__class__(tmp_path, Source.open(tmp_path).run, source(tmp_path, ROWS).catalogue))
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_other_levels_have_their_own_clauses(tmp_path: Path) -> None:
    real = Source(tmp_path, source(tmp_path, [result(clauses=["7.1.3.2.a"], level=2)]).run)
    html.render(real)
    clauses = Page(tmp_path / "report.html").index["clauses"]
    assert Counter(one["level"] for one in clauses) == {3: 211, 2: 135}


def test_the_trend_is_told_when_a_run_before_is_named(tmp_path: Path) -> None:
    before = [
        result("fw", "boundary_any_any_absent", "fail", findings=[finding(), finding("policy:mended")]),
        result("fw", "mgmt_telnet_disabled"),
        result("sw", "boundary_any_any_absent"),
    ]
    source(tmp_path / "old", before)
    now = source(tmp_path / "new", ROWS)
    html.render(Source(now.folder, now.run, now.catalogue, tmp_path / "old"))
    read = Page(tmp_path / "new" / "report.html")
    for said in (
        "问题:新出现 2、仍未整改 1、已整改 1、转为已接受风险 0、是否整改无法判定 0。",
        "[高] fw 不得存在任意到任意的放行策略:policy:two 任意",
        "变得无法判定(1)",
        "sw 不得存在任意到任意的放行策略:上次符合,本次 没有采集到",
    ):
        assert said in read.text
    assert read.index["trend"] is True
    assert read.index["change"] == [3, 1, 0, 0, 0, 0, 0]
    assert [found[6] for found in read.details(0)[0][2]] == ["2026-11-24", "new"]
    assert "trend" not in [attributes.get("id") for _, attributes in page(tmp_path / "alone").tags]
