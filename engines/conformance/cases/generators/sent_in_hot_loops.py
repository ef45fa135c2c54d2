"""`send` and `next` in loops that are hot: defaults, ends with a value, errors, other kinds of objects."""


def extremes():
    low = high = yield
    while True:
        value = yield low, high
        if value is None:
            return low, high
        if value < low:
            low = value
        elif value > high:
            high = value


def numbers(count):
    for number in range(count):
        if number == 150:
            try:
                yield number
            except KeyError as error:
                yield ("caught", error)
        else:
            yield number
    return "over"


def drain(iterator, default):
    total = 0
    item = next(iterator, default)
    while item is not default:
        total += item if isinstance(item, int) else 1000
        item = next(iterator, default)
    return total, next(iterator, "still over")


def feed(count):
    generator = extremes()
    next(generator)
    for number in range(count):
        pair = generator.send(number * 7919 % 1001)
    try:
        generator.send(None)
    except StopIteration as stop:
        print("ended with", stop.value)
    try:
        generator.send(1)
    except StopIteration as stop:
        print("again", stop.value)
    return pair


class Counting:
    def __init__(self, count):
        self.left = count

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration("class")
        self.left -= 1
        return self.left

    def send(self, value):
        return ("sent", value)


def broken(count):
    for number in range(count):
        yield number
        if number == count - 2:
            raise StopIteration("leaked")


def recursive():
    yield 0
    while True:
        try:
            yield next(itself)
        except ValueError as error:
            yield str(error)


def until_stop(iterator):
    count = 0
    while True:
        try:
            next(iterator)
        except StopIteration as stop:
            return count, stop.value
        except RuntimeError as error:
            return count, str(error), repr(error.__cause__)
        count += 1


for count in (3, 400):
    print(feed(count))
    print(drain(numbers(count), None), drain(iter(range(count)), None), drain(Counting(count), None))
    print(until_stop(numbers(count)), until_stop(iter("text")), until_stop(Counting(count)), until_stop(broken(count)))

itself = recursive()
print(next(itself), [next(itself) for _ in range(300)][-1])


def delegating(count):
    result = yield from numbers(count)
    sent = yield result
    while True:
        sent = yield sent


def talk(generator, values):
    answers = []
    for value in values:
        answers.append(generator.send(value))
    return answers


for _ in range(200):
    generator = delegating(2)
    answers = talk(generator, [None, 1, 2, 3, "x"])
print(answers)
for _ in range(200):
    fresh = extremes()
    try:
        talk(fresh, [1])
    except TypeError as error:
        message = str(error)
print(message)
print(talk(Counting(1), [1, 2]))
thrown = numbers(200)
for _ in range(151):
    next(thrown)
print(thrown.throw(KeyError("thrown")), next(thrown), thrown.send("ignored"), thrown.close(), next(thrown, "closed"))
