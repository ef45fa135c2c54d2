import types
for f in (len, [].append, str.upper, (1).__add__, int.__add__, dict.fromkeys, dict.__dict__['fromkeys'], object().__init__, object.__init__, print, 'a'.join, int.__new__, {}.get, {}.__getitem__, type.mro, (lambda: 0), [].__len__):
    print(type(f).__name__, callable(f), f.__name__, f.__qualname__)
print([].append.__self__, 'x'.join.__self__, type([].append) is type(len), isinstance([].append, types.BuiltinMethodType), isinstance([].append, types.MethodType))
print(types.MethodType.__name__, types.BuiltinFunctionType.__name__, types.WrapperDescriptorType.__name__, types.MethodWrapperType.__name__, types.MethodDescriptorType.__name__, types.ClassMethodDescriptorType.__name__)
def counter(step=1):
    total = 0
    def add(n):
        nonlocal total
        total += n * step
        return total
    return add
add = counter(2)
again = types.FunctionType(add.__code__, globals(), 'renamed', None, add.__closure__)
print(add(1), again(2), add(3), again.__name__, again.__qualname__)
copy = types.FunctionType(counter.__code__, globals(), argdefs=(5,))
print(copy()(2), copy.__defaults__)
for arguments in ((1, {}), (add.__code__, globals()), (add.__code__, 3), (add.__code__, globals(), None, None, ()), (counter.__code__, globals(), None, 5), ()):
    try: print(types.FunctionType(*arguments))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
