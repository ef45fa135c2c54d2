//! Resolved trees of small programs, mostly about scopes, against `data/trees.txt`.
//!
//! `FRONTEND_BLESS=1 cargo test -p frontend` writes the trees anew; read the difference before committing it.

use std::fmt::Write as _;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/trees.txt");

/// Title, source and tree of each entry: `=== title`, source, `---`, tree.
fn entries(data: &str) -> Vec<(String, String, String)> {
    let sections = data.split("=== ").skip(1);
    let entry = |section: &str| {
        let (title, rest) = section.split_once('\n').unwrap();
        let (source, tree) = rest.split_once("---\n").unwrap();
        (title.to_owned(), source.to_owned(), tree.to_owned())
    };
    sections.map(entry).collect()
}

fn tree(source: &str) -> String {
    match frontend::compile(source.as_bytes(), "x.py") {
        Ok(program) => frontend::dump(&program),
        Err(diagnostic) => diagnostic.render(),
    }
}

#[test]
fn trees_are_as_recorded() {
    let data = std::fs::read_to_string(PATH).unwrap();
    let entries = entries(&data);
    assert!(entries.len() >= 25);
    if std::env::var_os("FRONTEND_BLESS").is_some() {
        let mut out = String::new();
        for (title, source, _) in &entries {
            write!(out, "=== {title}\n{source}---\n{}", tree(source)).unwrap();
        }
        std::fs::write(PATH, out).unwrap();
        return;
    }
    for (title, source, expected) in &entries {
        assert_eq!(&tree(source), expected, "{title}");
    }
}
