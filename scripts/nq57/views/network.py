"""The data of the interactive views: pyvis builds data and options of vis-network, we write them ourselves.

pyvis's own page is never made: it calls the network, carries inline scripts and runs what it is given.
Here every label is text in a JSON string; what the browser runs is our scripts and one copy of vis-network.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import product
from typing import Any

from pyvis.network import Network

from nq57.analysis.chain import DOWNWARD, UPWARD
from nq57.text import Date, show_date, sort_key
from nq57.views.frame import CELL, Map
from nq57.views.picture import FAMILIES, KINDS, LIMIT, Atlas, Node, Texts
from nq57.views.shapes import DASHES, LOOKS, SHAPES, clean, look

LIBRARY = "vis-network.min.js"
_LIBRARY_PATH = "templates/lib/vis-9.1.2/" + LIBRARY
REGISTRAR = "nq57Graph"
"""The one function that the data file calls; graph-open.js defines it."""
GRID = CELL / 2
"""Every coordinate of the map is a multiple of it: positions are sent as counts of it."""


def library_files() -> dict[str, bytes]:
    """Return the files that the map loads beside our own: name → content, from the installed pyvis.

    vis-network's style sheet is not among them: its few rules that a bare canvas needs are in graph.css.
    """
    return {LIBRARY: files("pyvis").joinpath(_LIBRARY_PATH).read_bytes()}


def page_data(atlas: Atlas, frame: Map, texts: Texts) -> str:
    """Return the data file of the graph: a classic script that hands over one JSON value, deflated."""
    return script(page_value(atlas, frame, texts))


def script(value: Mapping[str, Any]) -> str:
    """Return the script of a value.

    A script and not a ``.json``, because a page opened from a folder cannot fetch, nor unzip on the way.
    Its text is digits of base 64: nothing of a note can end the script that carries it.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'{REGISTRAR}("{b64encode(zlib.compress(text.encode(), _EFFORT)).decode()}");\n'


_EFFORT = 5
"""Of zlib: a third of the time of its usual 6, for three per cent more bytes."""


def page_value(atlas: Atlas, frame: Map, texts: Texts) -> dict[str, Any]:
    """Return what the interactive views know, as plain JSON values; ``frame`` is where the map has each note.

    Columns and not records, numbers packed and texts joined: ten thousand notes are then a few long strings,
    which a browser reads at once and keeps small.
    """
    lists = _Lists(atlas, texts)
    points, arrows, options = _vis(atlas, frame, lists)
    return {
        "digest": frame.digest,
        "language": texts.language,
        "months": [show_date(Date(2000, month), texts.language) for month in range(1, 13)],
        "limit": LIMIT,
        "frame": _frame(frame, texts),
        "levels": [[level.id, clean(level.label or texts.say("unknown_level"))] for level in atlas.levels],
        "kinds": [_kind(kind, texts) for kind in lists.kinds],
        "families": [
            {"id": f, "label": clean(texts.family_labels.get(f, f)), "dash": DASHES[f]} for f in FAMILIES
        ],
        "relations": [_relation(relation, texts) for relation in lists.relations],
        "provinces": [[name, clean(lists.province(name))] for name in lists.provinces],
        "statuses": [[name, clean(texts.statuses.get(name, name))] for name in lists.statuses],
        "languages": lists.languages,
        "addresses": list(lists.addresses),
        "nodes": points,
        "edges": arrows,
        "options": options,
        "said": dict(texts.controls),
    }


class _Lists:
    """The short lists that notes and relations point into by number."""

    def __init__(self, atlas: Atlas, texts: Texts) -> None:
        nodes = atlas.nodes.values()
        used = {look(node) for node in nodes}
        statuses = {node.status for node in nodes} - {""}
        self.atlas = atlas
        self.kinds = [kind for kind in KINDS if kind in used]
        self.relations = sorted({edge.relation for edge in atlas.edges})
        self.provinces = ["", *sorted({n.province for n in nodes if n.province}, key=self._by_name)]
        known = [status for status in texts.statuses if status in statuses]
        self.statuses = ["", *known, *sorted(statuses.difference(known))]
        self.languages = ["", *sorted({n.language for n in nodes} - {""})]
        self.addresses: dict[str, int] = {}  # filled as notes are met, in their order

    def province(self, name: str) -> str:
        """Return the label of a province: that of its own note, where there is one."""
        return self.atlas.nodes[name].label if name in self.atlas.nodes else name

    def _by_name(self, name: str) -> tuple[object, str]:
        return sort_key(self.province(name)), name


def _vis(atlas: Atlas, frame: Map, lists: _Lists) -> tuple[dict[str, str], dict[str, str], dict[str, Any]]:
    """Fill a pyvis network and return its nodes and edges as packed columns, and its options.

    Its lists are filled directly: ``add_node`` and ``add_edge`` search them at every call.
    """
    net = Network(directed=True)
    net.toggle_physics(False)
    net.options.edges.smooth.type = "cubicBezier"
    net.options.edges.color.inherit = False
    net.options.interaction.dragNodes = False
    net.nodes = _points(atlas, frame, lists)
    net.edges = _arrows(atlas, lists)
    points, arrows, _, _, _, options = net.get_network_data()
    return _columns(points, _JOINED), _ends(arrows, len(points)), json.loads(options)


_JOINED = ("id", "label", "title")
"""Columns of text, one line for each note."""


