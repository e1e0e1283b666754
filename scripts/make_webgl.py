"""Builds kg/publish/page_assets/webgl.js, with which the page draws large graphs: sigma.js and graphology, in one file.

    python scripts/make_webgl.py

Needs npm, and the npm registry. What is fetched is pinned with its digests in scripts/webgl/package-lock.json; nothing that
is fetched runs but esbuild. The file is not kept in git: a wheel takes it along where it was built before, and without it
a page of a large graph shows the 2,000 nodes with the most links.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "scripts" / "webgl"
TARGET = ROOT / "kg" / "publish" / "page_assets" / "webgl.js"
QUIET = "--log-level=warning"
# Free for any use, as long as their words come along.
LICENSES = frozenset({"MIT"})


def main() -> None:
    """Fetch, bundle, and put the licences in front."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed: install Node.js 18 or later, or go without (see docs/page.md)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "webgl"
        shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], folder)
        esbuild = str(folder / "node_modules" / ".bin" / "esbuild")
        wanted = ["--bundle", "--minify", "--format=iife", "--global-name=webgl", "--target=es2022"]
        _run(
            [esbuild, "entry.js", *wanted, "--legal-comments=none", "--outfile=out.js", "--metafile=meta.json", QUIET],
            folder,
        )
        bundle = (folder / "out.js").read_text(encoding="utf-8")
        TARGET.write_text(_licences(folder) + bundle, encoding="utf-8", newline="\n")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{' '.join(command[:2])}: failed: {error}")


def _licences(folder: Path) -> str:
    """A comment with the licence of every package that is in the bundle. Stops where one is not free enough."""
    inputs = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["inputs"]
    parts = []
    for package in sorted({path.split("/")[1] for path in inputs if path.startswith("node_modules/")}):
        place = folder / "node_modules" / package
        about = json.loads((place / "package.json").read_text(encoding="utf-8"))
        text = next((path for path in sorted(place.iterdir()) if path.name.upper().startswith("LICENSE")), None)
        if about["license"] not in LICENSES or text is None:
            sys.exit(f"{package}: its licence, {about['license']}, is not among {', '.join(sorted(LICENSES))}")
        words = text.read_text(encoding="utf-8").replace("\r\n", "\n").replace("*/", "* /").strip()
        parts.append(f"{package} {about['version']} ({about['license']})\n\n{words}")
    return "/*!\n" + "\n\n".join(parts) + "\n*/\n"


if __name__ == "__main__":
    main()
