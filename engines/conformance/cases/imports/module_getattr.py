import sys, types
m = types.ModuleType('dynamic')
exec('''
present = 1
def __getattr__(name):
    if name.startswith('no'):
        raise AttributeError(f'module has no {name}')
    return 'made ' + name
''', m.__dict__)
sys.modules['dynamic'] = m
import dynamic
print(dynamic.present, dynamic.other, getattr(dynamic, 'third'), hasattr(dynamic, 'none'), hasattr(dynamic, 'x'), getattr(dynamic, 'nope', 'default'))
from dynamic import something, present
print(something, present)
for f in (lambda: dynamic.nothing, lambda: m.nor):
    try: f()
    except AttributeError as e: print(e)
try:
    from dynamic import not_there
except ImportError as e:
    print(type(e).__name__, str(e).split(' (')[0])
dynamic.other = 5
print(dynamic.other)
