"""Payload → HTML by templates that escape everything: the one place where the site's own HTML is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nq57.views.texts import Say


class Renderer:
    """The templates of ``docs/_templates/nq57``: autoescape is on, an unknown name is an error."""

    def __init__(self, folder: Path, say: Say, language: str) -> None:
        """Open a folder of templates; ``say`` is ``_`` in them."""
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(_=say, language=language)

    def render(self, template: str, root: str, values: Mapping[str, Any]) -> Markup:
        """Return the HTML of a template; ``root`` leads from the page to the root of the site (``../``)."""
        return Markup(self._environment.get_template(template).render(root=root, **values))
