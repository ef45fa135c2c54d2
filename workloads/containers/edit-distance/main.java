final class Main {
    private static String makeText(long length, long seed) {
        StringBuilder letters = new StringBuilder();
        for (long i = 0; i < length; i++) {
            seed = (seed * 16807) % 2147483647;
            letters.append("acgt".charAt((int) (seed >> 7 & 3)));
        }
        return letters.toString();
    }

    /** The text with some letters replaced, dropped or doubled. */
    private static String mutate(String text, long seed) {
        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            seed = (seed * 16807) % 2147483647;
            long kind = seed / 1024 % 12;
            if (kind == 0) {
                pieces.append(letter == 'a' ? 't' : 'a');
            } else if (kind == 1) {
                pieces.append(letter).append(letter);
            } else if (kind != 2) {
                pieces.append(letter);
            }
        }
        return pieces.toString();
    }

    private static long editDistance(String left, String right) {
        int width = right.length() + 1;
        long[] previous = new long[width];
        for (int j = 0; j < width; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            char a = left.charAt(i - 1);
            long[] current = new long[width];
            current[0] = i;
            for (int j = 1; j < width; j++) {
                long cost = previous[j - 1] + (a != right.charAt(j - 1) ? 1 : 0);
                current[j] = Math.min(Math.min(cost, previous[j] + 1), current[j - 1] + 1);
            }
            previous = current;
        }
        return previous[width - 1];
    }

    private static String commonSubsequence(String left, String right) {
        long[][] table = new long[left.length() + 1][right.length() + 1];
        for (int i = 0; i < left.length(); i++) {
            long[] row = table[i];
            long[] below = table[i + 1];
            for (int j = 0; j < right.length(); j++) {
                if (left.charAt(i) == right.charAt(j)) {
                    below[j + 1] = row[j] + 1;
                } else if (row[j + 1] >= below[j]) {
                    below[j + 1] = row[j + 1];
                } else {
                    below[j + 1] = below[j];
                }
            }
        }
        StringBuilder letters = new StringBuilder();
        int i = left.length();
        int j = right.length();
        while (i > 0 && j > 0) {
            if (table[i][j] == table[i - 1][j]) {
                i--;
            } else if (table[i][j] == table[i][j - 1]) {
                j--;
            } else {
                i--;
                j--;
                letters.append(left.charAt(i));
            }
        }
        return letters.reverse().toString();
    }

    static Object run(long size) {
        String original = makeText(size, 11);
        String copy = mutate(original, 5);
        String stranger = makeText(size, 77);
        long near = editDistance(original, copy);
        long far = editDistance(original, stranger);
        String shared = commonSubsequence(original, copy);
        String head = shared.substring(0, Math.min(20, shared.length()));
        String tail = shared.substring(Math.max(0, shared.length() - 8));
        return "near " + near + ", far " + far + ", " + shared.length() + " letters shared: " + head + "..." + tail;
    }
}
