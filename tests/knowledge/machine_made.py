"""A knowledge base as machines lay it out: mounted by Kubernetes, edited by editors, copied by file servers."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LEFT_BEHIND = (
    ".#mailbox.yml",  # Emacs' lock, a link that leads nowhere
    "#mailbox.yml#",  # Emacs' unsaved text
    "mailbox.yml~",  # Emacs, gedit, Kate
    ".mailbox.yml.swp",  # Vim
    "mailbox.yml.bak",
    "mailbox.yml.orig",  # git mergetool, patch
    "._mailbox.yml",  # macOS, on a file server
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "~$mailbox.yml",  # Office's lock
    ".mailbox.yml.kate-swp",
    "mailbox.yml___jb_tmp___",  # JetBrains, while it saves
    ".syncthing.mailbox.yml.tmp",
    "@eaDir/mailbox.yml",  # Synology's
    "#recycle/mailbox.yml",
    ".git/config.yml",
    ".ipynb_checkpoints/mailbox-checkpoint.yml",
)
"""What editors and systems leave beside the files; none of it is anybody's article."""


def write_left_behind(folder: Path) -> None:
    """Put into `folder` what machines leave there, with bytes that are no knowledge."""
    for name in LEFT_BEHIND:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if name.startswith(".#"):
            place.symlink_to("editor@laptop.1234:1764340000")
        else:
            place.write_bytes(b"\x00\x05\x16\x07 not: [a knowledge base")


def mount(contents: Mapping[str, bytes], folder: Path, revision: str) -> None:
    """Do what kubelet does for a ConfigMap: write a folder of its own, then swap the link `..data` to it at once."""
    data = folder / "..data"
    earlier = data.readlink() if data.is_symlink() else None
    for path, content in contents.items():
        place = folder / f"..2026_11_28_{revision}" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    fresh = folder / "..data_tmp"
    fresh.symlink_to(f"..2026_11_28_{revision}")
    fresh.replace(data)
    for name in {path.split("/")[0] for path in contents}:
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(f"..data/{name}")
    if earlier is not None:
        shutil.rmtree(folder / earlier)
