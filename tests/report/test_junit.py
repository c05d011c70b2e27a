"""``junit.xml``: the contract's form, both schemas, an independent reader's totals, and hostile text."""

from __future__ import annotations

import collections
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from dengbao.errors import UserError
from dengbao.report import junit
from dengbao.report.source import Source
from dengbao.results.record import Result
from dengbao.results.store import read_results
from tests.results.made import Few, Named, finding, host_run, line, result, skip, source

SCHEMAS = [xmlschema.XMLSchema(Path(__file__).parent / "schema" / name) for name in ("xunit2.xsd", "jenkins.xsd")]

MIXED = [
    result("fw", "c1"),
    result("fw", "c2", "fail", findings=[finding()]),
    result("sw", "c1", "error", actual="配置被截断", evidence=[], unread=[line(7, "strange")]),
    skip("sw", "c2", "waived", waiver="设备待更换,批准人 王某,至 2027-01-01", findings=[finding()]),
    skip("sw", "c3", "manual"),
    skip("sw", "c4", "not_applicable"),
    result("site", "c9", "fail", findings=[finding("leak", "fw"), finding("leak2", "sw")]),
]


def rendered(folder: Path, results: Iterable[Result], **more: object) -> ET.Element:
    """Write a run's JUnit; hold every file against both schemas."""
    for path in junit.render(source(folder, results, **more)):  # type: ignore[arg-type]
        for schema in SCHEMAS:
            schema.validate(path)
    return ET.parse(folder / "junit.xml").getroot()


def case(root: ET.Element, name: str) -> ET.Element:
    """Find the case of that name, or of the host that it begins with; a host's own case in `collection` comes later."""
    return next(one for one in root.iter("testcase") if one.get("name", "").startswith(name))


def properties(element: ET.Element) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in element.findall("properties/property")}


def test_a_suite_per_host_then_site_then_collection_one_level_deep(tmp_path: Path) -> None:
    root = rendered(tmp_path, MIXED)
    assert [suite.get("name") for suite in root] == ["fw", "sw", "site", "collection"]
    assert root.findall("testsuite/testsuite") == []
    suite = root[0]
    assert dict(suite.attrib) == {
        "name": "fw",
        "hostname": "10.10.99.1",
        "timestamp": "2026-11-24T00:30:05",
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
        "time": "0",
    }
    assert properties(suite) == {"platform": "huawei", "role": "access", "timestamp.zone": "UTC"}


def test_totals_are_those_of_the_results_to_an_independent_reader(tmp_path: Path) -> None:
    root = rendered(tmp_path, MIXED)
    suites = [suite for suite in JUnitXml.fromfile(str(tmp_path / "junit.xml")) if suite.name != "collection"]
    read = collections.Counter(
        type(one.result[0]).__name__ if one.result else "Passed" for suite in suites for one in suite
    )
    assert read == {"Passed": 1, "Failure": 2, "Error": 1, "Skipped": 3}
    rows = collections.Counter(row.status for row in read_results(tmp_path))
    assert [rows[status] for status in ("pass", "fail", "error", "skip")] == [1, 2, 1, 3]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "2", "1")
    assert [
        sum(values) for values in zip(*[(s.tests, s.failures, s.errors, s.skipped) for s in suites], strict=True)
    ] == [
        7,
        2,
        1,
        3,
    ]


