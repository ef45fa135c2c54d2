"""Constants, `capwords`, `Template` and `Formatter`."""

from _string import (ascii_letters, ascii_lowercase, ascii_uppercase, capwords, digits, hexdigits, octdigits, printable,
                     punctuation, whitespace)

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]


class Template:
    """Text with `$name` and `${name}` to be substituted."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None

    @classmethod
    def _compiled(cls):
        import re

        found = cls.__dict__.get("_pattern")
        if found is None:
            flags = re.IGNORECASE if cls.flags is None else cls.flags
            text = getattr(cls, "pattern", None)
            if text is None:
                delimiter, name = re.escape(cls.delimiter), cls.idpattern
                text = (f"{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{name})"
                        f"|{{(?P<braced>{cls.braceidpattern or name})}}|(?P<invalid>))")
            found = cls._pattern = re.compile(text, flags | re.VERBOSE)
        return found

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column, line = at - len("".join(lines[:-1])), len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def _replace(self, mapping, missing):
        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return missing(mapping, name, match)
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return self._on_invalid(match)
            raise ValueError("Unrecognized named group in pattern", self._compiled())

        return self._compiled().sub(convert, self.template)

    def substitute(self, mapping={}, /, **kws):
        self._on_invalid = self._invalid
        return self._replace(_merged(mapping, kws), lambda mapping, name, match: str(mapping[name]))

    def safe_substitute(self, mapping={}, /, **kws):
        self._on_invalid = lambda match: match.group()

        def keep(mapping, name, match):
            try:
                return str(mapping[name])
            except KeyError:
                return match.group()

        return self._replace(_merged(mapping, kws), keep)

    def is_valid(self):
        return all(match.group("invalid") is None for match in self._compiled().finditer(self.template))

    def get_identifiers(self):
        names = []
        for match in self._compiled().finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names


def _merged(mapping, kws):
    if not kws:
        return mapping
    from collections import ChainMap

    return ChainMap(kws, mapping) if mapping else kws


def _parse(text):
    """(literal, field, spec, conversion) of a format string, as `str.format` reads it."""
    at, end = 0, len(text)
    while at < end:
        literal = []
        while at < end and text[at] not in "{}":
            begin = at
            while at < end and text[at] not in "{}":
                at += 1
            literal.append(text[begin:at])
        if at == end:
            yield "".join(literal), None, None, None
            return
        bracket = text[at]
        if text[at + 1:at + 2] == bracket:
            yield "".join(literal) + bracket, None, None, None
            at += 2
            continue
        if bracket == "}":
            raise ValueError("Single '}' encountered in format string")
        at += 1
        if at == end:
            raise ValueError("Single '{' encountered in format string")
        begin, depth, square = at, 1, False
        while at < end:
            c = text[at]
            if c == "[" :
                square = True
            elif c == "]":
                square = False
            elif c == "{" and not square:
                depth += 1
            elif c == "}" and not square:
                depth -= 1
                if depth == 0:
                    break
            at += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        yield ("".join(literal), *_split_field(text[begin:at]))
        at += 1


def _split_field(field):
    square = False
    for at, c in enumerate(field):
        if c == "[":
            square = True
        elif c == "]":
            square = False
        elif square:
            continue
        elif c == ":":
            return field[:at], field[at + 1:], None
        elif c == "!":
            rest = field[at + 1:]
            if not rest:
                raise ValueError("end of string while looking for conversion specifier")
            if len(rest) > 1 and rest[1] != ":":
                raise ValueError("expected ':' after conversion specifier")
            return field[:at], rest[2:], rest[0]
    return field, "", None


def _split_name(name):
    """The first part of a field name, and (is attribute, key) for the rest."""
    at = next((i for i, c in enumerate(name) if c in ".["), len(name))
    first, rest = name[:at], []
    while at < len(name):
        if name[at] == ".":
            end = next((i for i in range(at + 1, len(name)) if name[i] in ".["), len(name))
            part = name[at + 1:end]
            if not part:
                raise ValueError("Empty attribute in format string")
            rest.append((True, part))
            at = end
        elif name[at] == "[":
            end = name.find("]", at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            part = name[at + 1:end]
            if not part:
                raise ValueError("Empty attribute in format string")
            rest.append((False, int(part) if part.isdecimal() else part))
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdecimal() else first, rest


class Formatter:
    """`str.format`, with every step a method to override."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field = str(auto)
                auto += 1
            elif field.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto = False
            obj, first = self.get_field(field, args, kwargs)
            used.add(first)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto=auto)
            result.append(self.format_field(obj, spec))
        return "".join(result), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first
