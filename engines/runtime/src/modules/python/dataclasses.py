"""Data classes. `__init__`, comparisons and `__hash__` are compiled from text, the other methods are closures."""

import abc
import types

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _HasDefaultFactory:
    def __repr__(self):
        return "<factory>"


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


class _KwOnly:
    def __repr__(self):
        return "<dataclasses._KW_ONLY_TYPE object>"


MISSING = _Missing()
_HAS_DEFAULT_FACTORY = _HasDefaultFactory()
KW_ONLY = _KwOnly()
_EMPTY_METADATA = types.MappingProxyType({})
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_FIELD, _CLASSVAR, _INITVAR = "_FIELD", "_FIELD_CLASSVAR", "_FIELD_INITVAR"


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return ("Field("
                f"name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
                f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})")


def _text_names(annotation, *names):
    """Whether a string annotation names one of these, bare or qualified."""
    head = annotation.split("[")[0].strip()
    return head.split(".")[-1] in names


def _is_classvar(annotation):
    if isinstance(annotation, str):
        return _text_names(annotation, "ClassVar")
    origin = getattr(annotation, "__origin__", annotation)
    return getattr(origin, "_name", None) == "ClassVar"


def _is_initvar(annotation):
    if isinstance(annotation, str):
        return _text_names(annotation, "InitVar")
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    if isinstance(annotation, str):
        return _text_names(annotation, "KW_ONLY")
    return annotation is KW_ONLY


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType if hasattr(types, "MemberDescriptorType") else ()):
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation):
        f._field_type = _CLASSVAR
    elif _is_initvar(annotation):
        f._field_type = _INITVAR
    if f._field_type in (_CLASSVAR, _INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _function(name, parameters, body, values):
    """A function from text, as CPython makes them: straight code, which engines compile and specialise like any other.
    `values` are what the text refers to beside its parameters."""
    lines = "".join([f"  {line}\n" for line in body or ["pass"]])
    text = f"def make({', '.join(values)}):\n def {name}({', '.join(parameters)}):\n{lines} return {name}\n"
    namespace = {}
    exec(text, namespace)
    return namespace["make"](**values)


def _make_init(cls, all_fields, frozen, slots):
    parameters = [f for f in all_fields if f.init]
    names = [f.name for f in all_fields]
    own = "__dataclass_self__" if "self" in names else "self"
    values = {}

    def declared(f):
        if f.default_factory is not MISSING:
            values["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
            return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
        if f.default is not MISSING:
            values[f"__dataclass_dflt_{f.name}__"] = f.default
            return f"{f.name}=__dataclass_dflt_{f.name}__"
        return f.name

    declarations = [own] + [declared(f) for f in parameters if not f.kw_only]
    keyword_only = [declared(f) for f in parameters if f.kw_only]
    if keyword_only:
        declarations += ["*"] + keyword_only
    body = []
    for f in all_fields:
        default = f"__dataclass_dflt_{f.name}__"
        value = f.name
        if f.default_factory is not MISSING:
            values[default] = f.default_factory
            value = f"{default}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}" if f.init else f"{default}()"
        elif not f.init:
            if not slots or f.default is MISSING:
                continue
            values[default] = f.default
            value = default
        if f._field_type is _INITVAR:
            continue
        if frozen:
            values["__dataclass_object__"] = object
            body.append(f"__dataclass_object__.__setattr__({own}, {f.name!r}, {value})")
        else:
            body.append(f"{own}.{f.name} = {value}")
    if hasattr(cls, "__post_init__"):
        extra = ", ".join([f.name for f in all_fields if f._field_type is _INITVAR])
        body.append(f"{own}.__post_init__({extra})")
    __init__ = _function("__init__", declarations, body, values)
    annotations = {f.name: f.type for f in parameters}
    annotations["return"] = None
    __init__.__annotations__ = annotations
    return __init__


def _recursive_repr(function):
    active = set()

    def __repr__(self):
        key = id(self)
        if key in active:
            return "..."
        active.add(key)
        try:
            return function(self)
        finally:
            active.discard(key)
    return __repr__


def _make_repr(names):
    def __repr__(self):
        shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{self.__class__.__qualname__}({shown})"
    made = _recursive_repr(__repr__)
    # For `pprint`, which writes only such representations in its own way.
    made.__dataclass_repr__ = True
    return made


def _listed(owner, names):
    """The text of a tuple of attributes."""
    return "(" + "".join([f"{owner}.{name}, " for name in names]) + ")"


def _make_comparison(method, operator, names):
    body = ["if other.__class__ is self.__class__:",
            f" return {_listed('self', names)} {operator} {_listed('other', names)}",
            "return NotImplemented"]
    return _function(method, ["self", "other"], body, {})


def _make_order(names):
    operators = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
    return [_make_comparison(method, operator, names) for method, operator in operators.items()]


def _make_hash(names):
    return _function("__hash__", ["self"], [f"return hash({_listed('self', names)})"], {})


def _make_frozen(cls, names):
    names = set(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _set_method(cls, method, replace=False):
    name = method.__name__
    if not replace and name in cls.__dict__:
        return True
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    setattr(cls, name, method)
    return False


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    collected = {}
    any_frozen = False
    has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_bases = True
            collected.update(base_fields)
            if getattr(base, _PARAMS).frozen:
                any_frozen = True
    own_annotations = cls.__dict__.get("__annotations__", {})
    own_fields = []
    kw_only_seen = False
    for name, annotation in own_annotations.items():
        if _is_kw_only(annotation):
            if kw_only_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only_seen = True
            kw_only = True
        else:
            own_fields.append(_get_field(cls, name, annotation, kw_only))
    for f in own_fields:
        collected[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in own_annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, collected)
    setattr(cls, _PARAMS, _Params(init, repr, eq, order, unsafe_hash, frozen))
    class_hash = cls.__dict__.get("__hash__", MISSING)
    explicit_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    stored = [f for f in collected.values() if f._field_type in (_FIELD, _INITVAR)]
    real = [f for f in collected.values() if f._field_type is _FIELD]
    positional = [f for f in stored if f.init and not f.kw_only]
    if init:
        seen_default = False
        for f in positional:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = True
            elif seen_default:
                raise TypeError(f"non-default argument {f.name!r} follows default argument")
        _set_method(cls, _make_init(cls, stored, frozen, slots))
    if repr:
        _set_method(cls, _make_repr([f.name for f in real if f.repr]))
    compared = [f.name for f in real if f.compare]
    user_eq = "__eq__" in cls.__dict__
    if eq:
        _set_method(cls, _make_comparison("__eq__", "==", compared))
    if order:
        for method in _make_order(compared):
            if _set_method(cls, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if frozen:
        for method in _make_frozen(cls, [f.name for f in real]):
            if _set_method(cls, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
    hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        _set_method(cls, _make_hash(hashed), True)
    elif eq and frozen:
        if not explicit_hash:
            _set_method(cls, _make_hash(hashed), True)
    elif eq and not explicit_hash and not user_eq:
        cls.__hash__ = None
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in positional])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, [f.name for f in real])
    abc.update_abstractmethods(cls)
    return cls


def _add_slots(cls, names):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    namespace = dict(cls.__dict__)
    namespace["__slots__"] = tuple([name for name in names if name not in inherited])
    for name in names:
        namespace.pop(name, None)
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    qualname = getattr(cls, "__qualname__", None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        made.__qualname__ = qualname
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        collected = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in collected.values() if f._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj, dict_factory):
    if _is_instance(obj):
        return dict_factory([(f.name, _asdict(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_asdict(v, dict_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_asdict(v, dict_factory) for v in obj])
    if isinstance(obj, dict):
        pairs = [(_asdict(k, dict_factory), _asdict(v, dict_factory)) for k, v in obj.items()]
        if hasattr(type(obj), "default_factory"):
            result = type(obj)(obj.default_factory)
            for k, v in pairs:
                result[k] = v
            return result
        return type(obj)(pairs)
    import copy
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, tuple_factory):
    if _is_instance(obj):
        return tuple_factory([_astuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_astuple(v, tuple_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_astuple(v, tuple_factory) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_astuple(k, tuple_factory), _astuple(v, tuple_factory)) for k, v in obj.items()])
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    cls.__module__ = "types"
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
