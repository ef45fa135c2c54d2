"""Type hints: names that can be imported, subscripted and shown. Nothing is checked."""

import collections.abc
import types
from abc import ABCMeta, abstractmethod

TYPE_CHECKING = False


def _type_repr(obj):
    if obj is ...:
        return "..."
    if isinstance(obj, type) and not isinstance(obj, types.GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, list):
        return "[" + ", ".join([_type_repr(o) for o in obj]) + "]"
    return repr(obj)


def _type_check(arg):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


class _Final:
    __slots__ = ()


class ForwardRef(_Final):
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def _parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, list):
            own = _parameters(arg)
        elif isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            own = (arg,)
        else:
            own = getattr(arg, "__parameters__", ()) if not isinstance(arg, type) else ()
        for parameter in own:
            if parameter not in found:
                found.append(parameter)
    return tuple(found)


class _GenericAlias(_Final):
    """`origin[args]`, shown under the name it was written with."""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = _parameters(args)
        self._name = name

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f"{self!r} is not a generic class")
        if len(params) != len(parameters):
            few = "many" if len(params) > len(parameters) else "few"
            raise TypeError(f"Too {few} arguments for {self!r}; actual {len(params)}, expected {len(parameters)}")
        values = dict(zip(parameters, [_type_check(p) for p in params]))
        return self._copy(tuple([_substitute(a, values) for a in self.__args__]))

    def _copy(self, args):
        if self.__origin__ is Union:
            return Union[args]
        return type(self)(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        if not isinstance(self.__origin__, type) or self._name is not None and self.__origin__.__module__ == "typing":
            raise TypeError(f"Type {self._name or self.__origin__} cannot be instantiated")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if not isinstance(origin, type):
            raise TypeError(f"Cannot subclass {self!r}")
        if origin is Generic or origin is Protocol:
            return (origin,)
        entries = [] if any(isinstance(b, type) and issubclass(b, origin) for b in bases) else [origin]
        if self._name is not None and Generic not in bases and self.__parameters__:
            following = bases[bases.index(self) + 1:]
            if not any(isinstance(b, _GenericAlias) or isinstance(b, type) and issubclass(b, Generic) for b in following):
                entries.append(Generic)
        return tuple(entries)

    def __getattr__(self, attr):
        if attr.startswith("__") and attr.endswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{attr}'")
        return getattr(self.__origin__, attr)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        if self.__origin__ is Union and other.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        if self.__origin__ is Union:
            return hash(frozenset(self.__args__))
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, a) for a in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __iter__(self):
        raise TypeError(f"'{type(self).__name__}' object is not iterable")

    def __repr__(self):
        args = self.__args__
        if self.__origin__ is Union:
            if len(args) == 2 and type(None) in args:
                other = args[0] if args[1] is type(None) else args[1]
                return f"typing.Optional[{_type_repr(other)}]"
            return f"typing.Union[{', '.join([_type_repr(a) for a in args])}]"
        if self._name == "Callable" and args:
            if args[0] is ... or isinstance(args[0], ParamSpec):
                return f"typing.Callable[{_type_repr(args[0])}, {_type_repr(args[-1])}]"
            return f"typing.Callable[[{', '.join([_type_repr(a) for a in args[:-1]])}], {_type_repr(args[-1])}]"
        if self._name == "Annotated":
            return f"typing.Annotated[{_type_repr(args[0])}, {', '.join([repr(a) for a in args[1:]])}]"
        if self._name == "Literal":
            return f"typing.Literal[{', '.join([repr(a) for a in args])}]"
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        shown = ", ".join([_type_repr(a) for a in args]) if args else "()"
        return f"{name}[{shown}]"


def _substitute(arg, values):
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return values.get(arg, arg)
    parameters = getattr(arg, "__parameters__", ()) if not isinstance(arg, type) else ()
    if parameters:
        return arg[tuple([values.get(p, p) for p in parameters])]
    return arg


