"""Runs the examples of docstrings and compares what they print."""
# Not there: debugging, unittest suites, packages of examples.

import sys
import traceback as _traceback
from io import StringIO as _StringIO

__all__ = ["testmod", "testfile", "run_docstring_examples", "DocTest", "DocTestParser", "DocTestFinder", "DocTestRunner",
           "Example", "OutputChecker", "TestResults", "ELLIPSIS", "NORMALIZE_WHITESPACE", "SKIP", "IGNORE_EXCEPTION_DETAIL",
           "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST"]

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag("DONT_ACCEPT_TRUE_FOR_1")
DONT_ACCEPT_BLANKLINE = register_optionflag("DONT_ACCEPT_BLANKLINE")
NORMALIZE_WHITESPACE = register_optionflag("NORMALIZE_WHITESPACE")
ELLIPSIS = register_optionflag("ELLIPSIS")
SKIP = register_optionflag("SKIP")
IGNORE_EXCEPTION_DETAIL = register_optionflag("IGNORE_EXCEPTION_DETAIL")
REPORT_UDIFF = register_optionflag("REPORT_UDIFF")
REPORT_CDIFF = register_optionflag("REPORT_CDIFF")
REPORT_NDIFF = register_optionflag("REPORT_NDIFF")
REPORT_ONLY_FIRST_FAILURE = register_optionflag("REPORT_ONLY_FIRST_FAILURE")
FAIL_FAST = register_optionflag("FAIL_FAST")


class TestResults(tuple):
    """Failed and attempted examples."""

    __slots__ = ()

    def __new__(cls, failed, attempted):
        return tuple.__new__(cls, (failed, attempted))

    failed = property(lambda self: self[0])
    attempted = property(lambda self: self[1])

    def __repr__(self):
        return "TestResults(failed=%d, attempted=%d)" % self


class Example:
    """Source, wanted output, the message of a wanted exception, line in the docstring, options."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want + "\n" if want and not want.endswith("\n") else want
        self.exc_msg = exc_msg
        self.lineno = lineno
        self.indent = indent
        self.options = options or {}


class DocTest:
    """The examples of one docstring, with their globals."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples = examples
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno
        self.docstring = docstring


class DocTestParser:
    """Finds examples in texts."""

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name="<string>"):
        lines = string.expandtabs().split("\n")
        examples = []
        i = 0
        while i < len(lines):
            line = lines[i]
            content = line.lstrip(" ")
            if not content.startswith(">>>") or (len(content) > 3 and content[3] != " "):
                if content.startswith(">>>") and content[3] not in " >":
                    raise ValueError("line %r of the docstring for %s lacks blank after >>>: %r" % (i + 1, name, line))
                i += 1
                continue
            indent = len(line) - len(content)
            start = i
            source = [content[4:]]
            i += 1
            while i < len(lines) and lines[i][:indent].strip() == "" and lines[i][indent:indent + 3] == "..." and (
                    lines[i][indent + 3:indent + 4] in ("", " ")):
                source.append(lines[i][indent + 4:])
                i += 1
            want = []
            while i < len(lines) and lines[i].strip() and not lines[i].lstrip(" ").startswith(">>>"):
                want.append(lines[i][indent:])
                i += 1
            text = "\n".join(source)
            wanted = "\n".join(want)
            examples.append(Example(text, wanted, _exception_message(want), start, indent, _options(text)))
        return examples


def _exception_message(want):
    """The last part of a wanted traceback, or None."""
    if not want or not (want[0].startswith("Traceback (most recent call last):") or want[0].startswith(
            "Traceback (innermost last):")):
        return None
    for i, line in enumerate(want[1:], 1):
        if line[:1].isalnum() or line[:1] == "_":
            return "\n".join(want[i:]) + "\n"
    return None


def _options(source):
    options = {}
    for line in source.split("\n"):
        _, mark, text = line.partition("# doctest:")
        if not mark:
            _, mark, text = line.partition("#doctest:")
        if mark:
            for word in text.replace(",", " ").split():
                flag = OPTIONFLAGS_BY_NAME.get(word[1:])
                if word[0] not in "+-" or flag is None:
                    raise ValueError("invalid option: %r" % word)
                options[flag] = word[0] == "+"
    return options


