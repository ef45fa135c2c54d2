"""`copyreg`: how objects say what they are made of, for `pickle`."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


dispatch_table[complex] = lambda c: (complex, (c.real, c.imag))
dispatch_table[type(int | str)] = lambda u: (_union, u.__args__)


def _union(*args):
    made = args[0]
    for arg in args[1:]:
        made = made | arg
    return made


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    """What CPython's protocols 0 and 1 call."""
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(made, state)
    return made


def _slotnames(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                name = "_%s%s" % (stripped, name) if stripped else name
            names.append(name)
    return names


def _state(obj):
    """What `object.__getstate__` gives: the dict, and the slots if there are some."""
    own = getattr(obj, "__getstate__", None)
    if own is not None:
        return own()
    state = getattr(obj, "__dict__", None)
    state = dict(state) if state else None
    slots = {name: getattr(obj, name) for name in _slotnames(type(obj)) if hasattr(obj, name)}
    return (state, slots) if slots else state


_PARTS = (int, float, str, bytes, tuple)


def _reduce(obj):
    """What `object.__reduce_ex__` gives from protocol 2 on, for objects whose class has no method of its own."""
    cls = type(obj)
    if any(base.__module__ == "collections" and base.__name__ == "deque" for base in cls.__mro__):
        return cls, () if obj.maxlen is None else ((), obj.maxlen), _state(obj), iter(obj)
    kind = next((base for base in cls.__mro__ if base.__module__ == "builtins"), object)
    if kind is range:
        return range, (obj.start, obj.stop, obj.step)
    if kind is slice:
        return slice, (obj.start, obj.stop, obj.step)
    if issubclass(kind, BaseException):
        state = {k: v for k, v in obj.__dict__.items()} or None
        return (cls, obj.args, state) if state else (cls, obj.args)
    if kind in (set, frozenset, bytearray):
        return cls, (list(obj) if kind is not bytearray else bytes(obj),), _state(obj)
    if kind not in (object, list, dict, complex) + _PARTS:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    if hasattr(obj, "__getnewargs_ex__"):
        args, kwargs = obj.__getnewargs_ex__()
        make = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls,) + tuple(args))
    elif hasattr(obj, "__getnewargs__"):
        make = __newobj__, (cls,) + tuple(obj.__getnewargs__())
    elif kind in _PARTS:
        make = __newobj__, (cls, kind(obj) if kind is not tuple else tuple(obj))
    else:
        make = __newobj__, (cls,)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return make + (_state(obj), items, pairs)


def add_extension(module, name, code):
    """Numbers for classes: taken, and not used in what is written."""
    if not 1 <= int(code) <= 0x7FFFFFFF:
        raise ValueError("code out of range")


def remove_extension(module, name, code):
    raise ValueError("key %s is not registered with code %s" % ((module, name), code))


def clear_extension_cache():
    pass
