"""Enumerations.

Members are plain class attributes, so `Color.RED` costs what any class attribute costs. `name` and `value` are ordinary
properties. Not here: `verify`, `global_enum`, pickling.
"""

from types import DynamicClassAttribute

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
           "auto", "unique", "property", "member", "nonmember", "FlagBoundary",
           "STRICT", "CONFORM", "EJECT", "KEEP", "show_flag_values"]

_property = property
_no_value = object()


class nonmember:
    """Protects a value from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of what would not become one."""

    def __init__(self, value):
        self.value = value


class auto:
    """Replaced with a value when its name is bound in the class body."""

    def __init__(self, value=_no_value):
        self.value = value

    def __repr__(self):
        return "auto()" if self.value is _no_value else f"auto({self.value!r})"


property = DynamicClassAttribute


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name.lstrip('_')}__"
    return len(name) > len(prefix) and name.startswith(prefix) and not name.endswith("__")


def _is_descriptor(value):
    if isinstance(value, type):
        return False
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


def _is_single_bit(number):
    return number > 0 and number & (number - 1) == 0


def _bits(number):
    while number:
        bit = number & -number
        yield bit
        number ^= bit


_SUNDER = {"_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
           "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_"}


class _EnumDict(dict):
    """Namespace of the body of an enumeration."""

    def __init__(self):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = ""
        self._generate_next_value = None

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDER:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            if isinstance(value, auto):
                value = self._resolve(key, value)
            elif type(value) is tuple and any(isinstance(v, auto) for v in value):
                value = tuple([self._resolve(key, v) if isinstance(v, auto) else v for v in value])
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if value.value is _no_value:
            value.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
        self._auto_called = True
        return value.value

    def update(self, members, **more):
        for key in members.keys():
            self[key] = members[key]
        for key, value in more.items():
            self[key] = value


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumDict()
        namespace._cls_name = cls
        if bases:
            _, first_enum = metacls._get_mixins_(cls, bases)
            if first_enum is not None:
                dict.__setitem__(namespace, "_generate_next_value_", first_enum._generate_next_value_)
                namespace._generate_next_value = first_enum._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if not bases or not isinstance(classdict, _EnumDict):
            made = super().__new__(metacls, cls, bases, dict(classdict), **kwds)
            made._member_names_ = []
            made._member_map_ = {}
            made._value2member_map_ = {}
            made._unhashable_values_ = []
            made._member_type_ = object
            return made
        if "_ignore_" not in classdict:
            ignore = []
        else:
            ignore = classdict["_ignore_"]
        member_names = list(classdict._member_names)
        invalid = set(member_names) & {"mro", ""}
        if invalid:
            raise ValueError("invalid enum member name(s) " + ",".join(repr(n) for n in invalid))
        order = classdict.get("_order_")
        namespace = {key: value for key, value in classdict.items()
                     if key not in classdict._member_names and key not in ignore and key not in ("_ignore_", "_order_")}
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        if "_generate_next_value_" in namespace and not isinstance(namespace["_generate_next_value_"], staticmethod):
            namespace["_generate_next_value_"] = staticmethod(namespace["_generate_next_value_"])
        made = super().__new__(metacls, cls, bases, namespace, **kwds)
        made._member_names_ = []
        made._member_map_ = {}
        made._value2member_map_ = {}
        made._unhashable_values_ = []
        made._member_type_ = member_type
        is_flag = Flag is not None and issubclass(made, Flag)
        if is_flag:
            made._boundary_ = boundary or getattr(first_enum, "_boundary_", None)
            made._flag_mask_ = 0
            made._all_bits_ = 0
            made._singles_mask_ = 0
        for name in member_names:
            _add_member(made, name, classdict[name], member_type, new, use_args, is_flag)
        if is_flag:
            made._all_bits_ = (1 << made._flag_mask_.bit_length()) - 1
            made._member_names_.sort(key=lambda n: made._member_map_[n]._value_) if _needs_sort(made) else None
        if order is not None:
            _check_order(made, order, is_flag)
        if save_new:
            made.__new_member__ = made.__dict__["__new__"]
        if Enum is not None:
            made.__new__ = Enum.__new__
            # What a mixed-in type would otherwise bring along for text.
            if ReprEnum is not None and ReprEnum not in bases:
                for method in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
                    if method in namespace or member_type is object:
                        continue
                    enum_method = getattr(first_enum, method, None)
                    found = getattr(made, method, None)
                    if enum_method is not None and found is getattr(member_type, method, None):
                        setattr(made, method, enum_method)
            if is_flag:
                for method in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                    if method not in namespace:
                        enum_method = getattr(Flag, method)
                        if getattr(made, method) is not enum_method:
                            setattr(made, method, enum_method)
        return made

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None and type is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        return sorted(["__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__",
                       "__len__", "__members__", "__module__", "__name__", "__qualname__"] + cls._member_names_)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        from types import MappingProxyType
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names = names, []
            last = []
            for count, name in enumerate(original):
                value = classdict._generate_next_value(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            classdict[name] = value
        made = metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)
        made.__module__ = module if module is not None else "__main__"
        if qualname is not None:
            made.__qualname__ = qualname
        return made

    @staticmethod
    def _check_for_existing_members_(class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    candidate = candidate or base
                    if candidate not in found:
                        found.append(candidate)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r" % (class_name, set(found)))
        return found[0] if found else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        new = classdict.get("__new__", None)
        if isinstance(new, staticmethod):
            new = new.__func__
        save_new = first_enum is not None and new is not None
        if new is None:
            default = Enum.__new__ if Enum is not None else None
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target is not None and target is not object.__new__ and target is not default:
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        use_args = first_enum is not None and new is not object.__new__
        return new, save_new, use_args


def _needs_sort(made):
    values = [made._member_map_[n]._value_ for n in made._member_names_]
    return values != sorted(values)


def _check_order(made, order, is_flag):
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    names = made._member_names_
    if is_flag:
        order = [o for o in order if o in names]
    else:
        order = [o for o in order if o not in made._member_map_ or o in names]
    if order != names:
        raise TypeError("member order does not match _order_:\n  %r\n  %r" % (names, order))


def _same_member(made, value):
    try:
        return made._value2member_map_.get(value)
    except TypeError:
        for name in made._member_names_:
            if made._member_map_[name]._value_ == value:
                return made._member_map_[name]
        return None


def _add_member(made, name, value, member_type, new, use_args, is_flag):
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    new_member = new(made, *args) if use_args else new(made)
    if not hasattr(new_member, "_value_"):
        if member_type is object:
            new_member._value_ = value
        else:
            try:
                new_member._value_ = member_type(*args)
            except Exception as error:
                wrapped = TypeError("_value_ not set in __new__, unable to create it")
                wrapped.__cause__ = error
                raise wrapped
    value = new_member._value_
    new_member._name_ = name
    new_member.__objclass__ = made
    new_member.__init__(*args)
    new_member._sort_order_ = len(made._member_names_)
    existing = _same_member(made, value)
    if existing is not None:
        new_member = existing
    else:
        if not is_flag or not isinstance(value, int):
            made._member_names_.append(name)
        elif _is_single_bit(value):
            made._member_names_.append(name)
        if is_flag and isinstance(value, int):
            made._flag_mask_ |= value if value > 0 else 0
            if _is_single_bit(value):
                made._singles_mask_ |= value
    type.__setattr__(made, name, new_member)
    made._member_map_[name] = new_member
    try:
        made._value2member_map_.setdefault(value, new_member)
    except TypeError:
        made._unhashable_values_.append(value)


EnumMeta = EnumType
Enum = None
ReprEnum = None
Flag = None


class Enum(metaclass=EnumType):
    @_property
    def name(self):
        return self._name_

    @_property
    def value(self):
        return self._value_

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for candidate in cls._member_map_.values():
                if candidate._value_ == value:
                    return candidate
        failure = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            failure = error
            result = None
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        error = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None and failure is None:
            raise error
        if failure is None:
            failure = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                                % (cls.__name__, result))
        if not isinstance(failure, ValueError):
            failure.__context__ = error
        raise failure

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        for last in reversed(last_values):
            try:
                return last + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        value_repr = self.__class__._member_type_.__repr__
        if value_repr is object.__repr__ or "__dataclass_fields__" in self.__class__._member_type_.__dict__:
            return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        for cls in self.__class__.__mro__:
            if cls is not object and not isinstance(cls, type(Enum)) or cls is self.__class__:
                names.update(n for n in cls.__dict__ if n[0] != "_" and n not in self._member_map_)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)


