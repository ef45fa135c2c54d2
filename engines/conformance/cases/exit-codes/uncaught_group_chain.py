try:
    {}['missing']
except KeyError as e:
    raise RuntimeError('cannot go on', 5) from e
