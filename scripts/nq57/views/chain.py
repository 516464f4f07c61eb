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
        "discussed-at",
        "approved-in-substance-at",
        "meeting-of",
    }
)
# And these from what stands above to what follows.
DOWNWARD = frozenset({"annexes", "establishes", "regulates"})


def above(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the nodes a node rests on directly."""
    up = [edge.target for edge in graph.edges_of(node) if edge.relation in UPWARD]
    up += [edge.source for edge in graph.edges_to(node) if edge.relation in DOWNWARD]
    return tuple(dict.fromkeys(up))


def below(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the nodes that rest directly on a node."""
    down = [edge.source for edge in graph.edges_to(node) if edge.relation in UPWARD]
    down += [edge.target for edge in graph.edges_of(node) if edge.relation in DOWNWARD]
    return tuple(dict.fromkeys(down))


def path_to_root(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the longest of the shortest ways up, from the root down to the node, the node last.

    The root is the farthest node reached by going up; ties go to the earlier id, so that the way is the
    same in every build.
    """
    came_from: dict[str, str] = {}
    distance = {node: 0}
    wave = [node]
    while wave:
        following = []
        for current in wave:
            for upper in sorted(above(graph, current)):
                if upper not in distance:
                    distance[upper] = distance[current] + 1
                    came_from[upper] = current
                    following.append(upper)
        wave = following
    root = min(distance, key=lambda name: (-distance[name], name))
    way = [root]
    while way[-1] != node:
        way.append(came_from[way[-1]])
    return tuple(way)
