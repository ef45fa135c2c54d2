# Runs one port on a Ruby and answers the harness: the worker protocol of harness/README.md.
#
# The port is a file that defines `run(size)` at its top level. The timed region holds `run(size).to_s` and nothing else;
# events are held back until the loop is over; what the program prints goes nowhere. Nothing is required: loading `json`
# would be charged to the runtime's start-up.
MAIN_NS = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)

module Driver
  PROTOCOL = $stdout.dup
  $stdout.reopen(File::NULL, "w")
  ESCAPES = { '"' => '\\"', "\\" => "\\\\" }.freeze

  module_function

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
  end

  # JSON text of a number or a string.
  def quote(value)
    return value.to_s unless value.is_a?(String)

    '"' + value.encode("UTF-8").gsub(/["\\]/, ESCAPES).gsub(/[\u0000-\u001f]/) { |c| format("\\u%04x", c.ord) } + '"'
  end

  def event(name, fields)
    "{\"event\":\"#{name}\"" + fields.map { |key, value| ",\"#{key}\":#{quote(value)}" }.join + "}\n"
  end

  def send_lines(lines)
    PROTOCOL.write(*lines)
    PROTOCOL.flush
  end

  def fail(kind, error)
    send_lines([event("error", kind: kind, message: "#{error.class}: #{error.message}".lines.first.to_s.strip)])
    exit!(1)
  end

  def peak_rss_bytes
    File.read("/proc/self/status")[/^VmHWM:\s*(\d+)/, 1].to_i * 1024
  rescue SystemCallError
    0
  end

  # Reads, compiles and runs the file's body, telling how long each step took.
  def load_port(path)
    start = now
    source = File.read(path, encoding: "UTF-8")
    read = now
    code = RubyVM::InstructionSequence.compile(source, path, path)
    compiled = now
    code.eval
    [["read", read - start], ["compile", compiled - read], ["load", now - compiled]].map do |name, wall_ns|
      event("phase", name: name, wall_ns: wall_ns)
    end
  rescue SyntaxError => e
    fail("syntax", e)
  end

  # The timed loop: event lines. A result is sent where it differs from the one before.
  def iterate(run, size, count, budget_ns)
    lines = []
    spent = 0
    previous = nil
    loop do
      cpu_start = Process.clock_gettime(Process::CLOCK_THREAD_CPUTIME_ID, :nanosecond)
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
      text = run.call(size).to_s
      finish = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
      cpu_finish = Process.clock_gettime(Process::CLOCK_THREAD_CPUTIME_ID, :nanosecond)
      fields = { index: lines.length, wall_ns: finish - start, cpu_ns: cpu_finish - cpu_start }
      fields[:text] = text if text != previous
      lines << event("iteration", fields)
      previous = text
      spent += finish - start
      return lines if lines.length >= count || (budget_ns.positive? && spent >= budget_ns)
    end
  end

  def main
    send_lines([event("main", monotonic_ns: MAIN_NS)])
    request = $stdin.gets.to_s
    number = ->(name) { request[/"#{name}":(-?\d+)/, 1].to_i }
    word = ->(name) { request[/"#{name}":"((?:[^"\\]|\\.)*)"/, 1].to_s.gsub(/\\(.)/) { Regexp.last_match(1) } }
    fail("protocol", ArgumentError.new("this driver speaks protocol 1")) if number["protocol"] != 1
    begin
      lines = load_port(word["path"])
      run = TOPLEVEL_BINDING.receiver.method(word["entry"])
      count = [1, number["iterations"]].max
      lines.concat(iterate(run, number["size"], count, number["time_budget_ms"] * 1_000_000))
    rescue Exception => e # rubocop:disable Lint/RescueException
      fail("program", e)
    end
    jit = defined?(RubyVM::YJIT.enabled?) && RubyVM::YJIT.enabled? ? 1 : 0
    lines << "{\"event\":\"counters\",\"values\":{\"yjit_enabled\":#{jit}}}\n"
    lines << event("end", monotonic_ns: now, peak_rss_bytes: peak_rss_bytes)
    send_lines(lines)
  end
end

Driver.main
