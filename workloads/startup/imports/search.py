"""Finding items by prefix, in a tree of letters."""


class Node:
    __slots__ = ("children", "items")

    def __init__(self):
        self.children = {}
        self.items = []


class Index:
    def __init__(self):
        self.root = Node()

    def add(self, item):
        node = self.root
        for letter in item.name:
            node = node.children.setdefault(letter, Node())
            node.items.append(item)

    def find(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node.children:
                return []
            node = node.children[letter]
        return node.items
