//! Making a failing program small: lines, blocks and bracketed expressions leave as long as the failure stays.
//!
//! Works on text and knows of Python only that indentation nests and brackets pair; what it makes need not be a program, the
//! caller's test says whether it still fails in the interesting way (a syntax error on both sides is no failure).

use std::ops::Range;

/// A smallest program it can find that `fails` still accepts, asking at most `tries` times. `text` itself must fail.
pub fn shrink(text: &str, tries: usize, fails: impl Fn(&str) -> bool) -> String {
    let mut search = Search { lines: text.lines().map(str::to_owned).collect(), tries, fails };
    loop {
        let before = search.lines.clone();
        search.without_blocks();
        search.without_headers();
        search.smaller_expressions();
        if search.tries == 0 || search.lines == before {
            return search.lines.join("\n") + "\n";
        }
    }
}

struct Search<F> {
    lines: Vec<String>,
    tries: usize,
    fails: F,
}

impl<F: Fn(&str) -> bool> Search<F> {
    /// Takes `lines` if they still fail.
    fn accept(&mut self, lines: Vec<String>) -> bool {
        if self.tries == 0 {
            return false;
        }
        self.tries -= 1;
        let accepted = (self.fails)(&(lines.join("\n") + "\n"));
        if accepted {
            self.lines = lines;
        }
        accepted
    }

    fn replace(&mut self, range: Range<usize>, new: Vec<String>) -> bool {
        let mut lines = self.lines.clone();
        lines.splice(range, new);
        self.accept(lines)
    }

    /// The lines that belong to line `at`: itself, what is indented deeper, and its `else`, `except` and so on.
    fn statement(&self, at: usize) -> Range<usize> {
        let depth = indent(&self.lines[at]);
        let continues = |line: &str| {
            let word = line.trim_start();
            indent(line) == depth && ["else", "elif", "except", "finally"].iter().any(|keyword| word.starts_with(keyword))
        };
        let length = self.lines[at + 1..].iter().take_while(|line| line.is_empty() || indent(line) > depth || continues(line)).count();
        at..at + 1 + length
    }

    /// Line `at` and what is indented deeper.
    fn block(&self, at: usize) -> Range<usize> {
        let depth = indent(&self.lines[at]);
        let length = self.lines[at + 1..].iter().take_while(|line| line.is_empty() || indent(line) > depth).count();
        at..at + 1 + length
    }

    /// Halves, quarters ... of the statements of each level, then single ones, outermost first.
    fn without_blocks(&mut self) {
        let mut size = self.lines.len() / 2;
        while size > 8 {
            let mut at = 0;
            while at < self.lines.len() {
                let (mut end, begin) = (at, at);
                while end < self.lines.len() && end - begin < size {
                    end = self.statement(end).end;
                }
                if indent(&self.lines[begin]) > 0 || !self.replace(begin..end, Vec::new()) {
                    at = end;
                }
            }
            size /= 2;
        }
        let mut at = 0;
        while at < self.lines.len() {
            let (statement, block) = (self.statement(at), self.block(at));
            if self.replace(statement.clone(), Vec::new()) || (block != statement && self.replace(block, Vec::new())) {
                continue;
            }
            at += 1;
        }
    }

    /// A block's body without its header, or `pass` for the body.
    fn without_headers(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let block = self.block(at);
            let (statement, depth) = (self.statement(at), indent(&self.lines[at]));
            if block.len() > 1 {
                let inner = indent(&self.lines[at + 1]);
                let body: Vec<String> =
                    self.lines[at + 1..block.end].iter().map(|line| line.get(inner - depth..).unwrap_or_default().to_owned()).collect();
                if self.replace(statement, body) {
                    continue;
                }
                self.replace(at + 1..block.end, vec![format!("{:inner$}pass", "")]);
            }
            at += 1;
        }
    }

    /// Bracketed parts become `0`, nothing, or lose their brackets' surroundings.
    fn smaller_expressions(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let line = self.lines[at].clone();
            let shorter = |range: Range<usize>, new: &str| vec![format!("{}{new}{}", &line[..range.start], &line[range.end..])];
            let accepted = bracketed(&line).into_iter().any(|range| {
                let inner = &line[range.start + 1..range.end - 1];
                [("0", !matches!(&line[range.clone()], "0")), ("()", !inner.is_empty()), (inner, true)]
                    .into_iter()
                    .any(|(new, sensible)| sensible && new.len() < range.len() && self.replace(at..at + 1, shorter(range.clone(), new)))
            });
            if !accepted {
                at += 1;
            }
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// All pairs of round or square brackets in `line`, the outermost first.
fn bracketed(line: &str) -> Vec<Range<usize>> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, c) in line.char_indices() {
        match c {
            '(' | '[' => open.push(at),
            ')' | ']' => found.extend(open.pop().map(|begin| begin..at + 1)),
            _ => {}
        }
    }
    found.sort_by_key(|range| std::cmp::Reverse(range.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn what_the_failure_does_not_need_leaves() {
        let check = |text: &str, needed: &[&str], expected: &str| {
            assert_eq!(shrink(text, 1000, |text| needed.iter().all(|part| text.contains(part))), expected);
        };
        check("a\nb\nc\n", &["b"], "b\n");
        check("if x:\n    a\n    b\nelse:\n    c\nd\n", &["a"], "a\n");
        check("while x:\n    if y:\n        q\nd\n", &["while", "q"], "while x:\n    q\n");
        check("p = f((a + (b * 2)), [1, 2])\n", &["p", "b"], "p = fa + b * 2, 0\n");
        check("def f():\n    a\n    b\nf()\n", &["def f():\n    ", "\nf()"], "def f():\n    pass\nf()\n");
    }
}
