"""Texts to dates by a format: `datetime.strptime`, `time.strptime`."""

import re
from datetime import _DAYS, _DAY_NAMES, _MONTHS, _MONTH_NAMES, _days_before_month, _from_ordinal, _to_ordinal, timedelta, timezone


def _choice(names):
    return "|".join(sorted((re.escape(n) for n in names), key=len, reverse=True))


_DIRECTIVES = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>[0-9]{1,6})", "H": r"(?P<H>2[0-3]|[0-1]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])", "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])", "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)", "S": r"(?P<S>6[0-1]|[0-5]\d|\d)", "U": r"(?P<U>5[0-3]|[0-4]\d|\d)", "w": r"(?P<w>[0-6])",
    "u": r"(?P<u>[1-7])", "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)", "W": r"(?P<W>5[0-3]|[0-4]\d|\d)", "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)", "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))", "Z": r"(?P<Z>utc|gmt)",
    "A": "(?P<A>%s)" % _choice(_DAY_NAMES), "a": "(?P<a>%s)" % _choice(_DAYS), "B": "(?P<B>%s)" % _choice(_MONTH_NAMES[1:]),
    "b": "(?P<b>%s)" % _choice(_MONTHS[1:]), "p": "(?P<p>am|pm)", "%": "%",
}
_COMPOUND = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "T": "%H:%M:%S", "D": "%m/%d/%y", "R": "%H:%M",
             "F": "%Y-%m-%d", "h": "%b"}
_known = {}


def _pattern(format):
    for c in ("c", "x", "X"):
        format = format.replace("%" + c, _COMPOUND[c])
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c == "%":
            if i == len(format):
                raise ValueError("stray %% in format '%s'" % format)
            c = format[i]
            i += 1
            if c not in _DIRECTIVES:
                raise ValueError("'%s' is a bad directive in format '%s'" % (c, format))
            out.append(_DIRECTIVES[c])
        elif c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            out.append(r"\s+")
        else:
            out.append(re.escape(c))
    return re.compile("".join(out), re.IGNORECASE)


def _index(names, text):
    return [n.lower() if n else None for n in names].index(text.lower())


def parse(text, format):
    """Year, month, day, hour, minute, second, microsecond, weekday, day of the year, offset in seconds."""
    for value in (text, format):
        if not isinstance(value, str):
            raise TypeError("strptime() argument %d must be str, not %s" % (0 if value is text else 1, type(value).__name__))
    pattern = _known.get(format)
    if pattern is None:
        pattern = _known[format] = _pattern(format)
    match = pattern.match(text)
    if match is None:
        raise ValueError("time data %r does not match format %r" % (text, format))
    if len(text) != match.end():
        raise ValueError("unconverted data remains: %s" % text[match.end():])
    year, month, day, hour, minute, second, microsecond = None, 1, 1, 0, 0, 0, 0
    weekday = yearday = week = week_start = iso_year = iso_week = offset = name = None
    found = match.groupdict()
    for key, value in found.items():
        if key == "y":
            year = int(value)
            year += 2000 if year <= 68 else 1900
        elif key == "Y":
            year = int(value)
        elif key == "G":
            iso_year = int(value)
        elif key == "m":
            month = int(value)
        elif key == "B":
            month = _index(_MONTH_NAMES, value)
        elif key == "b":
            month = _index(_MONTHS, value)
        elif key == "d":
            day = int(value)
        elif key == "H":
            hour = int(value)
        elif key == "I":
            hour = int(value) % 12
            if found.get("p", "").lower() == "pm":
                hour += 12
        elif key == "M":
            minute = int(value)
        elif key == "S":
            second = int(value)
        elif key == "f":
            microsecond = int(value.ljust(6, "0"))
        elif key == "A":
            weekday = _index(_DAY_NAMES, value)
        elif key == "a":
            weekday = _index(_DAYS, value)
        elif key == "w":
            weekday = (int(value) - 1) % 7
        elif key == "u":
            weekday = int(value) - 1
        elif key == "j":
            yearday = int(value)
        elif key in ("U", "W"):
            week, week_start = int(value), 6 if key == "U" else 0
        elif key == "V":
            iso_week = int(value)
        elif key == "z":
            if value in "Zz":
                offset = 0.0
            else:
                digits = value[1:].replace(":", "")
                whole, _, fraction = digits.partition(".")
                offset = int(whole[:2]) * 3600 + int(whole[2:4]) * 60 + int(whole[4:] or 0) + float("0." + (fraction or "0"))
                if value[0] == "-":
                    offset = -offset
        elif key == "Z":
            name = value.upper()
    if iso_year is not None:
        if yearday is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                             "('%A', '%a', '%w', or '%u').")
        from datetime import _from_iso_week
        year, month, day = _from_iso_week(iso_year, iso_week, weekday + 1)
    elif iso_week is not None:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', "
                         "'%a', '%w', or '%u').")
    leap_default = False
    if year is None:
        if month == 2 and day == 29:
            year, leap_default = 1904, True
        else:
            year = 1900
    if yearday is None and weekday is not None and week is not None:
        first = (_to_ordinal(year, 1, 1) + 6) % 7
        if week_start == 6:
            first, weekday_in = (first + 1) % 7, (weekday + 1) % 7
        else:
            weekday_in = weekday
        lead = (7 - first) % 7
        yearday = 1 + weekday_in - first if week == 0 else 1 + lead + 7 * (week - 1) + weekday_in
    if yearday is not None:
        year, month, day = _from_ordinal(_to_ordinal(year, 1, 1) + yearday - 1)
    if leap_default:
        year = 1900
    return year, month, day, hour, minute, second, microsecond, offset, name


def parse_datetime(cls, text, format):
    """An instance of a class of date and time."""
    *fields, offset, name = parse(text, format)
    if offset is None:
        return cls(*fields)
    delta = timedelta(seconds=offset)
    return cls(*fields, timezone(delta, name) if name else timezone(delta))
