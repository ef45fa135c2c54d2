"""`csv`: tables as text with separators and quotes."""

import re
from io import StringIO

__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab", "field_size_limit",
    "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer", "unregister_dialect", "DictReader", "DictWriter",
    "unix_dialect",
]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
_limit = 131072
_dialects = {}


class Error(Exception):
    pass


def _check_char(value, name, empty):
    if value is None and empty:
        return
    if not isinstance(value, str):
        kind = "string or None" if empty else "string"
        raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')


class Dialect:
    """How a table is written."""

    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        try:
            _Settings(self, {})
        except TypeError as e:
            raise Error(str(e)) from None


class excel(Dialect):
    """What Excel writes."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    """With quotes around all and plain line ends."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


_DEFAULTS = {
    "delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"', "quoting": QUOTE_MINIMAL,
    "skipinitialspace": False, "strict": False,
}


class _Settings:
    """A dialect with all its fields checked."""

    def __init__(self, dialect, given):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in given:
            if name not in _DEFAULTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        for name, default in _DEFAULTS.items():
            value = given[name] if name in given else getattr(dialect, name, default) if dialect is not None else default
            setattr(self, name, value)
        if "quotechar" in given and given["quotechar"] is None and "quoting" not in given:
            self.quoting = QUOTE_NONE
        _check_char(self.delimiter, "delimiter", False)
        _check_char(self.escapechar, "escapechar", True)
        _check_char(self.quotechar, "quotechar", True)
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 3:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(self.lineterminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(self.lineterminator).__name__}')


def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Settings(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(new_limit=None):
    global _limit
    old = _limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _limit = new_limit
    return old


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class _Reader:
    """Rows of lines; a quoted field may go on in the next line."""

    def __init__(self, lines, dialect, given):
        self._lines = iter(lines)
        self.dialect = _Settings(dialect, given)
        self.line_num = 0

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
        self.line_num += 1
        return line

    def __next__(self):
        d = self.dialect
        delimiter, quote, escape = d.delimiter, d.quotechar if d.quoting != QUOTE_NONE else None, d.escapechar
        line = self._line()
        plain = line.rstrip("\r\n") if line.endswith(("\n", "\r")) else line
        if (quote is None or quote not in plain) and escape is None and not d.skipinitialspace and d.quoting != QUOTE_NONNUMERIC:
            # The common case: nothing is quoted, so the separators tell all.
            if "\n" not in plain and "\r" not in plain:
                row = plain.split(delimiter) if plain else []
                for field in row:
                    if len(field) > _limit:
                        raise Error("field larger than field limit (%d)" % _limit)
                return row
        row, field = [], []
        state, numeric = "start", False

        def save():
            nonlocal numeric
            text = "".join(field)
            field.clear()
            row.append(float(text) if numeric else text)
            numeric = False

        while True:
            i, n = 0, len(line)
            while i <= n:
                # The end of a line is a character of its own.
                c = line[i] if i < n else ""
                i += 1
                if state in ("start", "field start"):
                    if c in ("\n", "\r", ""):
                        if state == "field start":
                            numeric = False
                            save()
                        state = "end" if c else "done"
                    elif c == quote and d.quoting != QUOTE_NONE:
                        state = "quoted"
                    elif c == escape:
                        state = "escaped"
                    elif c == " " and d.skipinitialspace:
                        state = "field start"
                    elif c == delimiter:
                        save()
                        state = "field start"
                    else:
                        numeric = d.quoting == QUOTE_NONNUMERIC
                        field.append(c)
                        state = "field"
                elif state == "escaped":
                    field.append(c or "\n")
                    state = "field" if c else "field"
                elif state == "field":
                    if c in ("\n", "\r", ""):
                        save()
                        state = "end" if c else "done"
                    elif c == escape:
                        state = "escaped"
                    elif c == delimiter:
                        save()
                        state = "field start"
                    else:
                        field.append(c)
                elif state == "quoted":
                    if c == "":
                        break
                    if c == escape:
                        state = "escaped in quotes"
                    elif c == quote:
                        state = "quote in quotes" if d.doublequote else "field"
                    else:
                        field.append(c)
                elif state == "escaped in quotes":
                    field.append(c or "\n")
                    state = "quoted"
                elif state == "quote in quotes":
                    if c == quote:
                        field.append(c)
                        state = "quoted"
                    elif c == delimiter:
                        save()
                        state = "field start"
                    elif c in ("\n", "\r", ""):
                        save()
                        state = "end" if c else "done"
                    elif not d.strict:
                        field.append(c)
                        state = "field"
                    else:
                        raise Error("'%s' expected after '%s'" % (delimiter, quote))
                elif state == "end":
                    if c == "":
                        state = "done"
                    elif c not in "\r\n":
                        raise Error("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?")
                if len(field) > _limit:
                    raise Error("field larger than field limit (%d)" % _limit)
                if state == "done":
                    return row
            try:
                line = self._line()
            except StopIteration:
                if d.strict:
                    raise Error("unexpected end of data") from None
                save()
                return row


def reader(csvfile, dialect="excel", **fmtparams):
    return _Reader(csvfile, dialect, fmtparams)


class _Writer:
    def __init__(self, file, dialect, given):
        self._write = file.write
        self.dialect = _Settings(dialect, given)

    def _field(self, value, only):
        d = self.dialect
        if value is None:
            text = ""
        elif isinstance(value, float):
            text = repr(value)
        else:
            text = str(value)
        quoted = d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float))
        special = {d.delimiter, d.escapechar, d.quotechar, "\n", "\r"} | set(d.lineterminator)
        special.discard(None)
        out = []
        for c in text:
            if c in special:
                escaped = False
                if d.quoting == QUOTE_NONE:
                    escaped = True
                elif c == d.quotechar:
                    if d.doublequote:
                        out.append(c)
                        quoted = True
                    else:
                        escaped = True
                elif c == d.escapechar:
                    escaped = True
                else:
                    quoted = True
                if escaped:
                    if d.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    out.append(d.escapechar)
            out.append(c)
        if not text and only and not quoted:
            if d.quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            quoted = True
        text = "".join(out)
        return d.quotechar + text + d.quotechar if quoted else text

    def writerow(self, row):
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        only = len(values) == 1
        return self._write(self.dialect.delimiter.join([self._field(v, only) for v in values]) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **fmtparams):
    if not hasattr(csvfile, "write"):
        raise TypeError('argument 1 must have a "write" method')
    return _Writer(csvfile, dialect, fmtparams)


