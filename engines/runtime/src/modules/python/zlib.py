"""Check sums. Compression is not there."""

from _binascii import _adler32, crc32

__all__ = ["crc32", "adler32", "error"]


class error(Exception):
    __module__ = "zlib"


def adler32(data, value=1, /):
    return _adler32(data, value)
