"""Paths with slashes: `os.path`."""

import os
import sys
import _os
from stat import S_ISDIR as _is_dir, S_ISLNK as _is_link, S_ISREG as _is_file

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
           "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser",
           "expandvars", "normpath", "abspath", "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath"]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def _like(path):
    """The separator of the path's own type."""
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    return os.fspath(s)


def isabs(s):
    s = os.fspath(s)
    return s.startswith(_like(s))


def join(a, *p):
    a = os.fspath(a)
    slash = _like(a)
    path = a
    for b in p:
        if not isinstance(b, (str, bytes, os.PathLike)):
            raise TypeError("join() argument must be str, bytes, or os.PathLike object, not %r" % type(b).__name__)
        b = os.fspath(b)
        if isinstance(b, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if b.startswith(slash):
            path = b
        elif not path or path.endswith(slash):
            path += b
        else:
            path += slash + b
    return path


def split(p):
    p = os.fspath(p)
    slash = _like(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = os.fspath(p)
    slash, dot = (b"/", b".") if isinstance(p, bytes) else ("/", ".")
    begin = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at >= begin and p[begin:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = os.fspath(p)
    return p[:0], p


def basename(p):
    p = os.fspath(p)
    return p[p.rfind(_like(p)) + 1:]


def dirname(p):
    return split(p)[0]


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def getsize(filename):
    return os.stat(filename).st_size


def getmtime(filename):
    return os.stat(filename).st_mtime


def getatime(filename):
    return os.stat(filename).st_atime


def getctime(filename):
    return os.stat(filename).st_ctime


def _mode(path, follow=True):
    try:
        return _os.stat(os.fsdecode(path), follow)[0]
    except (OSError, ValueError):
        return None


def exists(path):
    return _mode(path) is not None


def lexists(path):
    return _mode(path, False) is not None


def isdir(s):
    mode = _mode(s)
    return mode is not None and _is_dir(mode)


def isfile(path):
    mode = _mode(path)
    return mode is not None and _is_file(mode)


def islink(path):
    mode = _mode(path, False)
    return mode is not None and _is_link(mode)


def ismount(path):
    if islink(path) or not isdir(path):
        return False
    here, above = os.stat(path), os.stat(join(path, ".."))
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def samefile(f1, f2):
    return samestat(os.stat(f1), os.stat(f2))


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def expanduser(path):
    path = os.fspath(path)
    if not path.startswith("~"):
        return path
    i = path.find("/", 1)
    if i < 0:
        i = len(path)
    home = os.environ.get("HOME") if i == 1 else None
    if home is None:
        return path
    return (home.rstrip("/") + path[i:]) or "/"


def expandvars(path):
    path = os.fspath(path)
    import re

    def value(match):
        name = match[1] or match[2]
        return os.environ.get(name, match[0])

    return re.sub(r"\$(?:(\w+)|\{([^}]*)\})", value, path, flags=re.ASCII)


def normpath(path):
    path = os.fspath(path)
    slash = _like(path)
    dot, dots = (b".", b"..") if isinstance(path, bytes) else (".", "..")
    if not path:
        return dot
    # Two leading slashes are kept, three are one.
    leading = len(path) - len(path.lstrip(slash))
    leading = 2 if leading == 2 else min(leading, 1)
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not leading and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return slash * leading + slash.join(parts) or dot


def abspath(path):
    path = os.fspath(path)
    if not isabs(path):
        cwd = os.getcwd()
        path = join(os.fsencode(cwd) if isinstance(path, bytes) else cwd, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    path = abspath(filename)
    seen = 0
    done = "/"
    rest = [p for p in path.split("/") if p]
    while rest:
        part = rest.pop(0)
        if part == "..":
            done = dirname(done)
            continue
        here = join(done, part)
        if strict:
            os.lstat(here)
        if islink(here) and seen < 40:
            seen += 1
            target = os.readlink(here)
            if isabs(target):
                done = "/"
            rest = [p for p in target.split("/") if p and p != "."] + rest
        else:
            done = here
    return done


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    path = os.fspath(path)
    start = curdir if start is None else os.fspath(start)
    begin = [x for x in abspath(start).split(sep) if x]
    end = [x for x in abspath(path).split(sep) if x]
    common = len(commonprefix([begin, end]))
    parts = [pardir] * (len(begin) - common) + end[common:]
    return join(*parts) if parts else curdir


def commonpath(paths):
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(os.fspath, paths))
    absolute = {p.startswith("/") for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[c for c in p.split("/") if c and c != curdir] for p in paths]
    low, high = min(split_paths), max(split_paths)
    common = low
    for i, c in enumerate(low):
        if c != high[i]:
            common = low[:i]
            break
    return ("/" if True in absolute else "") + "/".join(common)
