"""In which order rows that refer to each other are taken: whoever is above comes first."""

from __future__ import annotations

from collections.abc import Mapping


def depths(above: Mapping[str, str | None]) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """How deep each stands below those of the same file, and who stands in a circle, with the circle.

    `above` names the manager (or parent) of each; one who is not in the file counts as the top.
    """
    found: dict[str, int] = {}
    circles: dict[str, tuple[str, ...]] = {}
    for start in above:
        path: list[str] = []
        on_path: dict[str, int] = {}
        one: str | None = start
        while one is not None and one in above and one not in found and one not in on_path:
            on_path[one] = len(path)
            path.append(one)
            one = above[one]
        if one is not None and one in on_path:
            circle = tuple(path[on_path[one] :])
            circles.update(dict.fromkeys(circle, circle))
        depth = found[one] + 1 if one is not None and one in found else 0
        for member in reversed(path):
            found[member] = depth
            depth += 1
    return found, circles
