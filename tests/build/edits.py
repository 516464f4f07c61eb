"""Random edits to a place, all that a contributor, a maintainer or a restored backup may do to its files."""

from __future__ import annotations

import os
import random
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from nq57.build import Place

DAY = 86_400
NOTE = """---
kind: document
title:
  fr: {title}
number: {number}
type: resolution
issuer: politburo
date: 2025-0{month}-01
status: {status}
source: gazette
quotes:
  - of: [number, issuer, date, status]
    inferred: Ce texte n'existe pas.
tasks:
  - id: t1
    title: {task}
    assigned-to: [hung-yen]
    due: "2025"
    quote: dresser un plan d'action avant la fin de l'année 2025
---
{prose}
"""


class Editor:
    """Edits one place, by the turns of one seed; ``language`` is what the next build is asked for."""

    def __init__(self, place: Place, seed: int) -> None:
        self.kb, self.docs, self.build = place.kb, place.docs, place.build
        self.turn = random.Random(seed)
        self.language = "fr"
        self.kept: list[tuple[Path, bytes]] = []
        for _ in range(4):
            self.add()

    def edit(self) -> str:
        """Make one edit and return its name."""
        chosen = self.turn.choice(self.edits())
        chosen()
        return chosen.__name__

    def edits(self) -> list[Callable[[], None]]:
        """Return all that may be done; what is done most often in life stands there twice."""
        often = [self.add, self.prose, self.facts, self.rename, self.delete, self.swap, self.restore]
        seldom = [self.touch, self.page, self.new_page, self.picture, self.vocabulary, self.template]
        return [*often, *often, *seldom, self.static, self.words, self.conf, self.other_language, self.spoil]

    def note(self) -> Path | None:
        """Return a note that was made here, None where none is left."""
        found = sorted((self.kb / "documents").glob("made-*.md"))
        return self.turn.choice(found) if found else None

    def write(self, path: Path, content: bytes | str) -> None:
        """Write a file, with a time of change that is now, long ago or tomorrow; what it was is kept."""
        if path.exists():
            self.kept.append((path, path.read_bytes()))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.age(path)

    def age(self, path: Path) -> None:
        """Give a file some time of change."""
        moment = path.stat().st_mtime + self.turn.choice((0, -9000 * DAY, DAY))
        os.utime(path, (moment, moment))

    def replace(self, path: Path, pattern: str, new: str) -> None:
        """Replace the first match of a pattern in a file."""
        self.write(path, re.sub(pattern, lambda _: new, path.read_text("utf-8"), count=1, flags=re.M))

    def sentence(self) -> str:
        """Return prose that cites, links, shows a picture, or only says something."""
        other = self.note()
        name = other.stem if other else "57-nq-tw"
        picture = self.turn.choice(("a.png", "b.png"))
        known = (self.kb / "documents" / picture).exists()
        return self.turn.choice(
            (
                f"Elle suit la résolution n° {self.turn.randrange(60, 75)}-NQ/TW du Bureau politique.",
                f"Voir [le texte](../documents/{name}.md) et [](../documents/{name}.md).",
                f"![Une image]({picture})" if known else "Sans image.",
                "Chaque province en tire un plan, et le plan un calendrier.",
            )
        )

    def add(self) -> None:
        """Add a note."""
        number = self.turn.randrange(60, 75)
        text = NOTE.format(
            number=f"{number}-NQ/TW",
            title=self.turn.choice(("Résolution sur les données", "Résolution sur les réseaux")),
            month=self.turn.randrange(1, 10),
            status=self.turn.choice(("issued", "draft")),
            task=self.turn.choice(("Dresser un plan", "Ouvrir un portail")),
            prose="\n\n".join(self.sentence() for _ in range(3)),
        )
        self.write(self.kb / "documents" / f"made-{number}.md", text)

    def prose(self) -> None:
        """Add a sentence to a note."""
        if path := self.note():
            self.write(path, f"{path.read_text('utf-8')}\n{self.sentence()}\n")

    def facts(self) -> None:
        """Change a fact of a note: number, title, date, status, or its task."""
        changes = (
            (r"^status: .*", f"status: {self.turn.choice(('issued', 'draft'))}"),
            (r"^date: .*", f"date: 2025-0{self.turn.randrange(1, 10)}-02"),
            (r"^  fr: .*", f"  fr: Un autre titre {self.turn.randrange(9)}"),
            (r"^number: .*", f"number: {self.turn.randrange(60, 75)}-NQ/TW"),
            (r"^    title: .*", f"    title: Une autre tâche {self.turn.randrange(9)}"),
            (r"^    due: .*", f'    due: "{self.turn.randrange(2025, 2030)}"'),
        )
        if path := self.note():
            self.replace(path, *self.turn.choice(changes))

    def rename(self) -> None:
        """Rename a note; the links to it follow, or are forgotten."""
        path = self.note()
        target = self.kb / "documents" / f"made-{self.turn.randrange(60, 90)}.md"
        if path is None or target.exists():
            return
        path.rename(target)
        if self.turn.random() < 0.8:
            for other in sorted((self.kb / "documents").glob("made-*.md")):
                text = other.read_text("utf-8")
                self.write(other, text.replace(f"/{path.name}", f"/{target.name}"))

    def delete(self) -> None:
        """Delete a note and, as a rule, the links to it."""
        if path := self.note():
            self.kept.append((path, path.read_bytes()))
            path.unlink()
            for other in sorted((self.kb / "documents").glob("made-*.md")):
                lines = other.read_text("utf-8").splitlines(keepends=True)
                if self.turn.random() < 0.9:
                    self.write(other, "".join(line for line in lines if f"/{path.name}" not in line))

    def swap(self) -> None:
        """Let two notes change names."""
        one, other = self.note(), self.note()
        if one and other and one != other:
            aside = one.with_suffix(".aside")
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def restore(self) -> None:
        """Put an older version of a file back, with an older time."""
        if self.kept:
            path, content = self.turn.choice(self.kept)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, (DAY * 9000, DAY * 9000))

    def touch(self) -> None:
        """Change the time of some files and nothing else."""
        for path in self.turn.sample(sorted(self.kb.rglob("*.md")), 5):
            self.age(path)

    def page(self) -> None:
        """Edit a plain page: prose, a heading, a link to a heading of another page."""
        guide = self.kb / "guide"
        line = self.turn.choice(
            ("Une phrase de plus.", f"## Partie {self.turn.randrange(3)}", "[Suite](page.md#partie-1)")
        )
        path = self.turn.choice(sorted(guide.glob("*.md")))
        self.write(path, f"{path.read_text('utf-8')}\n{line}\n")

    def new_page(self) -> None:
        """Add a plain page, or take it away again."""
        path = self.kb / "guide" / "page.md"
        if path.exists():
            path.unlink()
        else:
            self.write(path, "# Une page\n\n## Partie 1\n\n```{nq57} index documents-by-year\n```\n")

    def picture(self) -> None:
        """Put or change a picture beside the notes, and one of the same name beside the guide."""
        colour = self.turn.randrange(256)
        name = self.turn.choice(("a.png", "b.png"))
        self.write(self.kb / "documents" / name, png(colour))
        if self.turn.random() < 0.5:
            self.write(self.kb / "guide" / name, png(255 - colour))
            build = self.kb / "guide" / "build.md"
            self.write(build, f"{build.read_text('utf-8')}\n![Image]({name})\n")

    def vocabulary(self) -> None:
        """Change the name of a word."""
        self.replace(self.kb / "vocabulary" / "words.yaml", "fr: publi[^,]*,", f"fr: publié {self.some()},")

    def template(self) -> None:
        """Change a template."""
        path = self.turn.choice(sorted((self.docs / "_templates" / "nq57").glob("*e.html")))
        self.write(path, f"{path.read_text('utf-8')}<!-- {self.some()} -->\n")

    def static(self) -> None:
        """Change a style, add a file, or take it away again."""
        added = self.docs / "_static" / "added.css"
        if added.exists():
            added.unlink()
        else:
            path = self.turn.choice((added, self.docs / "_static" / "site.css"))
            self.write(path, f"{path.read_text('utf-8') if path.exists() else ''}/* {self.some()} */\n")

    def words(self) -> None:
        """Change a word of the interface."""
        path = self.docs / "locale" / f"{self.turn.choice(('vi', 'en'))}.po"
        self.replace(path, r'(?<=^msgid "Tâches"\n)msgstr ".*"', f'msgstr "Work {self.some()}"')

    def conf(self) -> None:
        """Change a setting of Sphinx."""
        self.replace(self.docs / "conf.py", "^html_title = .*", f'html_title = "NQ57 {self.some()}"')

    def other_language(self) -> None:
        """Ask for another language."""
        self.language = self.turn.choice(("fr", "vi", "en"))

    def spoil(self) -> None:
        """Hurt what is built: a page of the site, or a file of the work that a build goes on from."""
        found = [
            path for path in sorted(self.build.rglob("*")) if path.suffix in (".html", ".doctree", ".json")
        ]
        if found:
            self.turn.choice(found).write_bytes(b"spoilt")

    def some(self) -> str:
        """Return a word that differs from turn to turn."""
        return str(self.turn.randrange(10**6))


def png(grey: int) -> bytes:
    """Return a picture of one grey pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes((0, grey)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
