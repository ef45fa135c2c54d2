//! Methods of `str` against what CPython 3.11 gives, a row a call.

use crate::runtime::Options;
use crate::value::{Raised, Result, Value};
use crate::{Runtime, object::Gc, object::list::List, object::string::Str};

/// `receiver.method(arguments...)` gives the `repr`, or the error's text.
fn check(rows: &[(&str, &str, &[Arg], &str)]) {
    let mut rt = Runtime::new(Options::default());
    rt.enter(1 << 20, |rt| {
        for &(receiver, method, arguments, expected) in rows {
            let found = call(rt, receiver, method, arguments);
            assert_eq!(found, expected, "{receiver:?}.{method}({arguments:?})");
        }
    });
}

/// An argument.
#[derive(Clone, Copy, Debug)]
enum Arg {
    S(&'static str),
    I(i64),
    L(&'static [&'static str]),
    N,
}
use Arg::{I, L, N, S};

fn call(rt: &mut Runtime, receiver: &str, method: &str, arguments: &[Arg]) -> String {
    let receiver = rt.str_value(receiver);
    let values = rt.new_empty_list();
    for &a in arguments {
        let v = match a {
            S(s) => rt.str_value(s),
            I(i) => rt.new_int(i),
            N => Value::NONE,
            L(items) => list(rt, items).into(),
        };
        values.push(rt, v);
    }
    let values: Vec<Value> = (0..values.len()).filter_map(|i| values.get(i)).collect();
    let method = rt.intern(method);
    let result = rt.call_method(receiver, method, &values);
    shown(rt, result)
}

fn list(rt: &mut Runtime, items: &[&str]) -> Gc<List> {
    let list = rt.new_empty_list();
    for item in items {
        let item = rt.str_value(item);
        list.push(rt, item);
    }
    list
}

fn shown(rt: &mut Runtime, result: Result) -> String {
    match result.and_then(|v| rt.repr(v)) {
        Ok(s) => s.to_rust(),
        Err(Raised) => {
            let e = rt.take_pending();
            let name = rt.type_name(e);
            let text: Gc<Str> = rt.str(e).expect("messages can be shown");
            format!("{name}: {}", text.to_rust())
        }
    }
}

#[test]
fn searching() {
    check(&[
        ("hello", "find", &[S("l")], "2"),
        ("hello", "find", &[S("l"), I(3)], "3"),
        ("hello", "find", &[S("l"), I(-2), N], "3"),
        ("hello", "find", &[S(""), I(5)], "5"),
        ("hello", "find", &[S(""), I(6)], "-1"),
        ("hello", "rfind", &[S("l")], "3"),
        ("héllo", "find", &[S("l")], "2"),
        ("héllo", "find", &[S("lo")], "3"),
        ("héllo", "rfind", &[S("l")], "3"),
        ("hello", "find", &[S("é")], "-1"),
        ("hello", "index", &[S("x")], "ValueError: substring not found"),
        ("hello", "find", &[I(1)], "TypeError: must be str, not int"),
        ("aaaa", "count", &[S("aa")], "2"),
        ("aaaa", "count", &[S("")], "5"),
        ("ababé", "count", &[S("ab")], "2"),
        ("hello", "startswith", &[S("ell"), I(1)], "True"),
        ("hello", "endswith", &[S("lo"), I(0), I(4)], "False"),
        ("hello", "startswith", &[I(1)], "TypeError: startswith first arg must be str or a tuple of str, not int"),
        ("a-b-c", "partition", &[S("-")], "('a', '-', 'b-c')"),
        ("a-b-c", "rpartition", &[S("-")], "('a-b', '-', 'c')"),
        ("abc", "rpartition", &[S("-")], "('', '', 'abc')"),
        ("abc", "partition", &[S("")], "ValueError: empty separator"),
        ("aXbXc", "replace", &[S("X"), S("--")], "'a--b--c'"),
        ("aXbXc", "replace", &[S("X"), S(""), I(1)], "'abXc'"),
        ("abc", "replace", &[S(""), S("-")], "'-a-b-c-'"),
        ("abc", "replace", &[S(""), S("-"), I(2)], "'-a-bc'"),
        ("héé", "replace", &[S("é"), S("e")], "'hee'"),
        ("prefix", "removeprefix", &[S("pre")], "'fix'"),
        ("prefix", "removesuffix", &[S("fix")], "'pre'"),
    ]);
}

#[test]
fn splitting_and_joining() {
    check(&[
        (" a  b c ", "split", &[], "['a', 'b', 'c']"),
        (" a  b c ", "split", &[N, I(1)], "['a', 'b c ']"),
        (" a  b c ", "rsplit", &[N, I(1)], "[' a  b', 'c']"),
        ("a,b,,c", "split", &[S(",")], "['a', 'b', '', 'c']"),
        ("a,b,,c", "split", &[S(","), I(1)], "['a', 'b,,c']"),
        ("a,b,,c", "rsplit", &[S(","), I(2)], "['a,b', '', 'c']"),
        ("a--b--c", "split", &[S("--")], "['a', 'b', 'c']"),
        ("é\u{a0}à", "split", &[], "['é', 'à']"),
        ("", "split", &[], "[]"),
        ("", "split", &[S(",")], "['']"),
        ("a", "split", &[S("")], "ValueError: empty separator"),
        ("a\nb\r\nc\rd\x0be\u{2028}f\n", "splitlines", &[], "['a', 'b', 'c', 'd', 'e', 'f']"),
        ("a\nb\r\nc", "splitlines", &[I(1)], "['a\\n', 'b\\r\\n', 'c']"),
        (", ", "join", &[L(&["a", "b", "c"])], "'a, b, c'"),
        ("é", "join", &[L(&["a", "b"])], "'aéb'"),
        ("", "join", &[L(&[])], "''"),
    ]);
}

