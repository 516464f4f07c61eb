"""The data of the map: built with pyvis, written by us, the same bytes for the same notes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from synthetic import FOCUS, LEVELS, graph, hub, texts

from nq57.views import network
from nq57.views.shapes import DASHES, LOOKS


def _value(script: str) -> Any:
    start, end = f"{network.REGISTRAR}(", ");\n"
    assert script.startswith(start)
    assert script.endswith(end)
    return json.loads(script[len(start) : -len(end)])


def test_the_data_file_is_one_call_with_every_note_and_relation() -> None:
    """The columns are all as long as the graph, and physics is off."""
    nodes, edges = graph()
    value = _value(network.page_data(nodes, edges, LEVELS, texts()))
    assert {len(column) for column in value["nodes"].values()} == {len(nodes)}
    assert {len(column) for column in value["edges"].values()} == {len(edges)}
    assert value["options"]["physics"]["enabled"] is False


def test_the_same_notes_give_the_same_data() -> None:
    """Two builds give the same bytes."""
    nodes, edges = graph()
    one = network.page_data(nodes, edges, LEVELS, texts())
    assert one == network.page_data(list(nodes), edges[::-1], LEVELS, texts())


def test_no_label_ends_the_script_that_carries_it() -> None:
    """Markup and line separators in a label are escapes in the file and the same text once read."""
    nodes, edges = hub(2)
    nodes[1] = replace(nodes[1], label="</script><!--\u2028\u2029", title='\\");alert(1);//')
    script = network.page_data(nodes, edges, LEVELS, texts())
    assert not {"<", "\u2028", "\u2029"} & set(script)
    value = _value(script)
    assert "</script><!--\u2028\u2029" in value["nodes"]["label"]
    assert '\\");alert(1);//' in value["nodes"]["title"]


def test_the_page_counts_what_it_filters() -> None:
    """The boxes of kinds add up to the notes, those of relations to the relations, and so do the tables."""
    nodes, edges = graph()
    page = network.page(nodes, edges, LEVELS, texts())
    assert sum(choice.count for choice in page.kinds) == len(nodes) == len(page.nodes)
    assert sum(choice.count for choice in page.levels) == len(nodes)
    assert sum(family.count for family in page.families) == len(edges) == len(page.edges)
    assert all(family.count == sum(c.count for c in family.choices) for family in page.families)


def test_tables_start_from_the_top_level_and_the_oldest() -> None:
    """Rows come level by level, what has no date first."""
    page = network.page(*graph(), LEVELS, texts())
    keys = [(row.level_rank, row.date_key) for row in page.nodes]
    assert keys == sorted(keys)
    assert FOCUS in {row.id for row in page.nodes}


def test_library_is_the_one_file_of_pyvis() -> None:
    """One script comes from pyvis, with its licence, and no page of pyvis."""
    (name,) = network.library_files()
    content = network.library_files()[name]
    assert name == network.LIBRARY
    assert b"@version 9.1.2" in content[:500]
    assert b"MIT License" in content[:900]
    assert b"<html" not in content


def test_no_two_kinds_look_alike_and_no_two_families() -> None:
    """Shape with filling tells kinds apart, dashes tell families apart: colour is never the only sign."""
    assert len(set(LOOKS.values())) == len(LOOKS)
    assert len(set(DASHES.values())) == len(DASHES)


def test_an_empty_graph_is_an_empty_page() -> None:
    """No note gives no row, no box and a data file that still reads."""
    page = network.page([], [], LEVELS, texts())
    assert (page.kinds, page.families, page.nodes, page.edges) == ((), (), (), ())
    assert _value(network.page_data([], [], LEVELS, texts()))["nodes"] == {}
