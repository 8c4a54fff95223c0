"""The types of the page's client, made of the service's OpenAPI description: what scripts/client writes or compares.

Asks for no Node on the machine, like scripts/page.py, whose Node and packages it uses.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import page

TYPES = page.WEB / "src/api/schema.d.ts"
GENERATOR = page.WEB / "node_modules/openapi-typescript/bin/cli.js"


def made() -> str:
    """The types as the service is now."""
    node = page.find_node() or page.install_node()
    with page.locked(page.LOCK):
        if not page.packages_installed():
            page.install_packages(node)
    described = subprocess.run(
        [sys.executable, "-m", "ledger.api.client_types"], check=True, cwd=page.ROOT, stdout=subprocess.PIPE
    )
    with tempfile.TemporaryDirectory() as folder:
        description, types = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        description.write_bytes(described.stdout)
        subprocess.run(
            [node.folder / "node", GENERATOR, description, "--output", types],
            check=True,
            cwd=page.WEB,
            stdout=subprocess.DEVNULL,
        )
        return types.read_text()


def main() -> int:
    types = made()
    if "--check" in sys.argv:
        same = TYPES.read_text() == types
        if not same:
            page.say(f"{TYPES.relative_to(page.ROOT)} is not what the service says; run scripts/client")
        return 0 if same else 1
    TYPES.write_text(types)
    return 0


if __name__ == "__main__":
    sys.exit(main())
