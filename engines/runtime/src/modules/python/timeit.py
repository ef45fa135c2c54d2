"""Timing of callables. Statements given as text need `exec`."""

import time

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


def _callable(part, globals):
    if callable(part):
        return part
    if part == "pass":
        return lambda: None
    if not isinstance(part, str):
        raise ValueError("stmt is neither a string nor callable")
    scope = {} if globals is None else globals
    return lambda: exec(part, scope)


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        scope = {} if globals is None else dict(globals)
        self._stmt = _callable(stmt, scope)
        self._setup = _callable(setup, scope)
        self.timer = timer

    def timeit(self, number=default_number):
        self._setup()
        stmt, timer = self._stmt, self.timer
        start = timer()
        for _ in range(number):
            stmt()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for factor in 1, 2, 5:
                number = scale * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
