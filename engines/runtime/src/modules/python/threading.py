"""`threading`: what programs of one thread use of it.

The engines run one thread. Locks, events, local values and the facts about the main thread are there; starting a second
thread fails as it does on CPython when the system has none left, and waiting for what no other thread can do is an error
rather than an endless wait.
"""

import time as _time

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event", "Lock", "RLock",
    "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "setprofile", "settrace",
    "local", "stack_size", "excepthook", "ExceptHookArgs", "get_native_id",
]

ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0



def _alone(what):
    return RuntimeError(f"{what} would wait forever: there is no other thread")


def _wait(what, timeout):
    """Waits for what cannot come; says at the end that it did not."""
    if timeout is None or timeout < 0:
        raise _alone(what)
    _time.sleep(timeout)
    return False


class _Lock:
    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if self._held:
            return _wait("acquire()", timeout) if blocking else False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, tb):
        self.release()

    def __repr__(self):
        return "<%s _thread.lock object at %s>" % ("locked" if self._held else "unlocked", hex(id(self)))


def Lock():
    return _Lock()


class _RLock:
    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def _is_owned(self):
        return self._count > 0

    __enter__ = acquire

    def __exit__(self, kind, value, tb):
        self.release()

    def __repr__(self):
        state, owner = ("locked", get_ident()) if self._count else ("unlocked", 0)
        return "<%s _thread.RLock object owner=%r count=%d at %s>" % (state, owner, self._count, hex(id(self)))


def RLock():
    return _RLock()


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def _owned(self):
        return self._lock._is_owned() if isinstance(self._lock, _RLock) else self._lock.locked()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def wait(self, timeout=None):
        if not self._owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        return _wait("wait()", timeout)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            _wait("wait_for()", timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._owned():
            raise RuntimeError("cannot notify on un-acquired lock")

    def notify_all(self):
        self.notify()


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0:
            return _wait("acquire()", timeout) if blocking else False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __exit__(self, kind, value, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Event:
    def __init__(self):
        self._flag = False

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        return True if self._flag else _wait("wait()", timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties
        self._action = action
        self._timeout = timeout
        self.n_waiting = 0
        self.broken = False

    def wait(self, timeout=None):
        if self.broken:
            raise BrokenBarrierError
        if self.parties > 1:
            self.broken = not _wait("wait()", self._timeout if timeout is None else timeout)
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    """Attributes of this thread: there is no other."""


_count = 0


class Thread:
    """A thread that can be described and not be started."""

    _main = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _count
        assert group is None, "group argument must be None for now"
        if name is None:
            _count += 1
            name = f"Thread-{_count}"
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._name = str(name)
        self._daemonic = bool(daemon)

    def __repr__(self):
        state = f"started {get_ident()}" if self._main else "initial"
        if self._daemonic:
            state = state.replace("initial", "initial daemon")
        return "<%s(%s, %s)>" % (type(self).__name__, self._name, state)

    def start(self):
        raise RuntimeError("threads can only be started once" if self._main else "can't start new thread")

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        raise RuntimeError("cannot join current thread" if self._main else "cannot join thread before it is started")

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        return get_ident() if self._main else None

    native_id = ident

    def is_alive(self):
        return self._main

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if self._main:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__(target=function, args=() if args is None else args, kwargs=kwargs)
        self.interval = interval
        self.function = function

    def cancel(self):
        pass


class _MainThread(Thread):
    _main = True

    def __init__(self):
        super().__init__(name="MainThread", daemon=False)


_main_thread = _MainThread()


def main_thread():
    return _main_thread


current_thread = currentThread = main_thread


def get_ident():
    return id(_main_thread)


def get_native_id():
    from os import getpid

    return getpid()


def enumerate():
    return [_main_thread]


def active_count():
    return 1


activeCount = active_count


def settrace(func):
    pass


setprofile = settrace


def stack_size(size=0):
    return 0


class ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args):
    import sys
    import traceback

    traceback.print_exception(args[0], args[1], args[2], file=sys.stderr)