class _SpecialForm(_Final):
    def __init__(self, name, subscript=None):
        self._name = name
        self._subscript = subscript

    def __getitem__(self, params):
        if self._subscript is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._subscript(self, params)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self!r} cannot be used with issubclass()")

    def __repr__(self):
        return f"typing.{self._name}"


def _one(form, params):
    if isinstance(params, tuple):
        raise TypeError(f"{form!r} accepts only single type.")
    return _GenericAlias(form, (_type_check(params),), form._name)


def _union(form, params):
    if params == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(params, tuple):
        params = (params,)
    flat = []
    for param in params:
        param = _type_check(param)
        members = param.__args__ if isinstance(param, _GenericAlias) and param.__origin__ is Union else (param,)
        for member in members:
            if member not in flat:
                flat.append(member)
    return flat[0] if len(flat) == 1 else _GenericAlias(Union, tuple(flat))


def _optional(form, param):
    return Union[param, type(None)]


def _literal(form, params):
    return _GenericAlias(form, params if isinstance(params, tuple) else (params,), "Literal")


def _annotated(form, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _GenericAlias(form, (_type_check(params[0]),) + params[1:], "Annotated")


def _several(form, params):
    params = params if isinstance(params, tuple) else (params,)
    return _GenericAlias(form, tuple([_type_check(p) for p in params]), form._name)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


Union = _SpecialForm("Union", _union)
Optional = _SpecialForm("Optional", _optional)
Literal = _SpecialForm("Literal", _literal)
ClassVar = _SpecialForm("ClassVar", _one)
Final = _SpecialForm("Final", _one)
Annotated = _SpecialForm("Annotated", _annotated)
Concatenate = _SpecialForm("Concatenate", _several)
TypeGuard = _SpecialForm("TypeGuard", _one)
Required = _SpecialForm("Required", _one)
NotRequired = _SpecialForm("NotRequired", _one)
Unpack = _SpecialForm("Unpack", _one)
NoReturn = _SpecialForm("NoReturn")
Never = _SpecialForm("Never")
Self = _SpecialForm("Self")
LiteralString = _SpecialForm("LiteralString")
TypeAlias = _SpecialForm("TypeAlias")


class _Variable:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        if self.__covariant__:
            return "+" + self.__name__
        return ("-" if self.__contravariant__ else "~") + self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class TypeVar(_Variable):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant


class ParamSpec(_Variable):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple:
    def __init__(self, name):
        self.__name__ = name

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_type_check(p) for p in params])
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(p, (TypeVar, ParamSpec, TypeVarTuple)) or getattr(p, "__origin__", None) is Unpack
                       for p in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                                "or parameter specification variables.")
            return _GenericAlias(cls, params, cls.__name__)
        parameters = getattr(cls, "__parameters__", ())
        if not parameters:
            raise TypeError(f"{cls!r} is not a generic class")
        if len(params) != len(parameters) and not any(isinstance(p, (ParamSpec, TypeVarTuple)) for p in parameters):
            few = "many" if len(params) > len(parameters) else "few"
            raise TypeError(f"Too {few} arguments for {cls!r}; actual {len(params)}, expected {len(parameters)}")
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is not None:
            explicit = [b for b in bases if isinstance(b, _GenericAlias) and b.__origin__ in (Generic, Protocol)]
            cls.__parameters__ = _parameters(explicit or bases)
        else:
            cls.__parameters__ = ()


_PROTOCOL_OWN = {"__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
                 "__slots__", "__subclasshook__", "__weakref__", "__parameters__", "__orig_bases__", "__orig_class__",
                 "_is_protocol", "_is_runtime_protocol", "__class_getitem__", "__init_subclass__", "_abc_impl",
                 "__match_args__", "__qualname__"}


