"""Dense matrix product on lists of lists, the way it is first written."""


def make_matrix(size, seed):
    matrix = []
    for row in range(size):
        matrix.append([((row * 7 + column * 13 + seed) % 17 - 8) / 4.0 for column in range(size)])
    return matrix


def transpose(matrix):
    return [list(column) for column in zip(*matrix)]


def multiply(left, right):
    columns = transpose(right)
    size = len(columns)
    product = []
    for row in left:
        out = [0.0] * size
        for j in range(size):
            column = columns[j]
            total = 0.0
            for k in range(len(row)):
                total += row[k] * column[k]
            out[j] = total
        product.append(out)
    return product


def run(size):
    a = make_matrix(size, 3)
    b = make_matrix(size, 11)
    c = multiply(multiply(a, b), a)
    trace = 0.0
    for i in range(size):
        trace += c[i][i]
    weighted = 0.0
    for i, row in enumerate(c):
        for j, value in enumerate(row):
            weighted += value * ((i * 3 + j) % 5 - 2)
    return f"trace {trace!r}, weighted sum {weighted!r}"


if __name__ == "__main__":
    print(run(160))
