"""What `time` says of dates: `struct_time` and its texts. Local time is UTC, as in `datetime`."""

import time as _time

altzone = timezone = daylight = 0
tzname = ("UTC", "UTC")
_NAMES = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")


class struct_time(tuple):
    """Nine numbers with names, and the zone."""

    __module__ = "time"
    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0
    __match_args__ = _NAMES
    tm_zone = "UTC"
    tm_gmtoff = 0

    def __new__(cls, sequence, dict={}):
        items = tuple(sequence)
        if not 9 <= len(items) <= 11:
            many = "at least 9" if len(items) < 9 else "at most 11"
            raise TypeError(f"time.struct_time() takes an {many}-sequence ({len(items)}-sequence given)")
        return super().__new__(cls, items[:9])

    def __repr__(self):
        return "time.struct_time(%s)" % ", ".join(f"{name}={value!r}" for name, value in zip(_NAMES, self))


for _i, _name in enumerate(_NAMES):
    setattr(struct_time, _name, property(lambda self, i=_i: self[i]))


def gmtime(secs=None, /):
    import datetime

    moment = _time.time() if secs is None else secs
    if not isinstance(moment, (int, float)):
        raise TypeError(f"'{type(moment).__name__}' object cannot be interpreted as an integer")
    if moment != moment:
        raise ValueError("Invalid value NaN (not a number)")
    if not -2**63 <= moment < 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    days, rest = divmod(int(moment // 1), 86400)
    # The calendar repeats every 400 years, and `datetime` knows years 1 to 9999.
    cycles, days = divmod(719162 + days, 146097)
    day = datetime.date.fromordinal(days + 1)
    year = day.year + 400 * cycles
    if not -2**31 <= year - 1900 < 2**31:
        raise OSError(75, "Value too large for defined data type")
    yearday = day.toordinal() - datetime.date(day.year, 1, 1).toordinal() + 1
    return struct_time((year, day.month, day.day, rest // 3600, rest // 60 % 60, rest % 60, day.weekday(), yearday, 0))


def localtime(seconds=None, /):
    return gmtime(seconds)


def _tuple(t, function):
    if t is None:
        return gmtime()
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{function}(): illegal time tuple argument")
    return t


def mktime(t, /):
    import calendar

    year, month, day, hour, minute, second = _tuple(t, "mktime")[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return float(calendar.timegm((year, month, day, hour, minute, second)))


def asctime(t=None, /):
    from datetime import _DAYS, _MONTHS

    year, month, day, hour, minute, second, weekday = _tuple(t, "asctime")[:7]
    return f"{_DAYS[weekday]} {_MONTHS[month]} {day:2} {hour:02}:{minute:02}:{second:02} {year}"


def ctime(seconds=None, /):
    return asctime(gmtime(seconds))


def strftime(format, t=None, /):
    from datetime import _strftime

    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    year, month, day, hour, minute, second, weekday, yearday = _tuple(t, "strftime")[:8]
    for value, low, high, name in (
        (month, 0, 12, "month"), (day, 0, 31, "day of month"), (hour, 0, 23, "hour"), (minute, 0, 59, "minute"),
        (second, 0, 61, "seconds"), (yearday, 0, 366, "day of year"),
    ):
        if not low <= value <= high:
            raise ValueError(name + " out of range")
    format = format.replace("%Z", "UTC").replace("%z", "+0000").replace("%s", str(int(mktime(_tuple(t, "strftime")))))
    return _strftime(None, format, (year, month or 1, day or 1, hour, minute, second, weekday, yearday or 1))


def strptime(string, format="%a %b %d %H:%M:%S %Y", /):
    from _strptime import parse
    from datetime import date

    year, month, day, hour, minute, second, _, offset, zone = parse(string, format)
    moment = date(year, month, day)
    yearday = moment.toordinal() - date(year, 1, 1).toordinal() + 1
    return struct_time((year, month, day, hour, minute, second, moment.weekday(), yearday, 0 if zone else -1))
