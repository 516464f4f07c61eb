"""One Markdown file ⇄ one record, with line numbers: the only reader and writer of front matter."""

from nq57.notes.folder import Folder, ReadNote, is_page, read_folder, refused_files
from nq57.notes.reader import read_note, split, without_links
from nq57.notes.writer import fields_of, write_note

__all__ = [
    "Folder",
    "ReadNote",
    "fields_of",
    "is_page",
    "read_folder",
    "read_note",
    "refused_files",
    "split",
    "without_links",
    "write_note",
]
