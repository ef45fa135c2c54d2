"""JSON text to objects and back, with the errors and the spacing of CPython's `json`."""

import _json

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


JSONDecodeError.__module__ = "json.decoder"

# ---- decoding -----------------------------------------------------------------------------------------------------

_WHITESPACE = " \t\n\r"
_DIGITS = "0123456789"
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def _skip(s, at):
    n = len(s)
    while at < n and s[at] in _WHITESPACE:
        at += 1
    return at


def _four_digits(s, at):
    digits = s[at + 1:at + 5]
    if len(digits) == 4 and digits[1] not in "xX":
        try:
            return int(digits, 16)
        except ValueError:
            pass
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at)


def _scan_string(s, at, strict):
    """The string whose opening quote is before `at`, and where it ends."""
    begin = at - 1
    quote = s.find('"', at)
    if quote < 0:
        raise JSONDecodeError("Unterminated string starting at", s, begin)
    plain = s[at:quote]
    if "\\" not in plain and (not strict or plain.isprintable()):
        return plain, quote + 1
    parts = []
    n = len(s)
    while True:
        start = at
        while at < n:
            c = s[at]
            if c == '"' or c == "\\":
                break
            if strict and c < " ":
                raise JSONDecodeError("Invalid control character at", s, at)
            at += 1
        else:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if at > start:
            parts.append(s[start:at])
        if s[at] == '"':
            return "".join(parts), at + 1
        at += 1
        if at >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[at]
        if c != "u":
            if c not in _ESCAPES:
                raise JSONDecodeError("Invalid \\escape", s, at - 1)
            parts.append(_ESCAPES[c])
            at += 1
            continue
        unit = _four_digits(s, at)
        at += 5
        if 0xD800 <= unit <= 0xDBFF and s[at:at + 2] == "\\u":
            second = _four_digits(s, at + 1)
            if 0xDC00 <= second <= 0xDFFF:
                unit = 0x10000 + ((unit - 0xD800) << 10 | second - 0xDC00)
                at += 6
        parts.append(chr(unit))


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _value(self, s, at):
        c = s[at:at + 1]
        if c == '"':
            return _scan_string(s, at + 1, self.strict)
        if c == "{":
            return self._object(s, at + 1)
        if c == "[":
            return self._array(s, at + 1)
        if c == "n" and s.startswith("null", at):
            return None, at + 4
        if c == "t" and s.startswith("true", at):
            return True, at + 4
        if c == "f" and s.startswith("false", at):
            return False, at + 5
        if c and (c in _DIGITS or c == "-"):
            number = self._number(s, at)
            if number is not None:
                return number
        for name in ("NaN", "Infinity", "-Infinity"):
            if s.startswith(name, at):
                return self.parse_constant(name), at + len(name)
        raise JSONDecodeError("Expecting value", s, at)

    def _number(self, s, start):
        n = len(s)
        at = start + 1 if s[start] == "-" else start
        if at >= n or s[at] not in _DIGITS:
            return None
        if s[at] == "0":
            at += 1
        else:
            while at < n and s[at] in _DIGITS:
                at += 1
        is_float = False
        if at + 1 < n and s[at] == "." and s[at + 1] in _DIGITS:
            is_float = True
            at += 1
            while at < n and s[at] in _DIGITS:
                at += 1
        if at < n and s[at] in "eE":
            end = at + 1
            if end < n and s[end] in "+-":
                end += 1
            if end < n and s[end] in _DIGITS:
                is_float = True
                while end < n and s[end] in _DIGITS:
                    end += 1
                at = end
        text = s[start:at]
        return (self.parse_float(text) if is_float else self.parse_int(text)), at

    def _object(self, s, at):
        pairs = []
        at = _skip(s, at)
        c = s[at:at + 1]
        if c == "}":
            return self._finish(pairs), at + 1
        if c != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
        while True:
            key, at = _scan_string(s, at + 1, self.strict)
            at = _skip(s, at)
            if s[at:at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self._value(s, _skip(s, at + 1))
            pairs.append((key, value))
            at = _skip(s, at)
            c = s[at:at + 1]
            if c == "}":
                return self._finish(pairs), at + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)
            if s[at:at + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)

    def _finish(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)

    def _array(self, s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == "]":
            return values, at + 1
        while True:
            value, at = self._value(s, at)
            values.append(value)
            at = _skip(s, at)
            c = s[at:at + 1]
            if c == "]":
                return values, at + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)


