//! Bad input: the last line and the line number that CPython 3.11 reports, on sources a person might mistype.

use std::process::Command;

/// One entry of `data/rejected.txt`.
struct Case {
    line: u32,
    message: String,
    source: String,
}

fn cases() -> Vec<Case> {
    let data = include_str!("data/rejected.txt");
    let mut cases: Vec<Case> = Vec::new();
    for line in data.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("=== ") {
            let (number, message) = head.trim_end_matches('\n').split_once(' ').unwrap();
            cases.push(Case { line: number.parse().unwrap(), message: message.to_owned(), source: String::new() });
        } else if let Some(case) = cases.last_mut() {
            case.source.push_str(line);
        }
    }
    cases
}

fn check(source: &[u8], line: u32, message: &str) {
    let shown = String::from_utf8_lossy(&source[..source.len().min(200)]).into_owned();
    match frontend::compile(source, "x.py") {
        Ok(_) => panic!("accepted:\n{shown}"),
        Err(diagnostic) => {
            let rendered = diagnostic.render();
            assert_eq!(rendered.lines().last(), Some(message), "for:\n{shown}");
            assert_eq!(diagnostic.line, line, "line for:\n{shown}");
        }
    }
}

#[test]
fn rejected_as_cpython_does() {
    for case in cases() {
        check(case.source.as_bytes(), case.line, &case.message);
    }
}

/// The expectations themselves, against the CPython that is installed; only on request, since it needs one.
#[test]
fn expectations_hold_on_cpython() {
    if std::env::var_os("FRONTEND_CPYTHON").is_none() {
        return;
    }
    const PROGRAM: &str = "import sys, traceback\ntry: compile(sys.stdin.buffer.read(), 'x.py', 'exec')\n\
        except SyntaxError as e: print(e.lineno, traceback.format_exception_only(e)[-1].strip())";
    for case in cases() {
        let file = tempfile(&case.source);
        let out = Command::new("python3").args(["-W", "ignore", "-c", PROGRAM]).stdin(file).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        assert_eq!(said.trim_end(), format!("{} {}", case.line, case.message), "for:\n{}", case.source);
    }
}

fn tempfile(text: &str) -> std::fs::File {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("rejected.py");
    std::fs::write(&path, text).unwrap();
    std::fs::File::open(&path).unwrap()
}

#[test]
fn bytes_that_are_no_text() {
    check(b"y\nx = 1\0\n", 2, "SyntaxError: source code cannot contain null bytes");
    check(b"# coding: utf-7-foo\n", 0, "SyntaxError: encoding problem: utf-7-foo");
    check(b"# coding: ascii\nx = '\xe9'\n", 0, "SyntaxError: encoding problem: ascii");
    check(b"\xef\xbb\xbf# coding: latin-1\n", 0, "SyntaxError: encoding problem: iso-8859-1 with BOM");
    let non_utf8 = "SyntaxError: Non-UTF-8 code starting with '\\xff' in file x.py on line 2, but no encoding declared; \
                    see https://peps.python.org/pep-0263/ for details";
    check(b"x = 1\ny = '\xff'\n", 0, non_utf8);
}

#[test]
fn bytes_that_are_text() {
    for source in [&b"\xef\xbb\xbfx = 1\n"[..], b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", b"#!/x\n# coding: ascii\nx = 1\n", b""] {
        assert!(frontend::compile(source, "x.py").is_ok(), "{source:?}");
    }
}

#[test]
fn deep_nesting_ends_in_an_error() {
    let too_deep = "RecursionError: maximum recursion depth exceeded during compilation";
    let repeat = |before: &str, part: &str, count: usize, after: &str| format!("{before}{}{after}\n", part.repeat(count));
    check(repeat("x = ", "(", 10_000, "1").as_bytes(), 1, "SyntaxError: too many nested parentheses");
    for source in [
        repeat("x = ", "-", 10_000, "1"),
        repeat("x = a", ".b", 5_000, ""),
        repeat("x = a", " + a", 5_000, ""),
        repeat("x = ", "lambda: ", 4_000, "1"),
        repeat("x = f", "()", 4_000, ""),
        repeat("if a: pass\n", "elif b: pass\n", 5_000, ""),
        repeat("x = (a", " for a in b", 5_000, ")"),
    ] {
        check(source.as_bytes(), 0, too_deep);
    }
    let nested: String = (0..100).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect();
    check((nested + &" ".repeat(100) + "pass\n").as_bytes(), 101, "IndentationError: too many levels of indentation");
}

#[test]
fn nesting_that_cpython_accepts() {
    for source in [
        format!("x = a{}\n", " + a".repeat(2_900)),
        format!("x = a{}\n", ".b".repeat(2_900)),
        format!("x = {}1\n", "-".repeat(2_900)),
        format!("if a: pass\n{}", "elif b: pass\n".repeat(2_900)),
        format!("x = {}1{}\n", "(".repeat(200), ")".repeat(200)),
        format!("x = [{}]\n", "-1 + 2,".repeat(20_000)),
    ] {
        let program = frontend::compile(source.as_bytes(), "x.py").unwrap();
        assert!(!frontend::dump(&program).is_empty());
    }
}

#[test]
fn unsupported_names_the_construct_and_the_place() {
    let unsupported = |source: &str, message: &str| check(source.as_bytes(), 1, message);
    unsupported("'\\ud800'\n", "unsupported: lone surrogate in a docstring");
    let rendered = frontend::compile(b"def f():\n  '\\ud800'\n", "x.py").unwrap_err().render();
    let place = "  File \"x.py\", line 2, column 3\n    '\\ud800'\n    ^^^^^^^^\n";
    assert_eq!(rendered, format!("{place}unsupported: lone surrogate in a docstring\n"));
}

#[test]
fn rendering_is_cpythons() {
    let render = |source: &str| frontend::compile(source.as_bytes(), "x.py").unwrap_err().render();
    let literal = "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?\n";
    assert_eq!(render("  \nif 1:\n    1 = x\n"), format!("  File \"x.py\", line 3\n    1 = x\n    ^\n{literal}"));
    assert_eq!(
        render("f(a=1, 22)\n"),
        "  File \"x.py\", line 1\n    f(a=1, 22)\n             ^\nSyntaxError: positional argument follows keyword argument\n"
    );
}
