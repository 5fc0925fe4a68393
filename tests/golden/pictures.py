"""Takes the picture of the golden change anew: `python -m tests.golden.pictures`.

It needs Chromium on the path (Debian: chromium, fonts-sil-charis); pngquant, where there is
one, makes the picture smaller. It shows the page in a wide window and on a telephone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from monitor.service.changes import change_as_html
from tests.golden.changes import bridge

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "diff.png"

#: A frame of each width, in CSS pixels: headless windows are never as narrow as a telephone.
_BOARD = """<!DOCTYPE html><meta charset="utf-8"><title>Golden change</title>
<style>body { margin: 0; padding: 28px; display: flex; gap: 28px; background: #b9b4a8; }
iframe { border: 0; border-radius: 6px; height: 1500px; background: #fff; }</style>
<iframe src="change.html" style="width: 1120px"></iframe>
<iframe src="change.html" style="width: 400px"></iframe>"""
_SIZE = "1604,1556"


def main() -> int:
    """Render the page, photograph it, and keep the picture in docs/images."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.stderr.write("There is no Chromium on the path.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        board = Path(folder) / "board.html"
        board.write_text(_BOARD, encoding="utf-8")
        page = change_as_html(bridge())
        (Path(folder) / "change.html").write_text(page, encoding="utf-8")
        _photograph(browser, board, Path(folder) / "profile")
    if quantizer := shutil.which("pngquant"):
        subprocess.run([quantizer, "--force", "--output", PICTURE, "128", PICTURE], check=True)
    sys.stdout.write(f"{PICTURE}: {PICTURE.stat().st_size} bytes\n")
    return 0


def _photograph(browser: str, page: Path, profile: Path) -> None:
    quiet = "--disable-background-networking --disable-component-update --disable-sync"
    subprocess.run(
        [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
            *("--no-first-run", "--hide-scrollbars", *quiet.split()),
            *(f"--user-data-dir={profile}", f"--window-size={_SIZE}", f"--screenshot={PICTURE}"),
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


if __name__ == "__main__":
    sys.exit(main())
