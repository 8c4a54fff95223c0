"""The build backend: setuptools, with the page built first, so that a wheel has it. Asks for no Node on the machine.

An editable installation needs no page: scripts/run builds it beside. An archive of the sources holds it as built.
"""

from __future__ import annotations

from typing import Any

import page
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  # the hooks that are setuptools' own

Settings = dict[str, Any] | None


def _node() -> list[str]:
    """The Node to build with, where the machine has none and the page has to be built."""
    if page.up_to_date() or page.find_node() is not None:
        return []
    return [page.NODE_LOCK.read_text().split()[0]]


def _build_page() -> None:
    if page.up_to_date():
        return
    node = page.find_node()
    if node is None:
        raise page.Failure("No Node to build the page with: run scripts/run once, or build with build isolation.")
    page.build(node)


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    return [*build_meta.get_requires_for_build_sdist(config_settings), *_node()]


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    _build_page()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    _build_page()
    return build_meta.build_sdist(sdist_directory, config_settings)
