"""`pickle`: objects as bytes and back, protocols 0 to 5.

What is written is what CPython's pickler writes for protocols 2 to 5 (frames and memo included), except that a protocol
below 2 is written as 2; what is read may be of any protocol. Out-of-band buffers are not there.
"""

import io
import re
import struct
import sys
from functools import partial as _partial
from types import BuiltinFunctionType, FunctionType

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
# What Python 2 called them.
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue"}
_OLD_NAMES = {"range": "xrange", "str": "unicode", "int": "long", "chr": "unichr"}
_BATCH = 1000
_FRAME = 64 * 1024


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


def _new_by_name(cls, kwargs, args):
    return cls.__new__(cls, *args, **kwargs)


def _attribute(module, name):
    found, parent = module, None
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError("Can't get local attribute {!r} on {!r}".format(name, module))
        try:
            found, parent = getattr(found, part), found
        except AttributeError:
            raise AttributeError("Can't get attribute {!r} on {!r}".format(name, module)) from None
    return found, parent


def _module_of(object, name):
    module = getattr(object, "__module__", None)
    if module is not None:
        return module
    for module_name, module in list(sys.modules.items()):
        if module_name not in ("__main__", "__mp_main__") and module is not None:
            try:
                if _attribute(module, name)[0] is object:
                    return module_name
            except AttributeError:
                pass
    return "__main__"


def encode_long(x):
    """Two's complement, little end first, as short as can be."""
    if x == 0:
        return b""
    size = (x.bit_length() >> 3) + 1
    data = x.to_bytes(size, "little", signed=True)
    if x < 0 and size > 1 and data[-1] == 0xFF and data[-2] & 0x80:
        data = data[:-1]
    return data


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


# ---- writing ------------------------------------------------------------------------------------------------------


