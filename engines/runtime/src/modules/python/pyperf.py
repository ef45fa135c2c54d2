"""Runs the benchmark scripts of pyperformance in this very process: the part of pyperf's interface that they use.

Without options each benchmark is calibrated, warmed up and timed here, and one line with mean and standard deviation is
printed. With `--digest` it runs a few loops under a clock that only counts its readings, and a digest of what the
function returned is printed, followed by one of its arguments and of the data of its module afterwards: a line that
every correct Python prints. No worker processes, no files, no metadata of the machine.
"""

import sys
import time

VERSION = (2, 10, 0)
__version__ = "2.10.0"

__all__ = ["Runner", "perf_counter", "python_implementation", "python_has_jit"]

# A run of fewer than this many seconds is no measurement.
_MIN_TIME = 0.1
_clock = time.perf_counter
_ticks = 0
# Set by `capture`: what `Runner.bench_*` is to append to instead of running anything.
_captured = None


def perf_counter():
    """Seconds; with `--digest` the number of readings so far."""
    global _ticks
    if _ticks:
        _ticks += 1
        return float(_ticks)
    return _clock()


def python_implementation():
    """`cpython` and the like."""
    return sys.implementation.name.lower()


def python_has_jit():
    """Only known for PyPy."""
    return python_implementation() == "pypy"


class Runner:
    """Collects options, then runs benchmark functions."""

    def __init__(self, values=None, processes=None, loops=0, min_time=_MIN_TIME, metadata=None, show_name=True,
                 program_args=None, add_cmdline_args=None, _argparser=None, warmups=1):
        self.metadata = dict(metadata) if metadata else {}
        self.args = None
        self.argparser = _argparser if _argparser is not None else _parser(values or 3, loops, min_time, warmups)

    def parse_args(self, args=None):
        """Options of the command line, once."""
        if self.args is None:
            self.args = self.argparser.parse_args(args)
            if self.args.fast or self.args.debug_single_value:
                self.args.values = 1
                self.args.warmups = 0
        return self.args

    def bench_func(self, name, func, *args, **kwargs):
        """Times `func(*args)`."""
        inner_loops = kwargs.pop("inner_loops", None)
        _no_more(kwargs)

        def time_func(loops):
            iterations = range(loops)
            start = perf_counter()
            for _ in iterations:
                func(*args)
            return perf_counter() - start

        return self._bench(name, func, args, time_func, inner_loops, "func")

    def bench_time_func(self, name, time_func, *args, **kwargs):
        """`time_func(loops, *args)` times itself and returns seconds."""
        inner_loops = kwargs.pop("inner_loops", None)
        _no_more(kwargs)
        return self._bench(name, time_func, args, lambda loops: time_func(loops, *args), inner_loops, "time_func")

    def bench_async_func(self, name, func, *args, **kwargs):
        """Times awaiting `func(*args)`."""
        import _pyperf_async
        inner_loops = kwargs.pop("inner_loops", None)
        kwargs.pop("loop_factory", None)
        _no_more(kwargs)
        return self._bench(name, lambda *args: _pyperf_async.once(func, args), args,
                           lambda loops: _pyperf_async.timed(func, args, loops, perf_counter), inner_loops, "func")

    def bench_command(self, name, command):
        """Refused: a benchmark of other processes says nothing about this one."""
        self.parse_args()
        raise NotImplementedError("pyperf: bench_command() starts other processes, which this stand-in does not")

    def timeit(self, name, stmt=None, setup="pass", teardown="pass", inner_loops=None, duplicate=None, metadata=None,
               globals=None):
        """Times a statement."""
        import timeit
        timer = timeit.Timer(stmt, setup, perf_counter, globals)
        return self._bench(name, timer.timeit, (), timer.timeit, inner_loops, "time_func")

    def _bench(self, name, func, args, time_func, inner_loops, kind):
        options = self.parse_args()
        if _captured is not None:
            _captured.append((name, kind, func, args, time_func))
        elif options.digest:
            _print_digest(name, kind, func, args, options.loops or 1)
        else:
            _measure(name, time_func, inner_loops or 1, options)
        return None


def _no_more(kwargs):
    kwargs.pop("metadata", None)
    if kwargs:
        raise TypeError("got unexpected keyword arguments %r" % sorted(kwargs))


def _parser(values, loops, min_time, warmups):
    import argparse
    parser = argparse.ArgumentParser(description="Benchmark")
    add = parser.add_argument
    add("--rigorous", action="store_true", help="spend longer running tests")
    add("--fast", action="store_true", help="get rough answers quickly: one value")
    add("--debug-single-value", action="store_true", help="one value, no warmup")
    add("-p", "--processes", type=int, default=1, help="accepted; there is one process")
    add("-n", "--values", type=int, default=values, help="number of values (default: %(default)s)")
    add("-w", "--warmups", type=int, default=warmups, help="number of skipped values (default: %(default)s)")
    add("-l", "--loops", type=int, default=loops, help="number of loops of a value, 0 to calibrate (default: %(default)s)")
    add("--min-time", type=float, default=min_time, help="shortest value when calibrating, seconds (default: %(default)s)")
    add("-v", "--verbose", action="store_true", help="print every value")
    add("-q", "--quiet", action="store_true", help="accepted")
    add("--inherit-environ", metavar="VARS", help="accepted")
    add("--digest", action="store_true", help="print digests of what the benchmark computes instead of times")
    return parser


