"""In-memory streams; files are in `_fileio`, the text of a `StringIO` in `_text_buffer`."""

from _text_buffer import TextBuffer

__all__ = ["StringIO", "BytesIO", "SEEK_SET", "SEEK_CUR", "SEEK_END", "UnsupportedOperation", "IOBase", "RawIOBase",
           "BufferedIOBase", "TextIOBase", "DEFAULT_BUFFER_SIZE"]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" if isinstance(self, TextIOBase) else "I/O operation on closed file.")

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        self.closed = True

    def flush(self):
        self._check_open()

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def isatty(self):
        self._check_open()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def readlines(self, hint=-1):
        lines = []
        size = 0
        for line in self:
            lines.append(line)
            size += len(line)
            if hint is not None and 0 < hint <= size:
                break
        return lines

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    pass


class BufferedIOBase(IOBase):
    pass


class TextIOBase(IOBase):
    encoding = None
    errors = None
    newlines = None


def _size(size):
    return -1 if size is None else size


class StringIO(TextBuffer, TextIOBase):
    pass


class BytesIO(BufferedIOBase):
    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes or b"")
        self._position = 0
        self.closed = False

    def getvalue(self):
        self._check_open()
        return bytes(self._data)

    def write(self, b):
        self._check_open()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        b = bytes(b)
        at = self._position
        if at > len(self._data):
            self._data.extend(bytes(at - len(self._data)))
        self._data[at:at + len(b)] = b
        self._position = at + len(b)
        return len(b)

    def read(self, size=-1):
        self._check_open()
        at = self._position
        size = _size(size)
        part = bytes(self._data[at:] if size < 0 else self._data[at:at + size])
        self._position = at + len(part)
        return part

    read1 = read

    def readinto(self, b):
        part = self.read(len(b))
        b[:len(part)] = part
        return len(part)

    def readline(self, size=-1):
        self._check_open()
        at = self._position
        end = self._data.find(b"\n", at)
        end = len(self._data) if end < 0 else end + 1
        size = _size(size)
        if size >= 0:
            end = min(end, at + size)
        self._position = max(at, end)
        return bytes(self._data[at:end])

    def seek(self, pos, whence=0):
        self._check_open()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._position = pos
        elif whence == 1:
            self._position = max(0, self._position + pos)
        elif whence == 2:
            self._position = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._position

    def tell(self):
        self._check_open()
        return self._position

    def truncate(self, size=None):
        self._check_open()
        if size is None:
            size = self._position
        elif size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable


from builtins import open
from _fileio import BufferedRandom, BufferedReader, BufferedWriter, FileIO, TextIOWrapper  # after the classes they derive from

__all__ += ["BufferedRandom", "BufferedReader", "BufferedWriter", "FileIO", "TextIOWrapper", "open"]
