import java.util.ArrayList;
import java.util.List;

final class Main {
    private static final class Board {
        final int size;
        final boolean[] columnTaken;
        final boolean[] risingTaken;
        final boolean[] fallingTaken;
        final List<Integer> placed = new ArrayList<>();
        long solutions;
        long checksum;

        Board(int size) {
            this.size = size;
            columnTaken = new boolean[size];
            risingTaken = new boolean[2 * size - 1];
            fallingTaken = new boolean[2 * size - 1];
        }

        void record() {
            solutions++;
            for (int row = 0; row < placed.size(); row++) {
                checksum = (checksum * 33 + (long) row * placed.get(row)) % 1000000007;
            }
        }

        void search(int row) {
            if (row == size) {
                record();
                return;
            }
            for (int column = 0; column < size; column++) {
                int rising = row + column;
                int falling = row - column + size - 1;
                if (columnTaken[column] || risingTaken[rising] || fallingTaken[falling]) {
                    continue;
                }
                columnTaken[column] = risingTaken[rising] = fallingTaken[falling] = true;
                placed.add(column);
                search(row + 1);
                placed.remove(placed.size() - 1);
                columnTaken[column] = risingTaken[rising] = fallingTaken[falling] = false;
            }
        }
    }

    static Object run(long size) {
        Board board = new Board((int) size);
        board.search(0);
        return board.solutions + " solutions on " + size + "x" + size + ", checksum " + board.checksum;
    }
}
