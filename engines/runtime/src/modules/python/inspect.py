"""`inspect`: what can be found out about live objects: kinds, members, signatures, source text.

Builtin functions have no signatures here, and there are no frames.
"""

import collections
import collections.abc
import enum
import functools
import sys
import types
from keyword import iskeyword

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


# ---- kinds --------------------------------------------------------------------------------------------------------


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def _has_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    while isinstance(f, functools.partial):
        f = f.func
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    return isinstance(object, types.CoroutineType) or isinstance(object, collections.abc.Awaitable)


def iscode(object):
    return isinstance(object, types.CodeType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return False


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


# ---- members ------------------------------------------------------------------------------------------------------


def getmro(cls):
    return cls.__mro__


def _members(object, predicate, getter):
    mro = (object,) + getmro(object) if isclass(object) else ()
    names = dir(object)
    results = []
    done = set()
    for name in names:
        try:
            value = getter(object, name)
            if name in done:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((name, value))
        done.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    return _members(object, predicate, getattr_static)


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """An attribute without any descriptor or `__getattr__` being called."""
    if not isclass(obj):
        own = getattr(obj, "__dict__", {}).get(attr, _missing)
        classes = type(obj).__mro__
    else:
        own = _missing
        classes = obj.__mro__ + type(obj).__mro__
    found = _missing
    for cls in classes:
        if attr in cls.__dict__:
            found = cls.__dict__[attr]
            break
    if own is not _missing and (found is _missing or not isdatadescriptor(found)):
        return own
    if found is not _missing:
        return found
    if default is not _missing:
        return default
    raise AttributeError(attr)


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError("wrapper loop when unwrapping {!r}".format(func))
        seen.add(id(func))
    return func


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None and isclass(object):
        doc = next((base.__doc__ for base in object.__mro__ if base is not type and base.__doc__ is not None), None)
    elif doc is None and ismethod(object):
        for base in type(object.__self__).__mro__:
            method = base.__dict__.get(object.__name__)
            if method is not None and getattr(method, "__doc__", None):
                doc = method.__doc__
                break
    return cleandoc(doc) if isinstance(doc, str) else None


# ---- source -------------------------------------------------------------------------------------------------------


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getfile(object):
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError("{!r} is a built-in module".format(object))
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError("{!r} is a built-in class".format(object))
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if iscode(object):
        return object.co_filename
    raise TypeError(
        "module, class, method, function, traceback, frame, or code object was expected, got {}".format(type(object).__name__)
    )


def getsourcefile(object):
    return getfile(object)


def getmodulename(path):
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def _block(lines):
    """The lines of the block that begins with the first one."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    depth, last, header = 0, 1, True
    for i, line in enumerate(lines):
        text = line.strip()
        if i and not header and depth <= 0 and text and not text.startswith("#") and len(line) - len(line.lstrip()) <= indent:
            break
        if text and (not text.startswith("#") or len(line) - len(line.lstrip()) > indent):
            last = i + 1
        code = text.split("#")[0]
        depth += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
        if header and depth <= 0 and not text.startswith("@"):
            header = False
    return lines[:last]


def getsourcelines(object):
    object = unwrap(object)
    path = getfile(object)
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.readlines()
    except OSError:
        raise OSError("could not get source code") from None
    if ismodule(object):
        return lines, 0
    if isclass(object):
        start = next((i for i, line in enumerate(lines) if line.lstrip().startswith("class " + object.__name__)), None)
        if start is None:
            raise OSError("could not find class definition")
    else:
        code = object.__func__.__code__ if ismethod(object) else object.__code__ if isfunction(object) else object
        start = code.co_firstlineno - 1
    while start > 0 and lines[start - 1].lstrip().startswith("@"):
        start -= 1
    return _block(lines[start:]), start + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


# ---- signatures ---------------------------------------------------------------------------------------------------


class _empty:
    """No default, no annotation."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self._name_

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")[self]


_P = _ParameterKind


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _P
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _P(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_P.VAR_POSITIONAL, _P.VAR_KEYWORD):
            raise ValueError("{} parameters cannot have default values".format(self._kind.description))
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a {}".format(type(name).__name__))
        if iskeyword(name) and self._kind is not _P.POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError("{!r} is not a valid parameter name".format(name))
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_missing, kind=_missing, annotation=_missing, default=_missing):
        return type(self)(
            self._name if name is _missing else name,
            self._kind if kind is _missing else kind,
            default=self._default if default is _missing else default,
            annotation=self._annotation if annotation is _missing else annotation,
        )

    def __str__(self):
        text = {_P.VAR_POSITIONAL: "*", _P.VAR_KEYWORD: "**"}.get(self._kind, "") + self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return text

    def __repr__(self):
        return '<{} "{}">'.format(type(self).__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (
            other._name, other._kind, other._default, other._annotation,
        )


class BoundArguments:
    """Arguments by the names of the parameters that take them."""

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        out = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_P.VAR_KEYWORD, _P.KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _P.VAR_POSITIONAL:
                out.extend(self.arguments[name])
            else:
                out.append(self.arguments[name])
        return tuple(out)

    @property
    def kwargs(self):
        out = {}
        by_name = False
        for name, parameter in self._signature.parameters.items():
            if not by_name:
                if parameter.kind in (_P.VAR_KEYWORD, _P.KEYWORD_ONLY):
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            if parameter.kind == _P.VAR_KEYWORD:
                out.update(self.arguments[name])
            else:
                out[name] = self.arguments[name]
        return out

    def apply_defaults(self):
        made = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif parameter.default is not _empty:
                made[name] = parameter.default
            elif parameter.kind is _P.VAR_POSITIONAL:
                made[name] = ()
            elif parameter.kind is _P.VAR_KEYWORD:
                made[name] = {}
        self.arguments = made

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return "<{} ({})>".format(type(self).__name__, ", ".join("{}={!r}".format(*item) for item in self.arguments.items()))


class Signature:
    """The parameters of a callable, in order, and what it says it gives."""

    __slots__ = ("_return_annotation", "_parameters")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        made = {}
        top, defaults = _P.POSITIONAL_ONLY, False
        for parameter in parameters or ():
            kind = parameter.kind
            if __validate_parameters__:
                if kind < top:
                    raise ValueError("wrong parameter order: {} parameter before {} parameter".format(top.description, kind.description))
                if kind > top:
                    top = kind
                if kind in (_P.POSITIONAL_ONLY, _P.POSITIONAL_OR_KEYWORD):
                    if parameter.default is not _empty:
                        defaults = True
                    elif defaults:
                        raise ValueError("non-default argument follows default argument")
                if parameter.name in made:
                    raise ValueError("duplicate parameter name: {!r}".format(parameter.name))
            made[parameter.name] = parameter
        self._parameters = types.MappingProxyType(made)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature(obj, follow_wrapped, cls)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        return type(self)(
            self._parameters.values() if parameters is _missing else parameters,
            return_annotation=self._return_annotation if return_annotation is _missing else return_annotation,
        )

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        mine, theirs = list(self._parameters.values()), list(other._parameters.values())
        positional = lambda ps: [p for p in ps if p.kind != _P.KEYWORD_ONLY]
        named = lambda ps: {p.name: p for p in ps if p.kind == _P.KEYWORD_ONLY}
        return (
            positional(mine) == positional(theirs) and named(mine) == named(theirs) and self._return_annotation == other._return_annotation
        )

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def _bind(self, args, kwargs, partial):
        arguments = {}
        parameters = list(self._parameters.values())
        args, kwargs = list(args), dict(kwargs)
        used_by_position = 0
        for i, parameter in enumerate(parameters):
            if not args or parameter.kind in (_P.KEYWORD_ONLY, _P.VAR_KEYWORD):
                break
            used_by_position = i + 1
            if parameter.kind == _P.VAR_POSITIONAL:
                arguments[parameter.name] = tuple(args)
                args = []
                break
            if parameter.name in kwargs and parameter.kind != _P.POSITIONAL_ONLY:
                raise TypeError("multiple values for argument {arg!r}".format(arg=parameter.name))
            arguments[parameter.name] = args.pop(0)
        if args:
            raise TypeError("too many positional arguments")
        catch_all = None
        for parameter in parameters[used_by_position:]:
            if parameter.kind == _P.VAR_KEYWORD:
                catch_all = parameter
                continue
            if parameter.kind == _P.VAR_POSITIONAL:
                continue
            if parameter.kind == _P.POSITIONAL_ONLY and parameter.name in kwargs and not any(
                p.kind == _P.VAR_KEYWORD for p in parameters
            ):
                raise TypeError(
                    "{arg!r} parameter is positional only, but was passed as a keyword".format(arg=parameter.name)
                )
            if parameter.kind != _P.POSITIONAL_ONLY and parameter.name in kwargs:
                arguments[parameter.name] = kwargs.pop(parameter.name)
            elif not partial and parameter.default is _empty:
                kind = " keyword-only" if parameter.kind == _P.KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{kind} argument: {parameter.name!r}" if kind else
                                f"missing a required argument: {parameter.name!r}")
        if any(p.kind == _P.VAR_KEYWORD for p in parameters[:used_by_position]):
            catch_all = parameters[-1]
        if kwargs:
            if catch_all is None:
                raise TypeError("got an unexpected keyword argument {arg!r}".format(arg=next(iter(kwargs))))
            arguments[catch_all.name] = kwargs
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __str__(self):
        out = []
        slash, star = False, True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind == _P.POSITIONAL_ONLY:
                slash = True
            elif slash:
                out.append("/")
                slash = False
            if kind == _P.VAR_POSITIONAL:
                star = False
            elif kind == _P.KEYWORD_ONLY and star:
                out.append("*")
                star = False
            out.append(str(parameter))
        if slash:
            out.append("/")
        text = "({})".format(", ".join(out))
        if self._return_annotation is not _empty:
            text += " -> {}".format(formatannotation(self._return_annotation))
        return text

    def __repr__(self):
        return "<{} {}>".format(type(self).__name__, self)


