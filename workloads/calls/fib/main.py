"""The naive Fibonacci function: nothing but calls, a comparison and additions."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def run(size):
    return fib(size)


if __name__ == "__main__":
    print(run(33))
