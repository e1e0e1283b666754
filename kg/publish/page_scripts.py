"""The scripts of the page: its own, and the library that draws; each admitted by digest in the content security policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).parent / "page_assets"
# Made by scripts/make_webgl.py from the npm registry; a checkout may be without it.
WEBGL = "webgl.js"
# In the order in which they need each other; the legend is there before the picture, whose room it takes.
SCRIPTS = (
    "dom model evidence words {source} view facets walks seen places bundles looks labels picture scene camera canvas {picture} "
    "sentences node_panel edge_panel path_panel panel legend filters events timeline table svg turtle csv export search start"
)


def page_scripts(*, source: str, picture: str) -> list[str]:
    """The drawing library and the page's own script, for a source of knowledge (file, live) and a picture (vis, sigma)."""
    library = (ASSETS / WEBGL).read_text(encoding="utf-8") if picture == "sigma" else _vis_network()
    names = SCRIPTS.format(source=f"{source}_source", picture=f"{picture}_picture").split()
    if picture == "sigma":
        names.insert(names.index("sigma_picture"), "sigma_shapes")
    parts = [(ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in names]
    # An asynchronous function, because a packed page is unpacked before anything else can be done.
    return [library, '(async () => {\n"use strict";\n' + "\n".join(parts) + "})();\n"]


def has_webgl() -> bool:
    """Whether the library for large graphs was built."""
    return (ASSETS / WEBGL).is_file()


def policy(scripts: Sequence[str], style: str, *, connect: str = "") -> str:
    """A content security policy that admits these very scripts and this very style, and no request but to `connect`."""
    admitted = " ".join(_digest(script) for script in scripts)
    asked = f"connect-src {connect}; " if connect else ""
    return (
        f"default-src 'none'; script-src {admitted}; style-src {_digest(style)}; img-src data:; {asked}"
        "base-uri 'none'; form-action 'none'"
    )


def _vis_network() -> str:
    """The newest vis-network that pyvis brings, without the address of its source map."""
    package = find_spec("pyvis")
    roots = list(package.submodule_search_locations or ()) if package else []
    scripts = [script for root in roots for script in Path(root).glob("templates/lib/vis-*/vis-network.min.js")]
    newest = max(scripts, key=lambda script: [int(part) for part in script.parent.name[4:].split(".")])
    lines = newest.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
