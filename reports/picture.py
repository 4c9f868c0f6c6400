"""Takes the picture of the report that the README shows, from reports/examples/report.html. Needs playwright and Chromium."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

EXAMPLES = Path(__file__).parent / "examples"

with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
    tab = browser.new_page(viewport={"width": 1180, "height": 960}, color_scheme="light")
    tab.goto((EXAMPLES / "report.html").resolve().as_uri())
    tab.screenshot(path=str(EXAMPLES / "report.png"))
    browser.close()
