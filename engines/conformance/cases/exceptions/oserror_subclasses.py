import errno
for code in (errno.ENOENT, errno.EEXIST, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EPIPE, errno.EINTR, errno.ECHILD, errno.ETIMEDOUT, errno.ECONNREFUSED, errno.EAGAIN, errno.ESRCH, errno.EINVAL):
    e = OSError(code, 'message', 'file')
    print(code, type(e).__name__, e, repr(e), e.errno, e.filename)
print(repr(OSError()), repr(OSError('a')), repr(OSError(1)), repr(OSError(2, 'x')))
print(FileNotFoundError.__mro__[1].__name__, ConnectionRefusedError.__mro__[1:3], IOError is OSError, EnvironmentError is OSError)
class Mine(OSError): pass
print(type(Mine(2, 'x')).__name__, FileNotFoundError(13, 'x'))
for name in ('/no/such', '.'):
    try:
        open(name)
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.filename, e.strerror, e.args)
try:
    open('f', 'q')
except ValueError as e:
    print(e)
try:
    open('f', 'rw')
except ValueError as e:
    print(e)
try:
    open('f', 'rbt')
except ValueError as e:
    print(e)
