"""Tables of text."""


def column(values, width, right=False):
    return [str(value).rjust(width) if right else str(value).ljust(width) for value in values]


class Table:
    def __init__(self, *headings):
        self.headings = headings
        self.rows = []

    def add(self, *cells):
        if len(cells) != len(self.headings):
            raise ValueError(f"{len(self.headings)} cells are needed")
        self.rows.append(cells)

    def lines(self):
        width = max([len(str(cell)) for row in self.rows + [self.headings] for cell in row])
        return [" ".join(column(row, width)) for row in [self.headings] + self.rows]
