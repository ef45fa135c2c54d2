"""Iterator building blocks, as generators; `chain`, `count` and `repeat` are classes because their objects show."""

import operator as _operator


def _index(value):
    return _operator.index(value)


class count:
    def __init__(self, start=0, step=1):
        for number in (start, step):
            if not hasattr(number, "__add__") or isinstance(number, (str, list, tuple, bytes)):
                raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


class repeat:
    def __init__(self, object, *times, **named):
        if named:
            times += (named.pop("times"),)
        if len(times) > 1 or named:
            raise TypeError(f"repeat() takes at most 2 arguments ({1 + len(times) + len(named)} given)")
        self._object = object
        self._times = max(_index(times[0]), 0) if times else None

    def __iter__(self):
        return self

    def __next__(self):
        if self._times is not None:
            if self._times <= 0:
                raise StopIteration
            self._times -= 1
        return self._object

    def __length_hint__(self):
        if self._times is None:
            raise TypeError("len() of unsized object")
        return self._times

    def __repr__(self):
        if self._times is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._times})"


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


class chain:
    def __init__(self, *iterables):
        self._steps = _chained(iterables)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)

    @classmethod
    def from_iterable(cls, iterable):
        self = cls()
        self._steps = _chained(iter(iterable))
        return self

    def __iter__(self):
        return self._steps if type(self) is chain else self

    def __next__(self):
        return next(self._steps)

    def __repr__(self):
        return f"<itertools.chain object at 0x{id(self):x}>"


def cycle(iterable):
    iterator = iter(iterable)

    def steps():
        saved = []
        for item in iterator:
            yield item
            saved.append(item)
        while saved:
            yield from saved
    return steps()


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    if func is None:
        func = _operator.add

    def steps():
        if initial is None:
            try:
                total = next(iterator)
            except StopIteration:
                return
        else:
            total = initial
        yield total
        for item in iterator:
            total = func(total, item)
            yield total
    return steps()


def compress(data, selectors):
    data, selectors = iter(data), iter(selectors)
    return (item for item, wanted in zip(data, selectors) if wanted)


def dropwhile(predicate, iterable):
    iterator = iter(iterable)

    def steps():
        for item in iterator:
            if not predicate(item):
                yield item
                break
        yield from iterator
    return steps()


def takewhile(predicate, iterable):
    iterator = iter(iterable)

    def steps():
        for item in iterator:
            if not predicate(item):
                return
            yield item
    return steps()


def filterfalse(predicate, iterable):
    iterator = iter(iterable)
    if predicate is None or predicate is bool:
        return (item for item in iterator if not item)
    return (item for item in iterator if not predicate(item))


def starmap(function, iterable):
    iterator = iter(iterable)
    return (function(*tuple(args)) for args in iterator)


def _slice_bound(value, message):
    if value is None:
        return None
    try:
        number = _index(value)
    except (AttributeError, TypeError):
        raise ValueError(message) from None
    if number < 0:
        raise ValueError(message)
    return number


def islice(iterable, *args):
    if not 1 <= len(args) <= 3:
        least = "at least" if not args else "at most"
        limit = 2 if not args else 4
        raise TypeError(f"islice expected {least} {limit} arguments, got {len(args) + 1}")
    if len(args) == 1:
        start, step = 0, 1
        stop = _slice_bound(args[0], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    else:
        message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        start = _slice_bound(args[0], message) or 0
        stop = _slice_bound(args[1], message)
        step = args[2] if len(args) == 3 else None
        message = "Step for islice() must be a positive integer or None."
        step = 1 if step is None else _slice_bound(step, message)
        if step == 0:
            raise ValueError(message)
    iterator = iter(iterable)

    def steps():
        if stop is None:
            position = 0
            wanted = start
            for item in iterator:
                if position == wanted:
                    yield item
                    wanted += step
                position += 1
            return
        position = 0
        while position < start and position < stop:
            try:
                next(iterator)
            except StopIteration:
                return
            position += 1
        while position < stop:
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item
            position += 1
            for _ in range(min(step - 1, stop - position)):
                try:
                    next(iterator)
                except StopIteration:
                    return
                position += 1
    return steps()


def pairwise(iterable):
    iterator = iter(iterable)

    def steps():
        try:
            previous = next(iterator)
        except StopIteration:
            return
        for item in iterator:
            yield previous, item
            previous = item
    return steps()


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(it) for it in iterables]

    def steps():
        active = len(iterators)
        done = [False] * active
        if not active:
            return
        while True:
            values = []
            for i, iterator in enumerate(iterators):
                if done[i]:
                    values.append(fillvalue)
                    continue
                try:
                    values.append(next(iterator))
                except StopIteration:
                    active -= 1
                    if not active:
                        return
                    done[i] = True
                    values.append(fillvalue)
            yield tuple(values)
    return steps()


