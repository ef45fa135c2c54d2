"""In-memory streams; files are in `_fileio`."""

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


class StringIO(TextIOBase):
    """Text is kept as a list of pieces while it is only appended to, as one string otherwise."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline is not None and newline not in ("", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._text = self._translate(initial_value or "")
        self._pieces = []
        self._end = len(self._text)
        self._position = 0
        self.closed = False

    def _translate(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def _whole(self):
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces = []
        return self._text

    def getvalue(self):
        self._check_open()
        return self._whole()

    def write(self, s):
        if self.closed:
            self._check_open()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        count = len(s)
        if self._newline != "\n":
            s = self._translate(s)
        at = self._position
        if at == self._end:
            self._pieces.append(s)
            self._position = self._end = at + len(s)
            return count
        text = self._whole()
        at = self._position
        if at > len(text):
            text += "\0" * (at - len(text))
        self._text = text[:at] + s + text[at + len(s):]
        self._position = at + len(s)
        self._end = len(self._text)
        return count

    def read(self, size=-1):
        self._check_open()
        text = self._whole()
        at = self._position
        size = _size(size)
        part = text[at:] if size < 0 else text[at:at + size]
        self._position = max(at, at + len(part))
        return part

    def readline(self, size=-1):
        self._check_open()
        text = self._whole()
        at = self._position
        if at >= len(text):
            return ""
        end = text.find(self._newline if self._newline else "\n", at)
        end = len(text) if end < 0 else end + len(self._newline or "\n")
        size = _size(size)
        if size >= 0:
            end = min(end, at + size)
        self._position = end
        return text[at:end]

    def seek(self, pos, whence=0):
        self._check_open()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._position = pos
        else:
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._position = self._end
        return self._position

    def tell(self):
        self._check_open()
        return self._position

    def truncate(self, pos=None):
        self._check_open()
        if pos is None:
            pos = self._position
        elif pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._text = self._whole()[:pos]
        self._end = len(self._text)
        return pos

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable


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