# ---- encoding -----------------------------------------------------------------------------------------------------

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _quote(s, ascii_only):
    if s.isprintable() and '"' not in s and "\\" not in s and (not ascii_only or s.isascii()):
        return f'"{s}"'
    parts = []
    for c in s:
        short = _SHORT.get(c)
        if short is not None:
            parts.append(short)
        elif c < " " or ascii_only and c > "~":
            code = ord(c)
            if code > 0xFFFF:
                code -= 0x10000
                parts.append("\\u%04x\\u%04x" % (0xD800 | code >> 10 & 0x3FF, 0xDC00 | code & 0x3FF))
            else:
                parts.append("\\u%04x" % code)
        else:
            parts.append(c)
    return '"' + "".join(parts) + '"'


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if type(self).iterencode is JSONEncoder.iterencode:
            indent = self.indent
            if isinstance(indent, int):
                indent = " " * indent
            text = _json.encode(o, bool(self.ensure_ascii), indent, self.item_separator, self.key_separator,
                                bool(self.sort_keys), bool(self.allow_nan))
            if text is not NotImplemented:
                return text
        parts = []
        self._write(o, parts.append, 0, set())
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        parts = []
        self._write(o, parts.append, 0, set())
        return iter(parts)

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o == float("inf"):
            text = "Infinity"
        elif o == float("-inf"):
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self._float(key)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def _write(self, o, out, level, active):
        if isinstance(o, str):
            out(_quote(o, self.ensure_ascii))
        elif o is None:
            out("null")
        elif o is True:
            out("true")
        elif o is False:
            out("false")
        elif isinstance(o, int):
            out(int.__repr__(o))
        elif isinstance(o, float):
            out(self._float(o))
        else:
            mark = id(o)
            if self.check_circular:
                if mark in active:
                    raise ValueError("Circular reference detected")
                active.add(mark)
            if isinstance(o, (list, tuple)):
                self._write_list(o, out, level + 1, active)
            elif isinstance(o, dict):
                self._write_dict(o, out, level + 1, active)
            else:
                self._write(self.default(o), out, level, active)
            if self.check_circular:
                active.discard(mark)

    def _breaks(self, level):
        """Text after the opening bracket, between items, and before the closing one."""
        if self.indent is None:
            return "", self.item_separator, ""
        step = self.indent if isinstance(self.indent, str) else " " * self.indent
        line = "\n" + step * level
        return line, self.item_separator + line, "\n" + step * (level - 1)

    def _write_list(self, items, out, level, active):
        if not items:
            out("[]")
            return
        opening, between, closing = self._breaks(level)
        out("[" + opening)
        first = True
        for item in items:
            if first:
                first = False
            else:
                out(between)
            self._write(item, out, level, active)
        out(closing + "]")

    def _write_dict(self, d, out, level, active):
        if not d:
            out("{}")
            return
        opening, between, closing = self._breaks(level)
        out("{" + opening)
        first = True
        items = sorted(d.items()) if self.sort_keys else d.items()
        for key, value in items:
            key = self._key(key)
            if key is None:
                continue
            if first:
                first = False
            else:
                out(between)
            out(_quote(key, self.ensure_ascii))
            out(self.key_separator)
            self._write(value, out, level, active)
        out(closing + "}")


_default_encoder = JSONEncoder()
_default_decoder = JSONDecoder()


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    if cls is None:
        cls = JSONEncoder
    return cls(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
               indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    cls = kw.pop("cls", None) or JSONEncoder
    for chunk in cls(**kw).iterencode(obj):
        fp.write(chunk)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = bytes(s).decode("utf-8")
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if cls is None:
        if (object_hook is None and parse_float is None and parse_int is None and parse_constant is None
                and object_pairs_hook is None and not kw):
            made = _json.decode(s)
            if made is not NotImplemented:
                return made
        cls = JSONDecoder
    return cls(object_hook=object_hook, parse_float=parse_float, parse_int=parse_int, parse_constant=parse_constant,
               object_pairs_hook=object_pairs_hook, **kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
