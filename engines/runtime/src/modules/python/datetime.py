"""Dates, times, differences, fixed time zones."""

import math as _math
import time as _time

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR = 1
MAXYEAR = 9999
_DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
_MONTHS = [None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH_NAMES = [None, "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MAX_ORDINAL = 3652059


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN_MONTH[month]


def _days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(n):
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + 1 + n100 * 100 + n4 * 4 + n1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _days_before_month(year, month)
    if before > n:
        month -= 1
        before = _days_before_month(year, month)
    return year, month, n - before + 1


def _integer(value):
    if isinstance(value, float):
        raise TypeError("integer argument expected, got float" if False else "'float' object cannot be interpreted as an integer")
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__) from None


def _check_date(year, month, day):
    year, month, day = _integer(year), _integer(month), _integer(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("year %i is out of range" % year)
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _integer(hour), _integer(minute), _integer(second), _integer(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(tz).__name__)


def _divide_and_round(a, b):
    """a / b rounded to the nearest integer, ties to even."""
    q, r = divmod(a, b)
    r *= 2
    if r > b if b > 0 else r < b:
        return q + 1
    return q + 1 if r == b and q % 2 == 1 else q


class timedelta:
    """A duration of days, seconds and microseconds."""

    __slots__ = ("_days", "_seconds", "_microseconds")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        fraction = 0.0
        for name, value, factor in (("days", days, 86400000000), ("seconds", seconds, 1000000),
                                    ("microseconds", microseconds, 1), ("milliseconds", milliseconds, 1000),
                                    ("minutes", minutes, 60000000), ("hours", hours, 3600000000),
                                    ("weeks", weeks, 604800000000)):
            if isinstance(value, int):
                total += value * factor
            elif isinstance(value, float):
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                if value in (_math.inf, -_math.inf):
                    raise OverflowError("cannot convert float infinity to integer")
                part, whole = _math.modf(value)
                total += int(whole) * factor
                part, whole = _math.modf(part * factor)
                total += int(whole)
                fraction += part
            else:
                raise TypeError("unsupported type for timedelta %s component: %s" % (name, type(value).__name__))
        if fraction:
            whole = round(fraction)
            if abs(whole - fraction) == 0.5:
                # A tie goes to the even sum.
                whole = 2.0 * round((fraction + (total & 1)) * 0.5) - (total & 1)
            total += int(whole)
        return cls._of(total)

    @classmethod
    def _of(cls, total):
        seconds, microseconds = divmod(total, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -2147483648 <= days <= 2147483647:
            raise OverflowError("Python int too large to convert to C int")
        if not -999999999 <= days <= 999999999:
            raise OverflowError("days=%d; must have magnitude <= 999999999" % days)
        self = object.__new__(cls)
        self._days, self._seconds, self._microseconds = days, seconds, microseconds
        return self

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._microseconds)

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        return self._total() / 1000000

    def __repr__(self):
        parts = []
        if self._days:
            parts.append("days=%d" % self._days)
        if self._seconds:
            parts.append("seconds=%d" % self._seconds)
        if self._microseconds:
            parts.append("microseconds=%d" % self._microseconds)
        kind = type(self)
        return "%s.%s(%s)" % (kind.__module__, kind.__qualname__, ", ".join(parts) or "0")

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = "%d:%02d:%02d" % (hours, minutes, seconds)
        if self._days:
            text = "%d day%s, " % (self._days, "" if abs(self._days) == 1 else "s") + text
        if self._microseconds:
            text += ".%06d" % self._microseconds
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return timedelta._of(self._total())

    def __abs__(self):
        return timedelta._of(abs(self._total()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * int(other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_and_round(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return self._total() // other._total()
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(self._total() // int(other))
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("division by zero")
            return self._total() / other._total()
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(_divide_and_round(self._total(), int(other)))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if not a:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(_divide_and_round(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("integer modulo by zero")
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            q, r = divmod(self._total(), other._total())
            return q, timedelta._of(r)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _offset_text(offset, separator=":"):
    """`+hh:mm[:ss[.ffffff]]`"""
    if offset is None:
        return ""
    sign = "-" if offset.days < 0 else "+"
    offset = abs(offset)
    hours, rest = divmod(offset, timedelta(hours=1))
    minutes, rest = divmod(rest, timedelta(minutes=1))
    text = "%s%02d%s%02d" % (sign, hours, separator, minutes)
    if rest:
        text += "%s%02d" % (separator, rest.seconds)
        if rest.microseconds:
            text += ".%06d" % rest.microseconds
    return text


class tzinfo:
    """Base of time zones."""

    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
        return dt + dst


class timezone(tzinfo):
    """A fixed offset from UTC."""

    __slots__ = ("_offset", "_name")
    _unset = object()

    def __new__(cls, offset, name=_unset):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % type(offset).__name__)
        if name is cls._unset:
            if not offset:
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not %s" % type(name).__name__)
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %r."
                             % (offset,))
        return cls._make(offset, name)

    @classmethod
    def _make(cls, offset, name=None):
        self = object.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return "datetime.timezone(%r)" % self._offset
        return "datetime.timezone(%r, %r)" % (self._offset, self._name)

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        return dt + self._offset


timezone.utc = timezone._make(timedelta(0))
timezone.min = timezone._make(-timedelta(hours=23, minutes=59))
timezone.max = timezone._make(timedelta(hours=23, minutes=59))
UTC = timezone.utc


# ---- texts --------------------------------------------------------------------------------------------------------


def _strftime(value, format, fields):
    """Fields: year, month, day, hour, minute, second, weekday, day of the year."""
    year, month, day, hour, minute, second, weekday, yearday = fields
    out = []
    i, n = 0, len(format)
    while i < n:
        c = format[i]
        i += 1
        if c != "%" or i == n:
            out.append(c)
            continue
        c = format[i]
        i += 1
        if c == "Y":
            out.append("%d" % year)
        elif c == "m":
            out.append("%02d" % month)
        elif c == "d":
            out.append("%02d" % day)
        elif c == "H":
            out.append("%02d" % hour)
        elif c == "M":
            out.append("%02d" % minute)
        elif c == "S":
            out.append("%02d" % second)
        elif c == "f":
            out.append("%06d" % getattr(value, "microsecond", 0))
        elif c == "y":
            out.append("%02d" % (year % 100))
        elif c == "I":
            out.append("%02d" % (hour % 12 or 12))
        elif c == "p":
            out.append("AM" if hour < 12 else "PM")
        elif c == "a":
            out.append(_DAYS[weekday])
        elif c == "A":
            out.append(_DAY_NAMES[weekday])
        elif c in "bh":
            out.append(_MONTHS[month])
        elif c == "B":
            out.append(_MONTH_NAMES[month])
        elif c == "j":
            out.append("%03d" % yearday)
        elif c == "w":
            out.append("%d" % ((weekday + 1) % 7))
        elif c == "u":
            out.append("%d" % (weekday + 1))
        elif c == "U":
            out.append("%02d" % ((yearday + 6 - (weekday + 1) % 7) // 7))
        elif c == "W":
            out.append("%02d" % ((yearday + 6 - weekday) // 7))
        elif c in "GV":
            iso_year, iso_week = _iso_calendar(year, month, day)[:2]
            out.append("%d" % iso_year if c == "G" else "%02d" % iso_week)
        elif c == "z":
            out.append(_offset_text(value.utcoffset(), "") if hasattr(value, "utcoffset") else "")
        elif c == "Z":
            out.append((value.tzname() or "") if hasattr(value, "tzname") else "")
        elif c == "c":
            out.append("%s %s %2d %02d:%02d:%02d %d" % (_DAYS[weekday], _MONTHS[month], day, hour, minute, second, year))
        elif c in "xD":
            out.append("%02d/%02d/%02d" % (month, day, year % 100))
        elif c in "XT":
            out.append("%02d:%02d:%02d" % (hour, minute, second))
        elif c == "F":
            out.append("%d-%02d-%02d" % (year, month, day))
        elif c == "R":
            out.append("%02d:%02d" % (hour, minute))
        elif c == "r":
            out.append("%02d:%02d:%02d %s" % (hour % 12 or 12, minute, second, "AM" if hour < 12 else "PM"))
        elif c == "e":
            out.append("%2d" % day)
        elif c == "k":
            out.append("%2d" % hour)
        elif c == "l":
            out.append("%2d" % (hour % 12 or 12))
        elif c == "C":
            out.append("%02d" % (year // 100))
        elif c == "g":
            out.append("%02d" % (_iso_calendar(year, month, day)[0] % 100))
        elif c == "n":
            out.append("\n")
        elif c == "t":
            out.append("\t")
        elif c == "s":
            out.append("%d" % value.timestamp())
        elif c == "%":
            out.append("%")
        elif c == "-" and i < n:
            text = _strftime(value, "%" + format[i], fields)
            i += 1
            out.append(text.lstrip("0 ") or "0")
        else:
            out.append("%" + c)
    return "".join(out)


def _iso_calendar(year, month, day):
    def first_monday(year):
        first = _to_ordinal(year, 1, 1)
        weekday = (first + 6) % 7
        monday = first - weekday
        return monday + 7 if weekday > 3 else monday

    start = first_monday(year)
    today = _to_ordinal(year, month, day)
    week, weekday = divmod(today - start, 7)
    if week < 0:
        year -= 1
        week, weekday = divmod(today - first_monday(year), 7)
    elif week >= 52 and today >= first_monday(year + 1):
        year += 1
        week = 0
    return year, week + 1, weekday + 1


class IsoCalendarDate(tuple):
    """Year, week and weekday of ISO 8601."""

    __slots__ = ()
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % self


def _digits(text, length):
    if len(text) != length or not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)


def _parse_date(text):
    if len(text) in (10, 8) and "W" not in text:
        if len(text) == 10 and (text[4] != "-" or text[7] != "-"):
            raise ValueError
        plain = text.replace("-", "") if len(text) == 10 else text
        return _digits(plain[:4], 4), _digits(plain[4:6], 2), _digits(plain[6:], 2)
    if "W" in text:
        year = _digits(text[:4], 4)
        rest = text[4:].replace("-", "")
        if rest[:1] != "W":
            raise ValueError
        week = _digits(rest[1:3], 2)
        day = _digits(rest[3:], 1) if rest[3:] else 1
        return _from_iso_week(year, week, day)
    raise ValueError


def _from_iso_week(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("Year is out of range: %d" % year)
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    if not 0 < week < 53:
        long = week == 53 and (weekday == 3 or (weekday == 2 and _is_leap(year)))
        if not long:
            raise ValueError("Invalid week: %d" % week)
    if not 0 < day < 8:
        raise ValueError("Invalid weekday: %d (range is [1, 7])" % day)
    monday = first - weekday + (7 if weekday > 3 else 0)
    return _from_ordinal(monday + (week - 1) * 7 + day - 1)


def _parse_clock(text):
    """Hour, minute, second, microsecond of `hh[:mm[:ss[.ffffff]]]`."""
    fraction = 0
    for mark in ".,":
        if mark in text:
            text, _, digits = text.partition(mark)
            if not digits.isdigit():
                raise ValueError
            fraction = int(digits[:6].ljust(6, "0"))
    parts = text.split(":") if ":" in text else [text[i:i + 2] for i in range(0, len(text), 2)]
    if not 1 <= len(parts) <= 3:
        raise ValueError
    numbers = [_digits(p, 2) for p in parts]
    return numbers + [0] * (3 - len(numbers)) + [fraction]


def _parse_time(text):
    zone = None
    for i, c in enumerate(text):
        if c in "+-Z":
            if c == "Z":
                if i + 1 != len(text):
                    raise ValueError
                zone = timezone.utc
            else:
                hour, minute, second, microsecond = _parse_clock(text[i + 1:])
                delta = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
                zone = timezone.utc if not delta else timezone(delta if c == "+" else -delta)
            text = text[:i]
            break
    return _parse_clock(text) + [zone]


# ---- date ---------------------------------------------------------------------------------------------------------


class date:
    """A day of the Gregorian calendar."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month=None, day=None):
        if month is None:
            raise TypeError("function missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("function missing required argument 'day' (pos 3)")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls.fromordinal(719163 + int(_math.floor(timestamp)) // 86400)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _MAX_ORDINAL:
            raise ValueError("year is out of range")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(date_string))
        except ValueError as error:
            if error.args:
                raise
            raise ValueError("Invalid isoformat string: %r" % date_string) from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        return cls(*_from_iso_week(year, week, day))

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def __repr__(self):
        kind = type(self)
        return "%s.%s(%d, %d, %d)" % (kind.__module__, kind.__qualname__, self._year, self._month, self._day)

    def isoformat(self):
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    __str__ = isoformat

    def ctime(self):
        return "%s %s %2d 00:00:00 %04d" % (_DAYS[self.weekday()], _MONTHS[self._month], self._day, self._year)

    def strftime(self, format):
        return _strftime(self, format, (self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yearday()))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError("must be str, not %s" % type(format).__name__)
        return self.strftime(format) if format else str(self)

    def _yearday(self):
        return _days_before_month(self._year, self._month) + self._day

    def timetuple(self):
        return _time_tuple((self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yearday(), -1))

    def toordinal(self):
        return _to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        return IsoCalendarDate(_iso_calendar(self._year, self._month, self._day))

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if 0 < n <= _MAX_ORDINAL:
                return type(self).fromordinal(n)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return type(self), self._key()


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


def _time_tuple(values):
    kind = getattr(_time, "struct_time", None)
    return kind(values) if kind is not None else tuple(values)


class time:
    """A time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        values = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond, self._fold = values
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string):
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_time(time_string.removeprefix("T")))
        except ValueError as error:
            if error.args:
                raise
            raise ValueError("Invalid isoformat string: %r" % time_string) from None

    def __repr__(self):
        kind = type(self)
        text = "%d, %d" % (self._hour, self._minute)
        if self._second or self._microsecond:
            text += ", %d" % self._second
        if self._microsecond:
            text += ", %d" % self._microsecond
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        if self._fold:
            text += ", fold=1"
        return "%s.%s(%s)" % (kind.__module__, kind.__qualname__, text)

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec) + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError("must be str, not %s" % type(format).__name__)
        return self.strftime(format) if format else str(self)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _value(self):
        offset = self.utcoffset()
        total = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        return (offset is not None), total - (offset._total() if offset is not None else 0)

    def __eq__(self, other):
        return self._value() == other._value() if isinstance(other, time) else NotImplemented

    def _compare(self, other):
        a, b = self._value(), other._value()
        if a[0] != b[0]:
            raise TypeError("can't compare offset-naive and offset-aware times")
        return (a > b) - (a < b)

    def __lt__(self, other):
        return self._compare(other) < 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._compare(other) <= 0 if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._compare(other) > 0 if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._compare(other) >= 0 if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._value())


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
_time_class = time


def _clock_text(value, timespec):
    hour, minute, second, microsecond = value.hour, value.minute, value.second, value.microsecond
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "hours":
        return "%02d" % hour
    if timespec == "minutes":
        return "%02d:%02d" % (hour, minute)
    if timespec == "seconds":
        return "%02d:%02d:%02d" % (hour, minute, second)
    if timespec == "milliseconds":
        return "%02d:%02d:%02d.%03d" % (hour, minute, second, microsecond // 1000)
    if timespec == "microseconds":
        return "%02d:%02d:%02d.%06d" % (hour, minute, second, microsecond)
    raise ValueError("Unknown timespec value")


class datetime(date):
    """A day with a time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if month is None:
            raise TypeError("function missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("function missing required argument 'day' (pos 3)")
        days = _check_date(year, month, day)
        clock = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day = days
        self._hour, self._minute, self._second, self._microsecond, self._fold = clock
        self._tzinfo = tzinfo
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _from_microseconds(cls, total, tz):
        """From microseconds since 1970, UTC. Local time is UTC here."""
        days, rest = divmod(total, 86400000000)
        seconds, microsecond = divmod(rest, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        ordinal = 719163 + days
        if not 1 <= ordinal <= _MAX_ORDINAL:
            raise ValueError("year %d is out of range" % (ordinal // 365))
        result = cls(*_from_ordinal(ordinal), hour, minute, second, microsecond, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_tzinfo(tz)
        return cls._from_microseconds(_microseconds(timestamp), tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls._from_microseconds(_microseconds(timestamp), None)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        if not isinstance(date, _date_class):
            raise TypeError("combine() argument 1 must be datetime.date, not %s" % type(date).__name__)
        if not isinstance(time, _time_class):
            raise TypeError("combine() argument 2 must be datetime.time, not %s" % type(time).__name__)
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            text = date_string
            length = _date_length(text)
            day = _parse_date(text[:length])
            clock = _parse_time(text[length + 1:]) if len(text) > length else []
            if len(text) == length + 1:
                raise ValueError
            return cls(*day, *clock)
        except ValueError as error:
            if error.args and "Invalid" not in str(error) and "invalid literal" not in str(error):
                raise
            raise ValueError("Invalid isoformat string: %r" % date_string) from None

    @classmethod
    def strptime(cls, date_string, format):
        import _strptime
        return _strptime.parse_datetime(cls, date_string, format)

    def __repr__(self):
        kind = type(self)
        values = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if values[-1] == 0:
            del values[-1]
            if values[-1] == 0:
                del values[-1]
        text = ", ".join(map(str, values))
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        if self._fold:
            text += ", fold=1"
        return "%s.%s(%s)" % (kind.__module__, kind.__qualname__, text)

    def isoformat(self, sep="T", timespec="auto"):
        return "%04d-%02d-%02d%s" % (self._year, self._month, self._day, sep) + _clock_text(self, timespec) + _offset_text(
            self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def ctime(self):
        return "%s %s %2d %02d:%02d:%02d %04d" % (_DAYS[self.weekday()], _MONTHS[self._month], self._day, self._hour,
                                                  self._minute, self._second, self._year)

    def strftime(self, format):
        return _strftime(self, format, (self._year, self._month, self._day, self._hour, self._minute, self._second,
                                        self.weekday(), self._yearday()))

    def date(self):
        return _date_class(self._year, self._month, self._day)

    def time(self):
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        def pick(new, old):
            return old if new is None else new

        return type(self)(pick(year, self._year), pick(month, self._month), pick(day, self._day), pick(hour, self._hour),
                          pick(minute, self._minute), pick(second, self._second), pick(microsecond, self._microsecond),
                          self._tzinfo if tzinfo is True else tzinfo, fold=pick(fold, self._fold))

    def timetuple(self):
        dst = self.dst()
        return _time_tuple((self._year, self._month, self._day, self._hour, self._minute, self._second, self.weekday(),
                            self._yearday(), -1 if dst is None else 1 if dst else 0))

    def utctimetuple(self):
        offset = self.utcoffset()
        value = self - offset if offset else self
        return _time_tuple((value._year, value._month, value._day, value._hour, value._minute, value._second,
                            value.weekday(), value._yearday(), 0))

    def timestamp(self):
        offset = self.utcoffset()
        total = self._local() - 719163 * 86400000000 - (offset._total() if offset is not None else 0)
        return total / 1000000

    def astimezone(self, tz=None):
        if tz is None:
            tz = timezone.utc
        elif not isinstance(tz, tzinfo):
            raise TypeError("astimezone() argument 1 must be datetime.tzinfo, not %s" % type(tz).__name__)
        offset = self.utcoffset() or timedelta(0)
        if self._tzinfo is tz:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def _local(self):
        """Microseconds since the year 0."""
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return self.toordinal() * 86400000000 + seconds * 1000000 + self._microsecond

    def _value(self):
        offset = self.utcoffset()
        return (offset is not None), self._local() - (offset._total() if offset is not None else 0)

    def _compare(self, other):
        a, b = self._value(), other._value()
        if a[0] != b[0]:
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return (a > b) - (a < b)

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._value() == other._value()
        return NotImplemented if not isinstance(other, date) else False

    def __lt__(self, other):
        return self._compare(_same_kind(self, other)) < 0 if isinstance(other, _date_class) else NotImplemented

    def __le__(self, other):
        return self._compare(_same_kind(self, other)) <= 0 if isinstance(other, _date_class) else NotImplemented

    def __gt__(self, other):
        return self._compare(_same_kind(self, other)) > 0 if isinstance(other, _date_class) else NotImplemented

    def __ge__(self, other):
        return self._compare(_same_kind(self, other)) >= 0 if isinstance(other, _date_class) else NotImplemented

    def __hash__(self):
        return hash(self._value())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._local() + other._total()
        days, rest = divmod(total, 86400000000)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, microsecond = divmod(rest, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*_from_ordinal(days), hour, minute, second, microsecond, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._value(), other._value()
        if a[0] != b[0]:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        if self._tzinfo is other._tzinfo:
            return timedelta._of(self._local() - other._local())
        return timedelta._of(a[1] - b[1])

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond,
                            self._tzinfo)


_date_class = date
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


def _same_kind(value, other):
    if isinstance(other, datetime):
        return other
    raise TypeError("can't compare %s to %s" % ("datetime.datetime", "datetime.date"))


def _microseconds(timestamp):
    if isinstance(timestamp, int):
        return timestamp * 1000000
    fraction, whole = _math.modf(timestamp)
    return int(whole) * 1000000 + round(fraction * 1e6)


def _date_length(text):
    """Characters of the date at the start of an ISO text."""
    if len(text) < 7:
        raise ValueError
    if "W" in text[4:6]:
        if text[4] == "-":
            return 10 if len(text) > 8 and text[8] == "-" else 8
        return 8 if len(text) > 7 and text[7].isdigit() else 7
    return 10 if text[4] == "-" else 8
