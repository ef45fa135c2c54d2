from string import Template
t = Template('$who likes ${what}s, $$5 and $who')
print(t.substitute(who='Tim', what='cat'), t.substitute({'who': 'A', 'what': 'b'}), t.substitute({'who': 'A'}, what='c'), t.safe_substitute(who='X'), t.template)
for s in ('$', 'a $1', '${', '${a', '$ x', '$a$'):
    try: print(Template(s).substitute(a=1))
    except ValueError as e: print(repr(s), e)
    print(Template(s).safe_substitute(a=1))
try: t.substitute(who=1)
except KeyError as e: print('KeyError', e)
print(Template('$a.b ${a}b $_x $A1').substitute(a=1, _x=2, A1=3), Template('$a').is_valid(), Template('$').is_valid(), Template('$b $a ${b}').get_identifiers())
class P(Template): delimiter = '%'
print(P('%a %% $a').substitute(a=5))
class I(Template): idpattern = '[a-z]+_[a-z]+'
print(I('$a_b $ab').safe_substitute(a_b=1))
