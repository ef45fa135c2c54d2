"""Shallow and deep copies. Objects without a method of their own are rebuilt from `__reduce_ex__` where they have one, else
from their class, their builtin value, their `__dict__` and their slots."""

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {int, float, bool, complex, str, bytes, tuple, frozenset, type, range, slice, property,
           type(None), type(...), type(NotImplemented), type(len), type(lambda: None)}
_DEEP_ATOMIC = _ATOMIC - {tuple, frozenset, slice}
_CONTAINERS = (list, dict, set, bytearray)
_VALUES = (int, float, complex, str, bytes, tuple, frozenset)


def _slots(cls):
    for base in cls.__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{base.__name__.lstrip('_')}{name}"
            yield name


def _state(x):
    """Own attributes by name."""
    state = dict(getattr(x, "__dict__", None) or {})
    for name in _slots(type(x)):
        try:
            state[name] = getattr(x, name)
        except AttributeError:
            pass
    return state


def _custom_reduce(x):
    cls = type(x)
    for name in ("__reduce_ex__", "__reduce__"):
        method = getattr(cls, name, None)
        if method is not None and method is not getattr(object, name, None):
            return method(x, 4) if name == "__reduce_ex__" else method(x)
    return None


def _empty(x):
    """A new object of the same class, with the builtin value in it but without attributes; containers are empty."""
    cls = type(x)
    if isinstance(x, BaseException):
        made = cls.__new__(cls, *x.args)
        made.args = x.args
        return made
    if isinstance(x, _CONTAINERS):
        return cls.__new__(cls)
    if isinstance(x, _VALUES):
        for base in _VALUES:
            if isinstance(x, base):
                return base.__new__(cls, base(x))
    arguments = getattr(x, "__getnewargs__", None)
    if arguments is not None:
        return cls.__new__(cls, *arguments())
    if hasattr(cls, "__next__") and not hasattr(x, "__dict__"):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    return object.__new__(cls)


def _restore(made, state):
    if not state:
        return
    setstate = getattr(type(made), "__setstate__", None)
    if setstate is not None:
        setstate(made, state)
        return
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    else:
        slots = None
    for part in (state, slots):
        for name, value in (part or {}).items():
            try:
                made.__dict__[name] = value
            except AttributeError:
                object.__setattr__(made, name, value)


def _own_state(x):
    getstate = getattr(type(x), "__getstate__", None)
    if getstate is not None and getstate is not getattr(object, "__getstate__", None):
        return getstate(x), False
    return _state(x), True


def _fill(made, state, plain):
    if not plain:
        _restore(made, state)
        return
    if getattr(type(made), "__setstate__", None) is not None:
        _restore(made, state)
        return
    own = getattr(made, "__dict__", None)
    for name, value in state.items():
        if own is not None and not hasattr(type(made), name):
            own[name] = value
        else:
            try:
                object.__setattr__(made, name, value)
            except AttributeError:
                own[name] = value


def _rebuild(reduced, deep, memo, x):
    if isinstance(reduced, str):
        return x
    function, args, *rest = reduced
    state, items, pairs = (list(rest) + [None, None, None])[:3]
    if deep and args:
        args = [deepcopy(a, memo) for a in args]
    made = function(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        _restore(made, deepcopy(state, memo) if deep else state)
    for item in items or ():
        made.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        made[key] = value
    return made


def copy(x):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if cls in _CONTAINERS:
        return x.copy()
    if issubclass(cls, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    reduced = _custom_reduce(x)
    if reduced is not None:
        return _rebuild(reduced, False, None, x)
    made = _empty(x)
    if isinstance(x, dict):
        dict.update(made, x)
    elif isinstance(x, (list, bytearray)):
        made.extend(x)
    elif isinstance(x, set):
        made.update(x)
    state, plain = _own_state(x)
    _fill(made, state, plain)
    return made


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _DEEP_ATOMIC:
        return x
    if memo is None:
        memo = {}
    key = id(x)
    known = memo.get(key, _nil)
    if known is not _nil:
        return known
    if cls is list:
        made = []
        memo[key] = made
        append = made.append
        for item in x:
            append(deepcopy(item, memo))
    elif cls is dict:
        made = {}
        memo[key] = made
        for k, v in x.items():
            made[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key]
        made = x
        for old, new in zip(x, items):
            if old is not new:
                made = tuple(items)
                break
    elif issubclass(cls, type):
        return x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            made = method(memo)
        elif cls is _METHOD:
            receiver = deepcopy(x.__self__, memo)
            made = x.__func__.__get__(receiver, type(receiver))
        else:
            reduced = _custom_reduce(x)
            if reduced is not None:
                made = _rebuild(reduced, True, memo, x)
            else:
                made = _deep_object(x, key, memo)
    if made is not x:
        memo[key] = made
        # What was copied must stay alive while its id stands for it.
        memo.setdefault(id(memo), []).append(x)
    return made


class _Holder:
    def method(self):
        pass


_METHOD = type(_Holder().method)


def _deep_object(x, key, memo):
    if isinstance(x, frozenset) or isinstance(x, tuple):
        base = frozenset if isinstance(x, frozenset) else tuple
        made = base.__new__(type(x), [deepcopy(item, memo) for item in x])
    else:
        made = _empty(x)
    memo[key] = made
    if isinstance(x, dict):
        for k, v in x.items():
            dict.__setitem__(made, deepcopy(k, memo), deepcopy(v, memo))
    elif isinstance(x, list):
        for item in x:
            list.append(made, deepcopy(item, memo))
    elif isinstance(x, set):
        for item in x:
            set.add(made, deepcopy(item, memo))
    elif isinstance(x, bytearray):
        made.extend(x)
    if isinstance(x, BaseException):
        made.args = deepcopy(x.args, memo)
    state, plain = _own_state(x)
    _fill(made, deepcopy(state, memo), plain)
    return made