def test_a_failure_says_device_clause_expected_actual_then_evidence_and_commands(tmp_path: Path) -> None:
    one = case(rendered(tmp_path, [result(status="fail", actual="任意", expected="限定", findings=[finding()])]), "fw ")
    assert one.get("classname") == "等保三级.安全区域边界.8-1-3-2 访问控制"
    assert one.get("name") == "fw 不得存在任意到任意的放行策略 [boundary_any_any_absent]"
    assert [child.tag for child in one] == ["properties", "failure"]
    failure = one[1]
    assert failure.get("type") == "noncompliant"
    assert failure.get("message") == "fw 8.1.3.2.a:应为 限定;实为 任意"
    assert (failure.text or "").splitlines() == [
        "fw 8.1.3.2.a:应为 限定;实为 任意",
        "检查:不得存在任意到任意的放行策略 [boundary_any_any_absent]",
        "条款:8.1.3.2.a;测评单元:L3-ABS1-05;等级:三级;风险:高",
        "问题 1:fw policy:any",
        "  fw/running-config.txt:120:  action permit",
        "  整改命令:",
        "    undo rule name any",
        "依据:",
        "  fw/running-config.txt:120:  action permit",
    ]
    assert properties(one) == {
        "check.id": "boundary_any_any_absent",
        "mlps.clause": "8.1.3.2.a",
        "mlps.clauses": "8.1.3.2.a",
        "mlps.unit": "L3-ABS1-05",
        "mlps.units": "L3-ABS1-05",
        "mlps.level": "3",
        "mlps.risk": "high",
        "evidence.file": "fw/running-config.txt",
        "evidence.lines": "120",
    }


def test_error_and_skips_say_which_and_why(tmp_path: Path) -> None:
    root = rendered(tmp_path, MIXED)
    error = case(root, "sw 不得存在任意到任意的放行策略 [c1]")[1]
    assert (error.tag, error.get("type")) == ("error", "undecided")
    assert error.get("message") == "sw 8.1.3.2.a:无法判定,应为 限定源、目的与服务;实为 配置被截断"
    assert "未读懂的行:\n  fw/running-config.txt:7: strange" in (error.text or "")
    skipped = {name: case(root, f"sw 不得存在任意到任意的放行策略 [{name}]")[1] for name in ("c2", "c3", "c4")}
    assert {name: one.get("type") for name, one in skipped.items()} == {
        "c2": "waived",
        "c3": "manual",
        "c4": "not_applicable",
    }
    assert "已接受风险:设备待更换,批准人 王某,至 2027-01-01" in (skipped["c2"].text or "")
    assert properties(case(root, "sw 不得存在任意到任意的放行策略 [c2]"))["waiver.text"].startswith("设备待更换")


def test_nothing_lives_in_properties_alone(tmp_path: Path) -> None:
    words = {"high": "风险:高", "3": "三级"}
    for one in rendered(tmp_path, MIXED).iter("testcase"):
        text = "".join(child.text or "" for child in one if child.tag != "properties")
        for value in properties(one).values():
            for part in value.split(","):
                assert words.get(part, part) in text


def test_a_pass_carries_the_lines_it_rests_on_and_stays_short(tmp_path: Path) -> None:
    many = [line(number, "x" * 60) for number in range(1, 60)]
    root = rendered(tmp_path, [result("a"), result("b", evidence=many)])
    output = case(root, "a ").findtext("system-out") or ""
    assert output.endswith("依据:\n  fw/running-config.txt:120:  action permit")
    long = case(root, "b ").findtext("system-out") or ""
    assert len(long) <= 1_000
    assert long.endswith("(略,见 results.jsonl)")


def test_a_site_wide_message_names_the_devices_of_its_findings(tmp_path: Path) -> None:
    failure = case(rendered(tmp_path, MIXED), "site ")[1]
    assert failure.get("message") == (
        "site(fw、sw) 8.1.3.2.a:应为 限定源、目的与服务;实为 没有任意到任意的策略(共 2 处)"
    )
    assert "问题 2:sw leak2:应为 限定;实为 任意" in (failure.text or "")


@pytest.mark.parametrize("length", [10, 80, 190, 5_000])
def test_a_message_is_one_short_line_with_both_expected_and_actual_and_the_body_has_all(
    tmp_path: Path, length: int
) -> None:
    expected, actual = "应" * length, "实\n" * length
    failure = case(rendered(tmp_path, [result(status="fail", expected=expected, actual=actual)]), "fw ")[1]
    message = failure.get("message", "")
    assert len(message) <= 200
    assert message.startswith("fw 8.1.3.2.a:应为 应应")
    assert ";实为 实 实" in message
    assert (failure.text or "").split("\n")[0] == message
    assert (expected in (failure.text or "")) or length == 5_000
    assert len(failure.text or "") <= 16_000


