"""Test cases with assertions, found and run by name; reports on standard error."""
# Not there: mocks, discovery in folders, asynchronous cases, the command line's options beyond names.

import sys
import time as _time

__all__ = ["TestCase", "TestSuite", "TestLoader", "TestResult", "TextTestRunner", "TextTestResult", "main", "skip", "skipIf",
           "skipUnless", "expectedFailure", "SkipTest", "defaultTestLoader", "TestProgram", "FunctionTestCase"]


class SkipTest(Exception):
    """Raised in a test to skip it."""


def skip(reason):
    """Decorator of tests and cases that are not run."""

    def mark(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason) and not isinstance(reason, str):
        item, reason = reason, ""
        return mark(item)
    return mark


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return skip(reason) if not condition else lambda item: item


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


def _short(value):
    return repr(value)


class _Raises:
    """Context of assertRaises and assertWarns."""

    def __init__(self, case, expected, pattern=None, message=None):
        self.case = case
        self.expected = expected
        self.pattern = pattern
        self.msg = message

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            names = getattr(self.expected, "__name__", None) or str(self.expected)
            raise self.case.failureException(self.case._formatMessage(self.msg, "%s not raised" % names))
        if not issubclass(kind, self.expected):
            return False
        self.exception = error
        if self.pattern is not None:
            import re
            if not re.search(self.pattern, str(error)):
                pattern = getattr(self.pattern, "pattern", self.pattern)
                raise self.case.failureException('"%s" does not match "%s"' % (pattern, str(error)))
        return True


class _SubTest:
    def __init__(self, case, text):
        self.case, self.text = case, text

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None or not issubclass(kind, Exception) or issubclass(kind, SkipTest):
            return False
        failures = self.case._result
        if failures is None:
            return False
        self.case._subtest_failed = True
        kind_list = failures.failures if issubclass(kind, self.case.failureException) else failures.errors
        kind_list.append((self.case, "%s: %s" % (kind.__name__, error)))
        return True


