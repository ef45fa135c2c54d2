"""Listeners by name of event."""


class Events:
    def __init__(self):
        self.listeners = {}
        self.count = 0

    def on(self, name, listener):
        self.listeners.setdefault(name, []).append(listener)
        return listener

    def emit(self, name, *details):
        self.count += 1
        for listener in self.listeners.get(name, []):
            listener(*details)
