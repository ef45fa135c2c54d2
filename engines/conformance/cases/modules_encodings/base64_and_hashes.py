# base64, hex and digests
import base64, hashlib, binascii

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: base64.b64encode(b"hello?>"))
show(lambda: base64.b64decode("aGVsbG8/Pg=="))
show(lambda: base64.b64decode("aGVsbG8"))
show(lambda: base64.b64decode("a", validate=True))
show(lambda: base64.urlsafe_b64encode(b"\xff\xfe"))
show(lambda: base64.b32encode(b"hi"))
show(lambda: base64.b32decode("NBUQ===="))
show(lambda: base64.b16encode(b"\x0a\xff"))
show(lambda: base64.b16decode("zz"))
show(lambda: base64.b64encode("a"))
show(lambda: base64.b85encode(b"hello"))
show(lambda: binascii.hexlify(b"\x01\xff"))
show(lambda: binascii.unhexlify("01f"))
show(lambda: binascii.crc32(b"hello"))
show(lambda: hashlib.md5(b"a").hexdigest())
show(lambda: hashlib.sha256(b"").hexdigest()[:16])
show(lambda: hashlib.sha1(b"abc").digest()[:4])
show(lambda: hashlib.new("md5", b"a").name)
show(lambda: hashlib.md5("a"))
show(lambda: hashlib.sha512(b"x").digest_size)
show(lambda: hashlib.new("nope"))
