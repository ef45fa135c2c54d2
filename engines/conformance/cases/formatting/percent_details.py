def attempt(t, a):
    try: print(repr(t % a))
    except Exception as e: print(repr(t), type(e).__name__, e)
attempt('%s', 1); attempt('%s %s', (1, 2)); attempt('%s', (1,)); attempt('%s', ()); attempt('%s %s', (1,)); attempt('%s', (1, 2)); attempt('x', 1); attempt('x', ()); attempt('x', {}); attempt('x', []); attempt('x', 'y'); attempt('%%', ()); attempt('%', ()); attempt('%5', 1); attempt('%y', 1); attempt('%(a)s', {'a': 1}); attempt('%(a)s', {}); attempt('%(a)s', 5); attempt('%(a', {'a': 1}); attempt('%(a)s %(a)s', {'a': 1}); attempt('%s %(a)s', {'a': 1}); attempt('%(a(b))s', {'a(b)': 2})
attempt('%d', 1.9); attempt('%d', '5'); attempt('%d', None); attempt('%i', True); attempt('%x', 1.5); attempt('%x', -255); attempt('%#x %#o %X', (255, 8, 255)); attempt('%c', 65); attempt('%c', 'a'); attempt('%c', 'ab'); attempt('%c', 0x110000); attempt('%c', 1.5); attempt('%f', 'a'); attempt('%.3f %e %g %G', (1.23456, 12345.678, 1e-5, 1e20)); attempt('%5d|%-5d|%05d|%+d|% d', (1, 2, 3, 4, 5)); attempt('%+05d % 05d %-05d|', (1, 2, 3)); attempt('%.5d', 42); attempt('%.5d', -42); attempt('%#.5x', 42); attempt('%10.3s|', 'abcdef'); attempt('%-10s|%10s|', ('a', 'b')); attempt('%*d', (5, 1)); attempt('%-*d|', (5, 1)); attempt('%*d', (-5, 1)); attempt('%.*f', (2, 1.239)); attempt('%*d', ('x', 1)); attempt('%r %a %s', ('é', 'é', 'é')); attempt('%ld %hd %Li', (1, 2, 3)); attempt('%d', 2 ** 70); attempt('%x', 2 ** 70); attempt('%u', -5); attempt('%.0f %.1f', (0.5, 0.25)); attempt('%#g %#.0f', (1.0, 1.0)); attempt('%s', [1, 'a']); attempt('%s', {'a': 1}); attempt('%5%|', ()); attempt('%.f', 1.5); attempt('%s' * 3, (1, 2, 3)); attempt('%g', float('inf')); attempt('%05f', float('-inf')); attempt('%d', float('nan')); attempt('%d', float('inf'))
attempt(b'%s %d', (b'a', 5)); attempt(b'%s', 'a'); attempt(b'%a', 'é'); attempt(b'%b', b'x'); attempt(b'%c', 65); attempt(b'%c', b'z'); attempt(b'%x', 255); attempt(b'%.2f', 1.234); attempt(b'%(k)d', {b'k': 1}); attempt(bytearray(b'%d'), 3)
class N:
    def __str__(self): return 'S'
    def __repr__(self): return 'R'
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 9.5
attempt('%s %r %d %x %f', (N(), N(), N(), N(), N()))
