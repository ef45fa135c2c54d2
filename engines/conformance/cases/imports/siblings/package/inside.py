from . import nested
from .nested.deep import depth
from helper import double


def name():
    return f"inside at {depth()} {double(2)} {nested.__name__}"
