"""`glob`: the files that a pattern means."""

import fnmatch
import os
import re

__all__ = ["escape", "glob", "iglob"]

_magic = re.compile("([*?[])")


def has_magic(s):
    return _magic.search(s) is not None


def escape(pathname):
    """The pattern that means exactly this path."""
    return _magic.sub(r"[\1]", pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    root = os.fspath(root_dir) if root_dir is not None else ""
    found = _find(root, os.fspath(pathname), recursive, False, include_hidden)
    if not pathname or recursive and pathname[:2] == "**":
        # The root itself is not one of its own files.
        found = (path for path in found if path)
    return found


def _find(root, pathname, recursive, folders, hidden):
    head, tail = os.path.split(pathname)
    if not has_magic(pathname):
        place = os.path.join(root, pathname)
        if tail and os.path.lexists(place) or not tail and os.path.isdir(os.path.join(root, head)):
            yield pathname
        return
    if not head:
        yield from _in_folder(root, tail, recursive, folders, hidden)
        return
    heads = _find(root, head, recursive, True, hidden) if head != pathname and has_magic(head) else [head]
    for folder in heads:
        place = os.path.join(root, folder)
        if has_magic(tail):
            names = _in_folder(place, tail, recursive, folders, hidden)
        else:
            exists = os.path.lexists(os.path.join(place, tail)) if tail else os.path.isdir(place)
            names = [tail] if exists else []
        for name in names:
            yield os.path.join(folder, name)


def _in_folder(folder, pattern, recursive, folders, hidden):
    if recursive and pattern == "**":
        if not folder or os.path.isdir(folder):
            yield ""
        yield from _below(folder, folders, hidden)
        return
    names = _names(folder, folders)
    if not hidden and not pattern.startswith("."):
        names = [name for name in names if not name.startswith(".")]
    yield from fnmatch.filter(names, pattern)


def _below(folder, folders, hidden):
    for name in _names(folder, folders):
        if hidden or not name.startswith("."):
            yield name
            for below in _below(os.path.join(folder, name) if folder else name, folders, hidden):
                yield os.path.join(name, below)


def _names(folder, folders):
    try:
        with os.scandir(folder or ".") as entries:
            return [entry.name for entry in entries if not folders or entry.is_dir()]
    except OSError:
        return []
