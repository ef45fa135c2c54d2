import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class Main {
    private static final Set<String> KEYWORDS = Set.of("let", "if", "while", "end");

    private record Key(String state, String kind) {
    }

    private record Move(String state, String action) {
    }

    private record Token(String kind, String word) {
    }

    private static String classify(char letter) {
        if (Character.isLetter(letter)) {
            return "letter";
        }
        if (Character.isDigit(letter)) {
            return "digit";
        }
        if (letter == ' ') {
            return "space";
        }
        return letter == '"' ? "quote" : "sign";
    }

    /** State and class of a character to the next state and what to do. */
    private static final Map<Key, Move> LEXER = Map.of(
        new Key("start", "letter"), new Move("word", "begin"),
        new Key("start", "digit"), new Move("number", "begin"),
        new Key("start", "space"), new Move("start", "skip"),
        new Key("start", "quote"), new Move("text", "begin"),
        new Key("start", "sign"), new Move("start", "single"),
        new Key("word", "letter"), new Move("word", "more"),
        new Key("word", "digit"), new Move("word", "more"),
        new Key("number", "digit"), new Move("number", "more"),
        new Key("text", "quote"), new Move("start", "close"));

    private static List<Token> lex(String source) {
        List<Token> tokens = new ArrayList<>();
        String state = "start";
        int begin = 0;
        int position = 0;
        while (position < source.length()) {
            char letter = source.charAt(position);
            Move move = LEXER.get(new Key(state, classify(letter)));
            if (move == null) {
                if (state.equals("text")) {
                    position++;
                    continue;
                }
                String word = source.substring(begin, position);
                tokens.add(new Token(KEYWORDS.contains(word) ? "keyword" : state, word));
                state = "start";
                continue;
            }
            state = move.state();
            String action = move.action();
            if (action.equals("begin")) {
                begin = position;
            } else if (action.equals("single")) {
                tokens.add(new Token("sign", String.valueOf(letter)));
            } else if (action.equals("close")) {
                tokens.add(new Token("text", source.substring(begin + 1, position)));
            }
            position++;
        }
        if (!state.equals("start")) {
            tokens.add(new Token(state, source.substring(begin)));
        }
        return tokens;
    }

    /** Numbered packets with acknowledgement; some get lost. */
    private static final class Connection {
        String state = "closed";
        long expected;
        long delivered;
        long resets;

        String receive(String kind, long number) {
            if (state.equals("closed")) {
                if (kind.equals("syn")) {
                    state = "opening";
                    expected = number + 1;
                    return "syn-ack";
                }
                return "reset";
            } else if (state.equals("opening")) {
                if (kind.equals("ack")) {
                    state = "open";
                    return "";
                } else if (kind.equals("syn")) {
                    expected = number + 1;
                    return "syn-ack";
                }
            } else if (state.equals("open")) {
                if (kind.equals("data")) {
                    if (number == expected) {
                        expected++;
                        delivered++;
                    }
                    return "ack";
                } else if (kind.equals("fin")) {
                    state = "closing";
                    return "fin-ack";
                } else if (kind.equals("ack")) {
                    return "";
                }
            } else if (state.equals("closing")) {
                if (kind.equals("ack")) {
                    state = "closed";
                    return "";
                } else if (kind.equals("fin")) {
                    return "fin-ack";
                }
            }
            state = "closed";
            resets++;
            return "reset";
        }
    }

    /** The state is the method that handles the next tick. */
    private static final class Lift {
        final long[] waiting;
        int floor;
        int direction = 1;
        long carried;
        long moved;
        Runnable tick = this::idle;

        Lift(int floors) {
            waiting = new long[floors];
        }

        boolean wantedAhead() {
            int ahead = floor + direction;
            while (0 <= ahead && ahead < waiting.length) {
                if (waiting[ahead] != 0) {
                    return true;
                }
                ahead += direction;
            }
            return false;
        }

        void idle() {
            for (long count : waiting) {
                if (count != 0) {
                    tick = this::moving;
                    return;
                }
            }
        }

        void moving() {
            if (waiting[floor] != 0) {
                tick = this::loading;
            } else if (wantedAhead()) {
                floor += direction;
                moved++;
            } else {
                direction = -direction;
                if (!wantedAhead()) {
                    tick = this::idle;
                }
            }
        }

        void loading() {
            waiting[floor]--;
            carried++;
            if (waiting[floor] == 0) {
                tick = this::moving;
            }
        }
    }

    private static final String[] KINDS = {"syn", "ack", "data", "data", "data", "data", "fin", "ack"};
    private static final String[] LINES = {
        "let x1 = 40 + 2", "while x1 > \"ten\" end", "if ab12 < 77 let s = \"a b c\" end", "x=y*(z3-14)",
    };

    static Object run(long size) {
        long tokens = 0;
        long kinds = 0;
        for (long number = 0; number < size / 40; number++) {
            for (Token token : lex(LINES[(int) (number % 4)])) {
                tokens++;
                kinds = (kinds * 31 + token.kind().length() * 7L + token.word().length()) % 1000003;
            }
        }
        Connection connection = new Connection();
        Lift lift = new Lift(12);
        long answers = 0;
        long seed = 3;
        for (long i = 0; i < size; i++) {
            seed = (seed * 16807) % 2147483647;
            long code = seed / 64;
            String answer = connection.receive(KINDS[(int) (code % 8)], connection.expected - code / 8 % 5 / 4);
            answers = (answers * 31 + answer.length()) % 1000003;
            if (code % 9 == 0) {
                lift.waiting[(int) (code / 16 % 12)]++;
            }
            lift.tick.run();
        }
        return tokens + " tokens " + kinds + ", " + connection.delivered + " delivered, " + connection.resets + " resets, answers " + answers
            + ", " + lift.carried + " carried over " + lift.moved + " floors";
    }
}
