import tempfile, shutil, os, glob, fnmatch
with tempfile.TemporaryDirectory() as d:
    for n in ('a.txt', 'b.py', '.hid', 'sub/c.txt', 'sub/deep/d.txt'):
        p = os.path.join(d, n); os.makedirs(os.path.dirname(p), exist_ok=True)
        with open(p, 'w') as f: f.write(n)
    rel = lambda ps: sorted(os.path.relpath(p, d) for p in ps)
    print(rel(glob.glob(d + '/*')), rel(glob.glob(d + '/**/*.txt', recursive=True)), rel(glob.glob(d + '/*/c.*')), rel(glob.glob(d + '/[ab].*')), sorted(glob.glob('**', root_dir=d, recursive=True)), glob.glob(d + '/nope*'))
    shutil.copytree(d + '/sub', d + '/copy', ignore=shutil.ignore_patterns('deep')); print(sorted(os.listdir(d + '/copy')))
    print(os.path.basename(shutil.copy(d + '/a.txt', d + '/copy')), open(d + '/copy/a.txt').read())
    shutil.move(d + '/b.py', d + '/copy'); print(sorted(os.listdir(d)), sorted(os.listdir(d + '/copy')))
    shutil.rmtree(d + '/sub'); print(os.path.exists(d + '/sub'))
    try: shutil.rmtree(d + '/none')
    except FileNotFoundError as e: print(e.errno)
    shutil.rmtree(d + '/none', ignore_errors=True)
    try: shutil.copyfile(d + '/a.txt', d + '/a.txt')
    except shutil.SameFileError as e: print('same')
print(os.path.exists(d))
with tempfile.NamedTemporaryFile('w+', suffix='.x') as f:
    f.write('hello'); f.seek(0); print(f.read(), f.name.endswith('.x'), os.path.exists(f.name)); n = f.name
print(os.path.exists(n))
with tempfile.TemporaryFile() as f: f.write(b'abc'); f.seek(1); print(f.read())
for pat in ('*.txt', 'a?c', '[!a]*', '[a-c]x', '[]]', 'a[', '**', 'x.[ch]'): print(pat, [s for s in ('a.txt', 'abc', 'bx', ']', 'a[', 'x.c', 'x.h', '') if fnmatch.fnmatch(s, pat)])
print(fnmatch.filter(['a.py', 'b.txt'], '*.py'), fnmatch.fnmatchcase('A', 'a'), shutil.which('sh') is not None)
