//! The worker protocol: one JSON request on stdin, JSON event lines on stdout.
//!
//! Own engines (`spectrum worker`) and foreign runtimes (`harness/runners/`) speak the same lines, so nothing in this
//! crate can tell them apart. What the guest program prints never reaches this stream: the worker captures it.
//!
//! One iteration is `str(run(size))` and nothing else: making the result printable is inside the timed region on every
//! runtime, hashing it is outside. A worker holds its events back until the timed loop is over.

use crate::record::TierEvent;
use crate::workload::sha256_hex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the request; raised when a field changes its meaning.
pub const PROTOCOL_VERSION: u32 = 1;

/// What a worker is asked to do. Written as one line, then stdin is closed.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct Request {
    /// [`PROTOCOL_VERSION`].
    pub protocol: u32,
    /// Absolute path of the program.
    pub path: String,
    /// Argument of the entry function.
    pub size: i64,
    /// Upper bound of iterations, at least 1.
    pub iterations: u32,
    /// No iteration is started after this many milliseconds of iterating; 0 means no such limit. One always runs.
    pub time_budget_ms: u64,
    /// Name of the function to call, normally `run`.
    pub entry: String,
}

/// One line of a worker's answer. Unknown events are ignored so that older harnesses read newer workers.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The runtime is up; nothing of the program has been touched.
    Main {
        /// `CLOCK_MONOTONIC`, which has one epoch for all processes.
        monotonic_ns: u64,
    },
    /// A step before the first iteration.
    Phase {
        /// `read`, `cache` (loading cached bytecode), `parse`, `lower`, `compile` or `load` (running the module's body).
        name: String,
        /// Wall time of the step.
        wall_ns: u64,
    },
    /// One call of the entry function, from the very first.
    Iteration {
        /// From 0.
        index: u32,
        /// Wall time.
        wall_ns: u64,
        /// CPU time of the calling thread, 0 where the runtime cannot tell.
        #[serde(default)]
        cpu_ns: u64,
        /// SHA-256 of the result text, hexadecimal. A worker that does not hash leaves it empty and sends `text`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        digest: String,
        /// The whole result text, hashed by the reader. Left out where it is the same as that of the iteration before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The last result as text, for messages and for deriving expected values.
    Result {
        /// At most [`RESULT_TEXT_LIMIT`] characters of it.
        text: String,
        /// Length of the whole text in bytes; the text above is complete when this is its length.
        bytes: u64,
    },
    /// Something the engine did during an iteration; told after the timed loop.
    Tier {
        /// Iteration, from 0.
        iteration: u32,
        /// `compile`, `discard` or `gc`.
        kind: String,
        /// How many.
        count: u64,
    },
    /// Deterministic counters and evidence of the tier that ran.
    Counters {
        /// Counter values by name.
        values: BTreeMap<String, u64>,
        /// The same after the first iteration.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        first: BTreeMap<String, u64>,
    },
    /// What the operating system says of the thread that iterated.
    Scheduling {
        /// Time it was ready and waited for a core.
        run_delay_ns: u64,
        /// How often it was taken off its core.
        involuntary_switches: u64,
    },
    /// The program, or the engine, failed; the exit code is 1.
    Error {
        /// `program`, `syntax`, `engine` or `protocol`.
        kind: String,
        /// Last line of the traceback or the diagnostic.
        message: String,
    },
    /// All went well; the exit code is 0.
    End {
        /// `CLOCK_MONOTONIC` just before this line.
        #[serde(default)]
        monotonic_ns: u64,
        /// The process's own `VmHWM` in bytes, 0 where unknown.
        #[serde(default)]
        peak_rss_bytes: u64,
    },
}

/// Longest result text a worker sends.
pub const RESULT_TEXT_LIMIT: usize = 400;

/// Everything a worker said, put in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// `CLOCK_MONOTONIC` when the runtime was up.
    pub main_ns: Option<u64>,
    /// Phase durations in nanoseconds; a phase told twice is added up.
    pub phases: BTreeMap<String, u64>,
    /// Wall and CPU nanoseconds and digest of every iteration.
    pub iterations: Vec<(u64, u64, String)>,
    /// Compilations and collections.
    pub events: Vec<TierEvent>,
    /// Counter values by name.
    pub counters: BTreeMap<String, u64>,
    /// Counter values after the first iteration.
    pub first_counters: BTreeMap<String, u64>,
    /// Run-queue delay in nanoseconds and involuntary switches of the iterating thread.
    pub scheduling: Option<(u64, u64)>,
    /// Last result text and the length of the whole in bytes.
    pub result: Option<(String, u64)>,
    /// Kind and message of an error event.
    pub error: Option<(String, String)>,
    /// The closing event: its time and the worker's own peak memory in bytes.
    pub end: Option<(u64, u64)>,
    /// The first thing that broke the protocol, in words.
    pub fault: Option<String>,
}

