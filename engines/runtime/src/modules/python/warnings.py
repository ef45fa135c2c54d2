"""Warnings: printed to stderr, once for each text and category unless a filter says otherwise."""

import sys

filters = []
_seen = set()
_records = None


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None


def _action(category, text):
    for action, message, wanted, _, _ in filters:
        if issubclass(category, wanted) and (message is None or message.match(text)):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '{:s}'".format(type(category).__name__))
    instance = message if isinstance(message, Warning) else category(message)
    action = _action(category, str(instance))
    if action == "error":
        raise instance
    if action == "ignore":
        return
    if _records is not None:
        _records.append(WarningMessage(instance, category, "<string>", 0))
        return
    key = (str(instance), category)
    if action != "always" and key in _seen:
        return
    _seen.add(key)
    print(f"{category.__name__}: {instance}", file=sys.stderr)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    warn(message, category)


def showwarning(message, category, filename, lineno, file=None, line=None):
    print(formatwarning(message, category, filename, lineno, line), end="", file=file or sys.stderr)


def formatwarning(message, category, filename, lineno, line=None):
    return f"{filename}:{lineno}: {category.__name__}: {message}\n"


def simplefilter(action, category=Warning, lineno=0, append=False):
    _add(action, None, category, lineno, append)


def _add(action, message, category, lineno, append):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")
    item = (action, message, category, None, lineno)
    if append:
        if item not in filters:
            filters.append(item)
        return
    if item in filters:
        filters.remove(item)
    filters.insert(0, item)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    pattern = None
    if message:
        import re

        pattern = re.compile(message, re.I)
    _add(action, pattern, category, lineno, append)


def resetwarnings():
    filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = (action, category, lineno, append) if action is not None else None

    def __enter__(self):
        global _records
        self._saved = (filters[:], _records)
        if self._action is not None:
            simplefilter(*self._action)
        if self._record:
            _records = []
            return _records

    def __exit__(self, *exc_info):
        global _records
        filters[:], _records = self._saved
