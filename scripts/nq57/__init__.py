"""NQ57: the knowledge base of Vietnam's Resolution 57-NQ/TW, from Markdown notes to site, graph and bundles."""
