"""A built site and a subject → one archive that opens without a network, is checked and kept up to date."""

from nq57.bundle.archive import ArchiveError
from nq57.bundle.manifest import Manifest
from nq57.bundle.write import Bundle, BundleError, Subject, Workshop, check_province, epoch, state_of

__all__ = [
    "ArchiveError",
    "Bundle",
    "BundleError",
    "Manifest",
    "Subject",
    "Workshop",
    "check_province",
    "epoch",
    "state_of",
]
