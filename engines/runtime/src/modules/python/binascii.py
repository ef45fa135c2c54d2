"""Bytes as text: hexadecimal, base 64, check sums."""

from _binascii import crc32, hexlify as _hexlify, unhexlify
from _binascii import b2a_base64 as _b2a_base64, a2b_base64 as _a2b_base64

a2b_hex = unhexlify


class Error(ValueError):
    """Text that is no encoding."""

    __module__ = "binascii"


class Incomplete(Exception):
    __module__ = "binascii"


def hexlify(data, sep=None, bytes_per_sep=1):
    text = _hexlify(data)
    if sep is None:
        return text
    return bytes(data).hex(sep, bytes_per_sep).encode("ascii")


b2a_hex = hexlify


def b2a_base64(data, /, *, newline=True):
    return _b2a_base64(data, newline)


def a2b_base64(data, /, *, strict_mode=False):
    return _a2b_base64(data, strict_mode)


def crc_hqx(data, value, /):
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021) & 0xFFFF if value & 0x8000 else value << 1 & 0xFFFF
    return value
