"""Weak references that are strong: what they refer to lives as long as they do, so no callback is ever called."""

from collections import UserDict as _UserDict

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet",
           "WeakMethod", "ReferenceType", "finalize"]

_ATOMIC = (int, float, complex, str, bytes, tuple, list, dict, type(None))


def _check(object):
    cls = type(object)
    slotted = cls.__module__ != "builtins" and not any(
        "__slots__" not in base.__dict__ or "__weakref__" in base.__dict__["__slots__"] for base in cls.__mro__ if base.__module__ != "builtins"
    )
    if cls in _ATOMIC or slotted:
        raise TypeError(f"cannot create weak reference to '{cls.__name__}' object")


class ReferenceType:
    __slots__ = ("_object", "__callback__", "__dict__")

    def __init__(self, object, callback=None, /):
        _check(object)
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        return self._object == other._object

    def __hash__(self):
        return hash(self._object)

    def __repr__(self):
        return f"<weakref at 0x{id(self):x}; to '{type(self._object).__name__}' at 0x{id(self._object):x}>"


ref = ReferenceType


class WeakMethod(ref):
    pass


def proxy(object, callback=None, /):
    _check(object)
    return object


def getweakrefcount(object, /):
    return 0


def getweakrefs(object, /):
    return []


class WeakKeyDictionary(_UserDict):
    def __setitem__(self, key, value):
        _check(key)
        super().__setitem__(key, value)


class WeakValueDictionary(_UserDict):
    def __setitem__(self, key, value):
        _check(value)
        super().__setitem__(key, value)


class WeakSet(set):
    pass


class finalize:
    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = (func, args, kwargs)
        self._obj = obj

    @property
    def alive(self):
        return self._call is not None

    def __call__(self, _=None):
        call, self._call = self._call, None
        if call is not None:
            func, args, kwargs = call
            return func(*args, **kwargs)

    def detach(self):
        call, self._call = self._call, None
        if call is not None:
            return (self._obj,) + call

    def peek(self):
        if self._call is not None:
            return (self._obj,) + self._call
