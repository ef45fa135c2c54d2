//! What the tier does, in order, for people to read, and where its machine code lies, for `perf`. Both only when asked for.

use std::cell::RefCell;
use std::fs::File;
use std::io::Write;

use bytecode_vm::code::Code;

use crate::compiler::Listing;
use crate::unit::{Cause, Start, Unit};

/// Events beyond this many are counted, not kept.
const MOST_KEPT: usize = 100_000;

/// How much of what the tier does is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A line for each event.
    Lines,
    /// Translations with their Cranelift IR, as the lowering made it.
    Clif,
    /// Translations with their machine code.
    Assembly,
}

/// The record of a tier.
#[derive(Default)]
pub struct Log {
    detail: Option<Detail>,
    lines: RefCell<Vec<String>>,
    map: Option<RefCell<File>>,
}

/// What happened to a function.
#[derive(Clone, Copy)]
pub enum Event<'a> {
    /// It was translated; so many calls are inlined and so many objects not made.
    Translated(&'a Unit, usize, usize),
    /// Its translations are given up, for an assumption that did not hold.
    Discarded(Cause),
    /// They are given up, for what they knew about some attribute may be wrong.
    AttributesChanged,
    /// A slot that had held doubles only got something else.
    DoublesChanged,
    /// It stays in the interpreter, and why.
    Left(&'static str),
}

impl Log {
    /// A record of `events`, and a file that tells `perf` the names of machine code (`/tmp/perf-PID.map`, the format of the
    /// Linux kernel's tools/perf/Documentation/jit-interface.txt). Without such a file where it cannot be made.
    pub fn new(detail: Option<Detail>, perf_map: bool) -> Log {
        let path = format!("/tmp/perf-{}.map", std::process::id());
        Log { detail, lines: RefCell::default(), map: perf_map.then(|| File::create(path).ok()).flatten().map(RefCell::new) }
    }

    /// Keeps an event of a function.
    pub fn add(&self, code: &Code, event: Event<'_>) {
        if let (Some(map), Event::Translated(unit, ..)) = (&self.map, event) {
            for (address, bytes) in &unit.ranges {
                // A profiler's names are no reason to stop the program.
                let _ = writeln!(map.borrow_mut(), "{address:x} {bytes:x} py::{} {}", place(code), beginning(code, unit.start));
            }
        }
        if self.detail.is_some() && self.lines.borrow().len() < MOST_KEPT {
            self.lines.borrow_mut().push(line(code, event));
        }
    }

    /// Whether the text of translations is wanted.
    pub fn wants_listings(&self) -> bool {
        matches!(self.detail, Some(Detail::Clif | Detail::Assembly))
    }

    /// Keeps the text of the translation added last.
    pub fn add_listing(&self, listing: Listing) {
        let text = if self.detail == Some(Detail::Clif) { listing.clif } else { listing.assembly };
        if let Some(last) = self.lines.borrow_mut().last_mut() {
            last.push('\n');
            last.push_str(text.trim_end());
        }
    }

    /// The events so far, a line each.
    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }
}

/// `Class.method (file.py:12)`.
fn place(code: &Code) -> String {
    let object = code.object();
    let module = &code.module.compiled;
    format!("{} ({}:{})", module.name(object.qualname), module.path, object.first_line)
}

fn beginning(code: &Code, start: Start) -> String {
    match start {
        Start::Call => "call".to_owned(),
        Start::Loop(pc) => format!("loop at line {}", code.object().line_of(pc)),
        Start::Resume => "generator".to_owned(),
    }
}

fn line(code: &Code, event: Event<'_>) -> String {
    let place = place(code);
    match event {
        Event::Translated(unit, inlined, replaced) => format!(
            "translate {place}, {}: {} instructions of IR, {} bytes, {} exits, {inlined} calls inlined, {replaced} objects replaced",
            beginning(code, unit.start),
            unit.instructions,
            unit.bytes,
            unit.exits.len()
        ),
        Event::Discarded(cause) => {
            // SAFETY: code lives as long as the engine, which keeps this log.
            let assumed = unsafe { &*cause.code };
            let object = assumed.object();
            let pc = cause.what.pc;
            format!(
                "discard {place}: {} at line {} of {} ({:?})",
                cause.what.describe(),
                object.line_of(pc),
                assumed.module.compiled.name(object.qualname),
                object.op(pc)
            )
        }
        Event::DoublesChanged => format!("discard {place}: an attribute was given something else than a float for the first time"),
        Event::AttributesChanged => format!("discard {place}: a class or module changed that translations had looked into"),
        Event::Left(reason) => format!("leave {place} to the interpreter: {reason}"),
    }
}
