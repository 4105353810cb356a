"""Take the README's picture: the demo's report in a headless browser (`make picture`, after `make demo`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Write docs/report.png; exit 1 where there is no report or no browser."""
    report = ROOT / "demo" / "report.html"
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None or not report.exists():
        print(
            "no browser, or no demo/report.html: install chromium and run `make demo` first", file=sys.stderr
        )
        return 1
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                "--window-size=1280,1000",
                f"--screenshot={ROOT / 'docs' / 'report.png'}",
                report.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
