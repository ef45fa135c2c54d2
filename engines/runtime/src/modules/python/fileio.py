"""Files: `open`, and the classes of what it gives.

Nothing is kept back: what is written is in the file at once, so that a file that nobody closes is whole.
"""

import _files
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedIOBase, RawIOBase, TextIOBase, UnsupportedOperation

__all__ = ["open", "FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOWrapper"]


def _path(file):
    if isinstance(file, (str, bytes)):
        return file if isinstance(file, str) else file.decode()
    if hasattr(type(file), "__fspath__"):
        path = type(file).__fspath__(file)
        return path if isinstance(path, str) else path.decode()
    raise TypeError(f"expected str, bytes or os.PathLike object, not {type(file).__name__}")


class _BinaryFile(BufferedIOBase):
    """A file of bytes. Reading is ahead by a block; the true position is `_at`."""

    _block = 65536

    def __init__(self, file, mode):
        self.name = file
        self.mode = mode
        self._mode = mode
        self._file = _files.open(_files._File, _path(file), mode)
        self._ahead = b""
        self._used = 0
        self.closed = False
        if "a" in mode:
            self._file.seek(0, 2)

    def __repr__(self):
        return f"<_io.{type(self).__name__} name={self.name!r}>"

    def readable(self):
        self._check_open()
        return "r" in self._mode or "+" in self._mode

    def writable(self):
        self._check_open()
        return "r" not in self._mode or "+" in self._mode

    def seekable(self):
        self._check_open()
        return True

    def _check_readable(self):
        self._check_open()
        if "r" not in self._mode and "+" not in self._mode:
            raise UnsupportedOperation("read")

    def _check_writable(self):
        self._check_open()
        if "r" in self._mode and "+" not in self._mode:
            raise UnsupportedOperation("write")

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def fileno(self):
        self._check_open()
        return self._file.fileno()

    def close(self):
        if not self.closed:
            self.closed = True
            self._file.close()

    def read(self, size=-1):
        at = self._used
        if not self.closed and size is not None and 0 < size <= len(self._ahead) - at:
            # The rest stays where it is: copying it for each byte would take quadratic time.
            part = self._ahead[at:at + size]
            self._used = at + size
            return part
        self._check_readable()
        ahead = self._ahead[self._used:] if self._used else self._ahead
        self._ahead = b""
        self._used = 0
        if size is None or size < 0:
            return ahead + self._file.read(-1)
        if len(ahead) < size:
            ahead += self._file.read(max(size - len(ahead), self._block))
        self._ahead = ahead
        self._used = min(size, len(ahead))
        return ahead[:size]

    def read1(self, size=-1):
        return self.read(self._block if size is None or size < 0 else size)

    def peek(self, size=0):
        part = self.read(max(size, 1))
        self._used -= len(part)
        return self._ahead[self._used:]

    def readinto(self, b):
        part = self.read(len(b))
        b[:len(part)] = part
        return len(part)

    def readline(self, size=-1):
        self._check_readable()
        while True:
            end = self._ahead.find(b"\n", self._used)
            if end >= 0:
                end += 1
                break
            more = self._file.read(self._block)
            self._ahead = self._ahead[self._used:] + more
            self._used = 0
            if not more:
                end = len(self._ahead)
                break
        if size is not None and size >= 0:
            end = min(end, self._used + size)
        line = self._ahead[self._used:end]
        self._used = end
        return line

    def _drop_ahead(self):
        """Puts the file's own position where reading has come to."""
        left = len(self._ahead) - self._used
        self._ahead = b""
        self._used = 0
        if left:
            self._file.seek(-left, 1)

    def write(self, b):
        self._check_writable()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._drop_ahead()
        return self._file.write(bytes(b))

    def seek(self, pos, whence=0):
        self._check_open()
        self._drop_ahead()
        return self._file.seek(pos, whence)

    def tell(self):
        self._check_open()
        return self._file.seek(0, 1) - (len(self._ahead) - self._used)

    def truncate(self, pos=None):
        self._check_writable()
        self._drop_ahead()
        return self._file.truncate(self.tell() if pos is None else pos)


class FileIO(_BinaryFile, RawIOBase):
    def __init__(self, file, mode="r"):
        super().__init__(file, mode.replace("b", ""))
        self.mode = "rb+" if "+" in mode else mode.replace("b", "") + "b"

    def __repr__(self):
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd=True>"


class BufferedReader(_BinaryFile):
    pass


class BufferedWriter(_BinaryFile):
    pass


class BufferedRandom(_BinaryFile):
    pass


