"""The site's search index: entries in, small script files out.

Knows entries, never notes, HTML or Sphinx. The format is written down in ``files``.
"""

from nq57.search.entry import Entry
from nq57.search.files import build

__all__ = ["Entry", "build"]
