"""A built site and a province → one zip that opens without a network."""

from nq57.bundle.closure import closure
from nq57.bundle.pages import Rewriter
from nq57.bundle.write import Bundle, BundleError, today, write_bundle

__all__ = ["Bundle", "BundleError", "Rewriter", "closure", "today", "write_bundle"]
