# What operators do with the answers of special methods: refusals, errors, odd values, results that are jumped by.
import traceback


class Left:
    def __init__(self, answer):
        self.answer = answer

    def reply(self, other):
        if self.answer is RuntimeError:
            raise RuntimeError('left')
        return self.answer

    __add__ = __sub__ = __mul__ = __and__ = reply

    def __lt__(self, other):
        return self.reply(other)

    def __eq__(self, other):
        return self.reply(other)

    def __getitem__(self, index):
        if index == 'missing':
            raise KeyError(index)
        return (self.answer, index)

    def __setitem__(self, index, value):
        if value is None:
            raise ValueError('none')
        self.answer = value
        return 'ignored'

    def __contains__(self, item):
        return self.answer

    def __call__(self, *args):
        return args or self.answer

    def __neg__(self):
        return self.answer


class Right:
    def __radd__(self, other):
        return 'radd'

    def __rmul__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return 'gt'

    def __eq__(self, other):
        return ['eq']


class Derived(Left):
    def __radd__(self, other):
        return 'derived first'

    def __gt__(self, other):
        return 'derived first'


class InPlace:
    def __iadd__(self, other):
        return NotImplemented

    def __add__(self, other):
        return 'add after iadd'

    def __isub__(self, other):
        return 'isub'

    def __imul__(self, other):
        return NotImplemented


class Falsy:
    def __bool__(self):
        return False


class Odd:
    def __bool__(self):
        return 'no bool'


def attempt(what, action):
    try:
        print(what, action())
    except Exception as e:
        print(what, type(e).__name__, e)


def isub(a, b):
    a -= b
    return a


def iadd(a, b):
    a += b
    return a


def imul(a, b):
    a *= b
    return a


def jump(a, b):
    if a < b:
        return 'less'
    return 'not less'


def jump_not_equal(a, b):
    while a != b:
        return 'differ'
    return 'same'


for round in range(3):
    for answer in (1, 'text', NotImplemented, RuntimeError, Falsy(), Odd(), None):
        left = Left(answer)
        kind = type(answer).__name__
        attempt(kind + ' + right', lambda: left + Right() if answer is NotImplemented else type(left + Right()).__name__)
        attempt(kind + ' + int', lambda: type(left + 1).__name__)
        attempt(kind + ' * right', lambda: type(left * Right()).__name__)
        attempt(kind + ' & left', lambda: type(left & Left(1)).__name__)
        attempt(kind + ' < right', lambda: type(left < Right()).__name__)
        attempt(kind + ' jump', lambda: jump(left, Right()))
        attempt(kind + ' jump int', lambda: jump(left, 1))
        attempt(kind + ' == int', lambda: type(left == 1).__name__)
        attempt(kind + ' != int', lambda: type(left != 1).__name__)
        attempt(kind + ' != right', lambda: jump_not_equal(left, Right()))
        # CPython warns where the truth of NotImplemented is asked.
        if answer is not NotImplemented:
            attempt(kind + ' in', lambda: 5 in left)
            attempt(kind + ' not in', lambda: 5 not in left)
        attempt(kind + ' neg', lambda: type(-left).__name__)
        attempt(kind + ' call', lambda: (type(left()).__name__, left(1, 2)))
    left = Left(0)
    attempt('derived', lambda: left + Derived(2))
    attempt('derived <', lambda: left < Derived(2))
    attempt('iadd', lambda: iadd(InPlace(), 1))
    attempt('isub', lambda: isub(InPlace(), 1))
    attempt('imul', lambda: imul(InPlace(), 1))
    attempt('1 + right', lambda: 1 + Right())
    attempt('1.5 + right', lambda: iadd(1.5, Right()))
    attempt('2 * right', lambda: 2 * Right())
    attempt('2 *= right', lambda: imul(2, Right()))
    attempt('2 - right', lambda: 2 - Right())
    attempt('item', lambda: (left['a'], left[1], left[1:2], left[1, 2]))
    attempt('missing', lambda: left['missing'])

    def store(value):
        left[0] = value
        left['k'] = value
        return left.answer

    attempt('store', lambda: store(round))
    attempt('store none', lambda: store(None))


class Deep:
    def __getitem__(self, n):
        return 0 if n == 0 else self[n - 1] + 1

    def __lt__(self, n):
        return n == 0 or self < n - 1

    def __add__(self, n):
        return self + n


print(Deep()[200], Deep() < 200)
for endless in (lambda: Deep() + 1, lambda: Deep()[-1]):
    try:
        endless()
    except RecursionError as e:
        print(type(e).__name__, e)


class Failing:
    def __getitem__(self, index):
        return self.data[index]


def look(f):
    return f[0]


try:
    look(Failing())
except AttributeError:
    print([(frame.name, frame.lineno) for frame in traceback.extract_tb(__import__('sys').exc_info()[2])])
