//! The text of an uncaught exception as CPython prints it, without the marks under source lines that show columns.
//!
//! Exception groups are drawn as trees by CPython's `traceback` module; the layout here is that of its `format`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::exception::{Exception, Traceback};
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Most exceptions of a group that are shown.
const MAX_GROUP_WIDTH: usize = 15;
/// Most levels of groups that are shown.
const MAX_GROUP_DEPTH: usize = 10;

/// What has been written, and how far a tree of groups is indented.
#[derive(Default)]
struct Printer {
    out: String,
    seen: Vec<u64>,
    /// Lines of source files read so far.
    files: FxHashMap<String, Vec<String>>,
    group_depth: usize,
    /// The innermost group shown so far still needs its last line.
    need_close: bool,
    /// Causes and contexts are left out.
    alone: bool,
}

impl Printer {
    fn indent(&self) -> String {
        " ".repeat(2 * self.group_depth)
    }

    fn emit(&mut self, text: &str, margin: char) {
        if self.group_depth == 0 {
            self.out.push_str(text);
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            let _ = write!(self.out, "{indent}{margin} {line}");
        }
    }

    /// Line of a source file without its indentation.
    fn source_line(&mut self, file: &str, line: u32) -> Option<String> {
        if !self.files.contains_key(file) {
            let text = std::fs::read(file).unwrap_or_default();
            let lines = String::from_utf8_lossy(&text).lines().map(|l| l.trim().to_owned()).collect();
            self.files.insert(file.to_owned(), lines);
        }
        let text = self.files.get(file)?.get(line.checked_sub(1)? as usize)?;
        (!text.is_empty()).then(|| text.clone())
    }
}

impl Runtime {
    /// The last lines that are printed for an exception: `module.Class: message`, its notes; for a syntax error its place.
    pub(crate) fn exception_only(&mut self, exception: Value) -> String {
        let syntax_error = self.exceptions.syntax_error;
        if !self.is_instance(exception, syntax_error) {
            return self.exception_line(exception) + "\n";
        }
        let (file, line) = self.syntax_error_place(exception);
        let text = |v: Value| v.as_object::<Str>().map(|s| s.to_rust());
        let Some(line) = line else { return self.exception_line(exception) + "\n" };
        let file = file.unwrap_or_else(|| "<string>".to_owned());
        let mut out = format!("  File \"{file}\", line {line}\n");
        let column = self.named_field(exception, "offset").unwrap_or(Value::NONE);
        if let Some(source) = self.named_field(exception, "text").and_then(text) {
            let stripped = source.trim_start();
            let shown = stripped.trim_end();
            if !shown.is_empty() {
                let _ = writeln!(out, "    {shown}");
                let gone = source.chars().count() - stripped.chars().count();
                if let Some(at) = column.as_small_int().and_then(|c| usize::try_from(c).ok()).filter(|&c| c > gone) {
                    let _ = writeln!(out, "    {}^", " ".repeat(at - gone - 1));
                }
            }
        }
        let class = self.class_of(exception);
        let name = self.qualified_class_name(class);
        let message = match self.named_field(exception, "msg") {
            Some(message) => self.str(message).map_or_else(|_| "<exception str() failed>".to_owned(), |s| s.to_rust()),
            None => "None".to_owned(),
        };
        out + &format!("{}: {message}\n", name.strip_prefix("__main__.").unwrap_or(&name))
    }

    /// `module.Class: message`, the last line of a traceback (more lines when the message has some).
    pub fn exception_line(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let mut name = self.qualified_class_name(class);
        if let Some(rest) = name.strip_prefix("__main__.") {
            name = rest.to_string();
        }
        let text = match self.str(exception) {
            Ok(s) => s.to_rust(),
            Err(_) => {
                self.take_pending();
                "<exception str() failed>".to_string()
            }
        };
        let mut line = if text.is_empty() { name } else { format!("{name}: {text}") };
        if let Some(meant) = self.suggestion(exception) {
            let _ = write!(line, ". Did you mean: '{meant}'?");
        }
        let key = self.names.__notes__;
        if let Some(notes) = self.own_attribute(exception, key).and_then(|n| n.as_object::<List>()) {
            for i in 0..notes.len() {
                if let Some(note) = notes.get(i).and_then(|n| n.as_object::<Str>()) {
                    let _ = write!(line, "\n{}", note.to_rust());
                }
            }
        }
        line
    }

