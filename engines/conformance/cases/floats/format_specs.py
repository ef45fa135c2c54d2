vals = [0.0, -0.0, 1.0, -1.5, 123456.789, 1e-5, 1e16, 1.5e300, 0.1, 2.675, 1e22, float('inf'), float('-inf'), float('nan'), 99999.5, 0.5, 1.5, 2.5, 1e-310]
for spec in ('', 'f', '.0f', '.1f', '.3f', 'e', '.0e', '.2E', 'g', '.3g', '.10g', 'G', '#.3g', '#.0f', '%', '.1%', ',', ',.2f', '_.3f', '+', ' ', '+.2f', '010.3f', '<10.2f', '>10', '^12.1f', '*=+10.1f', 'n', '.3', '.17', '.0', '012,.1f', 'z.1f', 'zg'):
    try: print(spec, '|'.join(format(v, spec) for v in vals))
    except ValueError as e: print(spec, e)
for spec in ('d', 'x', 's', 'c', '.f', '5.', 'ff', ',_', '_,', '=<<5', '.2d', '-.2', '1_', 'b', '!'):
    try: print(spec, format(1.5, spec))
    except ValueError as e: print(spec, e)
