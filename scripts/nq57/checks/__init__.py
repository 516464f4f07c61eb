"""The rules of the knowledge base: each a generator of problems, its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nq57.checks.evidence import fact_quotes, kept_words, quote_lengths, quote_sources, record_quotes
from nq57.checks.identity import document_numbers, look_alikes, record_ids, same_numbers
from nq57.checks.inputs import Inputs
from nq57.checks.prose import copied_sentences, plain_prose
from nq57.checks.references import known_words, reference_targets, relation_ends
from nq57.problems import Problem
from nq57.progress import Watch, unwatched

Rule = Callable[[Inputs], Iterable[Problem]]

OF_PROSE: tuple[Rule, ...] = (plain_prose, copied_sentences)
RULES: tuple[Rule, ...] = (
    known_words,
    reference_targets,
    relation_ends,
    record_ids,
    document_numbers,
    look_alikes,
    same_numbers,
    fact_quotes,
    record_quotes,
    quote_sources,
    quote_lengths,
    kept_words,
    *OF_PROSE,
)


def run(
    inputs: Inputs, rules: tuple[Rule, ...] = RULES, watch: Watch[Rule] = unwatched
) -> tuple[Problem, ...]:
    """Return the problems that rules find, by path, line and code."""
    return tuple(sorted({problem for rule in watch("checking", rules) for problem in rule(inputs)}))


__all__ = ["OF_PROSE", "RULES", "Inputs", "run"]
