//! Machine code works wherever the system maps its memory: the functions of a unit reach each other by distances of 32 bits, and
//! must not be torn apart when only single pages are free near the code that is there already.

use memmap2::MmapMut;
use registry::{EngineOptions, Session};

const PAGE: usize = 4096;

/// Functions with direct entries, of many sizes: some end just before the end of a page.
fn program() -> String {
    let mut program = String::new();
    for lines in 0..60 {
        program += &format!("def sized{lines}(n, a):\n    if n < 2:\n        return a\n    a = sized{lines}(n - 1, a + 1) % 1009\n");
        for line in 0..lines {
            program += &format!("    a = a * {} % 1013 + n\n", line + 2);
        }
        program += &format!("    return a + sized{lines}(n - 2, a)\nsized{lines}(12, 1)\n");
    }
    program
}

/// Takes all the pages on this side of the heap, whose addresses are reserved, but for single ones.
fn leave_single_pages() -> Vec<MmapMut> {
    let page = || MmapMut::map_anon(PAGE).expect("there is memory for a page");
    let mut pages = vec![page()];
    while pages.len() < 200_000 {
        let next = page();
        let here = pages.last().map_or(0, |last| last.as_ptr() as usize);
        let far = here.abs_diff(next.as_ptr() as usize) > 4 << 30;
        pages.push(next);
        if far {
            break;
        }
    }
    let last = pages.len().saturating_sub(256);
    pages.into_iter().enumerate().filter(|(at, _)| *at < last || at % 2 == 0).map(|(_, page)| page).collect()
}

#[test]
fn units_are_whole_where_only_single_pages_are_free() {
    let directory = tempfile::tempdir().expect("there is room for a file");
    let script = directory.path().join("units.py");
    std::fs::write(&script, program()).expect("there is room for a file");
    let engine = registry::find("cranelift-jit").expect("the engine is registered");
    let (code, counters) = registry::on_guest_stack(|| {
        let options = EngineOptions { jit_threshold: Some(30), ..EngineOptions::default() };
        let mut session = Session::with_options(engine, &options, vec![script.to_string_lossy().into_owned()], "__main__", 0);
        let _taken = leave_single_pages();
        (session.run_script(&script), session.counters())
    });
    assert_eq!(code, 0);
    assert!(counters["units_compiled"] >= 60, "{counters:?}");
}
