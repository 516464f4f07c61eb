"""The place of a note in the chain: what it rests on, up to the root, and what follows from it."""

from __future__ import annotations

from nq57.graph import Graph

# Read from subject to object, each of these leads from a text to what stands above it.
UPWARD = frozenset(
    {
        "legal-basis",
        "conforms-to",
        "held-under",
        "implements",
        "institutionalises",
        "responds-to",
        "guides",
        "concludes",
        "meeting-of",
    }
)
# And these from what stands above to what follows.
DOWNWARD = frozenset({"annexes", "establishes", "regulates"})


def above(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the nodes a node rests on directly."""
    return graph.ladder(UPWARD, DOWNWARD)[0](node)


def below(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the nodes that rest directly on a node."""
    return graph.ladder(UPWARD, DOWNWARD)[1](node)


def path_to_root(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the shortest way up from a node to the text on which most others rest, root first, node last.

    A way goes through notes that are no later than the one before; the root is the text reached that has the
    most below it. Ties go to the earlier id, so that the way is the same in every build.
    """
    came_from: dict[str, str] = {}
    reached = [node]
    for current in reached:
        for upper in sorted(above(graph, current)):
            if upper != node and upper not in came_from and not _later(graph, upper, current):
                came_from[upper] = current
                reached.append(upper)
    root = min(reached, key=lambda name: (not _is_text(graph, name), -len(below(graph, name)), name))
    if not _is_text(graph, root):
        return (node,)
    way = [root]
    while way[-1] != node:
        way.append(came_from[way[-1]])
    return tuple(way)


def _is_text(graph: Graph, node: str) -> bool:
    attributes = graph.attributes[node]
    return attributes["kind"] == "document" and bool(attributes["number"])


def _later(graph: Graph, upper: str, lower: str) -> bool:
    """Tell whether what should stand above is dated after what should follow from it."""
    dates = [graph.attributes[node]["date"] for node in (upper, lower)]
    return bool(dates[0] and dates[1]) and dates[0] > dates[1]
