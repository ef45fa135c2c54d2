"""Texts of exceptions and of where they came from. Stacks of running frames are not kept: only exceptions have one."""

import sys
from _types import format_exception as _format, format_exception_only as _format_only, traceback_entries as _entries

__all__ = ["FrameSummary", "StackSummary", "TracebackException", "extract_tb", "format_exc", "format_exception", "format_exception_only",
           "format_list", "format_tb", "print_exc", "print_exception", "print_last", "print_list", "print_tb", "walk_tb"]

_missing = object()


class FrameSummary:
    __slots__ = ("filename", "lineno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = locals

    @property
    def line(self):
        if self._line is None:
            try:
                with open(self.filename, "rb") as file:
                    self._line = file.read().decode(errors="replace").splitlines()[self.lineno - 1].strip()
            except (OSError, IndexError):
                self._line = ""
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, (FrameSummary, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    @classmethod
    def from_list(cls, entries):
        return cls(entry if isinstance(entry, FrameSummary) else FrameSummary(*entry[:3], line=entry[3]) for entry in entries)

    def format(self):
        return [_format_frame(frame) for frame in self]


def _format_frame(frame):
    filename, lineno, name, line = frame
    text = f'  File "{filename}", line {lineno}, in {name}\n'
    return text + f"    {line.strip()}\n" if line else text


def extract_tb(tb, limit=None):
    stack = StackSummary(FrameSummary(*entry) for entry in _entries(tb))
    if limit is not None:
        stack = StackSummary(stack[:limit] if limit >= 0 else stack[limit:])
    return stack


def walk_tb(tb):
    while tb is not None:
        yield None, tb.tb_lineno
        tb = tb.tb_next


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    for item in format_list(extracted_list):
        print(item, file=sys.stderr if file is None else file, end="")


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    for item in format_tb(tb, limit):
        print(item, file=sys.stderr if file is None else file, end="")


def _exception(exc, value):
    if value is _missing:
        return exc
    return value


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _pieces(_format(exc, chain))


def _pieces(text):
    """The lines of a text, those of one frame and those around a message between exceptions together."""
    pieces = []
    for line in text.splitlines(keepends=True):
        if pieces and (line.startswith("    ") and pieces[-1].startswith("  File ") or pieces[-1] == "\n"
                       or line == "\n" and pieces[-1].startswith("\n")):
            pieces[-1] += line
        else:
            pieces.append(line)
    return pieces


def format_exception_only(exc, /, value=_missing):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _format_only(exc).splitlines(keepends=True)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    exc = _exception(exc, value)
    text = "NoneType: None\n" if exc is None else _format(exc, chain)
    print(text, file=sys.stderr if file is None else file, end="")


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    raise ValueError("no last exception")


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, **options):
        self.exc_type = exc_type
        self._exc = exc_value
        self.stack = extract_tb(exc_traceback)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__)

    def format(self, *, chain=True):
        yield from format_exception(self._exc, chain=chain)

    def format_exception_only(self):
        yield from format_exception_only(self._exc)

    def print(self, *, file=None, chain=True):
        print_exception(self._exc, file=file, chain=chain)

    def __str__(self):
        return str(self._exc)