class ReprEnum(Enum):
    """Only the repr is that of enumerations; text and format are those of the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Members are integers."""


class StrEnum(str, ReprEnum):
    """Members are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


for _cls, _base in ((IntEnum, int), (StrEnum, str)):
    type.__setattr__(_cls, "__repr__", Enum.__repr__)
    type.__setattr__(_cls, "__str__", _base.__repr__ if _base is int else _base.__str__)
    type.__setattr__(_cls, "__format__", _base.__format__)
    type.__setattr__(_cls, "__hash__", _base.__hash__)


class FlagBoundary(StrEnum):
    """What happens to bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=CONFORM):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            high_bit = last.bit_length() - 1
        except Exception:
            raise TypeError("invalid flag value %r" % last) from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        flag_mask = cls._flag_mask_
        all_bits = cls._all_bits_
        negative = value if value < 0 else None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), flag_mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                                 % (cls, value, _binary(value, width), _binary(flag_mask, width)))
            if cls._boundary_ is CONFORM:
                value = value & flag_mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            value = all_bits + 1 + value
        unknown = value & ~flag_mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError("%s(%r) -->  unknown values %r [%s]" % (cls.__name__, value, unknown, bin(unknown)))
        found = cls._value2member_map_.get(value)
        if found is not None:
            return found
        if cls._member_type_ is object:
            pseudo = object.__new__(cls)
        else:
            pseudo = cls._member_type_.__new__(cls, value)
        pseudo._value_ = value
        pseudo.__objclass__ = cls
        members = [m for m in cls if m._value_ & value] if value else []
        if members:
            pseudo._name_ = "|".join([m._name_ for m in members])
            if unknown:
                pseudo._name_ += "|%s" % cls._numeric_repr_(unknown)
        else:
            pseudo._name_ = None
        pseudo = cls._value2member_map_.setdefault(value, pseudo)
        if negative is not None:
            cls._value2member_map_[negative] = pseudo
        return pseudo

    @staticmethod
    def _numeric_repr_(value):
        return repr(value)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        cls = self.__class__
        for bit in _bits(self._value_ & cls._flag_mask_):
            yield cls._value2member_map_[bit]

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _operand(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        other = self._operand(other)
        return NotImplemented if other is None else self.__class__(self._value_ | other)

    def __and__(self, other):
        other = self._operand(other)
        return NotImplemented if other is None else self.__class__(self._value_ & other)

    def __xor__(self, other):
        other = self._operand(other)
        return NotImplemented if other is None else self.__class__(self._value_ ^ other)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _binary(number, width):
    if number >= 0:
        digits = bin(number)[2:]
        return "0b0 " + digits.rjust(width, "0")
    digits = bin(number + (1 << (width + 1)))[2:][-width:]
    return "0b1 " + digits.rjust(width, "1")


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Members are integers and may be combined."""


for _name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__", "__repr__",
              "__contains__", "__iter__", "__len__"):
    type.__setattr__(IntFlag, _name, Flag.__dict__[_name])
type.__setattr__(IntFlag, "__str__", int.__repr__)
type.__setattr__(IntFlag, "__format__", int.__format__)
type.__setattr__(IntFlag, "__hash__", int.__hash__)


def unique(enumeration):
    duplicates = [(name, made.name) for name, made in enumeration._member_map_.items() if name != made.name]
    if duplicates:
        details = ", ".join(["%s -> %s" % pair for pair in duplicates])
        raise ValueError("duplicate values found in %r: %s" % (enumeration, details))
    return enumeration


def show_flag_values(value):
    return list(_bits(value))
