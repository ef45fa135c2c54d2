"""Largest singular value of an infinite matrix's corner, by the power method."""

from math import sqrt


def entry(row, column):
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def apply(vector):
    size = len(vector)
    result = [0.0] * size
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += entry(row, column) * vector[column]
        result[row] = total
    return result


def apply_transposed(vector):
    size = len(vector)
    result = [0.0] * size
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += entry(column, row) * vector[column]
        result[row] = total
    return result


def dot(left, right):
    total = 0.0
    for a, b in zip(left, right):
        total += a * b
    return total


def run(size):
    vector = [1.0] * size
    image = vector
    for _ in range(5):
        image = apply_transposed(apply(vector))
        vector = apply_transposed(apply(image))
    return repr(sqrt(dot(vector, image) / dot(image, image)))


if __name__ == "__main__":
    print(run(400))