def _measure(name, time_func, inner_loops, options):
    loops = options.loops
    if not loops:
        loops = 1
        while time_func(loops) < options.min_time and loops < 1 << 40:
            loops *= 2
    for _ in range(options.warmups):
        time_func(loops)
    values = [time_func(loops) / (loops * inner_loops) for _ in range(max(options.values, 1))]
    if options.verbose:
        print("%s: %d loops: %s" % (name, loops, ", ".join(_seconds(v) for v in values)))
    mean = sum(values) / len(values)
    if len(values) == 1:
        print("%s: %s" % (name, _seconds(mean)))
    else:
        deviation = (sum((v - mean) ** 2 for v in values) / (len(values) - 1)) ** 0.5
        print("%s: Mean +- std dev: %s +- %s" % (name, _seconds(mean), _seconds(deviation)))


def _seconds(value):
    for factor, unit in ((1.0, "sec"), (1e3, "ms"), (1e6, "us")):
        if value * factor >= 1.0:
            return "%.3g %s" % (value * factor, unit)
    return "%.3g ns" % (value * 1e9)


# ---- digests ------------------------------------------------------------------------------------------------------


def _print_digest(name, kind, func, args, loops):
    global _ticks
    _ticks = 1
    if kind == "func":
        results = [func(*args) for _ in range(loops)]
    else:
        results = func(loops, *args)
    print("%s: result %s, state %s" % (name, digest(results), digest([args, _state()])), flush=True)


_PLAIN = (type(None), int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range)


def _state():
    """The data among the global names of the script: no functions, classes, modules and objects of other modules."""
    namespace = sys.modules["__main__"].__dict__
    return {k: v for k, v in namespace.items()
            if not k.startswith("__") and (isinstance(v, _PLAIN) or type(v).__module__ == "__main__")}


def digest(value):
    """Sixteen hexadecimal digits of a hash of everything reachable that is data. Addresses, hashes of strings and the order
    of sets do not enter."""
    state = _Digest()
    state.add(value, 0)
    return state.finish()


class _Digest:
    """A canonical text, hashed at the end."""

    def __init__(self):
        self.parts = []
        self.text = self.parts.append
        self.seen = {}

    def finish(self):
        import hashlib
        return hashlib.sha256("".join(self.parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]

    def add(self, value, depth):
        kind = type(value)
        if value is None or kind in (bool, float, complex):
            self.text("%s " % (value,))
        elif kind is int:
            self.text("%x " % value)
        elif kind is str:
            self.text("'%s' " % value)
        elif kind in (bytes, bytearray):
            self.text("b'%s' " % value.hex())
        elif kind is range:
            self.text(repr(value))
        elif depth > 60:
            self.text("...")
        elif isinstance(value, (tuple, frozenset)):
            # Two equal ones may be one object or two.
            self.compound(value, kind, depth + 1)
        elif id(value) in self.seen:
            self.text("@%d " % self.seen[id(value)])
        else:
            self.seen[id(value)] = len(self.seen)
            self.compound(value, kind, depth + 1)

    def compound(self, value, kind, depth):
        if isinstance(value, (list, tuple)):
            self.text("%s[%d " % (kind.__name__, len(value)))
            for item in value:
                self.add(item, depth)
        elif isinstance(value, dict):
            self.text("%s{%d " % (kind.__name__, len(value)))
            for key, item in value.items():
                self.add(key, depth)
                self.add(item, depth)
        elif isinstance(value, (set, frozenset)):
            parts = []
            for item in value:
                part = _Digest()
                part.add(item, depth)
                parts.append("".join(part.parts))
            self.text("%s %s" % (kind.__name__, "".join(sorted(parts))))
        elif isinstance(value, type) or callable(value):
            self.text("callable ")
        elif kind.__module__ in ("__main__", "decimal", "fractions", "array"):
            self.text(kind.__name__)
            if kind.__module__ == "__main__":
                self.attributes(value, kind, depth)
            else:
                self.text(str(value))
        else:
            self.text("other ")

    def attributes(self, value, kind, depth):
        for name, item in getattr(value, "__dict__", {}).items():
            self.text(name)
            self.add(item, depth)
        for base in kind.__mro__:
            slots = base.__dict__.get("__slots__", ())
            for name in (slots,) if isinstance(slots, str) else slots:
                if name not in ("__dict__", "__weakref__"):
                    self.text(name)
                    self.add(getattr(value, name, None), depth)


# ---- benchmarks as functions --------------------------------------------------------------------------------------


def capture(path, options=()):
    """The benchmarks that a script would run with some options: a list of functions from a number of loops to a text that depends on what
    they returned. Those which time themselves return no more than that they ran."""
    global _captured
    with open(path, encoding="utf-8") as file:
        source = file.read()
    folder = path.replace("\\", "/").rpartition("/")[0]
    if folder not in sys.path:
        sys.path.insert(0, folder)
    _captured = found = []
    argv = sys.argv
    sys.argv = [path, *options]
    try:
        exec(compile(source, path, "exec"), {"__name__": "__main__", "__file__": path, "__builtins__": __builtins__})
    finally:
        _captured = None
        sys.argv = argv
    return [_runnable(*entry) for entry in found]


def _runnable(name, kind, func, args, time_func):
    def run(loops):
        if kind == "func":
            return "%s %s" % (name, digest([func(*args) for _ in range(loops)]))
        time_func(loops)
        return "%s %d loops" % (name, loops)

    return run