#[test]
fn padding_and_trimming() {
    check(&[
        ("ab", "center", &[I(5)], "'  ab '"),
        ("ab", "center", &[I(6), S("*")], "'**ab**'"),
        ("abc", "center", &[I(6), S("é")], "'éabcéé'"),
        ("ab", "ljust", &[I(4), S(".")], "'ab..'"),
        ("ab", "rjust", &[I(4)], "'  ab'"),
        ("ab", "center", &[I(4), S("xy")], "TypeError: The fill character must be exactly one character long"),
        ("-42", "zfill", &[I(6)], "'-00042'"),
        ("abc", "zfill", &[I(2)], "'abc'"),
        ("a\tbc\t\n\td", "expandtabs", &[I(4)], "'a   bc  \\n    d'"),
        ("  ab \t\n", "strip", &[], "'ab'"),
        ("xxabxx", "lstrip", &[S("x")], "'abxx'"),
        ("xyabyx", "strip", &[S("xy")], "'ab'"),
        ("\u{2003}é\u{2003}", "strip", &[], "'é'"),
        ("ab", "strip", &[I(1)], "TypeError: strip arg must be None or str"),
    ]);
}

#[test]
fn case_and_classification() {
    check(&[
        ("Straße ΌΣΟΣ", "lower", &[], "'straße όσος'"),
        ("straße ﬁ", "upper", &[], "'STRASSE FI'"),
        ("straße", "casefold", &[], "'strasse'"),
        ("they're BILL's", "title", &[], "\"They'Re Bill'S\""),
        ("élan ǆ", "title", &[], "'Élan ǅ'"),
        ("ǆabC", "capitalize", &[], "'ǅabc'"),
        ("aBcÉ", "swapcase", &[], "'AbCé'"),
        ("Hello World", "istitle", &[], "True"),
        ("HeLlo", "istitle", &[], "False"),
        ("abc1", "isalnum", &[], "True"),
        ("", "isalpha", &[], "False"),
        ("²", "isdigit", &[], "True"),
        ("²", "isdecimal", &[], "False"),
        ("½", "isnumeric", &[], "True"),
        ("été_1", "isidentifier", &[], "True"),
        ("1a", "isidentifier", &[], "False"),
        ("a\n", "isprintable", &[], "False"),
        ("abc1", "islower", &[], "True"),
        ("ABC1", "isupper", &[], "True"),
        ("ABC1", "isupper", &[I(1)], "TypeError: str.isupper() takes no arguments (1 given)"),
    ]);
}

#[test]
fn repr_of_strings() {
    check(&[
        ("it's", "__str__", &[], "\"it's\""),
        ("it's \"x\"", "__str__", &[], "'it\\'s \"x\"'"),
        ("\\ \n \x00 \x7f é \u{ad} \u{200b} \u{e000} 😀", "__str__", &[], "'\\\\ \\n \\x00 \\x7f é \\xad \\u200b \\ue000 😀'"),
        ("é\n", "__repr__", &[], "\"'é\\\\n'\""),
    ]);
}

#[test]
fn format_fields() {
    check(&[
        ("{}-{}", "format", &[S("a"), I(7)], "'a-7'"),
        ("{1}{0!r:>5}", "format", &[S("a"), I(7)], "\"7  'a'\""),
        ("{:{}}|{{}}", "format", &[S("a"), I(3)], "'a  |{}'"),
        ("{}{1}", "format", &[], "IndexError: Replacement index 0 out of range for positional args tuple"),
        ("{a}", "format", &[], "KeyError: 'a'"),
        ("{", "format", &[], "ValueError: Single '{' encountered in format string"),
        ("}", "format", &[], "ValueError: Single '}' encountered in format string"),
        ("{0", "format", &[I(1)], "ValueError: expected '}' before end of string"),
        ("{:{:{}}}", "format", &[I(1), I(2), I(3)], "ValueError: Max string recursion exceeded"),
        ("{!x}", "format", &[I(1)], "ValueError: Unknown conversion specifier x"),
        ("%s-%05d|%.2f", "__mod__", &[I(1)], "TypeError: not enough arguments for format string"),
        ("%5s|", "__mod__", &[S("é")], "'    é|'"),
        ("%z", "__mod__", &[I(1)], "ValueError: unsupported format character 'z' (0x7a) at index 1"),
        ("abc", "__mod__", &[I(1)], "TypeError: not all arguments converted during string formatting"),
        ("%d", "__mod__", &[S("a")], "TypeError: %d format: a real number is required, not str"),
    ]);
}

#[test]
fn format_specifications() {
    check(&[
        ("abc", "__format__", &[S("")], "'abc'"),
        ("abc", "__format__", &[S("é^10.2")], "'ééééabéééé'"),
        ("abc", "__format__", &[S(">5s")], "'  abc'"),
        ("abc", "__format__", &[S("05")], "'abc00'"),
        ("abc", "__format__", &[S("dd")], "ValueError: Invalid format specifier 'dd' for object of type 'str'"),
        ("abc", "__format__", &[S("d")], "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("abc", "__format__", &[S("+")], "ValueError: Sign not allowed in string format specifier"),
        ("abc", "__format__", &[S("=5")], "ValueError: '=' alignment not allowed in string format specifier"),
        ("abc", "__format__", &[S("_,")], "ValueError: Cannot specify both ',' and '_'."),
        ("abc", "__format__", &[S(",")], "ValueError: Cannot specify ',' with 's'."),
        ("abc", "__format__", &[S(".")], "ValueError: Format specifier missing precision"),
    ]);
}