class TextIOWrapper(TextIOBase):
    """Text over a file of bytes."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline is not None and newline not in ("", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self.buffer = buffer
        self.encoding = "UTF-8" if encoding is None or encoding == "locale" else encoding
        self.errors = "strict" if errors is None else errors
        "".encode(self.encoding)
        self._newline = newline
        self.line_buffering = line_buffering
        self.write_through = write_through
        # Text read ahead, how much of it is used up, and the file position of its start.
        self._text = ""
        self._used = 0
        self._start = None

    def __repr__(self):
        mode = f" mode={self.mode!r}" if hasattr(self, "mode") else ""
        return f"<_io.TextIOWrapper name={self.name!r}{mode} encoding={self.encoding!r}>"

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    def _check_open(self):
        if self.buffer.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        self.buffer.close()

    def detach(self):
        return self.buffer

    def fileno(self):
        return self.buffer.fileno()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def _fill(self):
        """Reads all there is: text is decoded as a whole."""
        if not self.buffer.readable():
            raise UnsupportedOperation("not readable")
        if self._start is None:
            self._start = self.buffer.tell()
            text = self.buffer.read().decode(self.encoding, self.errors)
            self._raw = text
            if self._newline is None and "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._text = text
            self._used = 0

    def read(self, size=-1):
        self._check_open()
        self._fill()
        at = self._used
        end = len(self._text) if size is None or size < 0 else min(at + size, len(self._text))
        self._used = end
        return self._text[at:end]

    def readline(self, size=-1):
        self._check_open()
        self._fill()
        text, at = self._text, self._used
        if self._newline == "":
            end = len(text)
            for mark in ("\n", "\r"):
                found = text.find(mark, at, end)
                if found >= 0:
                    end = found + (2 if text[found:found + 2] == "\r\n" else 1)
        else:
            mark = self._newline or "\n"
            found = text.find(mark, at)
            end = len(text) if found < 0 else found + len(mark)
        if size is not None and size >= 0:
            end = min(end, at + size)
        self._used = end
        return text[at:end]

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def _position(self):
        """Where in the file the text used so far ends."""
        if self._start is None:
            return self.buffer.tell()
        if self._raw is self._text or len(self._raw) == len(self._text):
            used = self._text[:self._used]
        else:
            # Ends of lines were translated: count them again.
            at, left = 0, self._used
            while left:
                at += 2 if self._raw[at:at + 2] == "\r\n" else 1
                left -= 1
            used = self._raw[:at]
        return self._start + len(used.encode(self.encoding, self.errors))

    def _drop_ahead(self):
        if self._start is not None:
            at = self._position()
            self._start = None
            self._text = self._raw = ""
            self._used = 0
            self.buffer.seek(at)

    def write(self, s):
        self._check_open()
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        if not self.buffer.writable():
            raise UnsupportedOperation("not writable")
        self._drop_ahead()
        count = len(s)
        if self._newline in ("\r", "\r\n"):
            s = s.replace("\n", self._newline)
        self.buffer.write(s.encode(self.encoding, self.errors))
        return count

    def flush(self):
        self._check_open()

    def tell(self):
        self._check_open()
        return self._position()

    def seek(self, pos, whence=0):
        self._check_open()
        if whence == SEEK_CUR:
            if pos != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            return self.tell()
        if whence == SEEK_END:
            if pos != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
        elif whence != SEEK_SET:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        elif pos < 0:
            raise ValueError(f"negative seek position {pos}")
        self._start = None
        self._text = self._raw = ""
        self._used = 0
        return self.buffer.seek(pos, whence)

    def truncate(self, pos=None):
        self._drop_ahead()
        return self.buffer.truncate(pos)


for _class in (FileIO, BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper):
    _class.__module__ = "_io"
del _class


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if isinstance(file, int):
        raise OSError(9, "Bad file descriptor")
    _path(file)
    kinds = [c for c in mode if c in "rwax"]
    if set(mode) - set("rwaxbt+") or len(mode) > len(set(mode)):
        raise ValueError(f"invalid mode: {mode!r}")
    binary = "b" in mode
    if binary and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode"
                         if kinds or "+" not in mode else "Must have exactly one of create/read/write/append mode and at most one plus")
    if binary and encoding is not None:
        raise ValueError("binary mode doesn't take an encoding argument")
    if binary and errors is not None:
        raise ValueError("binary mode doesn't take an errors argument")
    if binary and newline is not None:
        raise ValueError("binary mode doesn't take a newline argument")
    raw = mode.replace("b", "").replace("t", "")
    if binary and buffering == 0:
        return FileIO(file, raw)
    if buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    if "+" in raw:
        buffer = BufferedRandom(file, raw)
    elif kinds[0] == "r":
        buffer = BufferedReader(file, raw)
    else:
        buffer = BufferedWriter(file, raw)
    if binary:
        buffer.mode = "rb+" if "+" in raw else raw + "b"
        return buffer
    text = TextIOWrapper(buffer, encoding, errors, newline)
    text.mode = mode
    return text
