// Runs one port on a Java virtual machine and answers the harness: the worker protocol of harness/README.md.
//
// The port is a class `Main` with `static Object run(long size)` (any result type), compiled together with this file. The
// timed region holds `String.valueOf(Main.run(size))` and nothing else; events are held back until the loop is over;
// what the program prints goes nowhere. A thread's CPU time would need the management classes, whose loading is start-up:
// `cpu_ns` is 0, not known.

import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class Driver {
    private static final long MAIN_NS = System.nanoTime(); // CLOCK_MONOTONIC on Linux
    private static final OutputStream PROTOCOL = new FileOutputStream(FileDescriptor.out);
    private static final StringBuilder LINES = new StringBuilder();

    /** A float as Python prints it, where that needs no exponent: the shortest digits that read back the same. */
    static String repr(double value) {
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                String text = rounded.toPlainString();
                return text.contains(".") ? text : text + ".0";
            }
        }
        return new BigDecimal(value).round(new MathContext(17)).toPlainString();
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static void flush() throws IOException {
        PROTOCOL.write(LINES.toString().getBytes(StandardCharsets.UTF_8));
        PROTOCOL.flush();
        LINES.setLength(0);
    }

    private static long number(String request, String name) {
        int at = request.indexOf("\"" + name + "\":") + name.length() + 3;
        int end = at;
        while (end < request.length() && (Character.isDigit(request.charAt(end)) || request.charAt(end) == '-')) {
            end++;
        }
        return Long.parseLong(request.substring(at, end));
    }

    private static long peakRssBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException missing) {
            return 0; // not known
        }
        return 0;
    }

    /** The timed loop. A result is sent where it differs from the one before. */
    private static void iterate(long size, long count, long budgetNs) {
        String previous = null;
        long spent = 0;
        long index = 0;
        do {
            long start = System.nanoTime();
            String text = String.valueOf(Main.run(size));
            long wall = System.nanoTime() - start;
            LINES.append("{\"event\":\"iteration\",\"index\":").append(index).append(",\"wall_ns\":").append(wall);
            LINES.append(text.equals(previous) ? "" : ",\"text\":" + quote(text)).append("}\n");
            index++;
            spent += wall;
            previous = text;
        } while (index < count && (budgetNs == 0 || spent < budgetNs));
    }

    public static void main(String[] arguments) throws IOException {
        LINES.append("{\"event\":\"main\",\"monotonic_ns\":").append(MAIN_NS).append("}\n");
        flush();
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        String request = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try {
            long count = Math.max(1, number(request, "iterations"));
            iterate(number(request, "size"), count, number(request, "time_budget_ms") * 1_000_000);
        } catch (Throwable error) {
            LINES.append("{\"event\":\"error\",\"kind\":\"program\",\"message\":").append(quote(error.toString())).append("}\n");
            flush();
            System.exit(1);
        }
        int interpreted = System.getProperty("java.vm.info", "").startsWith("interpreted") ? 1 : 0;
        LINES.append("{\"event\":\"counters\",\"values\":{\"interpreted\":").append(interpreted).append("}}\n");
        LINES.append("{\"event\":\"end\",\"monotonic_ns\":").append(System.nanoTime());
        LINES.append(",\"peak_rss_bytes\":").append(peakRssBytes()).append("}\n");
        flush();
    }
}
