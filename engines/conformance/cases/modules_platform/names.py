import platform, sys
print(platform.python_implementation() in ('CPython', 'Spectrum', 'spectrum') or platform.python_implementation() == sys.implementation.name.capitalize() or bool(platform.python_implementation()))
print(platform.python_version().split('.')[:2], platform.python_version_tuple()[:2], platform.system(), type(platform.machine()).__name__)
print(isinstance(platform.platform(), str), isinstance(platform.node(), str), isinstance(platform.release(), str), isinstance(platform.processor(), str))
print(len(platform.uname()) == 6, platform.uname().system, len(platform.architecture()), platform.architecture()[0])
print(isinstance(platform.python_compiler(), str), isinstance(platform.python_build(), tuple))
