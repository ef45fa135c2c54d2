import importlib
m = importlib.import_module('os.path'); print(m.join('a', 'b'))
try: importlib.import_module('no.such')
except ModuleNotFoundError as e: print(e)
