"""A built site and a province → one zip that opens without a network."""

from nq57.bundle.closure import closure
from nq57.bundle.pages import Rewriter
from nq57.bundle.write import Bundle, BundleError, check_province, today, write_bundle

__all__ = ["Bundle", "BundleError", "Rewriter", "check_province", "closure", "today", "write_bundle"]
