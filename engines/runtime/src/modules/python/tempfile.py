"""`tempfile`: files and folders with names that nobody else has. They are removed by `with` or `close`, not by collection."""

import io
import os
import random
import shutil

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX",
    "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
_random = None


def gettempdir():
    global tempdir
    if tempdir is None:
        candidates = [os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")] + ["/tmp", "/var/tmp", "/usr/tmp", os.getcwd()]
        for folder in candidates:
            if folder and os.path.isdir(folder):
                tempdir = os.path.abspath(folder)
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found in %s" % candidates)
    return tempdir


def gettempdirb():
    return os.fsencode(gettempdir())


def gettempprefix():
    return template


def gettempprefixb():
    return os.fsencode(template)


def _names(suffix, prefix, folder):
    global _random
    if _random is None:
        _random = random.Random(int.from_bytes(os.urandom(16), "big"))
    folder = os.path.abspath(gettempdir() if folder is None else folder)
    prefix = template if prefix is None else prefix
    for _ in range(TMP_MAX):
        yield os.path.join(folder, prefix + "".join(_random.choices(_letters, k=8)) + (suffix or ""))
    raise FileExistsError(17, "No usable temporary file name found")


def mkdtemp(suffix=None, prefix=None, dir=None):
    for path in _names(suffix, prefix, dir):
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            continue
        return path


def mktemp(suffix="", prefix=template, dir=None):
    for path in _names(suffix, prefix, dir):
        if not os.path.lexists(path):
            return path


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise NotImplementedError("there are no file descriptors: use NamedTemporaryFile")


class _TemporaryFileWrapper:
    """A file, and what becomes of it when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        self.close()

    def __iter__(self):
        yield from self.file

    def close(self):
        self.file.close()
        if self.delete and os.path.lexists(self.name):
            os.unlink(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None):
    for path in _names(suffix, prefix, dir):
        try:
            file = open(path, mode.replace("w", "x"), buffering, encoding=encoding, newline=newline, errors=errors)
        except FileExistsError:
            continue
        return _TemporaryFileWrapper(file, path, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    file = NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)
    os.unlink(file.name)
    return file.file


class SpooledTemporaryFile(io.IOBase):
    """A file that is in memory until it is large."""

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = io.BytesIO() if "b" in mode else io.StringIO(newline=newline or "\n")
        self._max_size = max_size
        self._arguments = mode, buffering, encoding, newline, suffix, prefix, dir

    def rollover(self):
        if self._rolled:
            return
        file, at = TemporaryFile(*self._arguments), self._file.tell()
        file.write(self._file.getvalue())
        file.seek(at)
        self._file, self._rolled = file, True

    def write(self, data):
        count = self._file.write(data)
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()
        return count

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def read(self, *args):
        return self._file.read(*args)

    def readline(self, *args):
        return self._file.readline(*args)

    def readlines(self, *args):
        return self._file.readlines(*args)

    def seek(self, *args):
        return self._file.seek(*args)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        return self._file.truncate(size)

    def close(self):
        self._file.close()

    @property
    def closed(self):
        return self._file.closed

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


class TemporaryDirectory:
    """A folder that is removed with all that is in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors

    def __repr__(self):
        return "<{} {!r}>".format(type(self).__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        if os.path.exists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignore)
