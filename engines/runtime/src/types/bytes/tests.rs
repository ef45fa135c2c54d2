//! Methods of `bytes` and `bytearray` against what CPython 3.11 gives, a row a call.

use crate::Runtime;
use crate::runtime::Options;
use crate::value::{Raised, Result, Value};

/// An argument.
#[derive(Clone, Copy, Debug)]
enum Arg {
    B(&'static [u8]),
    S(&'static str),
    I(i64),
    N,
}
use Arg::{B, I, N, S};

fn shown(rt: &mut Runtime, result: Result) -> String {
    match result.and_then(|v| rt.repr(v)) {
        Ok(s) => s.to_rust(),
        Err(Raised) => {
            let e = rt.take_pending();
            let name = rt.type_name(e);
            let text = rt.str(e).expect("messages can be shown");
            format!("{name}: {}", text.to_rust())
        }
    }
}

/// `receiver.method(arguments...)` gives the `repr`, or the error's text; a bytearray's is the same but for its class.
fn check(rows: &[(&[u8], &str, &[Arg], &str)]) {
    let mut rt = Runtime::new(Options::default());
    rt.enter(1 << 20, |rt| {
        for &(receiver, method, arguments, expected) in rows {
            let method_name = rt.intern(method);
            let mut values = Vec::new();
            for &a in arguments {
                values.push(match a {
                    B(b) => rt.new_bytes(b.to_vec()).into(),
                    S(s) => rt.str_value(s),
                    I(i) => Value::small_int(i),
                    N => Value::NONE,
                });
            }
            let bytes = rt.new_bytes(receiver.to_vec());
            let result = rt.call_method(bytes.into(), method_name, &values);
            assert_eq!(shown(rt, result), expected, "{receiver:?}.{method}({arguments:?})");
            let array = rt.new_bytearray(receiver.to_vec());
            let result = rt.call_method(array.into(), method_name, &values);
            let found = shown(rt, result);
            let plain = found.replace("bytearray(b", "b").replace("')", "'").replace("b'')", "b''");
            assert_eq!(plain, expected.replace("')", "'"), "bytearray: {receiver:?}.{method}({arguments:?})");
        }
    });
}

#[test]
fn methods_of_both_classes() {
    check(&[
        (b"abcabc", "find", &[B(b"c")], "2"),
        (b"abcabc", "rfind", &[I(99)], "5"),
        (b"abc", "find", &[S("a")], "TypeError: argument should be integer or bytes-like object, not 'str'"),
        (b"abc", "find", &[I(256)], "ValueError: byte must be in range(0, 256)"),
        (b"abc", "index", &[B(b"x")], "ValueError: subsection not found"),
        (b"aaa", "count", &[B(b"")], "4"),
        (b"aaa", "replace", &[B(b"a"), B(b"bb"), I(2)], "b'bbbba'"),
        (b"ab", "replace", &[B(b""), B(b"-")], "b'-a-b-'"),
        (b"a,b,,c", "split", &[B(b",")], "[b'a', b'b', b'', b'c']"),
        (b" a b ", "split", &[N, I(1)], "[b'a', b'b ']"),
        (b" a b ", "rsplit", &[N, I(1)], "[b' a', b'b']"),
        (b"a\r\nb\x0bc\n", "splitlines", &[], "[b'a', b'b\\x0bc']"),
        (b"abc", "startswith", &[B(b"ab")], "True"),
        (b"abc", "hex", &[S("-")], "'61-62-63'"),
        (b"abcde", "hex", &[S("-"), I(2)], "'61-6263-6465'"),
        (b"ab", "center", &[I(5), B(b"*")], "b'**ab*'"),
        (b"-7", "zfill", &[I(5)], "b'-0007'"),
        (b"  x ", "strip", &[], "b'x'"),
        (b"\xff", "decode", &[], "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"\xe9t\xe9", "decode", &[S("latin-1")], "'été'"),
        (b"a\xffb", "decode", &[S("utf-8"), S("replace")], "'a\u{fffd}b'"),
        (b"a\xffb", "decode", &[S("ascii"), S("backslashreplace")], "'a\\\\xffb'"),
        (b"\xe2\x82", "decode", &[], "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"),
        (b"x", "decode", &[S("bogus")], "LookupError: unknown encoding: bogus"),
        (b"hello World", "title", &[], "b'Hello World'"),
    ]);
}

#[test]
fn repr_of_bytes() {
    let mut rt = Runtime::new(Options::default());
    rt.enter(1 << 20, |rt| {
        for (data, bytes, array) in [
            (&b"a\n\\\x00\xff"[..], "b'a\\n\\\\\\x00\\xff'", "bytearray(b'a\\n\\\\\\x00\\xff')"),
            (&b"it's"[..], "b\"it's\"", "bytearray(b\"it\\'s\")"),
            (&b"'\""[..], "b'\\'\"'", "bytearray(b'\\'\"')"),
        ] {
            let b = rt.new_bytes(data.to_vec());
            let a = rt.new_bytearray(data.to_vec());
            let result = Ok(b.into());
            assert_eq!(shown(rt, result), bytes);
            let result = Ok(a.into());
            assert_eq!(shown(rt, result), array);
        }
    });
}
