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


def machine():
    return ""


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return ("64bit", "")


def platform(aliased=False, terse=False):
    return system()
