"""The text of a source file: plain text, a saved page, a document of an office program, a PDF.

A file comes from anywhere. It is read by a process of its own, with a limit of time and memory: whatever a
broken or hostile file does to a library, the contributor gets one clear sentence.
"""

from __future__ import annotations

import email
import email.policy
import io
import multiprocessing
import os
import re
import sys
import zipfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import mammoth
from bs4 import BeautifulSoup
from pypdf import PdfReader

from nq57.letters import hidden
from nq57.text import nfc

if sys.platform != "win32":
    import resource

MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_TEXT = 5_000_000  # what the text kept of a source may weigh
MAX_MEMORY = 2_000_000_000
MAX_SECONDS = 60
# The first letter of an answer says what it is.
_TEXT, _REFUSED = b"+", b"-"
_LATE = _REFUSED + f"not read within {MAX_SECONDS} s; save its text as .txt".encode()
_BROKEN = _REFUSED + b"a broken file; open it and save it again, or save its text as .txt"
_UNSEEN = [
    "script",
    "style",
    "template",
    "noscript",
    "nav",
    "aside",
    "form",
    "header",
    "footer",
    "button",
    "svg",
]
_BLOCKS = [
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "br",
    "section",
    "td",
    "th",
]
_BLANK = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")


class SourceError(ValueError):
    """The file gives no text; the message says why and what would be right."""


def read_source(path: Path) -> str:
    """Return the text of a file in normal form, paragraphs apart by an empty line. Raises SourceError."""
    if path.suffix.lower() not in READERS:
        raise SourceError(f"a file of kind '{path.suffix or path.name}'; only {', '.join(READERS)} are read")
    if not path.is_file():
        raise SourceError("no such file" if not path.exists() else "not a plain file")
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(f"{path.stat().st_size} bytes; a source has at most {MAX_BYTES}")
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(path.absolute(), sending), daemon=True)
    child.start()
    sending.close()  # so that its end is heard, whatever it dies of
    try:
        answer = receiving.recv_bytes() if receiving.poll(MAX_SECONDS) else _LATE
    except EOFError:
        answer = _BROKEN
    finally:
        child.kill()
        child.join()
        receiving.close()
    if answer[:1] != _TEXT:
        raise SourceError(answer[1:].decode("utf-8"))
    return answer[1:].decode("utf-8")


def clean(text: str) -> str:
    """Return text as it is kept: NFC, no letter that nobody sees, one space, at most one empty line.

    >>> clean("A\\u200b  b\\r\\n\\n\\n\\nc\\x00")
    'A b\\n\\nc\\n'
    """
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if hidden(text):
        text = "".join(char for char in text if not hidden(char))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _plain(raw: bytes) -> str:
    try:
        return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError("the text is not UTF-8; save it as UTF-8") from None


def _page(raw: bytes) -> str:
    soup = BeautifulSoup(raw, "html.parser")
    for unseen in soup(_UNSEEN):
        unseen.decompose()
    for block in soup(_BLOCKS):
        block.append("\n")
    whole = soup.body or soup
    main = soup.find("article") or soup.find("main") or whole
    text = main.get_text()
    return text if text.strip() else whole.get_text()


def _saved_page(raw: bytes) -> str:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_content()
            return _page(content.encode() if isinstance(content, str) else content)
    raise SourceError("a saved page without a page in it; save it as .html")


def _office(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        raise SourceError("no .docx inside; save it again as .docx, or as .txt") from None
    if size > MAX_UNPACKED:
        raise SourceError(f"{size} bytes once unpacked; a source has at most {MAX_UNPACKED}")
    return str(mammoth.extract_raw_text(io.BytesIO(raw)).value)


def _pdf(raw: bytes) -> str:
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted:
        raise SourceError("the PDF asks for a password; save it without one")
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        raise SourceError(
            "the PDF holds pictures and no text; have its letters recognised, and save that as .txt"
        )
    return text


READERS: dict[str, Callable[[bytes], str]] = {
    ".txt": _plain,
    ".html": _page,
    ".htm": _page,
    ".mhtml": _saved_page,
    ".mht": _saved_page,
    ".docx": _office,
    ".pdf": _pdf,
}


def _work(path: Path, answers: Connection) -> None:
    """Send the text of a file, or why there is none: the work of the process that may be ended."""
    # What a library says of a broken file is for its makers; open until the process ends.
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    try:
        text = clean(READERS[path.suffix.lower()](path.read_bytes()))
        if not text.strip():
            raise SourceError("no text in it")
        if len(text.encode()) > MAX_TEXT:
            raise SourceError(f"{len(text.encode())} bytes of text; a source keeps at most {MAX_TEXT}")
    except SourceError as error:
        answers.send_bytes(_REFUSED + str(error).encode())
    else:
        answers.send_bytes(_TEXT + text.encode())
