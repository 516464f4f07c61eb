"""What the search should cost at 10,000 notes, and how that is printed beside what was measured."""

from __future__ import annotations

from collections.abc import Mapping

MOST, LEAST = "≤", "≥"
# name in the measurements, what it is, on which side of the limit it should stay, the limit
TARGETS = (
    ("same", "share of queries with the same results and files, by file:// and http", LEAST, 1.0),
    ("firefox", "the same in Firefox from file://, its strict file policy on", LEAST, 1.0),
    ("median", "KB gzip to the first 10 results, cold: median", MOST, 28.0),
    ("p95", "p95", MOST, 46.0),
    ("max", "max", MOST, 62.0),
    ("growth", "that median at --growth notes, against this", MOST, 1.3),
    ("slow", "first result on the slow line, against Pagefind", MOST, 0.30),
    ("key", "a key, warm, against Pagefind: median", MOST, 0.08),
    ("key95", "p95", MOST, 0.15),
    ("bare20", "bare Vietnamese: recall in the first 20", LEAST, 0.995),
    ("bare", "of all that answers", LEAST, 0.999),
    ("toned10", "toned Vietnamese: exact spellings in the first 10", LEAST, 0.99),
    ("number", "numbers in six spellings first", LEAST, 1.0),
    ("typo20", "one slip: recall in the first 20", LEAST, 0.97),
    ("phrase", "phrases with all that answers and nothing else", LEAST, 1.0),
    ("kind", "a kind in another language: its three notes first", LEAST, 1.0),
    ("facets", "KB gzip of four facets", MOST, 16.0),
    ("files", "files", MOST, 4500),
    ("raw", "MB", MOST, 14.0),
    ("zip", "MB zipped", MOST, 7.0),
    ("build", "time of the build, against Pagefind", MOST, 0.25),
    ("edit", "files that change with a word of a note", MOST, 8),
    ("insertion", "files that change with a new note of a sentence", MOST, 12),
    ("runtime", "KB gzip of script on a page", MOST, 8.192),
    ("heap", "MB of heap after the queries", MOST, 6.0),
)


def print_targets(measured: Mapping[str, float]) -> None:
    """Print each target beside what was measured."""
    print(f"{'':70} target   measured")
    for name, text, side, limit in TARGETS:
        if name not in measured:
            said = "not measured"
        else:
            value = measured[name]
            met = value <= limit if side == MOST else value >= limit
            said = f"{value:8.4g}{'' if met else '  MISSED'}"
        print(f"{text:70} {side} {limit:<6g} {said}")
