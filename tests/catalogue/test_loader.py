"""What the engine asks of the catalogue."""

from __future__ import annotations

import pytest

from dengbao.catalogue import Cover, clause_id, cover, level_of, load, planned, thresholds
from dengbao.catalogue.records import Clause
from dengbao.errors import UserError


def test_a_level_3_item() -> None:
    item = load(3).clause("8.1.4.1.a")
    assert (item.unit, item.domain, item.control, item.title) == (
        "L3-CES1-01",
        "安全计算环境",
        "8.1.4.1",
        "身份鉴别",
    )
    assert item.judgement == "automated"
    assert "identity_password_complexity" in item.checks


def test_the_primary_clause_comes_first_at_each_level() -> None:
    assert load(3).for_check("boundary_any_any_absent").clauses[0] == "8.1.3.2.a"
    assert load(3).for_check("boundary_any_any_absent").units[0] == "L3-ABS1-05"
    assert load(2).for_check("boundary_any_any_absent").clauses[0] == "7.1.3.2.a"
    assert load(4).for_check("boundary_any_any_absent").clauses[0] == "9.1.3.2.a"
    assert load(1).for_check("boundary_any_any_absent").clauses[0] == "6.1.3.2.a"


def test_the_next_clause_leads_where_a_lower_level_lacks_the_primary() -> None:
    assert load(3).for_check("identity_password_stored_hashed").clauses == ("8.1.4.8.b", "8.1.4.1.a")
    assert load(2).for_check("identity_password_stored_hashed").clauses == ("7.1.4.1.a",)


def test_a_level_that_does_not_ask_has_no_clause() -> None:
    assert load(1).for_check("audit_logging_enabled") == ((), ())


def test_level_4_adds_its_own_item() -> None:
    assert load(4).for_check("audit_time_synchronised").clauses[-1] == "9.1.5.4.g"
    assert load(4).for_check("audit_ntp_authenticated").clauses == ("9.1.4.3.b", "9.1.3.5.b")


def test_a_lower_level_says_what_it_asks_less() -> None:
    item = load(2).clause("7.1.3.3")
    assert item.level3 == "8.1.3.3.a"
    assert item.asks_less == "监视即可，不要求阻止或限制"
    assert item.checks == load(3).clause("8.1.3.3.a").checks
    assert load(2).clause("7.1.4.1.a").summary == load(3).clause("8.1.4.1.a").summary


def test_level_4_is_not_called_automated_where_it_asks_more() -> None:
    assert load(3).clause("8.1.4.5").judgement == "automated"
    assert load(4).clause("9.1.4.5").judgement == "partial"


def test_unknown_check_level_and_clause() -> None:
    with pytest.raises(UserError, match=r"checks\.yml: 检查 nothing_of_the_kind 没有对应的条款"):
        load(3).for_check("nothing_of_the_kind")
    with pytest.raises(UserError, match="没有等保 5 级"):
        load(5)
    with pytest.raises(KeyError):
        load(3).clause("7.1.3.3")


def test_under_takes_a_control_or_an_item() -> None:
    assert [item.id for item in load(3).under("8.1.3.2")] == [f"8.1.3.2.{letter}" for letter in "abcde"]
    assert [item.id for item in load(3).under("8.1.3.2.b")] == ["8.1.3.2.b"]
    assert load(3).under("8.1.3.9") == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8.1.3.2.b", "8.1.3.2.b"),
        ("8.1.3.2 b)", "8.1.3.2.b"),
        ("8.1.3.2b", "8.1.3.2.b"),
        ("8.1.3.2（Ｂ）", "8.1.3.2.b"),
        ("８．１．１０．６ ｊ）", "8.1.10.6.j"),
        ("8-1-3-2", "8.1.3.2"),
        (" 8.1.3.2 ", "8.1.3.2"),
        ("8.1.3", None),
        ("5.1.3.2", None),
        ("8.1.3.2.bb", None),
        ("mgmt_telnet_disabled", None),
        ("", None),
    ],
)
def test_clauses_as_people_write_them(written: str, meant: str | None) -> None:
    assert clause_id(written) == meant


def test_level_of_a_clause() -> None:
    assert [level_of(id_) for id_ in ("6.1.4.1.a", "7.1.3.3", "8.1.3.2", "9.1.5.4.g")] == [1, 2, 3, 4]


def _item(**parts: object) -> Clause:
    given = {"judgement": "automated", "checks": (), "planned": (), "document": "", **parts}
    place = {"id": "8.1.9.9.z", "level": 3, "unit": "", "domain": "", "control": "", "title": "", "summary": ""}
    return Clause(**place, **given)  # type: ignore[arg-type]


CLUSTER = f"{planned()['host.cluster'].title}（{planned()['host.cluster'].why}）"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (_item(checks=("a",)), Cover("automated", "")),
        (
            _item(checks=("a",), planned=("host.cluster",)),
            Cover("partial", f"尚缺检查：{CLUSTER}"),
        ),
        (
            _item(planned=("host.cluster",)),
            Cover("open", f"尚无检查：{CLUSTER}"),
        ),
        (_item(judgement="partial", checks=("a",), document="台账"), Cover("partial", "需证明材料：台账")),
        (
            _item(judgement="partial", checks=("a",), planned=("host.cluster",), document="台账"),
            Cover("partial", f"尚缺检查：{CLUSTER}；需证明材料：台账"),
        ),
        (_item(judgement="attested", document="台账"), Cover("attested", "需证明材料：台账")),
    ],
)
def test_cover(item: Clause, expected: Cover) -> None:
    assert cover(item) == expected


def test_the_law_is_a_floor() -> None:
    kept = thresholds(3)["log_retention_days"]
    assert (kept.value, kept.unit, kept.kind) == (180, "天", "law")
    assert kept.breaks_law(179)
    assert not kept.breaks_law(180)
    assert not thresholds(3)["password_min_length"].breaks_law(1)