class Pickler:
    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        self.proto = max(protocol, 2)
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self.memo = {}
        self._frame = None

    def clear_memo(self):
        self.memo.clear()

    def persistent_id(self, obj):
        return None

    def reducer_override(self, obj):
        return NotImplemented

    def dump(self, obj):
        if not hasattr(self, "_file_write"):
            raise PicklingError("Pickler.__init__() was not called by %s.__init__()" % type(self).__name__)
        self._file_write(b"\x80" + bytes([self.proto]))
        self._frame = bytearray() if self.proto >= 4 else None
        self.save(obj)
        self.write(b".")
        self._end_frame(True)

    def write(self, data):
        if self._frame is None:
            self._file_write(data)
            return
        self._frame += data

    def _end_frame(self, last=False):
        """Writes what is gathered: with its length, unless that is not worth it."""
        if self._frame is None:
            return
        data = bytes(self._frame)
        if len(data) >= 4:
            data = b"\x95" + struct.pack("<Q", len(data)) + data
        self._file_write(data)
        self._frame = None if last else bytearray()

    def _write_large(self, header, payload):
        if self._frame is None or len(payload) < _FRAME:
            self.write(header + payload)
            return
        self._end_frame()
        self._file_write(header)
        self._file_write(payload)

    def memoize(self, obj):
        i = len(self.memo)
        self.memo[id(obj)] = i, obj
        if self.proto >= 4:
            self.write(b"\x94")
        else:
            self.write(b"q" + bytes([i]) if i < 256 else b"r" + struct.pack("<I", i))

    def _get(self, i):
        self.write(b"h" + bytes([i]) if i < 256 else b"j" + struct.pack("<I", i))

    def save(self, obj):
        if self._frame is not None and len(self._frame) >= _FRAME:
            self._end_frame()
        pid = self.persistent_id(obj)
        if pid is not None:
            self.save(pid)
            self.write(b"Q")
            return
        known = self.memo.get(id(obj))
        if known is not None:
            self._get(known[0])
            return
        reduced = self.reducer_override(obj)
        if reduced is NotImplemented:
            kind = type(obj)
            method = self._dispatch.get(kind)
            if method is not None:
                method(self, obj)
                return
            import copyreg

            reducer = getattr(self, "dispatch_table", copyreg.dispatch_table).get(kind)
            if reducer is not None:
                reduced = reducer(obj)
            elif issubclass(kind, type):
                self.save_global(obj)
                return
            else:
                reduced = self._reduce(obj, kind)
        if isinstance(reduced, str):
            self.save_global(obj, reduced)
            return
        if not isinstance(reduced, tuple):
            raise PicklingError("%s must return string or tuple" % kind)
        if not 2 <= len(reduced) <= 6:
            raise PicklingError("Tuple returned by %s must have two to six elements" % kind)
        self.save_reduce(obj=obj, *reduced)

    def _reduce(self, obj, kind):
        import copyreg

        for name, args in (("__reduce_ex__", (self.proto,)), ("__reduce__", ())):
            method = getattr(obj, name, None)
            if method is not None and getattr(object, name, None) != getattr(kind, name, None):
                return method(*args)
        return copyreg._reduce(obj)

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
        name = getattr(func, "__name__", "")
        if name == "__newobj_ex__":
            cls, args, kwargs = args
            if self.proto >= 4:
                self.save(cls)
                self.save(args)
                self.save(kwargs)
                self.write(b"\x92")
            else:
                self.save(_partial(cls.__new__, cls, *args, **kwargs))
                self.save(())
                self.write(b"R")
        elif name == "__newobj__":
            self.save(args[0])
            self.save(args[1:])
            self.write(b"\x81")
        else:
            self.save(func)
            self.save(args)
            self.write(b"R")
        if obj is not None:
            if id(obj) in self.memo:
                self.write(b"0")
                self._get(self.memo[id(obj)][0])
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is not None:
            if state_setter is None:
                self.save(state)
                self.write(b"b")
            else:
                self.save(state_setter)
                self.save(obj)
                self.save(state)
                self.write(b"\x86R0")

    # ---- by class ----

    def save_none(self, obj):
        self.write(b"N")

    def save_bool(self, obj):
        self.write(b"\x88" if obj else b"\x89")

    def save_long(self, obj):
        if 0 <= obj <= 0xFF:
            self.write(b"K" + bytes([obj]))
        elif 0 <= obj <= 0xFFFF:
            self.write(b"M" + struct.pack("<H", obj))
        elif -0x80000000 <= obj <= 0x7FFFFFFF:
            self.write(b"J" + struct.pack("<i", obj))
        else:
            data = encode_long(obj)
            size = len(data)
            self.write((b"\x8a" + bytes([size]) if size < 256 else b"\x8b" + struct.pack("<i", size)) + data)

    def save_float(self, obj):
        self.write(b"G" + struct.pack(">d", obj))

    def save_bytes(self, obj):
        if self.proto < 3:
            if not obj:
                self.save_reduce(bytes, (), obj=obj)
            else:
                from _codecs import encode

                self.save_reduce(encode, (str(obj, "latin1"), "latin1"), obj=obj)
            return
        size = len(obj)
        if size <= 0xFF:
            self.write(b"C" + bytes([size]) + obj)
        else:
            self._write_large(b"B" + struct.pack("<I", size) if size <= 0xFFFFFFFF else b"\x8e" + struct.pack("<Q", size), obj)
        self.memoize(obj)

    def save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self._write_large(b"\x96" + struct.pack("<Q", len(obj)), bytes(obj))
        self.memoize(obj)

    def save_str(self, obj):
        data = obj.encode("utf-8", "surrogatepass")
        size = len(data)
        if size <= 0xFF and self.proto >= 4:
            self.write(b"\x8c" + bytes([size]) + data)
        else:
            self._write_large(b"X" + struct.pack("<I", size), data)
        self.memoize(obj)

    def save_tuple(self, obj):
        if not obj:
            self.write(b")")
            return
        size = len(obj)
        if size > 3:
            self.write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            # An item refers to the tuple, which is therefore already written.
            self.write(b"0" * size if size <= 3 else b"1")
            self._get(self.memo[id(obj)][0])
            return
        self.write((b"\x85", b"\x86", b"\x87")[size - 1] if size <= 3 else b"t")
        self.memoize(obj)

    def save_list(self, obj):
        self.write(b"]")
        self.memoize(obj)
        self._batch_appends(obj)

    def _batches(self, items):
        items = iter(items)
        while True:
            batch = []
            for item in items:
                batch.append(item)
                if len(batch) == _BATCH:
                    break
            if batch:
                yield batch
            if len(batch) < _BATCH:
                return

    def _batch_appends(self, items):
        for batch in self._batches(items):
            if len(batch) > 1:
                self.write(b"(")
            for item in batch:
                self.save(item)
            self.write(b"e" if len(batch) > 1 else b"a")

    def save_dict(self, obj):
        self.write(b"}")
        self.memoize(obj)
        self._batch_setitems(obj.items())

    def _batch_setitems(self, items):
        for batch in self._batches(items):
            if len(batch) > 1:
                self.write(b"(")
            for key, value in batch:
                self.save(key)
                self.save(value)
            self.write(b"u" if len(batch) > 1 else b"s")

    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(b"\x8f")
        self.memoize(obj)
        for batch in self._batches(obj):
            self.write(b"(")
            for item in batch:
                self.save(item)
            self.write(b"\x90")

    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            self.write(b"1")
            self._get(self.memo[id(obj)][0])
            return
        self.write(b"\x91")
        self.memoize(obj)

    def save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = _module_of(obj, name)
        if "<locals>" in name.split("."):
            raise AttributeError("Can't pickle local object {!r}".format(name))
        try:
            __import__(module_name)
            found, parent = _attribute(sys.modules[module_name], name)
        except (ImportError, KeyError):
            raise PicklingError("Can't pickle {!r}: import of module {!r} failed".format(obj, module_name)) from None
        except AttributeError:
            raise PicklingError("Can't pickle {!r}: attribute lookup {} on {} failed".format(obj, name, module_name)) from None
        if found is not obj:
            raise PicklingError("Can't pickle {!r}: it's not the same object as {}.{}".format(obj, module_name, name))
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(b"\x93")
        elif "." in name:
            self.save_reduce(getattr, (parent, name.rpartition(".")[2]))
        else:
            if self.proto < 3:
                if module_name == "builtins":
                    name = _OLD_NAMES.get(name, name)
                module_name = _OLD_MODULES.get(module_name, module_name)
            self.write(b"c" + module_name.encode() + b"\n" + name.encode() + b"\n")
        self.memoize(obj)

    def save_function(self, obj):
        self.save_global(obj)

    def save_type(self, obj):
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                self.save_reduce(type, (value,), obj=obj)
                return
        self.save_global(obj)

    _dispatch = {
        type(None): save_none, bool: save_bool, int: save_long, float: save_float, bytes: save_bytes, bytearray: save_bytearray,
        str: save_str, tuple: save_tuple, list: save_list, dict: save_dict, set: save_set, frozenset: save_frozenset, type: save_type,
        FunctionType: save_function, type(...): lambda self, obj: self.save_global(obj, "Ellipsis"),
        type(NotImplemented): lambda self, obj: self.save_global(obj, "NotImplemented"),
    }


