"""`pathlib`: paths as objects. POSIX paths only; what changes owners, permissions or links is not there."""

import fnmatch
import os
import stat as _stat
from collections.abc import Sequence as _Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]


class _Parents(_Sequence):
    """The folders above a path, the nearest first."""

    def __init__(self, path):
        self._kind = type(path)
        self._root = path.root
        self._parts = path._tail

    def __len__(self):
        return len(self._parts)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index >= len(self) or index < -len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        return self._kind._made(self._root, self._parts[: len(self._parts) - index - 1])

    def __repr__(self):
        return "<{}.parents>".format(self._kind.__name__)


def _split(text):
    """Root and parts of a path's text."""
    if text.startswith("/"):
        # Two slashes at the start mean something of their own in POSIX, three do not.
        root = "//" if text.startswith("//") and not text.startswith("///") else "/"
    else:
        root = ""
    return root, [part for part in text.split("/") if part and part != "."]


class PurePath:
    """A path that touches no file."""

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        return cls._made(*cls._parse(args))

    @staticmethod
    def _parse(args):
        root, tail = "", []
        for arg in args:
            text = arg._text() if isinstance(arg, PurePath) else os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError(
                    "argument should be a str object or an os.PathLike object returning str, not %r" % type(text)
                )
            r, parts = _split(text)
            if r:
                root, tail = r, parts
            else:
                tail = tail + parts
        return root, tail

    @classmethod
    def _made(cls, root, tail):
        self = object.__new__(cls)
        self._root = root
        self._tail = tail
        return self

    def __reduce__(self):
        return type(self), self.parts

    def _text(self):
        return self._root + "/".join(self._tail) or "."

    def __str__(self):
        return self._text()

    def __fspath__(self):
        return self._text()

    def as_posix(self):
        return self._text()

    def __bytes__(self):
        return os.fsencode(self._text())

    def __repr__(self):
        return "{}({!r})".format(type(self).__name__, self._text())

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes

        return "file://" + quote_from_bytes(os.fsencode(self._text()))

    def _compared(self):
        return [self._root] + self._tail if self._root else self._tail

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self):
        return hash(tuple(self._compared()))

    def __lt__(self, other):
        return self._compared() < other._compared() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._compared() <= other._compared() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._compared() > other._compared() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._compared() >= other._compared() if isinstance(other, PurePath) else NotImplemented

    drive = ""

    @property
    def root(self):
        return self._root

    anchor = root

    @property
    def parts(self):
        return tuple(self._compared())

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        at = name.rfind(".")
        return name[:at] if 0 < at < len(name) - 1 else name

    @property
    def parent(self):
        return self._made(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return _Parents(self)

    def with_name(self, name):
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        if not name or "/" in name or name == ".":
            raise ValueError("Invalid name %r" % (name))
        return self._made(self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError("Invalid suffix %r" % (suffix))
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old = self.suffix
        return self._made(self._root, self._tail[:-1] + [(name[: -len(old)] if old else name) + suffix])

    def relative_to(self, *other):
        if not other:
            raise TypeError("need at least one argument")
        base = PurePosixPath(*other)
        count = len(base._tail)
        if base._root != self._root or self._tail[:count] != base._tail:
            raise ValueError(
                "{!r} is not in the subpath of {!r} OR one path is relative and the other is absolute.".format(str(self), str(base))
            )
        return self._made("", self._tail[count:])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
        except ValueError:
            return False
        return True

    def joinpath(self, *args):
        root, tail = self._parse(args)
        return self._made(root, tail) if root else self._made(self._root, self._tail + tail)

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return type(self)(key, self)
        except TypeError:
            return NotImplemented

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, path_pattern):
        root, pattern = _split(path_pattern)
        if not pattern and not root:
            raise ValueError("empty pattern")
        if root and (root != self._root or len(pattern) != len(self._tail)) or len(pattern) > len(self._tail):
            return False
        return all(fnmatch.fnmatchcase(a, b) for a, b in zip(reversed(self._tail), reversed(pattern)))


class PurePosixPath(PurePath):
    pass


os.PathLike.register(PurePath)

_MISSING = (ENOENT, ENOTDIR, EBADF, ELOOP)


class Path(PurePath):
    """A path, and what can be done with the file there."""

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        pass

    # ---- facts ----

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def _mode(self, follow=True):
        try:
            return self.stat(follow_symlinks=follow).st_mode
        except OSError as e:
            if e.errno not in _MISSING:
                raise
        except ValueError:
            pass
        return 0

    def exists(self):
        return self._mode() != 0

    def is_dir(self):
        return _stat.S_ISDIR(self._mode())

    def is_file(self):
        return _stat.S_ISREG(self._mode())

    def is_symlink(self):
        return _stat.S_ISLNK(self._mode(False))

    def is_mount(self):
        return os.path.ismount(self)

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    # ---- other paths ----

    def absolute(self):
        return self if self.is_absolute() else type(self)(os.getcwd(), self)

    def resolve(self, strict=False):
        return type(self)(os.path.realpath(self, strict=strict))

    def readlink(self):
        return type(self)(os.readlink(self))

    def expanduser(self):
        if not self._root and self._tail and self._tail[0][:1] == "~":
            home = os.path.expanduser(self._tail[0])
            if home[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            return type(self)(home, *self._tail[1:])
        return self

    # ---- folders ----

    def iterdir(self):
        for name in os.listdir(self):
            yield self._made(self._root, self._tail + [name])

    def _folders_below(self):
        yield self
        try:
            entries = sorted(os.scandir(self), key=lambda e: e.name)
        except OSError:
            return
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                yield from self._made(self._root, self._tail + [entry.name])._folders_below()

    def _select(self, pattern):
        if not pattern:
            yield self
            return
        first, rest = pattern[0], pattern[1:]
        if first == "**":
            seen = set()
            for folder in self._folders_below():
                for path in folder._select(rest):
                    if path not in seen:
                        seen.add(path)
                        yield path
            return
        if first == ".." or not any(c in first for c in "*?["):
            path = self._made(self._root, self._tail + [first])
            if path.is_dir() if rest else path.exists():
                yield from path._select(rest)
            return
        try:
            names = os.listdir(self)
        except OSError:
            return
        for name in names:
            path = self._made(self._root, self._tail + [name])
            if fnmatch.fnmatchcase(name, first) and (not rest or path.is_dir()):
                yield from path._select(rest)

    def glob(self, pattern):
        if not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        root, parts = _split(pattern)
        if root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if any("**" in part and part != "**" for part in parts):
            raise ValueError("Invalid pattern: '**' can only be an entire path component")
        if pattern[-1] == "/":
            return (path for path in self._select(parts) if path.is_dir())
        return self._select(parts)

    def rglob(self, pattern):
        root, parts = _split(pattern)
        if root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self._select(["**"] + parts)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    # ---- files ----

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open("rb") as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        with self.open("r", encoding=encoding, errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        with self.open("wb") as f:
            return f.write(memoryview(data).tobytes())

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            return
        self.open("ab").close()

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return type(self)(target)

    def replace(self, target):
        os.replace(self, target)
        return type(self)(target)


class PosixPath(Path, PurePosixPath):
    pass