impl Transcript {
    /// Reads a worker's whole standard output. Never fails: what is wrong becomes [`Transcript::fault`], what was
    /// right before it is kept.
    pub fn parse(stdout: &[u8]) -> Self {
        let mut transcript = Transcript::default();
        for raw in stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice::<serde_json::Value>(raw) {
                Ok(value) if value.get("event").is_some_and(serde_json::Value::is_string) => {
                    transcript.take(value, raw);
                }
                _ => transcript.complain(format!("not an event line: {}", excerpt(raw))),
            }
        }
        transcript
    }

    fn take(&mut self, value: serde_json::Value, raw: &[u8]) {
        const KNOWN: [&str; 9] = ["main", "phase", "iteration", "result", "counters", "tier", "scheduling", "error", "end"];
        if !value["event"].as_str().is_some_and(|name| KNOWN.contains(&name)) {
            return;
        }
        match serde_json::from_value::<Event>(value) {
            Ok(event) => self.apply(event),
            Err(error) => self.complain(format!("bad event ({error}): {}", excerpt(raw))),
        }
    }

    fn apply(&mut self, event: Event) {
        if self.end.is_some() {
            self.complain("an event after the end".to_owned());
        }
        match event {
            Event::Main { monotonic_ns } => self.main_ns = Some(monotonic_ns),
            Event::Phase { name, wall_ns } => *self.phases.entry(name).or_default() += wall_ns,
            Event::Iteration { index, wall_ns, cpu_ns, digest, text } => {
                if index as usize != self.iterations.len() {
                    self.complain(format!("iteration {index} came where {} was due", self.iterations.len()));
                }
                if let Some(text) = &text {
                    self.result = Some((text.chars().take(RESULT_TEXT_LIMIT).collect(), text.len() as u64));
                }
                let digest = match (digest.is_empty(), &text, self.iterations.last()) {
                    (false, ..) => digest,
                    (true, Some(text), _) => sha256_hex(text.as_bytes()),
                    (true, None, Some((_, _, before))) => before.clone(),
                    (true, None, None) => {
                        self.complain("the first iteration has neither digest nor text".to_owned());
                        digest
                    }
                };
                self.iterations.push((wall_ns, cpu_ns, digest));
            }
            Event::Result { text, bytes } => self.result = Some((text, bytes)),
            Event::Counters { values, first } => {
                self.counters.extend(values);
                self.first_counters.extend(first);
            }
            Event::Tier { iteration, kind, count } => self.events.push(TierEvent { iteration, kind, count, what: String::new() }),
            Event::Scheduling { run_delay_ns, involuntary_switches } => self.scheduling = Some((run_delay_ns, involuntary_switches)),
            Event::Error { kind, message } => self.error = Some((kind, message)),
            Event::End { monotonic_ns, peak_rss_bytes } => self.end = Some((monotonic_ns, peak_rss_bytes)),
        }
    }

    fn complain(&mut self, what: String) {
        self.fault.get_or_insert(what);
    }
}

/// The start of a line, printable and short.
fn excerpt(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(&raw[..raw.len().min(300)]);
    let mut short: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
    if short.len() < raw.len() {
        short.push_str("...");
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_keeps_the_good_lines_and_names_the_first_bad_one() {
        let text = concat!(
            "{\"event\":\"main\",\"monotonic_ns\":5}\n",
            "{\"event\":\"phase\",\"name\":\"load\",\"wall_ns\":7}\n",
            "{\"event\":\"phase\",\"name\":\"load\",\"wall_ns\":3}\n",
            "{\"event\":\"something-new\",\"x\":1}\n",
            "{\"event\":\"iteration\",\"index\":0,\"wall_ns\":9,\"digest\":\"ab\"}\n",
            "hello\n",
            "{\"event\":\"end\"}\n",
        );
        let transcript = Transcript::parse(text.as_bytes());
        assert_eq!(transcript.main_ns, Some(5));
        assert_eq!(transcript.phases["load"], 10);
        assert_eq!(transcript.iterations, vec![(9, 0, "ab".to_owned())]);
        assert_eq!(transcript.end, Some((0, 0)));
        assert_eq!(transcript.fault.as_deref(), Some("not an event line: hello"));
    }

    #[test]
    fn a_result_sent_as_text_is_hashed_here_and_stands_until_the_next() {
        let row = |index: u32, text: &str| format!("{{\"event\":\"iteration\",\"index\":{index},\"wall_ns\":9{text}}}\n");
        let told = row(0, ",\"text\":\"a\\u00e9\"") + &row(1, "") + &row(2, ",\"text\":\"b\"");
        let transcript = Transcript::parse(told.as_bytes());
        let digests: Vec<&str> = transcript.iterations.iter().map(|(_, _, digest)| digest.as_str()).collect();
        let first = sha256_hex("a\u{e9}".as_bytes());
        assert_eq!(digests, [&first, &first, &sha256_hex(b"b")]);
        assert_eq!(transcript.result, Some(("b".to_owned(), 1)));
        assert_eq!(transcript.fault, None);
    }

    #[test]
    fn broken_answers_are_named() {
        let check = |text: &str, part: &str| {
            let fault = Transcript::parse(text.as_bytes()).fault.expect("a fault");
            assert!(fault.contains(part), "{fault}");
        };
        check("{\"event\":\"main\"", "not an event line");
        check("[1]\n", "not an event line");
        check("{\"event\":\"iteration\",\"index\":0}\n", "bad event");
        check("{\"event\":\"iteration\",\"index\":0,\"wall_ns\":1}\n", "neither digest nor text");
        check("{\"event\":\"iteration\",\"index\":3,\"wall_ns\":1,\"digest\":\"\"}\n", "iteration 3 came where 0");
        check("{\"event\":\"end\"}\n{\"event\":\"main\",\"monotonic_ns\":1}\n", "after the end");
        check("\u{1b}[31mred\n", "not an event line:  [31mred");
    }
}
