"""Functions that work on functions. Calling caches and partial functions is done by `_functools`, in Rust."""

from _functools import reduce
import _functools

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache",
           "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch",
           "singledispatchmethod", "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        own = getattr(wrapper, name)
        for key, value in getattr(wrapped, name, {}).items():
            if name == "__dict__":
                setattr(wrapper, key, value)
            else:
                own[key] = value
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


class partial:
    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __init__(self, *args, **keywords):
        pass

    __call__ = _functools.partial_call

    def __repr__(self):
        cls = type(self)
        name = cls.__qualname__ if cls is not partial else "functools.partial"
        if cls is not partial:
            name = f"{cls.__module__}.{name}" if cls.__module__ != "builtins" else name
        parts = [repr(self.func)]
        parts.extend([repr(a) for a in self.args])
        parts.extend([f"{key}={value!r}" for key, value in self.keywords.items()])
        return f"{name}({', '.join(parts)})"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("{!r} is not callable or a descriptor".format(func))
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        bound = self.func.__get__(obj, cls) if hasattr(self.func, "__get__") else self.func
        if obj is not None or bound is not self.func:
            return partial(bound, *self.args, **self.keywords)

        def method(self_or_cls, /, *args, **keywords):
            return self.func(self_or_cls, *self.args, *args, **{**self.keywords, **keywords})
        return method

    def __repr__(self):
        args = ", ".join([repr(a) for a in self.args])
        keywords = ", ".join([f"{k}={v!r}" for k, v in self.keywords.items()])
        return f"functools.partialmethod({self.func!r}, {args}, {keywords})"


class KeyWrapper:
    __slots__ = ("cmp", "obj")
    __hash__ = None

    def __init__(self, cmp, obj):
        self.cmp = cmp
        self.obj = obj

    def __lt__(self, other):
        return self.cmp(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.cmp(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.cmp(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.cmp(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.cmp(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    def K(obj):
        return KeyWrapper(mycmp, obj)
    return K


class _CacheInfo(tuple):
    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))


class _lru_cache_wrapper:
    __call__ = _functools.cache_call
    __get__ = _functools.bind

    def cache_info(self):
        hits, misses, currsize = _functools.cache_counts(self._cache_state)
        return _CacheInfo((hits, misses, self._maxsize, currsize))

    def cache_clear(self):
        _functools.cache_clear(self._cache_state)

    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<functools._lru_cache_wrapper object at 0x{id(self):x}>"


def _wrap_with_cache(function, maxsize, typed):
    wrapper = _lru_cache_wrapper()
    wrapper._cache_state = _functools.cache_state(function, maxsize, typed)
    wrapper._maxsize = maxsize
    wrapper._typed = typed
    # Asking for the `__dict__` of the wrapper would make its own attributes slow.
    return update_wrapper(wrapper, function, updated=WRAPPER_UPDATES if getattr(function, "__dict__", None) else ())


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        return _wrap_with_cache(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        return _wrap_with_cache(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    return _wrap_with_cache(user_function, None, False)


_NOT_FOUND = object()


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {self.attrname!r} property.") from None
        value = cache.get(self.attrname, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = self.func(instance)
            cache[self.attrname] = value
        return value


def _defined(cls, name):
    return getattr(cls, name, None) is not getattr(object, name, None)


def _ordering(root, name):
    """The comparison `name` in terms of `root` and equality."""
    if name == "__gt__" and root == "__lt__" or name == "__lt__" and root == "__gt__":
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result and self != other
    elif name[2] == root[2]:
        if root[3] == "t":
            def method(self, other):
                result = getattr(type(self), root)(self, other)
                return result if result is NotImplemented else result or self == other
        else:
            def method(self, other):
                result = getattr(type(self), root)(self, other)
                return result if result is NotImplemented else result and self != other
    elif name[3] != root[3]:
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result
    else:
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result or self == other
    method.__name__ = name
    method.__doc__ = None
    return method


def total_ordering(cls):
    roots = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if _defined(cls, name)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = roots[0]
    for name in ("__lt__", "__gt__", "__le__", "__ge__"):
        if name not in roots:
            setattr(cls, name, _ordering(root, name))
    return cls


def _union_members(annotation):
    if isinstance(annotation, type):
        return None
    members = getattr(annotation, "__args__", None)
    if members and all(isinstance(m, type) for m in members):
        return members
    return None


def singledispatch(func):
    registry = {}
    dispatch_cache = {}

    def dispatch(cls):
        try:
            return dispatch_cache[cls]
        except KeyError:
            pass
        try:
            found = registry[cls]
        except KeyError:
            found = _find_implementation(cls, registry)
        dispatch_cache[cls] = found
        return found

    def register(cls, func=None):
        if isinstance(cls, type):
            if func is None:
                return lambda f: register(cls, f)
        elif _union_members(cls) is not None and func is None and not callable(cls):
            return lambda f: register(cls, f)
        elif func is not None and _union_members(cls) is not None:
            pass
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            name, cls = next(iter(annotations.items()))
            if isinstance(cls, str):
                scope = dict(func.__globals__)
                cls = scope.get(cls) or getattr(__import__("builtins"), cls)
            if not isinstance(cls, type) and _union_members(cls) is None:
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        members = _union_members(cls)
        for one in members if members is not None else (cls,):
            registry[one] = func
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _find_implementation(cls, registry):
    for base in cls.__mro__[:-1]:
        if base in registry:
            return registry[base]
        # Abstract classes that this base is registered with come before the classes further up.
        matches = [abc for abc in registry
                   if abc is not object and abc not in cls.__mro__ and issubclass(base, abc)
                   and not any(issubclass(b, abc) for b in base.__bases__ if b is not object)]
        best = [m for m in matches if not any(o is not m and issubclass(o, m) for o in matches)]
        if len(best) > 1:
            raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
        if best:
            return registry[best[0]]
    return registry.get(object)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatcher = self.dispatcher

        def _method(*args, **kwargs):
            method = dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method
