"""Hold a bill of materials to the schema of its format, as CycloneDX's own library knows it."""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text("utf-8")):
    sys.exit(f"{sys.argv[1]}: {wrong}")