def test_collection_is_last_outside_the_totals_and_red_for_what_is_not_whole(tmp_path: Path) -> None:
    hosts = [
        host_run("ok"),
        host_run("off", gather="unreachable", parse="none", reason="连接超时\n10.0.0.1:22"),
        host_run("half", gather="partial"),
        host_run("new", parse="unsupported"),
        host_run("secret", gather="excluded", parse="none"),
    ]
    root = rendered(tmp_path, [result("ok")], hosts=hosts)
    suite = root[-1]
    assert suite.get("name") == "collection"
    assert (root.get("tests"), root.get("errors")) == ("1", "0")
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["5", "0", "3", "1"]
    assert [one[0].tag for one in suite.iter("testcase")] == ["system-out", "error", "error", "error", "skipped"]
    off = case(suite, "off ")[0]
    assert off.get("type") == "unreachable"
    assert off.get("message") == "off:连不上(连接超时 10.0.0.1:22),无可解析,用到 10 行,无关 0 行,未读懂 1 行"
    assert off.text == off.get("message")


def shards(folder: Path, stem: str = "part") -> list[ET.Element]:
    return [ET.parse(path).getroot() for path in sorted((folder / "junit").glob(f"{stem}-*.xml"))]


def identities(roots: Iterable[ET.Element]) -> list[tuple[str | None, str | None]]:
    return [(one.get("classname"), one.get("name")) for root in roots for one in root.iter("testcase")]


def test_shards_keep_their_limits_and_together_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "CASES", 10)
    rows = [result(f"h{host}", f"c{check}") for host in range(7) for check in range(4)]
    rows += [result("big", f"c{check}") for check in range(23)]
    root = rendered(tmp_path, rows)
    parts = shards(tmp_path)
    assert [len(identities([part])) for part in parts] == [8, 8, 8, 4, 10, 10, 3]
    assert [part.get("tests") for part in parts] == ["8", "8", "8", "4", "10", "10", "3"]
    assert identities([*parts, *shards(tmp_path, "collection")]) == identities([root])
    pieces = [(suite.get("name"), suite.get("id")) for part in parts for suite in part if suite.get("name") == "big"]
    assert pieces == [("big", "1"), ("big", "2"), ("big", "3")]
    assert [suite.get("id") for suite in root] == [None] * 9


def test_shards_merge_without_a_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "CASES", 3)
    rendered(tmp_path, [*MIXED, *(result("big", f"c{check}") for check in range(8))])
    whole = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    merged = JUnitXml()
    for path in sorted((tmp_path / "junit").glob("*.xml")):
        merged += JUnitXml.fromfile(str(path))
    merged.update_statistics()
    whole.update_statistics()  # the root's own totals leave the collection out
    counts = [(one.tests, one.failures, one.errors, one.skipped) for one in (merged, whole)]
    assert counts[0] == counts[1]
    (tmp_path / "merged.xml").write_bytes(merged.tostring())
    roots = [ET.parse(tmp_path / name).getroot() for name in ("merged.xml", "junit.xml")]
    assert sorted(identities(roots[:1])) == sorted(identities(roots[1:]))


def test_shards_keep_to_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "BYTES", 20_000)
    rows = [
        result(f"h{host}", f"c{check}", evidence=[line(1, "x" * 300)] * 2) for host in range(4) for check in range(30)
    ]
    rendered(tmp_path, rows)
    sizes = [path.stat().st_size for path in (tmp_path / "junit").glob("part-*.xml")]
    assert len(sizes) > 4
    assert max(sizes) <= 20_000
    assert len(identities(shards(tmp_path))) == 120


def test_shards_of_an_earlier_larger_run_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "CASES", 2)
    rendered(tmp_path, [result(f"h{host}") for host in range(6)])
    assert len(shards(tmp_path)) == 3
    rendered(tmp_path, [result("h0")])
    assert len(shards(tmp_path)) == 1