def _protocol_members(cls):
    members = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        if not base.__dict__.get("_is_protocol", False):
            continue
        names = list(base.__dict__) + list(base.__dict__.get("__annotations__", {}))
        members.update(n for n in names if not n.startswith("_abc_") and n not in _PROTOCOL_OWN)
    return members


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if not cls.__dict__.get("_is_runtime_protocol", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if all(hasattr(instance, name) for name in _protocol_members(cls)):
                return True
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, other):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if not cls.__dict__.get("_is_runtime_protocol", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            members = _protocol_members(cls)
            if all(any(name in base.__dict__ for base in other.__mro__) for name in members):
                return True
        return super().__subclasscheck__(other)


def _no_init(self, *args, **kwargs):
    if type(self).__dict__.get("_is_protocol", False):
        raise TypeError("Protocols cannot be instantiated")
    object.__init__(self)


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = Protocol in cls.__bases__
        if cls._is_protocol and "__init__" not in cls.__dict__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % cls)
    cls._is_runtime_protocol = True
    return cls


class _Alias(_Final):
    """`List`, `Dict` and the like: a name of `typing` for a class elsewhere."""

    def __init__(self, origin, name):
        self.__origin__ = origin
        self._name = name
        self.__parameters__ = ()

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        elif params == () and self._name == "Tuple":
            return _GenericAlias(tuple, (), "Tuple")
        return _GenericAlias(self.__origin__, tuple([_type_check(p) for p in params]), self._name)

    def __call__(self, *args, **kwargs):
        if self._name in ("DefaultDict", "OrderedDict", "Counter", "ChainMap", "Deque"):
            return self.__origin__(*args, **kwargs)
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __getattr__(self, attr):
        if attr.startswith("__") and attr.endswith("__"):
            raise AttributeError(attr)
        return getattr(self.__origin__, attr)

    def __repr__(self):
        return f"typing.{self._name}"


class _CallableAlias(_Alias):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        if isinstance(args, list):
            args = tuple([_type_check(a) for a in args])
        elif args is ... or isinstance(args, (ParamSpec, _GenericAlias)):
            args = (args,)
        else:
            raise TypeError(f"Callable[args, result]: args must be a list. Got {args}")
        return _GenericAlias(self.__origin__, args + (_type_check(result),), "Callable")


List = _Alias(list, "List")
Dict = _Alias(dict, "Dict")
Set = _Alias(set, "Set")
FrozenSet = _Alias(frozenset, "FrozenSet")
Tuple = _Alias(tuple, "Tuple")
Type = _Alias(type, "Type")
Callable = _CallableAlias(collections.abc.Callable, "Callable")
DefaultDict = _Alias(collections.defaultdict, "DefaultDict")
OrderedDict = _Alias(collections.OrderedDict, "OrderedDict")
Counter = _Alias(collections.Counter, "Counter")
ChainMap = _Alias(collections.ChainMap, "ChainMap")
Deque = _Alias(collections.deque, "Deque")
for _name in ("Hashable", "Sized", "Iterable", "Iterator", "Generator", "Reversible", "Container", "Collection", "Sequence",
              "MutableSequence", "ByteString", "Mapping", "MutableMapping", "MappingView", "KeysView", "ItemsView",
              "ValuesView", "MutableSet", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator"):
    globals()[_name] = _Alias(getattr(collections.abc, _name), _name)
AbstractSet = _Alias(collections.abc.Set, "AbstractSet")


class _PatternStandIn:
    pass


Pattern = _Alias(_PatternStandIn, "Pattern")
Match = _Alias(_PatternStandIn, "Match")
Text = str
AnyStr = TypeVar("AnyStr", bytes, str)
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)


class ContextManager(Generic):
    def __class_getitem__(cls, params):
        return _GenericAlias(cls, params if isinstance(params, tuple) else (params,), "ContextManager")


class IO(Generic):
    def __class_getitem__(cls, params):
        return _GenericAlias(cls, params if isinstance(params, tuple) else (params,), None)


class TextIO:
    pass


class BinaryIO:
    pass