def _points(atlas: Atlas, frame: Map, lists: _Lists) -> list[dict[str, Any]]:
    """Return the notes as vis-network knows them, by id, with what the filters need as numbers."""
    levels = _ranks(level.id for level in atlas.levels)
    kinds, provinces = _ranks(lists.kinds), _ranks(lists.provinces)
    statuses, languages = _ranks(lists.statuses), _ranks(lists.languages)
    places = {name: (int(x / GRID), int(y / GRID)) for name, x, y, _ in frame.places}
    addresses, found = lists.addresses, []
    for name in sorted(atlas.nodes):
        node = atlas.nodes[name]
        x, y = places[name]
        label = clean(node.label).strip()
        date = node.date
        found.append(
            {
                "id": name,
                "label": label,
                "title": clean(node.title).strip().removeprefix(label).removeprefix(" — "),
                "x": x,
                "y": y,
                "level": levels[node.level],
                "kind": kinds[look(node)],
                "date": ((date.year * 13 + (date.month or 0)) * 32 + (date.day or 0)) if date else 0,
                "province": provinces[node.province or ""],
                "status": statuses[node.status],
                "language": languages[node.language],
                "address": addresses.setdefault(_address(node), len(addresses)),
            }
        )
    return found


def _arrows(atlas: Atlas, lists: _Lists) -> list[dict[str, Any]]:
    """Return the relations as vis-network knows them, in the order of the atlas: note by note."""
    order, relations = _ranks(sorted(atlas.nodes)), _ranks(lists.relations)
    return [
        {"from": order[source], "to": order[target], "tie": 2 * relations[relation] + (origin == "found")}
        for source, target, relation, origin in atlas.edges
    ]


def _ranks(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def _address(node: Node) -> str:
    """Return the address of a note with its id left out: few forms serve all notes.

    >>> _address(Node("a#t1", "task", "", "", None, "", None, "meetings/a.html#t1", False, 0))
    'meetings/{0}.html#{1}'
    """
    if "#" not in node.url and node.url.endswith(f"/{node.id}.html"):
        return node.url.removesuffix(f"{node.id}.html") + "{0}.html"
    note, _, record = node.id.partition("#")
    head, mark, tail = node.url.partition("#")
    folder, _, page = head.rpartition("/")
    shown = page.replace(note, "{0}") if note else page
    anchor = "{1}" if record and tail == record else tail.replace(note, "{0}") if note else tail
    return f"{folder}/{shown}{mark}{anchor}" if folder else f"{shown}{mark}{anchor}"


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PAIRS = tuple(map("".join, product(DIGITS, DIGITS)))


def pack(numbers: Sequence[int]) -> str:
    """Return whole numbers as text of equally long words of base 64, after one digit that says how long.

    >>> pack([0, 1, 63]), pack([64]), pack([5000, 0]), pack([])
    ('1AB_', '2BA', '3BOIAAA', '1')
    """
    most = max(numbers, default=0)
    if most < 64:
        return "1" + "".join(map(DIGITS.__getitem__, numbers))
    if most < 4096:
        return "2" + "".join(map(_PAIRS.__getitem__, numbers))
    if most < 262144:
        return "3" + "".join([DIGITS[n >> 12] + _PAIRS[n & 4095] for n in numbers])
    return "4" + "".join([_PAIRS[n >> 12] + _PAIRS[n & 4095] for n in numbers])


def _columns(records: Sequence[Mapping[str, Any]], joined: Sequence[str]) -> dict[str, str]:
    """Turn records with the same keys into one text for each key.

    >>> _columns([{"id": "a", "x": 1}, {"id": "b", "x": 2}], ("id",))
    {'id': 'a\\nb', 'x': '1BC'}
    """
    keys = records[0] if records else ()
    return {
        key: "\n".join([record[key] for record in records])
        if key in joined
        else pack([record[key] for record in records])
        for key in keys
    }


def _ends(arrows: Sequence[Mapping[str, int]], size: int) -> dict[str, str]:
    """Return the relations in columns: how many leave each note, where each leads, and what it is.

    >>> _ends([{"from": 0, "to": 1, "tie": 0}, {"from": 2, "to": 0, "tie": 3}], 3)
    {'out': '1BAB', 'to': '1BA', 'tie': '1AD'}
    """
    leaving = Counter(arrow["from"] for arrow in arrows)
    return {
        "out": pack([leaving[i] for i in range(size)]),
        "to": pack([arrow["to"] for arrow in arrows]),
        "tie": pack([arrow["tie"] for arrow in arrows]),
    }


def _frame(frame: Map, texts: Texts) -> dict[str, Any]:
    return {
        "grid": GRID,
        "width": frame.width,
        "height": frame.height,
        "datedFrom": frame.dated_from,
        "undated": clean(texts.say("undated")) if frame.undated else "",
        "ticks": [[tick.at, tick.label] for tick in frame.ticks],
        "cuts": frame.cuts,
        "lanes": [
            [lane.id, clean(lane.label or texts.say("unknown_level")), lane.top, lane.height, lane.count]
            for lane in frame.lanes
        ],
    }


def _kind(kind: str, texts: Texts) -> dict[str, Any]:
    shape, filled = LOOKS[kind]
    label = clean(texts.kinds.get(kind, kind))
    return {"id": kind, "label": label, "shape": shape, "filled": filled, "path": SHAPES[shape]}


def _relation(relation: str, texts: Texts) -> dict[str, Any]:
    """Return a relation; ``up`` is 1 where its object stands above its subject, -1 where below."""
    return {
        "id": relation,
        "label": clean(texts.relation(relation, outward=True)),
        "inverse": clean(texts.relation(relation, outward=False)),
        "family": FAMILIES.index(texts.family(relation)),
        "up": (relation in UPWARD) - (relation in DOWNWARD),
    }
