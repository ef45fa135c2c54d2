"""The operating system, as far as a program that computes needs it: paths, folders, files' facts, the environment."""
# Not there: processes, signals, users, descriptors, links.

import sys
import abc as _abc
import _os
from _os import cpu_count, getpid, urandom
from collections.abc import MutableMapping as _MutableMapping

name = "posix"
linesep = "\n"
curdir, pardir, sep, altsep, extsep, pathsep, defpath, devnull = ".", "..", "/", None, ".", ":", "/bin:/usr/bin", "/dev/null"
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
EX_OK = 0


class PathLike(_abc.ABC):
    """Objects with `__fspath__`."""

    @_abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, "__fspath__")
        return NotImplemented


def fspath(path):
    """The text of a path."""
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    try:
        method = kind.__fspath__
    except AttributeError:
        raise TypeError("expected str, bytes or os.PathLike object, not " + kind.__name__) from None
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError("expected %s.__fspath__() to return str or bytes, not %s" % (kind.__name__, type(result).__name__))


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


class _Environ(_MutableMapping):
    def __init__(self, data):
        self._data = data

    def __getitem__(self, key):
        self._check(key)
        try:
            return self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._check(key)
        self._check(value)
        self._data[key] = value

    def __delitem__(self, key):
        self._check(key)
        try:
            del self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return "environ({%s})" % ", ".join("%r: %r" % item for item in self._data.items())

    def copy(self):
        return dict(self)

    def _check(self, value):
        if not isinstance(value, str):
            raise TypeError("str expected, not %s" % type(value).__name__)


environ = _Environ(_os.environ())


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    environ.pop(key, None)


class stat_result(tuple):
    """What is known of a file."""

    __slots__ = ()

    def __new__(cls, values):
        return tuple.__new__(cls, values)

    def __repr__(self):
        return "os.stat_result(%s)" % ", ".join("%s=%r" % (n, v) for n, v in zip(_STAT_NAMES, self[:10]))

    def __len__(self):
        return 10

    def __iter__(self):
        return iter(self[:10])

    st_atime = property(lambda self: self[10] / 1e9)
    st_mtime = property(lambda self: self[11] / 1e9)
    st_ctime = property(lambda self: self[12] / 1e9)
    st_atime_ns = property(lambda self: self[10])
    st_mtime_ns = property(lambda self: self[11])
    st_ctime_ns = property(lambda self: self[12])


_STAT_NAMES = ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"]
for _index, _name in enumerate(_STAT_NAMES[:7]):
    setattr(stat_result, _name, property(lambda self, _index=_index: tuple.__getitem__(self, _index)))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    return stat_result(_os.stat(fsdecode(path), follow_symlinks))


def lstat(path, *, dir_fd=None):
    return stat_result(_os.stat(fsdecode(path), False))


def getcwd():
    return _os.getcwd()


def getcwdb():
    return fsencode(_os.getcwd())


def chdir(path):
    _os.chdir(fsdecode(path))


def listdir(path="."):
    names = _os.listdir(fsdecode(path))
    return [fsencode(n) for n in names] if isinstance(path, bytes) else names


def mkdir(path, mode=0o777, *, dir_fd=None):
    _os.mkdir(fsdecode(path))


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    _os.rmdir(fsdecode(path))


def removedirs(name):
    rmdir(name)
    head = path.dirname(name)
    while head:
        try:
            rmdir(head)
        except OSError:
            break
        head = path.dirname(head)


def remove(path, *, dir_fd=None):
    _os.remove(fsdecode(path))


unlink = remove


def rename(src, dst):
    _os.rename(fsdecode(src), fsdecode(dst))


replace = rename


def readlink(path, *, dir_fd=None):
    return _os.readlink(fsdecode(path))


def access(path, mode):
    try:
        bits = stat(path).st_mode
    except OSError:
        return False
    return not mode & X_OK or bool(bits & 0o111)


class DirEntry:
    """One entry of a folder."""

    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return "<DirEntry %r>" % self.name

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path)

    def is_symlink(self):
        return path.islink(self.path)

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino


class _Scan:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path="."):
    folder = fspath(path)
    return _Scan(DirEntry(folder, name) for name in listdir(folder))


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders, files = [], []
    for name in names:
        (folders if path.isdir(path.join(top, name)) else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        below = path.join(top, name)
        if followlinks or not path.islink(below):
            yield from walk(below, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def strerror(code):
    import errno
    return errno._messages.get(code, "Unknown error %d" % code)


def get_terminal_size(fallback=(80, 24)):
    from collections import namedtuple
    return namedtuple("terminal_size", "columns lines")(*fallback)


def uname():
    from collections import namedtuple
    import platform
    return namedtuple("uname_result", "sysname nodename release version machine")(
        platform.system(), platform.node(), platform.release(), platform.version(), platform.machine())


def _exit(status):
    sys.stdout.flush()
    sys.exit(status)


def system(command):
    raise NotImplementedError("os.system() is not available: no other processes are started")


import posixpath as path
sys.modules["os.path"] = path
