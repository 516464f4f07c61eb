"""The commands of those who write and read notes: new, draft, schema, i18n, init, cite, graph and such."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from nq57 import i18n, new, start
from nq57.cite import cite_json, cite_lines
from nq57.corpus import keep_addresses, make_resolver, read_corpus
from nq57.draft.text import READERS, SourceError
from nq57.draft.write import write_draft
from nq57.grammar import read_grammar
from nq57.history import keep_history
from nq57.schema import schema, snippets
from nq57.terminal import DONE, PROBLEMS, WRONG_USE, Add, count, only, tell
from nq57.views.extension import ProblemsError
from nq57.vocabulary import read_vocabulary


def add_commands(add: Add) -> None:
    """Add the commands."""
    _add_writing(add)
    _add_reading(add)


def _add_reading(add: Add) -> None:
    begun = add("init", help="start a knowledge base of your own: nq57 init DIR")
    begun.add_argument("folder", metavar="DIR", type=Path, help="the folder that will hold kb/")
    begun.add_argument("--province", default="Hưng Yên", help="the name of its province (default: Hưng Yên)")
    begun.add_argument("--central", type=Path, metavar="SITE", help="a built site whose notes it names")
    begun.set_defaults(run=_init, alone=True)

    net = add("graph", help="write the citation graph to standard output")
    net.add_argument("--format", choices=["json"], default="json", help="json: networkx node-link form")
    net.set_defaults(run=_graph)

    found = add("cite", help="print the document numbers that texts cite")
    found.add_argument("files", metavar="FILE", nargs="+", help="a UTF-8 text, or - for standard input")
    found.add_argument("--json", action="store_true", help="one JSON object a line")
    found.add_argument(
        "--resolve", action="store_true", help="add which note of the knowledge base each one is"
    )
    found.set_defaults(run=_cite)


def _add_writing(add: Add) -> None:
    words = add("i18n", help="bring the catalogs of translations up to date and say how much is translated")
    words.add_argument(
        "--docs", type=Path, default=Path("docs"), help="the folder of the look (default: docs)"
    )
    words.add_argument("--check", action="store_true", help="write nothing; fail where a catalog is behind")
    words.set_defaults(run=_i18n)

    rough = add("draft", help="turn a source text into a draft: stubs, and candidates to accept or delete")
    rough.add_argument("source", metavar="SOURCE", type=Path, help=f"a file: {', '.join(READERS)}")
    rough.add_argument("--id", default="", help="the id of the source (default: from the name of the file)")
    rough.add_argument("--province", default="", help="the id of the province it speaks of")
    rough.add_argument("--output", type=Path, default=Path("drafts"), help="where to write (default: drafts)")
    rough.set_defaults(run=_draft)

    form = add("schema", help="write the JSON Schema of front matter to standard output")
    form.add_argument("--snippets", action="store_true", help="write the snippets of VS Code instead")
    form.set_defaults(run=_schema)

    kept = add("history", help="write the changes of the notes for copies without git")
    kept.add_argument("--docs", type=Path, default=Path("docs"), help="where to keep them (default: docs)")
    kept.set_defaults(run=_history)

    held = add("addresses", help="keep the addresses of today: from now on the check guards them")
    held.set_defaults(run=_addresses)

    note = add("new", help="start a note: nq57 new resolution 71/NQ-CP")
    note.add_argument("kind", metavar="KIND", help=f"one of {', '.join(new.KINDS)}, or a kind of document")
    note.add_argument("name", metavar="NUMBER", help="the document's number, or the name of what it is about")
    note.add_argument("--province", default="", help="the id of the province it belongs to")
    for key, meaning in new.keys().items():
        note.add_argument(f"--{key}", dest=f"key_{key}", metavar="VALUE", help=meaning)
    note.add_argument("--quote", default="", help="the words of the source that state what is given")
    note.add_argument("--inferred", default="", help="why it is concluded, where no words state it")
    note.add_argument("--prose", default="", help="what it is and why it matters, in two to ten sentences")
    note.add_argument(
        "--ask",
        action=argparse.BooleanOptionalAction,
        help="ask for what no flag gives (default: at a terminal)",
    )
    note.set_defaults(run=_new)


def _i18n(options: argparse.Namespace) -> int:
    try:
        report = i18n.update(options.kb.resolve(), options.docs.resolve(), write=not options.check)
    except ProblemsError as error:
        tell(options.kb, error.problems)
        return PROBLEMS
    if report.problems:
        tell(options.docs / "locale", report.problems)
        print(f"{count(len(report.problems), 'problem')}; no catalog was written", file=sys.stderr)
        return PROBLEMS
    for line in i18n.table(report.coverage):
        print(line)
    behind = [os.path.relpath(path) for path in report.changed]
    for path in behind:
        print(
            f"{path}: {'behind the notes; run `make i18n`' if options.check else 'written'}", file=sys.stderr
        )
    return PROBLEMS if options.check and behind else DONE


def _draft(options: argparse.Namespace) -> int:
    try:
        draft = write_draft(options.kb, options.source, options.output, options.id, options.province)
    except SourceError as error:
        print(f"nq57: {options.source}: {error}", file=sys.stderr)
        return WRONG_USE
    for file in draft.files:
        print(file)
    for title, number in draft.counts.items():
        print(f"{title} : {number}")
    print(
        f"Nothing of it is stated: read {draft.folder}/candidates.md, complete, move to {options.kb}, check"
    )
    return DONE


def _schema(options: argparse.Namespace) -> int:
    vocabulary, problems = read_vocabulary(options.kb / "vocabulary")
    tell(options.kb, problems, sys.stderr)
    print(snippets(vocabulary) if options.snippets else schema(vocabulary), end="")
    return PROBLEMS if problems else DONE


def _history(options: argparse.Namespace) -> int:
    path = keep_history(options.kb, options.docs)
    if path is None:
        print(f"nq57: git has no whole history of {options.kb}", file=sys.stderr)
        return WRONG_USE
    print(path)
    return DONE


def _addresses(options: argparse.Namespace) -> int:
    path, new = keep_addresses(options.kb)
    print(f"{path}: {new} new")
    return DONE


def _new(options: argparse.Namespace) -> int:
    flags = vars(options).items()
    given = {key.removeprefix("key_"): text for key, text in flags if key.startswith("key_") and text}
    known = new.Known(given, options.quote, options.inferred, options.prose)
    note = (options.kb, options.kind, options.name, options.province)
    try:
        if options.ask or (options.ask is None and sys.stdin is not None and sys.stdin.isatty()):
            known = new.interview(*note, known, _ask)
        path = new.write(*note, known)
    except new.NewNoteError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    tell(options.kb, only(options.kb, read_corpus(options.kb).problems, [path]))
    print(f"{path}: complete it, then run `nq57 check`")
    return DONE


def _ask(question: str) -> str:
    print(f"{question}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline()


def _init(options: argparse.Namespace) -> int:
    try:
        kb = start.write(options.folder, options.province, options.central)
    except start.StartError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    print(f"{kb}: read {kb / 'guide' / 'index.md'}, then run `nq57 --kb {kb} check`")
    return DONE


def _graph(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.kb)
    tell(options.kb, corpus.problems, sys.stderr)
    json.dump(corpus.graph.node_link(), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return PROBLEMS if corpus.problems else DONE


def _cite(options: argparse.Namespace) -> int:
    grammar, problems = read_grammar(options.kb / "vocabulary")
    tell(options.kb, problems, sys.stderr)
    resolver = make_resolver(read_corpus(options.kb).kb, grammar) if options.resolve else None
    write = cite_json if options.json else cite_lines
    code = PROBLEMS if problems else DONE
    for name in options.files:
        try:
            # Line breaks as they are: spans count the characters of the file.
            text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            print(f"nq57: {name}: {error}", file=sys.stderr)
            code = WRONG_USE
            continue
        for line in write(name, text, grammar, resolver):
            print(line)
    return code
