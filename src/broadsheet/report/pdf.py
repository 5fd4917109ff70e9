"""Pages as PDF, printed by a browser that can reach no host."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet.errors import BroadsheetError

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)

# An address at which nobody listens, for the two services of its maker that a browser cannot be kept from
# calling at its start: the accounts and the updates of components.
NOBODY = "https://127.0.0.1:9/"

# Every name, and every address written in numbers, leads nowhere, and no proxy is asked instead. The others
# stop what a browser does on its own account; with the first they are a second lock on the same door.
ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-proxy-server",
    f"--gaia-url={NOBODY}",
    f"--component-updater=initial-delay=86400,url-source={NOBODY}",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=AutofillServerCommunication,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,Translate",
    "--disable-quic",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--safebrowsing-disable-auto-update",
)

# Seconds for one page.
TIME = 180


def find_browser() -> str:
    """Return the path of a Chromium or Chrome that is installed.

    Raises:
        BroadsheetError: There is none.
    """
    for name in BROWSERS:
        path = shutil.which(name)
        # What is found by way of the current folder is not the browser that somebody installed.
        if path and os.path.isabs(path) and Path(path).parent != Path.cwd():
            return path
    raise BroadsheetError(
        "--pdf prints with a Chromium or Chrome, and none was found. Install one (on Debian: "
        "apt-get install chromium), or print the pages from any browser."
    )


def print_page(browser: str, page: Path, more: tuple[str, ...] = ()) -> Path:
    """Print a page beside itself.

    Args:
        browser: The path of a Chromium or Chrome.
        page: The page's file.
        more: Further options of the browser.

    Returns:
        The PDF's path.

    Raises:
        BroadsheetError: The browser could not print it.
    """
    target = page.with_suffix(".pdf").resolve()
    target.unlink(missing_ok=True)
    with TemporaryDirectory(
        prefix="broadsheet-", ignore_cleanup_errors=True
    ) as profile:
        options = [*_options(profile, target), *more]
        done = subprocess.run(
            [browser, *options, page.resolve().as_uri()],
            cwd=profile,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIME,
            check=False,
        )
    if done.returncode or not target.exists():
        raise BroadsheetError(
            f"{browser} could not print {page.name}: {done.stderr.strip()[-300:]}"
        )
    return target


def _options(profile: str, target: Path) -> list[str]:
    """Return the options with which a browser prints, with a profile of its own."""
    options = ["--headless"]
    if is_root():
        options.append("--no-sandbox")
    return [
        *options,
        "--disable-gpu",
        *ALONE,
        f"--user-data-dir={profile}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
    ]


def is_root() -> bool:
    """Say whether we are the superuser, for whom the browser's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