class TestCase:
    """A group of tests: methods whose names begin with `test`."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []
        self._result = None
        self._subtest_failed = False
        self._equality = {}

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def id(self):
        return "%s.%s.%s" % (type(self).__module__, type(self).__qualname__, self._testMethodName)

    def shortDescription(self):
        doc = getattr(self, self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def __str__(self):
        return "%s (%s.%s.%s)" % (self._testMethodName, type(self).__module__, type(self).__qualname__, self._testMethodName)

    def __repr__(self):
        return "<%s.%s testMethod=%s>" % (type(self).__module__, type(self).__qualname__, self._testMethodName)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def subTest(self, msg=None, **params):
        return _SubTest(self, params)

    def __call__(self, result=None):
        return self.run(result)

    def run(self, result=None):
        result = self.defaultTestResult() if result is None else result
        result.startTest(self)
        method = getattr(self, self._testMethodName)
        for marked in (type(self), method):
            if getattr(marked, "__unittest_skip__", False):
                result.addSkip(self, marked.__unittest_skip_why__)
                return result
        expecting = getattr(method, "__unittest_expecting_failure__", False)
        self._result = result
        self._subtest_failed = False
        error = None
        try:
            self.setUp()
            try:
                method()
            except Exception as caught:
                error = caught
            try:
                self.tearDown()
            except Exception as caught:
                error = error or caught
        except Exception as caught:
            error = caught
        try:
            self.doCleanups()
        except Exception as caught:
            error = error or caught
        if isinstance(error, SkipTest):
            result.addSkip(self, str(error))
        elif expecting:
            result.addExpectedFailure(self, error) if error is not None else result.addUnexpectedSuccess(self)
        elif isinstance(error, self.failureException):
            result.addFailure(self, (type(error), error, error.__traceback__))
        elif error is not None:
            result.addError(self, (type(error), error, error.__traceback__))
        elif not self._subtest_failed:
            result.addSuccess(self)
        return result

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        return standard if msg is None else "%s : %s" % (standard, msg)

    def _check(self, condition, standard, msg):
        if not condition:
            raise self.failureException(self._formatMessage(msg, standard))

    def assertTrue(self, expr, msg=None):
        self._check(expr, "%s is not true" % _short(expr), msg)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, "%s is not false" % _short(expr), msg)

    def addTypeEqualityFunc(self, typeobj, function):
        self._equality[typeobj] = function

    def assertEqual(self, first, second, msg=None):
        if type(first) is type(second) and type(first) in self._equality:
            self._equality[type(first)](first, second, msg=msg)
            return
        self._check(first == second, "%s != %s" % (_short(first), _short(second)), msg)

    assertEquals = assertMultiLineEqual = assertSequenceEqual = assertListEqual = assertTupleEqual = assertEqual
    assertSetEqual = assertDictEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, "%s == %s" % (_short(first), _short(second)), msg)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, "%s is not %s" % (_short(expr1), _short(expr2)), msg)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, "unexpectedly identical: %s" % _short(expr1), msg)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, "%s is not None" % _short(obj), msg)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, "unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        self._check(member in container, "%s not found in %s" % (_short(member), _short(container)), msg)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, "%s unexpectedly found in %s" % (_short(member), _short(container)), msg)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), "%s is not an instance of %r" % (_short(obj), cls), msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), "%s is an instance of %r" % (_short(obj), cls), msg)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, "%s not less than %s" % (_short(a), _short(b)), msg)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, "%s not less than or equal to %s" % (_short(a), _short(b)), msg)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, "%s not greater than %s" % (_short(a), _short(b)), msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, "%s not greater than or equal to %s" % (_short(a), _short(b)), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference = abs(first - second)
        if delta is not None:
            self._check(difference <= delta, "%s != %s within %s delta (%s difference)" % (
                _short(first), _short(second), _short(delta), _short(difference)), msg)
            return
        places = 7 if places is None else places
        self._check(round(difference, places) == 0, "%s != %s within %r places (%s difference)" % (
            _short(first), _short(second), places, _short(difference)), msg)

    assertAlmostEquals = assertAlmostEqual

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is not None:
            close = first == second or difference <= delta
            self._check(not close, "%s == %s within %s delta (%s difference)" % (
                _short(first), _short(second), _short(delta), _short(difference)), msg)
            return
        places = 7 if places is None else places
        self._check(first != second and round(difference, places) != 0, "%s == %s within %r places" % (
            _short(first), _short(second), places), msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        missing = []
        for item in first:
            try:
                rest.remove(item)
            except ValueError:
                missing.append(item)
        self._check(not missing and not rest, "Element counts were not equal:\n%r\n%r" % (missing, rest), msg)

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        pattern = getattr(expected_regex, "pattern", expected_regex)
        self._check(re.search(expected_regex, text), "Regex didn't match: %r not found in %r" % (pattern, text), msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        pattern = getattr(unexpected_regex, "pattern", unexpected_regex)
        self._check(not re.search(unexpected_regex, text), "Regex matched: %r matches in %r" % (pattern, text), msg)

    def assertRaises(self, expected_exception, *args, msg=None, **kwargs):
        context = _Raises(self, expected_exception, None, msg)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, msg=None, **kwargs):
        context = _Raises(self, expected_exception, expected_regex, msg)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    failUnlessEqual = assertEqual
    assert_ = assertTrue


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__("runTest")
        self._function = testFunc

    def runTest(self):
        self._function()


class TestSuite:
    """Tests in order."""

    def __init__(self, tests=()):
        self._tests = list(tests)

    def __iter__(self):
        return iter(self._tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self.addTest(test)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def run(self, result, debug=False):
        previous = None
        for test in self._tests:
            kind = type(test)
            if isinstance(test, TestCase) and kind is not previous:
                if previous is not None:
                    previous.tearDownClass()
                previous = kind
                kind.setUpClass()
            test.run(result)
        if previous is not None:
            previous.tearDownClass()
        return result

    def __call__(self, result):
        return self.run(result)


class TestLoader:
    """Finds tests by name."""

    testMethodPrefix = "test"

    def getTestCaseNames(self, testCaseClass):
        return sorted(n for n in dir(testCaseClass) if n.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, n)))

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return TestSuite(testCaseClass(name) for name in names)

    def loadTestsFromModule(self, module):
        suites = []
        for name in dir(module):
            item = getattr(module, name)
            if isinstance(item, type) and issubclass(item, TestCase) and item not in (TestCase, FunctionTestCase):
                suites.append(self.loadTestsFromTestCase(item))
        return TestSuite(suites)

    def loadTestsFromName(self, name, module=None):
        item = module
        for part in name.split("."):
            parent, item = item, getattr(item, part)
        if isinstance(item, type):
            return self.loadTestsFromTestCase(item)
        return TestSuite([parent(name.rpartition(".")[2])])


defaultTestLoader = TestLoader()


def makeSuite(testCaseClass, prefix="test"):
    return defaultTestLoader.loadTestsFromTestCase(testCaseClass)


class TestResult:
    """What happened."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0
        self.shouldStop = False

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def addSuccess(self, test):
        pass

    def _text(self, error):
        import traceback
        return "".join(traceback.format_exception(*error))

    def addFailure(self, test, error):
        self.failures.append((test, self._text(error)))

    def addError(self, test, error):
        self.errors.append((test, self._text(error)))

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, error):
        self.expectedFailures.append((test, str(error)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses


class TextTestResult(TestResult):
    """Reports while running."""

    def __init__(self, stream, descriptions=True, verbosity=1):
        super().__init__()
        self.stream = stream
        self.verbosity = verbosity

    def _note(self, test, mark, word):
        if self.verbosity > 1:
            self.stream.write("%s ... %s\n" % (test, word))
        elif self.verbosity:
            self.stream.write(mark)

    def addSuccess(self, test):
        self._note(test, ".", "ok")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._note(test, "F", "FAIL")

    def addError(self, test, error):
        super().addError(test, error)
        self._note(test, "E", "ERROR")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._note(test, "s", "skipped %r" % reason)

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self._note(test, "x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._note(test, "u", "unexpected success")


class TextTestRunner:
    """Runs tests and reports on a stream."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, **kwargs):
        self.stream = sys.stderr if stream is None else stream
        self.descriptions = descriptions
        self.verbosity = verbosity
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        start = _time.perf_counter()
        test(result)
        elapsed = _time.perf_counter() - start
        write = self.stream.write
        write("\n")
        for word, found in (("ERROR", result.errors), ("FAIL", result.failures)):
            for case, text in found:
                write("=" * 70 + "\n%s: %s\n" % (word, case) + "-" * 70 + "\n%s\n" % text)
        write("-" * 70 + "\nRan %d test%s in %.3fs\n\n" % (result.testsRun, "" if result.testsRun == 1 else "s", elapsed))
        notes = []
        for name in ("failures", "errors", "skipped", "expectedFailures", "unexpectedSuccesses"):
            if getattr(result, name):
                label = {"expectedFailures": "expected failures", "unexpectedSuccesses": "unexpected successes"}.get(name, name)
                notes.append("%s=%d" % (label, len(getattr(result, name))))
        write(("OK" if result.wasSuccessful() else "FAILED") + (" (%s)" % ", ".join(notes) if notes else "") + "\n")
        return result


class TestProgram:
    """`unittest.main()`: runs the tests of a module and ends the process."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader, exit=True,
                 verbosity=1, **kwargs):
        if isinstance(module, str):
            __import__(module)
            module = sys.modules[module]
        names = [a for a in (sys.argv if argv is None else argv)[1:] if not a.startswith("-")]
        if any(a in ("-v", "--verbose") for a in (sys.argv if argv is None else argv)[1:]):
            verbosity = 2
        if names:
            suite = TestSuite(testLoader.loadTestsFromName(name, module) for name in names)
        else:
            suite = testLoader.loadTestsFromModule(module)
        runner = testRunner if testRunner is not None else TextTestRunner(verbosity=verbosity)
        if isinstance(runner, type):
            runner = runner()
        self.result = runner.run(suite)
        if exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