class DocTestFinder:
    """Finds docstrings in a module and its classes."""

    def __init__(self, verbose=False, parser=None, recurse=True, exclude_empty=True):
        self._parser = parser or DocTestParser()
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", "?")
        if globs is None:
            globs = dict(getattr(module if module is not None else obj, "__dict__", {}))
        if extraglobs:
            globs.update(extraglobs)
        globs.setdefault("__name__", "__main__")
        tests = []
        owner = getattr(module if module is not None else obj, "__name__", None)
        self._find(tests, obj, name, owner, globs, set())
        tests.sort(key=lambda test: test.name)
        return tests

    def _find(self, tests, obj, name, owner, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        doc = getattr(obj, "__doc__", None)
        if isinstance(doc, str) and doc:
            test = self._parser.get_doctest(doc, globs, name, getattr(sys.modules.get(owner), "__file__", None), None)
            if test.examples or not self._exclude_empty:
                tests.append(test)
        if not self._recurse:
            return
        if type(obj) is type(sys):
            for key, value in list(vars(obj).items()):
                if (isinstance(value, type) or callable(value)) and getattr(value, "__module__", None) == owner:
                    self._find(tests, getattr(value, "__wrapped__", value), "%s.%s" % (name, key), owner, globs, seen)
            for key, value in getattr(obj, "__test__", {}).items():
                if isinstance(value, str):
                    test = self._parser.get_doctest(value, globs, "%s.__test__.%s" % (name, key), None, None)
                    if test.examples:
                        tests.append(test)
                else:
                    self._find(tests, value, "%s.__test__.%s" % (name, key), owner, globs, seen)
        elif isinstance(obj, type):
            for key, value in list(vars(obj).items()):
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if isinstance(value, (type, property)) or callable(value):
                    if isinstance(value, property) or getattr(value, "__module__", None) == owner:
                        self._find(tests, value, "%s.%s" % (name, key), owner, globs, seen)


class OutputChecker:
    """Compares outputs."""

    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1:
            if (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
                return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = "".join("\n" if line.strip() == "<BLANKLINE>" else line for line in want.splitlines(True))
            got = "".join("\n" if not line.strip() else line for line in got.splitlines(True))
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if want and got:
            return "Expected:\n%sGot:\n%s" % (_indent(want), _indent(got))
        if want:
            return "Expected:\n%sGot nothing\n" % _indent(want)
        if got:
            return "Expected nothing\nGot:\n%s" % _indent(got)
        return "Expected nothing\nGot nothing\n"


def _indent(text):
    return "".join("    " + line if line.strip() else line for line in text.splitlines(True))


def _ellipsis_match(want, got):
    if "..." not in want:
        return want == got
    parts = want.split("...")
    start, end = 0, len(got)
    if parts[0]:
        if not got.startswith(parts[0]):
            return False
        start = len(parts[0])
        del parts[0]
    if parts and parts[-1]:
        if not got.endswith(parts[-1]):
            return False
        end -= len(parts[-1])
        del parts[-1]
    if start > end:
        return False
    for part in parts:
        start = got.find(part, start, end)
        if start < 0:
            return False
        start += len(part)
    return True


class DocTestRunner:
    """Runs examples and reports failures on standard output."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = optionflags
        self.tries = self.failures = 0
        self._by_name = {}

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        write = out or sys.stdout.write
        failures = tries = 0
        for number, example in enumerate(test.examples):
            flags = self.optionflags
            for flag, on in example.options.items():
                flags = flags | flag if on else flags & ~flag
            if flags & SKIP:
                continue
            quiet = flags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            tries += 1
            if self._verbose:
                write("Trying:\n%s" % _indent(example.source))
                write("Expecting:\n%s" % _indent(example.want) if example.want else "Expecting nothing\n")
            error = None
            saved, sys.stdout = sys.stdout, _StringIO()
            saved_hook = sys.displayhook
            try:
                sys.displayhook = sys.__displayhook__
                exec(compile(example.source, "<doctest %s[%d]>" % (test.name, number), "single"), test.globs)
            except KeyboardInterrupt:
                raise
            except BaseException as caught:
                error = caught
            finally:
                got = sys.stdout.getvalue()
                sys.stdout = saved
                sys.displayhook = saved_hook
            if got and not got.endswith("\n"):
                got += "\n"
            if error is None:
                passed = self._checker.check_output(example.want, got, flags)
                report = got
            else:
                message = "".join(_traceback.format_exception_only(type(error), error))
                report = got + "Traceback (most recent call last):\n" + message
                if example.exc_msg is None:
                    passed = False
                else:
                    passed = self._checker.check_output(example.exc_msg, message, flags)
                    if not passed and flags & IGNORE_EXCEPTION_DETAIL:
                        passed = _exception_name(example.exc_msg) == _exception_name(message)
            if passed:
                if self._verbose:
                    write("ok\n")
                continue
            failures += 1
            if not quiet:
                write("%s\n%s\nFailed example:\n%s" % (self.DIVIDER, _place(test, example), _indent(example.source)))
                if error is not None and example.exc_msg is None:
                    write("Exception raised:\n%s" % _indent(report))
                else:
                    write(self._checker.output_difference(example, report, flags))
            if flags & FAIL_FAST:
                break
        self.failures += failures
        self.tries += tries
        self._by_name[test.name] = (failures, tries)
        if clear_globs:
            test.globs.clear()
        return TestResults(failures, tries)

    def summarize(self, verbose=None):
        failed = [(name, f, t) for name, (f, t) in sorted(self._by_name.items()) if f]
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, f, t in failed:
                print(" %3d of %3d in %s" % (f, t, name))
            print("***Test Failed*** %d failures." % self.failures)
        elif self._verbose if verbose is None else verbose:
            print("%d tests in %d items." % (self.tries, len(self._by_name)))
            print("%d passed and %d failed." % (self.tries - self.failures, self.failures))
            print("Test passed.")
        return TestResults(self.failures, self.tries)


def _exception_name(message):
    return message.partition(":")[0].strip().rpartition(".")[2]


def _place(test, example):
    if test.filename:
        return 'File "%s", line ?, in %s' % (test.filename, test.name)
    return "Line %d, in %s" % (example.lineno + 1, test.name)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Runs the examples of a module's docstrings."""
    if m is None:
        m = sys.modules.get("__main__")
    finder = DocTestFinder(exclude_empty=exclude_empty)
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, name or m.__name__, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def testfile(filename, module_relative=True, name=None, globs=None, verbose=None, report=True, optionflags=0, **kwargs):
    """Runs the examples of a text file."""
    with open(filename, encoding=kwargs.get("encoding") or "utf-8") as file:
        text = file.read()
    globs = dict(globs or {})
    globs.setdefault("__name__", "__main__")
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    runner.run(DocTestParser().get_doctest(text, globs, name or filename, filename, 0))
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one object."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)
