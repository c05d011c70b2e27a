"""The tree: braces, set lines and XML say the same; groups are inherited; every line is accounted for."""

from __future__ import annotations

import pytest

from parsers.statements import Node, Tree, apply_groups, read_braces, read_schema, read_set_lines, read_xml

SPEC = read_schema(
    """
system
  host-name =
  server *
    key|version =
    prefer
  note ...
  junk ~ 无关
user *
  class =
  roles *
  key =
""",
    everywhere=("apply-groups", "apply-groups-except"),
)
SPEC.kids["groups"] = read_schema("* @top", {"top": SPEC})


def tree(text, reader=read_braces):
    made = Tree(text.strip("\n").split("\n"), SPEC)
    reader(made)
    return made


def shape(node: Node):
    return {name: shape(kid) for name, kid in node.kids.items()}


BRACES = """
system {
    host-name "a b"; ## SECRET-DATA
    server 10.0.0.1 key 5 prefer;
    server 10.0.0.2;
}
user u {
    roles [ x y ];
    class c;
}
"""
SET = """
set system host-name "a b"
set system server 10.0.0.1 key 5
set system server 10.0.0.1 prefer
set system server 10.0.0.2
set user u roles [ x y]
set user u class c
"""


def test_braces_and_set_lines_are_one_tree():
    one, two = tree(BRACES), tree(SET, read_set_lines)
    assert shape(one.root) == shape(two.root)
    assert one.root.at("system server").kid("10.0.0.1").word("key") == "5"
    assert one.root.words("user u roles") == ["x", "y"]
    assert set(one.status) == set(two.status) == {1}


def test_xml_is_the_same_tree_with_line_numbers():
    text = """<config>
  <system>
    <host-name>a b</host-name>
    <server>
      <entry name="10.0.0.1"><key>5</key><prefer/></entry>
      <entry name="10.0.0.2"/>
    </server>
  </system>
  <user><entry name="u">
    <roles><member>x</member><member>y</member></roles>
    <class>c</class>
  </entry></user>
</config>"""
    made = Tree(text.split("\n"), SPEC)
    read_xml(made, frozenset({"config"}))
    assert shape(made.root) == shape(tree(BRACES).root)
    assert made.root.at("system server").kid("10.0.0.2").line == 6
    assert set(made.status) == {1}


def test_xml_expands_no_entity_and_takes_broken_documents():
    bomb = '<!DOCTYPE c [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>\n'
    bomb += "<config><system><host-name>&b;</host-name></system></config>"
    made = Tree(bomb.split("\n"), SPEC)
    read_xml(made, frozenset({"config"}))
    assert made.root.unread
    assert not made.root.has("system host-name")
    cut = Tree(["<config>", "<system>", "<host-name>a</host-name>"], SPEC)
    read_xml(cut, frozenset({"config"}))
    assert cut.root.word("system host-name") == "a"
    assert cut.root.unread


@pytest.mark.parametrize(
    ("line", "owner"), [("    wrong 1;", "system"), ("    server 10.0.0.9 wrong 1;", "system server 10.0.0.9")]
)
def test_what_is_not_known_stays_with_its_part(line, owner):
    made = tree("system {\n    host-name a;\n" + line + "\n}")
    assert list(made.status) == [1, 1, 0, 1]
    node = made.root
    for word in owner.split():
        node = node.kids[word]
    assert node.unread == [3]
    assert made.root.doubts() == [3]


def test_a_block_that_is_not_known_is_unread_to_its_end():
    made = tree("system {\n    wrong {\n        a;\n    }\n    host-name b;\n}")
    assert list(made.status) == [1, 0, 0, 0, 1, 1]
    assert made.root.at("system").unread == [2, 3, 4]


def test_irrelevant_blocks_and_comments():
    made = tree("/* one\n   two */\nsystem {\n    junk {\n        a { b; }\n    }\n}")
    assert list(made.status) == [2, 2, 1, 2, 2, 2, 1]
    assert made.root.kids["system"].note == "one two"


def test_inactive_is_kept_and_has_no_effect():
    made = tree("inactive: user u {\n    class c;\n    wrong;\n}\nuser v {\n    inactive: class c;\n}")
    assert not made.root.has("user u")
    assert made.root.kids["user"].kids["u"].inactive
    assert made.root.word("user v class") == ""
    assert made.root.doubts() == []
    assert made.status[2] == 2
    lines = tree("set user u class c\ndeactivate user u\n", read_set_lines)
    assert not lines.root.has("user u")


def test_an_inactive_statement_is_inactive_from_the_word_that_it_has_to_itself():
    made = tree("user u {\n    inactive: key k;\n}\nsystem {\n    inactive: server a key 1 prefer;\n    server b;\n}")
    assert not made.root.has("user u key")
    assert made.root.words("system server") == ["b"]
    assert not tree("system {\n    inactive: server a prefer;\n}").root.has("system server")


def test_a_text_in_quotes_may_run_over_lines():
    made = tree('system {\n    note "one\ntwo }\nthree";\n    host-name a;\n}')
    assert made.root.word("system note") == "one\ntwo }\nthree"
    assert made.root.word("system host-name") == "a"
    assert set(made.status) == {1}
    lines = tree('set system note "one\ntwo"\nset system host-name a', read_set_lines)
    assert lines.root.word("system note") == "one\ntwo"


def test_a_cut_off_text_is_in_doubt():
    made = tree("system {\n    host-name a;\n    server 10.0.")
    assert made.root.at("system").unread


def test_groups_nearest_first_lists_join_wildcards_match():
    made = tree(
        """
groups {
    far { user <*> { class far; roles [ f ]; } system { host-name far; note far; } }
    near { user <a*> { class near; } }
}
apply-groups far;
user {
    apply-groups near;
    ab { roles [ own ]; }
    b { class own; }
    c { apply-groups-except far; }
}
"""
    )
    apply_groups(made.root, SPEC)
    root = made.root
    assert root.words("user ab class") == ["near"]
    assert root.words("user ab roles") == ["own", "f"]
    assert root.words("user b class") == ["own"]
    assert root.words("user c class") == []
    assert root.word("system host-name") == "far"
    assert root.at("system host-name").kid("far").line == 2