    /// The full text that CPython prints for an uncaught exception, chained ones included.
    pub fn format_exception(&mut self, exception: Value) -> String {
        self.exception_text(exception, true)
    }

    /// As above; without `chain` only the exception itself.
    pub(crate) fn exception_text(&mut self, exception: Value, chain: bool) -> String {
        let mut printer = Printer { alone: !chain, ..Printer::default() };
        self.format_chain(exception, &mut printer);
        printer.out
    }

    fn format_chain(&mut self, exception: Value, printer: &mut Printer) {
        printer.seen.push(exception.bits());
        let Some(e) = exception.as_object::<Exception>() else { return };
        if self.check_native_stack().is_err() {
            self.take_pending();
            return;
        }
        let (cause, context) = (e.cause.get(), e.context.get());
        if printer.alone {
            // Nothing before it.
        } else if cause.is_object::<Exception>() && !printer.seen.contains(&cause.bits()) {
            self.format_chain(cause, printer);
            printer.emit("\nThe above exception was the direct cause of the following exception:\n\n", '|');
        } else if context.is_object::<Exception>() && !e.suppress_context.get() && !printer.seen.contains(&context.bits()) {
            self.format_chain(context, printer);
            printer.emit("\nDuring handling of the above exception, another exception occurred:\n\n", '|');
        }
        match crate::types::exception_group::members(self, exception) {
            Some(members) => self.format_group(e, members, printer),
            None => {
                self.format_traceback(e, "Traceback", '|', printer);
                let last = self.exception_only(exception);
                printer.emit(&last, '|');
            }
        }
    }

    fn format_group(&mut self, group: Gc<Exception>, members: Gc<Tuple>, printer: &mut Printer) {
        if printer.group_depth > MAX_GROUP_DEPTH {
            return printer.emit(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"), '|');
        }
        let outermost = printer.group_depth == 0;
        printer.group_depth += usize::from(outermost);
        self.format_traceback(group, "Exception Group Traceback", if outermost { '+' } else { '|' }, printer);
        let last = self.exception_only(group.into());
        printer.emit(&last, '|');
        let shown = members.len().min(MAX_GROUP_WIDTH + 1);
        printer.need_close = false;
        for i in 0..shown {
            printer.need_close |= i + 1 == shown;
            let truncated = i >= MAX_GROUP_WIDTH;
            let title = if truncated { "...".to_owned() } else { (i + 1).to_string() };
            let branch = if i == 0 { "+-" } else { "  " };
            let _ = writeln!(printer.out, "{}{branch}+---------------- {title} ----------------", printer.indent());
            printer.group_depth += 1;
            if truncated {
                let more = members.len() - MAX_GROUP_WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                printer.emit(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                self.format_chain(members.items()[i], printer);
            }
            if i + 1 == shown && printer.need_close {
                let _ = writeln!(printer.out, "{}+------------------------------------", printer.indent());
                printer.need_close = false;
            }
            printer.group_depth -= 1;
        }
        printer.group_depth -= usize::from(outermost);
    }

    fn format_traceback(&mut self, e: Gc<Exception>, title: &str, margin: char, printer: &mut Printer) {
        let mut at = e.traceback.get();
        if !at.is_object::<Traceback>() {
            return;
        }
        printer.emit(&format!("{title} (most recent call last):\n"), margin);
        let mut previous = String::new();
        let mut repeated = 0u32;
        while let Some(t) = at.as_object::<Traceback>() {
            let proto = self.proto(t.proto);
            let (file, name) = (proto.file.to_string(), proto.name.to_rust());
            let mut entry = format!("  File \"{file}\", line {}, in {name}\n", t.line);
            if let Some(source) = printer.source_line(&file, t.line) {
                let _ = writeln!(entry, "    {source}");
            }
            repeated = if entry == previous { repeated + 1 } else { 0 };
            if repeated < 3 {
                printer.emit(&entry, '|');
            }
            let next_is_same = t.next.as_object::<Traceback>().is_some_and(|n| n.proto == t.proto && n.line == t.line);
            if repeated >= 3 && !next_is_same {
                let more = repeated - 2;
                let plural = if more == 1 { "" } else { "s" };
                printer.emit(&format!("  [Previous line repeated {more} more time{plural}]\n"), '|');
            }
            previous = entry;
            at = t.next;
        }
    }
}
