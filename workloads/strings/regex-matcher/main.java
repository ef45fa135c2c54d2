import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class Main {
    private interface Acceptor {
        boolean accepts(char letter);
    }

    /** Reads one character that `accepts` allows, or splits into two without reading. */
    private static final class State {
        final Acceptor accepts;
        State out;
        State other;
        long seenAt = -1;

        State(Acceptor accepts, State out, State other) {
            this.accepts = accepts;
            this.out = out;
            this.other = other;
        }
    }

    private record Literal(char wanted) implements Acceptor {
        @Override
        public boolean accepts(char letter) {
            return letter == wanted;
        }
    }

    private record Any() implements Acceptor {
        @Override
        public boolean accepts(char letter) {
            return letter != '\n';
        }
    }

    private record CharacterClass(Set<Character> letters, boolean negated) implements Acceptor {
        @Override
        public boolean accepts(char letter) {
            return letters.contains(letter) != negated;
        }
    }

    private record Loose(State state, boolean isOut) {
    }

    private record Fragment(State start, List<Loose> loose) {
    }

    private static void connect(List<Loose> loose, State target) {
        for (Loose open : loose) {
            if (open.isOut()) {
                open.state().out = target;
            } else {
                open.state().other = target;
            }
        }
    }

    /** Recursive descent; every method returns the entry state and the states whose `out` is still open. */
    private static final class Compiler {
        private final String pattern;
        private int position;

        Compiler(String pattern) {
            this.pattern = pattern;
        }

        /** The next character, or 0 at the end. */
        char peek() {
            return position < pattern.length() ? pattern.charAt(position) : 0;
        }

        char take() {
            char letter = peek();
            position++;
            return letter;
        }

        Fragment alternatives() {
            Fragment one = sequence();
            while (peek() == '|') {
                take();
                Fragment two = sequence();
                List<Loose> loose = new ArrayList<>(one.loose());
                loose.addAll(two.loose());
                one = new Fragment(new State(null, one.start(), two.start()), loose);
            }
            return one;
        }

        Fragment sequence() {
            Fragment one = repeated();
            while (peek() != 0 && peek() != '|' && peek() != ')') {
                Fragment two = repeated();
                connect(one.loose(), two.start());
                one = new Fragment(one.start(), two.loose());
            }
            return one;
        }

        Fragment repeated() {
            Fragment one = atom();
            while (peek() == '*' || peek() == '+' || peek() == '?') {
                char mark = take();
                State split = new State(null, one.start(), null);
                List<Loose> loose = new ArrayList<>();
                if (mark == '?') {
                    loose.addAll(one.loose());
                } else {
                    connect(one.loose(), split);
                }
                loose.add(new Loose(split, false));
                one = new Fragment(mark == '+' ? one.start() : split, loose);
            }
            return one;
        }

        Fragment atom() {
            char letter = take();
            if (letter == '(') {
                Fragment inner = alternatives();
                take();
                return inner;
            }
            Acceptor accepts;
            if (letter == '[') {
                accepts = characterClass();
            } else if (letter == '.') {
                accepts = new Any();
            } else {
                accepts = new Literal(letter == '\\' ? take() : letter);
            }
            State state = new State(accepts, null, null);
            return new Fragment(state, List.of(new Loose(state, true)));
        }

        Acceptor characterClass() {
            boolean negated = peek() == '^';
            if (negated) {
                take();
            }
            Set<Character> letters = new HashSet<>();
            while (peek() != ']') {
                char first = take();
                if (peek() == '-') {
                    take();
                    char last = take();
                    for (char code = first; code <= last; code++) {
                        letters.add(code);
                    }
                } else {
                    letters.add(first);
                }
            }
            take();
            return new CharacterClass(letters, negated);
        }
    }

    private static final class Matcher {
        private final State start;
        private final State last = new State(null, null, null);
        private long generation;

        Matcher(String pattern) {
            Fragment whole = new Compiler(pattern).alternatives();
            connect(whole.loose(), last);
            start = whole.start();
        }

        /** Adds a state and everything reached from it without reading. */
        private void follow(State state, List<State> states) {
            if (state.seenAt == generation) {
                return;
            }
            state.seenAt = generation;
            if (state.accepts == null && state != last) {
                follow(state.out, states);
                follow(state.other, states);
            } else {
                states.add(state);
            }
        }

        /** The end of the longest match that begins there, or -1. */
        int matchEnd(String text, int begin) {
            generation++;
            List<State> current = new ArrayList<>();
            follow(start, current);
            int end = current.contains(last) ? begin : -1;
            for (int position = begin; position < text.length(); position++) {
                char letter = text.charAt(position);
                generation++;
                List<State> following = new ArrayList<>();
                for (State state : current) {
                    if (state.accepts != null && state.accepts.accepts(letter)) {
                        follow(state.out, following);
                    }
                }
                if (following.isEmpty()) {
                    return end;
                }
                if (following.contains(last)) {
                    end = position + 1;
                }
                current = following;
            }
            return end;
        }

        List<String> findAll(String text) {
            List<String> found = new ArrayList<>();
            int position = 0;
            while (position < text.length()) {
                int end = matchEnd(text, position);
                if (end > position) {
                    found.add(text.substring(position, end));
                    position = end;
                } else {
                    position++;
                }
            }
            return found;
        }
    }

    private static final String[] PATTERNS = {
        "[a-z]+@[a-z]+(\\.[a-z]+)+", "[0-9]+-[0-9]+-[0-9]+", "(https?|ftp)://[^ \n]+", "\\([^()]*\\)", "(a|b|ab)*abb?",
    };
    private static final String[] WORDS = {
        "mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)", "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end.",
    };

    private static String makeText(long count) {
        long seed = 7;
        StringBuilder words = new StringBuilder();
        for (long number = 0; number < count; number++) {
            seed = (seed * 16807) % 2147483647;
            words.append(WORDS[(int) (seed / 64 % WORDS.length)]);
            words.append(number % 12 == 11 ? '\n' : ' ');
        }
        return words.toString();
    }

    static Object run(long size) {
        String text = makeText(size);
        List<String> parts = new ArrayList<>();
        for (String pattern : PATTERNS) {
            List<String> found = new Matcher(pattern).findAll(text);
            long checksum = 0;
            for (String match : found) {
                checksum = (checksum * 31 + (long) match.length() * match.charAt(match.length() - 1)) % 1000003;
            }
            parts.add(found.size() + ":" + checksum);
        }
        return text.length() + " characters, matches " + String.join(" ", parts);
    }
}