@runtime_checkable
class SupportsInt(Protocol):
    @abstractmethod
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    @abstractmethod
    def __float__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    @abstractmethod
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    @abstractmethod
    def __abs__(self):
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    @abstractmethod
    def __round__(self, ndigits=0):
        pass


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def reveal_type(obj, /):
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def overload(func):
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                              "outside a stub module should always be followed by an implementation that is not @overload-ed.")


def get_overloads(func):
    return []


def clear_overloads():
    pass


def no_type_check(arg):
    return arg


def no_type_check_decorator(decorator):
    return decorator


def dataclass_transform(**kwargs):
    return lambda cls: cls


def get_origin(tp):
    if isinstance(tp, (_GenericAlias, types.GenericAlias, _Alias)):
        return Annotated if getattr(tp, "_name", None) == "Annotated" else tp.__origin__
    if tp is Generic:
        return Generic
    return None


def get_args(tp):
    if isinstance(tp, (_GenericAlias, types.GenericAlias)):
        args = tp.__args__
        if getattr(tp, "_name", None) == "Callable" and args and args[0] is not ...:
            return list(args[:-1]), args[-1]
        return args
    return ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations as they are; strings that are plain names are looked up."""
    import sys

    def resolve(value, scope):
        if value is None:
            return type(None)
        if isinstance(value, str) and value.isidentifier():
            builtins = sys.modules["builtins"] if "builtins" in sys.modules else None
            found = scope.get(value, getattr(builtins, value, None) if builtins else None)
            if found is None:
                raise NameError(f"name {value!r} is not defined")
            return found
        return value
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            scope = {**(vars(module) if module else {}), **(globalns or {}), **(localns or {})}
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = resolve(value, scope)
        return hints
    scope = {**getattr(obj, "__globals__", {}), **(globalns or {}), **(localns or {})}
    for name, value in getattr(obj, "__annotations__", {}).items():
        hints[name] = resolve(value, scope)
    return hints


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__module__ = "__main__"
        self.__supertype__ = tp

    def __call__(self, x):
        return x

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        annotations = ns.get("__annotations__", {})
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(name)
            elif defaults:
                plural = "s" if len(defaults) > 1 else ""
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field{plural} "
                                f"{', '.join(defaults)}")
        made = collections.namedtuple(typename, list(annotations), defaults=[ns[n] for n in defaults],
                                      module=ns["__module__"])
        made.__annotations__ = {n: _type_check(t) for n, t in annotations.items()}
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
                       "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__name__", "__annotations__", "__qualname__", "__orig_bases__") \
                    and key not in made._fields:
                setattr(made, key, value)
        made.__qualname__ = ns.get("__qualname__", typename)
        return made


class _NamedTuple:
    """Base given in class statements; calling it is the functional form."""

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __call__(self, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        pairs = [(n, _type_check(t)) for n, t in fields]
        made = collections.namedtuple(typename, [n for n, _ in pairs])
        made.__annotations__ = dict(pairs)
        return made

    def __repr__(self):
        return "<function NamedTuple>"


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple = _NamedTuple()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,), {k: v for k, v in ns.items() if k != "__orig_bases__"})
        annotations = {}
        required, optional = set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        own = {n: _type_check(t) for n, t in ns.get("__annotations__", {}).items()}
        annotations.update(own)
        for key, value in own.items():
            origin = getattr(value, "__origin__", None)
            if origin is Required or origin is not NotRequired and total:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")


class _TypedDict:
    def __mro_entries__(self, bases):
        return (_TypedDictBase,)

    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields or kwargs), "__module__": "__main__"},
                              total=total)

    def __repr__(self):
        return "<function TypedDict>"


_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict = _TypedDict()

__all__ = [_name for _name in list(globals())
           if _name.isidentifier() and not _name.startswith("_") and _name not in ("collections", "types", "ABCMeta", "abstractmethod", "T", "KT",
                                                          "VT", "T_co", "T_contra")]