def tee(iterable, n=2):
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    from collections import deque
    waiting = [deque() for _ in range(n)]

    def branch(mine):
        while True:
            if not mine:
                try:
                    item = next(iterator)
                except StopIteration:
                    return
                for queue in waiting:
                    queue.append(item)
            yield mine.popleft()
    return tuple([branch(mine) for mine in waiting])


class groupby:
    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._target = self._current = self._value = object()
        self._group = None

    def __iter__(self):
        return self

    def _step(self):
        self._value = next(self._iterator)
        self._current = self._value if self._key is None else self._key(self._value)

    def __next__(self):
        self._group = mark = object()
        while self._current == self._target:
            self._step()
        self._target = self._current
        return self._current, self._members(self._target, mark)

    def _members(self, target, mark):
        while self._group is mark and self._current == target:
            yield self._value
            try:
                self._step()
            except StopIteration:
                return

    def __repr__(self):
        return f"<itertools.groupby object at 0x{id(self):x}>"


def product(*iterables, repeat=1):
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    pools = [tuple(it) for it in iterables] * repeat

    def steps():
        n = len(pools)
        if not n:
            yield ()
            return
        if not all(pools):
            return
        if n == 1:
            for item in pools[0]:
                yield (item,)
            return
        *front, last = pools
        lengths = [len(pool) for pool in front]
        at = [0] * (n - 1)
        while True:
            head = tuple([pool[i] for pool, i in zip(front, at)])
            for item in last:
                yield head + (item,)
            position = n - 2
            while position >= 0:
                at[position] += 1
                if at[position] < lengths[position]:
                    break
                at[position] = 0
                position -= 1
            if position < 0:
                return
    return steps()


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    if r is None:
        r = n
    elif not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")

    def steps():
        if r > n:
            return
        indices = list(range(n))
        cycles = list(range(n, n - r, -1))
        yield tuple([pool[i] for i in indices[:r]])
        while n:
            for i in range(r - 1, -1, -1):
                cycles[i] -= 1
                if cycles[i] == 0:
                    indices.append(indices.pop(i))
                    cycles[i] = n - i
                else:
                    j = n - cycles[i]
                    indices[i], indices[j] = indices[j], indices[i]
                    yield tuple([pool[k] for k in indices[:r]])
                    break
            else:
                return
    return steps()


def combinations(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")

    def steps():
        if r > n:
            return
        indices = list(range(r))
        yield pool[:r]
        while True:
            i = r - 1
            while i >= 0 and indices[i] == i + n - r:
                i -= 1
            if i < 0:
                return
            at = indices[i] + 1
            for j in range(i, r):
                indices[j] = at
                at += 1
            yield tuple([pool[k] for k in indices])
    return steps()


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")

    def steps():
        if not n and r:
            return
        indices = [0] * r
        yield tuple([pool[k] for k in indices])
        while True:
            i = r - 1
            while i >= 0 and indices[i] == n - 1:
                i -= 1
            if i < 0:
                return
            indices[i:] = [indices[i] + 1] * (r - i)
            yield tuple([pool[k] for k in indices])
    return steps()