def _save_builtin(self, obj):
    owner = getattr(obj, "__self__", None)
    if owner is None or isinstance(owner, type(sys)):
        self.save_global(obj)
    else:
        self.save_reduce(getattr, (owner, obj.__name__), obj=obj)


Pickler._dispatch[BuiltinFunctionType] = _save_builtin
_Pickler = Pickler


# ---- reading ------------------------------------------------------------------------------------------------------


_escape = re.compile(rb"(?s)\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)")
_escapes = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"\n": b"", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


def _unescape(match):
    text = match[1]
    if text[:1] == b"x" and len(text) == 3:
        return bytes([int(text[1:], 16)])
    if text[:1] in b"01234567":
        return bytes([int(text, 8) & 255])
    return _escapes.get(text, text if text in (b"'", b'"', b"\\") else match[0])


class _Stop(Exception):
    pass


class Unpickler:
    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._file = file
        self._encoding = encoding
        self._errors = errors
        self.memo = {}

    def persistent_load(self, pid):
        raise UnpicklingError("unsupported persistent id encountered")

    def find_class(self, module, name):
        if self._proto < 3:
            module = next((new for new, old in _OLD_MODULES.items() if old == module), module)
            if module == "builtins":
                name = next((new for new, old in _OLD_NAMES.items() if old == name), name)
        __import__(module)
        if self._proto >= 4:
            return _attribute(sys.modules[module], name)[0]
        return getattr(sys.modules[module], name)

    def _read(self, n):
        data = self._file.read(n)
        if len(data) < n:
            raise EOFError("Ran out of input") if not data and not self._stack and not self._begun else UnpicklingError(
                "pickle data was truncated"
            )
        return data

    def _line(self):
        line = self._file.readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def _number(self, format, size):
        return struct.unpack(format, self._read(size))[0]

    def load(self):
        self._stack, self._marks, self._proto, self._begun = [], [], 0, False
        table = _OPCODES
        while True:
            code = self._read(1)[0]
            self._begun = True
            method = table.get(code)
            if method is None:
                raise UnpicklingError("invalid load key, %r." % chr(code) if 32 <= code < 127 else "invalid load key, '\\x%02x'." % code)
            try:
                method(self)
            except _Stop as stop:
                return stop.args[0]
            except IndexError:
                if self._stack:
                    raise
                raise UnpicklingError("unpickling stack underflow") from None

    def _pop_mark(self):
        if not self._marks:
            raise UnpicklingError("could not find MARK")
        items, self._stack = self._stack, self._marks.pop()
        return items

    def _build(self):
        state = self._stack.pop()
        instance = self._stack[-1]
        setstate = getattr(instance, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            instance.__dict__.update({sys.intern(k) if type(k) is str else k: v for k, v in state.items()})
        for key, value in (slots or {}).items():
            setattr(instance, key, value)

    def _items(self, items):
        target = self._stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    def _appends(self, items):
        target = self._stack[-1]
        if hasattr(target, "extend"):
            target.extend(items)
        else:
            for item in items:
                target.append(item)

    def _update(self, items):
        self._stack[-1].update(items)

    def _reduce(self):
        args = self._stack.pop()
        self._stack[-1] = self._stack[-1](*args)

    def _newobj(self):
        args = self._stack.pop()
        cls = self._stack[-1]
        self._stack[-1] = cls.__new__(cls, *args)

    def _newobj_ex(self):
        kwargs, args, cls = self._stack.pop(), self._stack.pop(), self._stack.pop()
        self._stack.append(cls.__new__(cls, *args, **kwargs))

    def _instance(self, cls, args):
        self._stack.append(cls(*args) if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__") else cls.__new__(cls))

    def _text_number(self):
        line = self._line()
        if line in (b"00", b"01"):
            return line == b"01"
        return int(line, 0)

    def _old_string(self):
        data = self._line()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        return self._decoded(_escape.sub(_unescape, data[1:-1]))

    def _decoded(self, data):
        return data if self._encoding == "bytes" else data.decode(self._encoding, self._errors)

    def _memo_get(self, i):
        if i not in self.memo:
            raise UnpicklingError(f"Memo value not found at index {i}")
        return self.memo[i]

    def _set_proto(self):
        self._proto = self._read(1)[0]
        if self._proto > HIGHEST_PROTOCOL:
            raise ValueError("unsupported pickle protocol: %d" % self._proto)

    def _stop(self):
        raise _Stop(self._stack.pop())

    def _mark(self):
        self._marks.append(self._stack)
        self._stack = []

    def _pop(self):
        if self._stack:
            self._stack.pop()
        else:
            self._pop_mark()


def _push(make):
    def op(self):
        # First the value: making it may replace the stack.
        value = make(self)
        self._stack.append(value)

    return op


def _tuple_of(n):
    def op(self):
        self._stack[-n:] = [tuple(self._stack[-n:])]
        if type(self._stack[-1]) is tuple and len(self._stack[-1]) < n:
            raise IndexError

    return op


def _do(action):
    return lambda self: action(self) and None


def _object_from_mark(self):
    items = self._pop_mark()
    self._instance(items[0], items[1:])


_OPCODES = {
    0x80: Unpickler._set_proto, 0x95: _do(lambda s: s._read(8)), ord("."): Unpickler._stop, ord("("): Unpickler._mark,
    ord("0"): Unpickler._pop, ord("1"): _do(lambda s: s._pop_mark()), ord("2"): _push(lambda s: s._stack[-1]),
    ord("N"): _push(lambda s: None), 0x88: _push(lambda s: True), 0x89: _push(lambda s: False),
    ord("I"): _push(Unpickler._text_number), ord("L"): _push(lambda s: int(s._line().rstrip(b"L"))),
    ord("K"): _push(lambda s: s._read(1)[0]), ord("M"): _push(lambda s: s._number("<H", 2)), ord("J"): _push(lambda s: s._number("<i", 4)),
    0x8A: _push(lambda s: decode_long(s._read(s._read(1)[0]))), 0x8B: _push(lambda s: decode_long(s._read(s._number("<i", 4)))),
    ord("F"): _push(lambda s: float(s._line())), ord("G"): _push(lambda s: s._number(">d", 8)),
    ord("S"): _push(Unpickler._old_string), ord("T"): _push(lambda s: s._decoded(s._read(s._number("<i", 4)))),
    ord("U"): _push(lambda s: s._decoded(s._read(s._read(1)[0]))), ord("B"): _push(lambda s: s._read(s._number("<I", 4))),
    ord("C"): _push(lambda s: s._read(s._read(1)[0])), 0x8E: _push(lambda s: s._read(s._number("<Q", 8))),
    0x96: _push(lambda s: bytearray(s._read(s._number("<Q", 8)))), ord("V"): _push(lambda s: str(s._line(), "raw-unicode-escape")),
    ord("X"): _push(lambda s: str(s._read(s._number("<I", 4)), "utf-8", "surrogatepass")),
    0x8C: _push(lambda s: str(s._read(s._read(1)[0]), "utf-8", "surrogatepass")),
    0x8D: _push(lambda s: str(s._read(s._number("<Q", 8)), "utf-8", "surrogatepass")),
    ord(")"): _push(lambda s: ()), 0x85: _tuple_of(1), 0x86: _tuple_of(2), 0x87: _tuple_of(3),
    ord("t"): _push(lambda s: tuple(s._pop_mark_onto())), ord("]"): _push(lambda s: []), ord("}"): _push(lambda s: {}),
    ord("l"): _push(lambda s: s._pop_mark_onto()), 0x8F: _push(lambda s: set()), 0x91: _push(lambda s: frozenset(s._pop_mark_onto())),
    ord("a"): _do(lambda s: s._appends([s._stack.pop()])), ord("e"): _do(lambda s: s._appends(s._pop_mark())),
    ord("u"): _do(lambda s: s._items(s._pop_mark())), 0x90: _do(lambda s: s._update(s._pop_mark())),
    ord("R"): Unpickler._reduce, 0x81: Unpickler._newobj, 0x92: Unpickler._newobj_ex, ord("b"): Unpickler._build,
    0x94: lambda s: s.memo.__setitem__(len(s.memo), s._stack[-1]), ord("p"): lambda s: s.memo.__setitem__(int(s._line()), s._stack[-1]),
    ord("q"): lambda s: s.memo.__setitem__(s._read(1)[0], s._stack[-1]), ord("r"): lambda s: s.memo.__setitem__(s._number("<I", 4), s._stack[-1]),
    ord("g"): _push(lambda s: s._memo_get(int(s._line()))), ord("h"): _push(lambda s: s._memo_get(s._read(1)[0])),
    ord("j"): _push(lambda s: s._memo_get(s._number("<I", 4))), ord("o"): _object_from_mark,
    ord("P"): _push(lambda s: s.persistent_load(s._line().decode("ascii"))), ord("Q"): _push(lambda s: s.persistent_load(s._stack.pop())),
    ord("c"): _push(lambda s: s.find_class(s._line().decode(), s._line().decode())),
}


def _stack_global(self):
    name, module = self._stack.pop(), self._stack.pop()
    if type(name) is not str or type(module) is not str:
        raise UnpicklingError("STACK_GLOBAL requires str")
    self._stack.append(self.find_class(module, name))


def _set_item(self):
    value, key = self._stack.pop(), self._stack.pop()
    self._stack[-1][key] = value


def _dict_of_mark(self):
    items = self._pop_mark()
    self._stack.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})


def _inst(self):
    module, name = self._line().decode("ascii"), self._line().decode("ascii")
    args = self._pop_mark()
    self._instance(self.find_class(module, name), args)


_OPCODES[0x93] = _stack_global
_OPCODES[ord("s")] = _set_item
_OPCODES[ord("d")] = _dict_of_mark
_OPCODES[ord("i")] = _inst
Unpickler._pop_mark_onto = Unpickler._pop_mark
_Unpickler = Unpickler


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = io.BytesIO()
    Pickler(file, protocol).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, encoding=encoding, errors=errors).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return Unpickler(io.BytesIO(data), encoding=encoding, errors=errors).load()
