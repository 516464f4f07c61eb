"""The text of every format that is read, and one clear sentence for a file that cannot be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from nq57.draft import text as source_text
from nq57.draft.text import READERS, SourceError, read_source

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE = """<!doctype html><meta charset=utf-8><title>x</title><nav>Menu</nav><script>1</script>
<article><h1>Nghị quyết</h1><p>La résolution <b>57</b>-NQ/TW<br>du 22 décembre.</p></article>
<footer>Pied</footer>"""


def office(paragraphs: str) -> bytes:
    """Return a .docx that holds paragraphs, as an office program packs it."""
    made = io.BytesIO()
    # Dated 1980, as ZipInfo does: the bytes name a case, and each worker makes its own.
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            zipfile.ZipInfo("word/document.xml"),
            f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
            zipfile.ZIP_DEFLATED,
        )
    return made.getvalue()


def paragraph(words: str) -> str:
    """Return a paragraph of a .docx."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def pdf(words: str) -> bytes:
    """Return a PDF of one page that shows some words."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET" if words else ""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    made, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    made += f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n"
    return f"{made}{made.index('xref')}\n%%EOF".encode("latin-1")


def locked() -> bytes:
    """Return a PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("57-NQ/TW"))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


SAVED = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

{PAGE}
--x--
"""
ARTICLE = "Nghị quyết\nLa résolution 57-NQ/TW\ndu 22 décembre.\n"


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("a.txt", "\ufeffNghị\u200b quyết\r\n57-NQ/TW".encode(), "Nghị quyết\n57-NQ/TW\n"),
        ("a.txt", "Nghị quyết".encode("utf-16"), "Nghị quyết\n"),
        ("a.HTML", PAGE.encode(), ARTICLE),
        ("a.htm", b"<p>Sans corps", "Sans corps\n"),
        ("a.html", b"<div>" * 2_000 + b"x", "x\n"),
        ("a.mhtml", SAVED.encode(), ARTICLE),
        ("a.docx", office(paragraph("Nghị quyết") + paragraph("57-NQ/TW")), "Nghị quyết\n\n57-NQ/TW\n"),
        ("a.pdf", pdf("57-NQ/TW"), "57-NQ/TW\n"),
    ],
)
def test_text_of_a_format(tmp_path: Path, name: str, raw: bytes, text: str) -> None:
    """Paragraphs stand in their order; menus, scripts and letters that nobody sees are left out."""
    (tmp_path / name).write_bytes(raw)
    assert read_source(tmp_path / name) == text


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.odt", b"x", "a file of kind '.odt'; only .txt, .html"),
        ("a.txt", b"caf\xe9", "the text is not UTF-8; save it as UTF-8"),
        ("a.txt", b" \n", "no text in it"),
        ("a.html", b"<script>1</script>", "no text in it"),
        ("a.mhtml", b"Content-Type: text/plain\n\nx", "a saved page without a page in it"),
        ("a.docx", b"PK\x03\x04 broken", "no .docx inside; save it again as .docx, or as .txt"),
        ("a.docx", office("<w:p>")[:-200], "no .docx inside"),
        ("a.docx", office("<w:p>"), "a broken file; open it and save it again, or save its text as .txt"),
        ("a.pdf", b"%PDF-1.4\nbroken", "a broken file"),
        ("a.pdf", pdf(""), "the PDF holds pictures and no text"),
        ("a.pdf", locked(), "the PDF asks for a password"),
    ],
)
def test_file_that_gives_no_text(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    """A broken, empty, locked or foreign file is told in one sentence, with what would be right."""
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_file_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A small archive that would fill the memory is refused before it is unpacked."""
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/document.xml", "w") as part,
    ):
        for _ in range(210):
            part.write(bytes(1_000_000))
    (tmp_path / "a.docx").write_bytes(bomb.getvalue())
    with pytest.raises(SourceError, match="bytes once unpacked; a source has at most"):
        read_source(tmp_path / "a.docx")


def test_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose reading does not end is given up, and the contributor told what to do."""
    monkeypatch.setattr(source_text, "MAX_SECONDS", 0.01)
    (tmp_path / "a.txt").write_text("57-NQ/TW")
    with pytest.raises(SourceError, match=r"save its text as \.txt"):
        read_source(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["none.txt", "folder.txt"])
def test_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    """A path to nothing or to a folder is told."""
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match=r"no such file|not a plain file"):
        read_source(tmp_path / name)


def test_formats_are_those_that_are_promised() -> None:
    """Text, pages saved in one file or as HTML, office documents and PDF are read."""
    assert {".txt", ".html", ".htm", ".docx", ".pdf", ".mhtml"} <= set(READERS)
