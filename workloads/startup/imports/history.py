"""What happened, newest first, at most so much of it."""


class History:
    def __init__(self, limit=10):
        self.limit = limit
        self.entries = []

    def note(self, text):
        self.entries.insert(0, text)
        del self.entries[self.limit:]

    def __len__(self):
        return len(self.entries)

    def __iter__(self):
        return iter(self.entries)