def test_files_are_private(tmp_path: Path) -> None:
    for path in junit.render(source(tmp_path, MIXED)):
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_run_gives_the_same_bytes_and_names_bear_no_values(tmp_path: Path) -> None:
    rendered(tmp_path / "a", [result(status="fail", actual="3 天", findings=[finding()])])
    rendered(tmp_path / "b", [result(status="error", actual="5 天", evidence=[])])
    again = rendered(tmp_path / "a", [result(status="fail", actual="3 天", findings=[finding()])])
    first = (tmp_path / "a" / "junit.xml").read_bytes()
    rendered(tmp_path / "a", [result(status="fail", actual="3 天", findings=[finding()])])
    assert (tmp_path / "a" / "junit.xml").read_bytes() == first
    assert identities([again]) == identities([ET.parse(tmp_path / "b" / "junit.xml").getroot()])


def test_class_parts_have_dots_only_where_jenkins_should_split(tmp_path: Path) -> None:
    mine = source(tmp_path, [result(), result("x", "c", clauses=[])])
    named = Source(mine.folder, mine.run, lambda _level: Few((Named("8.1.3.2.a", "域.a/b", "点.c"),)))
    junit.render(named)
    root = ET.parse(tmp_path / "junit.xml").getroot()
    assert [name for name, _ in identities([root])][:2] == ["等保三级.域-a-b.8-1-3-2 点-c", "等保三级.未对应条款.c"]


def test_results_that_do_not_fit_the_run_record_are_refused(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a"), result("b")])
    path = tmp_path / "results.jsonl"
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    with pytest.raises(UserError, match=r"结果数\(1\)与运行记录\(2\)不一致"):
        junit.render(mine)
    assert not (tmp_path / "junit.xml").exists()


def test_a_clause_that_the_catalogue_lacks_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"results\.jsonl: 3 级条款目录中没有 8\.9\.9\.9\.a"):
        junit.render(source(tmp_path, [result(clauses=["8.9.9.9.a"])]))


def test_two_cases_of_one_name_are_our_fault(tmp_path: Path) -> None:
    mine = source(tmp_path, [result("a", "c\x1b"), result("a", r"c\x1b")])
    with pytest.raises(ValueError, match="two JUnit cases of one name"):
        junit.render(mine)


HOSTILE = "\x1b[31m<b>&\"' ]]>\x00\ufffe\udcb0\u202e\r\n\t[[ATTACHMENT|/etc/passwd]]\U0001f600中文"


def test_hostile_text_is_spelled_out_never_dropped(tmp_path: Path) -> None:
    evil = finding(HOSTILE, expected=HOSTILE, actual=HOSTILE, remedy=[HOSTILE], evidence=[line(1, HOSTILE, HOSTILE)])
    root = rendered(tmp_path, [result(HOSTILE.replace("\n", ""), "c", "fail", title=HOSTILE, findings=[evil])])
    one = next(root.iter("testcase"))
    text = one[1].text or ""
    for spelled in (r"\x1b[31m<b>&", r"\x00", r"\ufffe", r"\xb0", r"\u202e", r"\x0d", "😀中文"):
        assert spelled in text
        assert spelled in one.get("name", "")
    assert "[[ATTACHMENT|" not in text


texts = st.text(st.characters(codec=None), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.tuples(texts, texts, texts, texts), st.sampled_from(["pass", "fail", "error", "skip"]))
def test_any_text_makes_a_file_that_readers_accept(
    tmp_path_factory: pytest.TempPathFactory, words: tuple[str, str, str, str], status: str
) -> None:
    title, expected, actual, other = words
    folder = tmp_path_factory.mktemp("junit")
    evil = finding(other, expected=other, remedy=[other], evidence=[line(3, other, title)])
    mine = result(
        f"h{other}",
        f"c{title}",
        status,  # type: ignore[arg-type]
        title=title,
        expected=expected,
        actual=actual,
        findings=[evil],
        unread=[line(4, actual)],
        waiver=other,
    )
    root = rendered(folder, [mine], hosts=[host_run(f"h{other}", address=title, reason=actual, gather="partial")])
    assert len(identities([root])) == 2
    (first, _) = JUnitXml.fromfile(str(folder / "junit.xml"))
    (read,) = first
    assert read.name == next(root.iter("testcase")).get("name")
    if status != "pass":
        message = read.result[0].message
        assert len(message) <= 200
        assert (read.result[0].text or "").split("\n")[0].strip() == message.strip()
