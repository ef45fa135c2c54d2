# Notes print below the message.
def f():
    e = ValueError('main text')
    e.add_note('first note')
    e.add_note('second\nnote')
    raise e
print('before')
f()