def _of_function(function, cls):
    code = function.__code__
    names = code.co_varnames
    positional, keyword_only = code.co_argcount, code.co_kwonlyargcount
    defaults, kwdefaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    annotations = function.__annotations__
    parameters = []
    for i, name in enumerate(names[:positional]):
        at = i - (positional - len(defaults))
        kind = _P.POSITIONAL_ONLY if i < code.co_posonlyargcount else _P.POSITIONAL_OR_KEYWORD
        parameters.append(Parameter(name, kind, default=defaults[at] if at >= 0 else _empty, annotation=annotations.get(name, _empty)))
    at = positional + keyword_only
    if code.co_flags & CO_VARARGS:
        parameters.append(Parameter(names[at], _P.VAR_POSITIONAL, annotation=annotations.get(names[at], _empty)))
        at += 1
    for name in names[positional : positional + keyword_only]:
        parameters.append(
            Parameter(name, _P.KEYWORD_ONLY, default=kwdefaults.get(name, _empty), annotation=annotations.get(name, _empty))
        )
    if code.co_flags & CO_VARKEYWORDS:
        parameters.append(Parameter(names[at], _P.VAR_KEYWORD, annotation=annotations.get(names[at], _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _bound(signature):
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (_P.VAR_KEYWORD, _P.KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind != _P.VAR_POSITIONAL:
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _of_partial(wrapped, partial):
    bound = wrapped.bind_partial(*partial.args, **partial.keywords)
    parameters = []
    by_name = False
    for name, parameter in wrapped.parameters.items():
        if name in bound.arguments:
            value = bound.arguments[name]
            if parameter.kind in (_P.POSITIONAL_ONLY, _P.POSITIONAL_OR_KEYWORD) and name not in partial.keywords:
                continue
            if parameter.kind == _P.POSITIONAL_OR_KEYWORD:
                by_name = True
                parameter = parameter.replace(kind=_P.KEYWORD_ONLY, default=value)
            elif parameter.kind == _P.KEYWORD_ONLY:
                parameter = parameter.replace(default=value)
        elif by_name:
            if parameter.kind == _P.POSITIONAL_OR_KEYWORD:
                parameter = parameter.replace(kind=_P.KEYWORD_ONLY)
            elif parameter.kind == _P.VAR_POSITIONAL:
                continue
        parameters.append(parameter)
    return wrapped.replace(parameters=parameters)


def _signature(obj, follow_wrapped, cls):
    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    if ismethod(obj):
        return _bound(_signature(obj.__func__, follow_wrapped, cls))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature(obj, follow_wrapped, cls)
    declared = getattr(obj, "__signature__", None)
    if declared is not None:
        if not isinstance(declared, Signature):
            raise TypeError("unexpected object {!r} in __signature__ attribute".format(declared))
        return declared
    if isfunction(obj):
        return _of_function(obj, cls)
    if isinstance(obj, functools.partial):
        return _of_partial(_signature(obj.func, follow_wrapped, cls), obj)
    if isclass(obj):
        for owner, name in ((type(obj), "__call__"), (obj, "__new__"), (obj, "__init__")):
            method = getattr_static(owner, name, None)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isfunction(method):
                return _bound(_signature(method, follow_wrapped, cls))
        if type not in obj.__mro__ and obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls()
        raise ValueError("no signature found for builtin type {!r}".format(obj))
    if not isbuiltin(obj) and not ismethoddescriptor(obj):
        call = getattr_static(type(obj), "__call__", None)
        if isfunction(call):
            return _bound(_signature(call, follow_wrapped, cls))
    raise ValueError("no signature found for builtin {!r}".format(obj))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return _signature(obj, follow_wrapped, Signature)


FullArgSpec = collections.namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    try:
        found = _signature(func.__func__ if ismethod(func) else func, False, Signature)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    kinds = {kind: [p for p in found.parameters.values() if p.kind == kind] for kind in _P}
    args = kinds[_P.POSITIONAL_ONLY] + kinds[_P.POSITIONAL_OR_KEYWORD]
    defaults = tuple(p.default for p in args if p.default is not _empty)
    kwdefaults = {p.name: p.default for p in kinds[_P.KEYWORD_ONLY] if p.default is not _empty}
    annotations = {} if found.return_annotation is _empty else {"return": found.return_annotation}
    annotations.update({p.name: p.annotation for p in found.parameters.values() if p.annotation is not _empty})
    one = lambda kind: kinds[kind][0].name if kinds[kind] else None
    return FullArgSpec(
        [p.name for p in args], one(_P.VAR_POSITIONAL), one(_P.VAR_KEYWORD), defaults or None,
        [p.name for p in kinds[_P.KEYWORD_ONLY]], kwdefaults or None, annotations,
    )


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments


# ---- generators ---------------------------------------------------------------------------------------------------

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if isclass(obj):
        return dict(obj.__dict__.get("__annotations__") or {})
    if not callable(obj) and not ismodule(obj):
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    return dict(getattr(obj, "__annotations__", None) or {})
