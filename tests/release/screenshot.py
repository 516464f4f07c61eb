"""Take the picture of the README: a page of the built site, as a reader opens it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZE = {"width": 1280, "height": 800}

if __name__ == "__main__":
    site, page_name, picture = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(offline=True, viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto((site / page_name).absolute().as_uri())
        page.screenshot(path=picture)
        browser.close()
    print(f"{picture}: {picture.stat().st_size} bytes")
