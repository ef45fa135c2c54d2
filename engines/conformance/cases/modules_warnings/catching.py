import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    warnings.warn('first')
    warnings.warn('second', DeprecationWarning)
    warnings.warn(UserWarning('third'))
    warnings.warn('fourth', RuntimeWarning, stacklevel=2)
print([(str(w.message), w.category.__name__) for w in seen])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('bang', FutureWarning)
    except FutureWarning as e: print(type(e).__name__, e)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('silent')
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    warnings.filterwarnings('ignore', category=DeprecationWarning)
    warnings.filterwarnings('error', message='bad.*')
    warnings.warn('x', DeprecationWarning); warnings.warn('kept')
    try: warnings.warn('bad thing')
    except UserWarning as e: print('error', e)
print(len(seen), seen[0].message)
for args in (('m', 5), ('m', int), ('m', 'x')):
    try: warnings.warn(*args)
    except TypeError as e: print(e)
print([c.__name__ for c in Warning.__subclasses__()][:3], issubclass(DeprecationWarning, Warning), issubclass(Warning, Exception))
