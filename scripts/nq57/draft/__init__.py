"""From a source text to a draft: what it cites, what could be facts, and nothing stated by itself."""
