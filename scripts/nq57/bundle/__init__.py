"""A built site and a province → one zip that opens without a network."""

from nq57.bundle.closure import closure
from nq57.bundle.pages import Rewriter
from nq57.bundle.write import Bundle, BundleError, check_province, state_of, write_bundle

__all__ = ["Bundle", "BundleError", "Rewriter", "check_province", "closure", "state_of", "write_bundle"]
