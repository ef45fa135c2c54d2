class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row): 1 for row in self.rows}) != 1:
            raise ValueError("ragged rows")

    @classmethod
    def identity(cls, n):
        return cls([[1 if i == j else 0 for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, position):
        i, j = position
        return self.rows[i][j]

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(x, y)] for x, y in zip(self.rows, other.rows)])

    def __mul__(self, other):
        if isinstance(other, (int, float)):
            return Matrix([[v * other for v in row] for row in self.rows])
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum([a * b for a, b in zip(row, col)]) for col in columns] for row in self.rows])

    def __pow__(self, n):
        result = Matrix.identity(len(self.rows))
        base = self
        while n:
            if n & 1:
                result = result * base
            base = base * base
            n >>= 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __str__(self):
        return "\n".join([" ".join([f"{v:>6}" for v in row]) for row in self.rows])


m = Matrix([[1, 1], [1, 0]])
print(m ** 10)
print((m ** 200)[0, 1], m + m == m * 2, m * m ** 2 == m ** 3, m == 5)
for bad in (lambda: Matrix([[1], [1, 2]]), lambda: m * Matrix([[1, 2, 3]])):
    try:
        bad()
    except ValueError as error:
        print(error)
print(m * 1.5)
