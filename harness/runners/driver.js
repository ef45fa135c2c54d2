// Runs one port on Node.js and answers the harness: the worker protocol of harness/README.md.
//
// The port is a CommonJS module that exports `run`. The timed region holds `String(run(size))` and nothing else; events
// are held back until the loop is over; what the program prints goes nowhere. Node has no clock of one thread's CPU
// time, so `cpu_ns` is 0: not known.
"use strict";
const now = process.hrtime.bigint; // CLOCK_MONOTONIC, in nanoseconds
const MAIN_NS = now();
const fs = require("fs");

process.stdout.write = () => true;
console.log = console.info = console.debug = () => {};
const lines = [];

// Numbers above 2^53 come as BigInt and are printed as they are.
function emit(event, fields) {
  const parts = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === "bigint" ? value.toString() : JSON.stringify(value);
    return `,"${name}":${text}`;
  });
  lines.push(`{"event":"${event}"${parts.join("")}}\n`);
}

function flush() {
  let rest = Buffer.from(lines.join(""));
  lines.length = 0;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(1, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error; // a pipe that is full for the moment
    }
  }
}

function fail(kind, error) {
  emit("error", { kind, message: String(error).split("\n")[0] });
  flush();
  process.exit(1);
}

function peakRssBytes() {
  try {
    const found = /VmHWM:\s*(\d+)/.exec(fs.readFileSync("/proc/self/status", "latin1"));
    return found ? Number(found[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

// Reading, compiling and running the module's body are one step of `require`.
function load(path) {
  const start = now();
  const port = require(path);
  emit("phase", { name: "load", wall_ns: now() - start });
  return port;
}

// The timed loop. A result is sent where it differs from the one before.
function iterate(run, size, count, budgetNs) {
  let index = 0;
  let spent = 0n;
  let previous;
  do {
    const start = now();
    const text = String(run(size));
    const wall = now() - start;
    const fields = { index, wall_ns: wall, cpu_ns: 0 };
    if (text !== previous) fields.text = text;
    emit("iteration", fields);
    index += 1;
    spent += wall;
    previous = text;
  } while (index < count && (budgetNs === 0n || spent < budgetNs));
}

emit("main", { monotonic_ns: MAIN_NS });
flush();
const request = JSON.parse(fs.readFileSync(0, "utf8"));
if (request.protocol !== 1) fail("protocol", "this driver speaks protocol 1");
try {
  const run = load(request.path)[request.entry];
  iterate(run, request.size, Math.max(1, request.iterations), BigInt(request.time_budget_ms) * 1000000n);
} catch (error) {
  fail(error instanceof SyntaxError ? "syntax" : "program", error);
}
// V8 without its compilers has no WebAssembly either.
emit("counters", { values: { jitless: typeof WebAssembly === "undefined" ? 1 : 0 } });
emit("end", { monotonic_ns: now(), peak_rss_bytes: peakRssBytes() });
flush();
