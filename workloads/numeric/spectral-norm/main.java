import java.util.Arrays;

final class Main {
    private static double entry(long row, long column) {
        long diagonal = row + column;
        return 1.0 / (diagonal * (diagonal + 1) / 2 + row + 1);
    }

    private static double[] apply(double[] vector) {
        int size = vector.length;
        double[] result = new double[size];
        for (int row = 0; row < size; row++) {
            double total = 0.0;
            for (int column = 0; column < size; column++) {
                total += entry(row, column) * vector[column];
            }
            result[row] = total;
        }
        return result;
    }

    private static double[] applyTransposed(double[] vector) {
        int size = vector.length;
        double[] result = new double[size];
        for (int row = 0; row < size; row++) {
            double total = 0.0;
            for (int column = 0; column < size; column++) {
                total += entry(column, row) * vector[column];
            }
            result[row] = total;
        }
        return result;
    }

    private static double dot(double[] left, double[] right) {
        double total = 0.0;
        for (int i = 0; i < left.length; i++) {
            total += left[i] * right[i];
        }
        return total;
    }

    static Object run(long size) {
        double[] vector = new double[(int) size];
        Arrays.fill(vector, 1.0);
        double[] image = vector;
        for (int round = 0; round < 5; round++) {
            image = applyTransposed(apply(vector));
            vector = applyTransposed(apply(image));
        }
        return Driver.repr(Math.sqrt(dot(vector, image) / dot(image, image)));
    }
}
