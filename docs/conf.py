"""The look of the site: Sphinx settings only. What is shown is decided in nq57.views; see README.md here."""

import os

project = "NQ57"
author = "NQ57"
copyright = "NQ57, CC BY 4.0"
language = os.environ.get("NQ57_LANGUAGE", "fr")

extensions = ["myst_parser", "nq57.views.extension"]
root_doc = "index"
source_suffix = {".md": "markdown"}
exclude_patterns = ["vocabulary/*", "**/.*"]
templates_path = ["_templates"]
html_static_path = ["_static"]
locale_dirs: list[str] = []
nitpicky = True
smartquotes = False
# Notes are reached by indexes, relations and search: a tree of all of them would grow with the corpus.
# Headings of prose stand below the note's title, as the rules check; code that is no JSON is still shown.
suppress_warnings = ["toc.not_included", "myst.header", "misc.highlighting_failure"]

# A note is data: no raw HTML, no file or address read on its behalf.
myst_enable_extensions: list[str] = []
myst_heading_anchors = 3
myst_url_schemes = ["https", "mailto"]
myst_all_links_external = False

# The address of the repository, for the link «edit this page»; without it the page names the file.
nq57_repository = os.environ.get("NQ57_REPOSITORY", "")
# Where the site is published, for what must name a page from elsewhere; without it names are relative.
nq57_address = os.environ.get("NQ57_ADDRESS", "")

html_theme = "sphinx_book_theme"
html_title = "NQ57"
html_css_files = ["site.css", "search.css", "graph.css", "tables.css", "cascade.css"]
html_copy_source = False
html_show_sourcelink = False
html_sidebars: dict[str, list[str]] = {"**": []}
html_use_index = False
html_domain_indices = False
html_show_sphinx = False
html_permalinks = False  # the contents beside a page lead to its headings; Sphinx has no Vietnamese for it
html_theme_options = {
    "disable_search": True,
    # No component of the theme is drawn: our layout shows none, and each costs every page.
    "article_header_start": [],
    "article_header_end": [],
    "secondary_sidebar_items": [],
    "footer_content_items": [],
    "use_download_button": False,
    "use_fullscreen_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