class DictReader:
    """Rows as dicts; the first row names the fields unless they are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        made = dict(zip(names, row))
        if len(names) < len(row):
            made[self.restkey] = row[len(names) :]
        for name in names[len(row) :]:
            made[name] = self.restval
        return made


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.fieldnames = fieldnames
        self.restval = restval
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _values(self, row):
        if self.extrasaction == "raise":
            wrong = row.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return (row.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._values, rowdicts))


class Sniffer:
    """Guesses: the separator that divides all lines into equally many fields."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        lines = [line for line in sample.splitlines() if line]
        for c in self.preferred + [c for c in "|" if not delimiters] + list(delimiters or ()):
            if delimiters and c not in delimiters:
                continue
            counts = {line.count(c) for line in lines}
            if len(counts) == 1 and counts.pop() > 0:
                break
        else:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            delimiter = c
            quotechar = "'" if re.search(r"(^|%s)'[^']*'(%s|$)" % (re.escape(c), re.escape(c)), sample, re.M) else '"'
            doublequote = True
            skipinitialspace = all(part.startswith(" ") for line in lines for part in line.split(c)[1:])

        return dialect

    def has_header(self, sample):
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        votes = 0
        columns = [list(column) for column in zip(*[row for _, row in zip(range(20), rows) if len(row) == len(header)])]
        for name, column in zip(header, columns):
            try:
                [complex(value) for value in column]
            except ValueError:
                lengths = {len(value) for value in column}
                if len(lengths) == 1:
                    votes += 1 if len(name) not in lengths else -1
                continue
            try:
                complex(name)
                votes -= 1
            except ValueError:
                votes += 1
        return votes > 0
