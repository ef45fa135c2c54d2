"""What is a coroutine."""

import types
from collections.abc import Coroutine

__all__ = ["iscoroutine", "iscoroutinefunction"]


def iscoroutinefunction(func):
    while hasattr(func, "func") and not isinstance(func, (types.FunctionType, types.MethodType)):
        func = func.func
    if isinstance(func, types.MethodType):
        func = func.__func__
    return isinstance(func, types.FunctionType) and bool(func.__code__.co_flags & 0x80)


def iscoroutine(obj):
    return isinstance(obj, (types.CoroutineType, Coroutine)) or isinstance(obj, types.GeneratorType)
