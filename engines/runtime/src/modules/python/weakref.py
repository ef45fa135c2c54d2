"""Weak references that are strong: what they refer to lives as long as they do, so no callback is ever called."""

from collections import UserDict as _UserDict

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet",
           "WeakMethod", "ReferenceType", "finalize"]

_ATOMIC = (int, float, complex, str, bytes, tuple, list, dict, type(None))


class ref:
    __slots__ = ("_object", "__callback__", "__dict__")

    def __init__(self, object, callback=None, /):
        if type(object) in _ATOMIC:
            raise TypeError(f"cannot create weak reference to '{type(object).__name__}' object")
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


ReferenceType = ref


class WeakMethod(ref):
    pass


def proxy(object, callback=None, /):
    if type(object) in _ATOMIC:
        raise TypeError(f"cannot create weak reference to '{type(object).__name__}' object")
    return object


def getweakrefcount(object, /):
    return 0


def getweakrefs(object, /):
    return []


class WeakKeyDictionary(_UserDict):
    pass


class WeakValueDictionary(_UserDict):
    pass


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
