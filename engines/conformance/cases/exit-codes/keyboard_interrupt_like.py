class Stop(BaseException): pass
try:
    raise Stop('x')
except Exception:
    print('no')
