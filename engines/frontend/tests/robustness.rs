//! No input makes the frontend panic: every truncation and many mutations of real programs.

const PROGRAMS: [&str; 3] = [
    "class A(B, metaclass=M):\n    '''doc'''\n    def f(self, /, a: int = 1, *args, k=2, **kw) -> 'x':\n        with a as b, c as (d, *e):\n            \
     return super().f(*a, **k)[1:2, ...] if (x := 0x1f_f) else lambda: (yield)\n",
    "from . import (a as b,)\ntry:\n\tx, *y = {**a, 'k': {1, 2}}\nexcept (A, B) as e:\n\traise X from e\nelse: del x[0], y\nfinally:\n\t\
     assert f'{x!r:>{w}} {y = }' 'é\\N{BULLET}' b'', rb'\\x'\n",
    "@d.e(1)\ndef g():\n    global q\n    for i, in [j for j in k if j for l in {m: n for m in o}]:\n        while not i: continue\n        \
     else: break\n    nonlocal_ = (z async for z in await_)\n    x: int = 1.5e3j; y += ~-+1 ** 2 @ 3 // 4 and 5 or 6 is not 7 not in 8\n",
];

fn survive(source: &[u8]) {
    if let Ok(program) = frontend::compile(source, "x.py") {
        assert!(!frontend::dump(&program).is_empty());
    }
}

#[test]
fn truncations() {
    for program in PROGRAMS {
        for end in 0..=program.len() {
            survive(&program.as_bytes()[..end]);
            survive(&program.as_bytes()[end..]);
        }
    }
}

#[test]
fn mutations() {
    const PIECES: [&[u8]; 24] = [
        b"(",
        b")",
        b"[",
        b"{",
        b"}",
        b"'",
        b"\"\"\"",
        b"f'{",
        b"\\",
        b"\n",
        b"\t",
        b"    ",
        b"=",
        b":=",
        b"*",
        b"**",
        b":",
        b"lambda ",
        b" for ",
        b" if ",
        b"\xff",
        b"\xe2\x82\xac",
        b"0",
        b"yield ",
    ];
    // xorshift64, so that a failure repeats.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound as u64) as usize
    };
    for _ in 0..4_000 {
        let mut bytes = PROGRAMS[next(PROGRAMS.len())].as_bytes().to_vec();
        for _ in 0..1 + next(4) {
            let at = next(bytes.len());
            let piece = PIECES[next(PIECES.len())];
            let end = (at + next(6)).min(bytes.len());
            bytes.splice(at..end, piece.iter().copied());
        }
        survive(&bytes);
    }
}
