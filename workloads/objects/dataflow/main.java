import java.util.ArrayList;
import java.util.List;

final class Main {
    /** A node of the network; `rank` is larger than the rank of every input. */
    private abstract static class Cell {
        final List<Cell> inputs;
        final List<Cell> observers = new ArrayList<>();
        long value;
        boolean dirty;
        int rank;

        Cell(List<Cell> inputs) {
            this.inputs = inputs;
            for (Cell cell : inputs) {
                cell.observers.add(this);
                rank = Math.max(rank, cell.rank + 1);
            }
        }

        abstract long compute();
    }

    private static final class Input extends Cell {
        Input() {
            super(List.of());
        }

        @Override
        long compute() {
            return value;
        }
    }

    private static final class Sum extends Cell {
        Sum(List<Cell> inputs) {
            super(inputs);
        }

        @Override
        long compute() {
            long total = 0;
            for (Cell cell : inputs) {
                total += cell.value;
            }
            return total;
        }
    }

    private static final class Largest extends Cell {
        Largest(List<Cell> inputs) {
            super(inputs);
        }

        @Override
        long compute() {
            long most = Long.MIN_VALUE;
            for (Cell cell : inputs) {
                most = Math.max(most, cell.value);
            }
            return most;
        }
    }

    private static final class Scaled extends Cell {
        final long factor;
        final long offset;
        final long modulus;

        Scaled(Cell source, long factor, long offset, long modulus) {
            super(List.of(source));
            this.factor = factor;
            this.offset = offset;
            this.modulus = modulus;
        }

        @Override
        long compute() {
            return (inputs.get(0).value * factor + offset) % modulus;
        }
    }

    /** The second input while the first is below a limit, else the third. */
    private static final class Choice extends Cell {
        final long limit;

        Choice(Cell condition, Cell below, Cell above, long limit) {
            super(List.of(condition, below, above));
            this.limit = limit;
        }

        @Override
        long compute() {
            return inputs.get(0).value < limit ? inputs.get(1).value : inputs.get(2).value;
        }
    }

    private static final class Sheet {
        final List<Cell> cells = new ArrayList<>();
        final List<List<Cell>> pending = new ArrayList<>();
        long computed;
        long changed;

        Cell add(Cell cell) {
            cells.add(cell);
            while (pending.size() <= cell.rank) {
                pending.add(new ArrayList<>());
            }
            cell.value = cell.compute();
            return cell;
        }

        void schedule(Cell cell) {
            if (!cell.dirty) {
                cell.dirty = true;
                pending.get(cell.rank).add(cell);
            }
        }

        void set(Cell cell, long value) {
            if (cell.value != value) {
                cell.value = value;
                for (Cell observer : cell.observers) {
                    schedule(observer);
                }
            }
        }

        /** Recompute what depends on a change, each cell once, inputs before observers. */
        void settle() {
            for (List<Cell> waiting : pending) {
                for (Cell cell : waiting) {
                    cell.dirty = false;
                    computed++;
                    long value = cell.compute();
                    if (value != cell.value) {
                        changed++;
                        set(cell, value);
                    }
                }
                waiting.clear();
            }
        }
    }

    /** Fills `inputs` and returns the output. */
    private static Cell build(Sheet sheet, int width, int depth, List<Cell> inputs) {
        for (int i = 0; i < width; i++) {
            inputs.add(sheet.add(new Input()));
        }
        List<Cell> layer = inputs;
        for (int level = 0; level < depth; level++) {
            List<Cell> following = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                Cell near = layer.get(i);
                Cell right = layer.get((i + 1) % width);
                Cell far = layer.get((i + level + 2) % width);
                Cell cell = switch ((i + level) % 4) {
                    case 0 -> new Sum(List.of(near, right));
                    case 1 -> new Scaled(near, level + 3, i, 1009);
                    case 2 -> new Choice(near, right, far, 500);
                    default -> new Scaled(sheet.add(new Largest(List.of(near, right, far))), 7, 0, 997);
                };
                following.add(sheet.add(cell));
            }
            layer = following;
        }
        return sheet.add(new Sum(layer));
    }

    static Object run(long size) {
        Sheet sheet = new Sheet();
        List<Cell> inputs = new ArrayList<>();
        Cell output = build(sheet, 16, 6, inputs);
        long checksum = 0;
        long seed = 1;
        for (long i = 0; i < size; i++) {
            seed = (seed * 16807) % 2147483647;
            sheet.set(inputs.get((int) (seed % inputs.size())), seed / 16 % 1000);
            sheet.settle();
            checksum = (checksum * 37 + output.value) % 1000000007;
        }
        return sheet.cells.size() + " cells, " + sheet.computed + " computed, " + sheet.changed + " changed, checksum " + checksum;
    }
}
