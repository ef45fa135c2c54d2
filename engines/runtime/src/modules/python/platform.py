"""Facts about the interpreter and the machine, as far as programs ask for them."""

import sys


def python_implementation():
    return "Spectrum"


def python_version():
    return "%d.%d.%d" % tuple(sys.version_info[:3])


def python_version_tuple():
    return tuple(python_version().split("."))


def python_branch():
    return ""


def python_revision():
    return ""


def python_build():
    return ("", "")


def python_compiler():
    return ""


def system():
    return {"linux": "Linux", "macos": "Darwin", "darwin": "Darwin", "windows": "Windows"}.get(sys.platform, sys.platform)


def node():
    return ""


def release():
    return ""


def version():
    return ""


class uname_result(tuple):
    """`platform.uname()`: what cannot be determined is empty."""

    __slots__ = ()
    _fields = ("system", "node", "release", "version", "machine", "processor")
    system = property(lambda self: self[0])
    node = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])
    processor = property(lambda self: self[5])

    def __repr__(self):
        return "uname_result(" + ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self)]) + ")"


def uname():
    return uname_result((system(), node(), release(), version(), machine(), processor()))


def machine():
    return ""


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return ("64bit", "")


def platform(aliased=False, terse=False):
    return system()
