def parse(values):
    good = bad = other = 0
    for value in values:
        try:
            number = 100 // value
            if number > 30:
                raise LookupError(number)
            good += number
        except ZeroDivisionError:
            bad += 1
            continue
        except TypeError as error:
            other += len(str(error))
        except LookupError as error:
            good -= error.args[0]
        else:
            good += 1
        finally:
            other += 1
    return good, bad, other


values = [5, 0, 10, 1, 50] * 400
print(parse(values))
print(parse(values + ["a", None, 2.5]))


def search(items, wanted):
    i = 0
    while True:
        try:
            if items[i] == wanted:
                return i
        except IndexError:
            return -1
        i += 1


for _ in range(50):
    search(list(range(100)), 99)
print(search(list(range(3000)), 2999), search([], 1), search([1], 2))


def nested(n):
    count = 0
    for i in range(n):
        try:
            try:
                if i % 3 == 0:
                    raise KeyError(i)
            finally:
                count += 1
        except KeyError as error:
            count += error.args[0] % 2
    return count


print(nested(3000))


def raise_deep(n):
    if n == 0:
        raise ValueError("deep")
    return raise_deep(n - 1) + 1


caught = 0
for i in range(300):
    try:
        raise_deep(i % 20)
    except ValueError:
        caught += 1
print(caught)
