"""NQ57: the knowledge base of Resolution 57-NQ/TW, from Markdown notes to site, graph and bundles."""
