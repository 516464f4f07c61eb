"""A folder of notes: what is a note, what a page, what a kept text, and in which order."""

from __future__ import annotations

from tinykb import TinyKb

PERSON = "---\nkind: person\nname: Ana\n---\nUne personne qui tient une charge et dont parlent les sources.\n"


def test_notes_come_in_the_order_of_their_paths(tiny: TinyKb) -> None:
    """The order of notes does not depend on the file system."""
    paths = [note.path for note in tiny.folder().kb.notes.values()]
    assert paths == sorted(paths)
    assert paths[0] == "documents/57-nq-tw.md"


def test_pages_and_hidden_files_are_no_notes(tiny: TinyKb) -> None:
    """Index pages and the guide are pages; editors' files and other file types are left alone."""
    before = tiny.folder()
    tiny.write(dict.fromkeys(("people/.#ana.md", ".git/x.md", "people/a.md~"), b"\xff not a note"))
    assert tiny.folder() == before
    tiny.write(dict.fromkeys(("search.md", "people/index.md", "guide/write.md"), b"# A page\n"))
    assert set(tiny.folder().pages) >= {"search.md", "people/index.md", "guide/write.md"}
    assert tiny.folder().kb == before.kb


def test_a_page_is_held_to_the_rules_of_prose(tiny: TinyKb) -> None:
    """A page shows views, but takes no front matter, no raw HTML and no directive that reads files."""
    tiny.write({"a.md": b"---\nmyst: {}\n---\n# A\n", "b.md": b"# B\n\n```{nq57} tasks\n```\n"})
    tiny.write({"c.md": b"# C\n\n<b>x</b>\n\n````{note}\n```{include} /etc/passwd\n```\n````\n"})
    told = [problem.partition(": ")[0] for problem in tiny.problems()]
    assert told == ["a.md:1", "c.md:3", "c.md:3", "c.md:6"]


def test_symbolic_link_is_refused(tiny: TinyKb) -> None:
    """A symbolic link, to a file or a folder, cannot bring a file of the machine into the knowledge base."""
    secret = tiny.root.parent / "secret.md"
    secret.write_text(PERSON)
    (tiny.root / "people").mkdir()
    (tiny.root / "people" / "ana.md").symlink_to(secret)
    (tiny.root / "platforms").symlink_to(tiny.root.parent)
    assert "ana" not in tiny.folder().kb.notes
    assert "secret" not in tiny.folder().kb.notes
    assert {problem.path for problem in tiny.folder().problems} == {"people/ana.md", "platforms"}


def test_kept_texts_go_by_the_id_of_their_source(tiny: TinyKb) -> None:
    """The text beside a source note is kept under the note's id; texts elsewhere are not."""
    tiny.write({"documents/other.txt": b"x"})
    assert list(tiny.folder().texts) == ["gazette"]
    assert "57-NQ/TW" in tiny.folder().texts["gazette"]


def test_note_that_cannot_be_read_is_known_by_its_id(tiny: TinyKb) -> None:
    """Others may name it without being told that it does not exist."""
    tiny.write({"people/ana.md": b"---\nkind: [\n---\n"})
    assert tiny.folder().kb.unread == {"ana"}


def test_file_name_that_is_no_text_is_told(tiny: TinyKb) -> None:
    """A file name of any bytes is told on a line that prints."""
    tiny.write({"people/\udcff.md": PERSON.encode()})
    (line,) = tiny.problems()
    assert line.startswith(r"people/\udcff.md:1: bad-name: file name '\udcff.md'; write")


def test_empty_folder_is_an_empty_knowledge_base(tiny: TinyKb) -> None:
    """Nothing to read is no error."""
    for path in sorted(tiny.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert (tiny.folder().kb.notes, tiny.folder().problems) == ({}, ())
