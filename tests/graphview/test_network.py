"""The data of the map: built with pyvis, written by us, the same bytes for the same notes."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyvis.network import Network
from synthetic import LEVELS, graph, hub, texts

from nq57.views import network
from nq57.views.frame import place
from nq57.views.picture import Atlas, Edge, Node
from nq57.views.shapes import DASHES, LOOKS


def _data(nodes: list[Node], edges: list[Edge]) -> str:
    atlas = Atlas.of(nodes, edges, LEVELS)
    return network.page_data(atlas, place(nodes, atlas.levels), texts())


def _value(script: str) -> Any:
    start, end = f'{network.REGISTRAR}("', '");\n'
    assert script.startswith(start)
    assert script.endswith(end)
    return json.loads(zlib.decompress(b64decode(script[len(start) : -len(end)], validate=True)))


def _numbers(packed: str) -> list[int]:
    long, words = int(packed[0]), packed[1:]
    digits = [network.DIGITS.index(digit) for digit in words]
    return [
        sum(digit << 6 * (long - 1 - k) for k, digit in enumerate(digits[i : i + long]))
        for i in range(0, len(digits), long)
    ]


@given(st.lists(st.integers(0, 64**4 - 1)))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    """What is packed is read again, however large."""
    assert _numbers(network.pack(numbers)) == numbers


def test_the_data_file_is_one_call_with_every_note_and_relation() -> None:
    """The columns are all as long as the graph, each relation its own notes, and physics is off."""
    nodes, edges = graph()
    value = _value(_data(nodes, edges))
    joined = {key: value["nodes"].pop(key).split("\n") for key in ("id", "label", "title")}
    assert {len(column) for column in joined.values()} == {len(nodes)}
    assert {len(_numbers(column)) for column in value["nodes"].values()} == {len(nodes)}
    ids, ties = joined["id"], _numbers(value["edges"]["tie"])
    sources = [
        name for name, out in zip(ids, _numbers(value["edges"]["out"]), strict=True) for _ in range(out)
    ]
    targets = [ids[i] for i in _numbers(value["edges"]["to"])]
    relations = [value["relations"][tie >> 1]["id"] for tie in ties]
    origins = ["found" if tie & 1 else "declared" for tie in ties]
    assert list(zip(sources, targets, relations, origins, strict=True)) == [tuple(edge) for edge in edges]
    assert value["options"]["physics"]["enabled"] is False


def test_positions_are_those_of_the_frame() -> None:
    """What is packed is the place that the frame gives, and the digest tells it."""
    nodes, edges = graph()
    value = _value(_data(nodes, edges))
    frame = place(nodes, LEVELS)
    places = {name: (x, y) for name, x, y, _ in frame.places}
    grid = value["frame"]["grid"]
    xs, ys = (_numbers(value["nodes"][key]) for key in ("x", "y"))
    ids = value["nodes"]["id"].split("\n")
    assert {i: (x * grid, y * grid) for i, x, y in zip(ids, xs, ys, strict=True)} == places
    assert value["digest"] == frame.digest


def test_the_data_is_a_twelfth_of_a_page_of_pyvis() -> None:
    """Two thousand notes take less than a twelfth of what pyvis writes of the same nodes and edges."""
    nodes, edges = graph(documents=1700, edges=8000)
    net = Network(directed=True)
    net.nodes = [
        {"id": n.id, "label": n.label, "title": n.title, "shape": "dot", "x": 1.5, "y": 1.5} for n in nodes
    ]
    net.edges = [{"from": e.source, "to": e.target, "title": e.relation, "arrows": "to"} for e in edges]
    ours = len(_data(nodes, edges).encode())
    assert ours * 12 < len(net.generate_html().encode())


def test_the_same_notes_give_the_same_data() -> None:
    """Two builds give the same bytes."""
    nodes, edges = graph()
    one = _data(nodes, edges)
    assert one == _data(list(nodes), edges[::-1])


def test_no_label_ends_the_script_that_carries_it() -> None:
    """Markup in a label is digits in the file and the same text once read; a line stays a line."""
    nodes, edges = hub(2)
    nodes[1] = replace(nodes[1], label="</script><!--\u2028\u2029", title='\\");alert(1);//')
    value = _value(_data(nodes, edges))
    assert "</script><!--" in value["nodes"]["label"].split("\n")
    assert '\\");alert(1);//' in value["nodes"]["title"].split("\n")


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


def test_an_empty_graph_still_reads() -> None:
    """No note gives no column and a data file that still reads."""
    assert _value(_data([], []))["nodes"] == {}
