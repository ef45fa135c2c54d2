//! Where the scatter is: variance components of nested repetition, and what follows from them.
//!
//! After Kalibera and Jones, *Rigorous benchmarking in reasonable time* (ISMM 2013), with the correction of the
//! published estimator of the components that their own implementation carries. Levels are counted from 1, the
//! iterations, to the highest, whose repetitions are independent of each other. Designs are balanced: the same number of
//! repetitions everywhere on a level.

use super::{Estimate, Interval, mean};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Measurements of a balanced nested design.
#[derive(Clone, Debug, PartialEq)]
pub struct Nested {
    values: Vec<f64>,
    /// Repetitions of each level, lowest first.
    counts: Vec<usize>,
}

impl Nested {
    /// `values` in order, the lowest level running fastest; `counts` from the highest level to the lowest. None unless
    /// their product is the number of values and no level is empty.
    pub fn new(values: Vec<f64>, counts: &[usize]) -> Option<Self> {
        let fits = !counts.is_empty() && !values.is_empty() && counts.iter().product::<usize>() == values.len();
        fits.then(|| Nested { values, counts: counts.iter().rev().copied().collect() })
    }

    /// Number of levels.
    pub fn levels(&self) -> usize {
        self.counts.len()
    }

    /// Mean of all values.
    pub fn mean(&self) -> f64 {
        mean(&self.values)
    }

    /// Means over everything below and including `level`, in order; level 0 gives the values.
    fn means_above(&self, level: usize) -> Vec<f64> {
        let size: usize = self.counts[..level].iter().product();
        self.values.chunks(size).map(mean).collect()
    }

    /// S² of a level: the mean square of the deviations of its means from the means of the level above, with the usual
    /// divisor less one. Contains the scatter of the levels below. NaN where a level was not repeated.
    pub fn biased(&self, level: usize) -> f64 {
        let inner = self.means_above(level - 1);
        let per_group: Vec<f64> = inner.chunks(self.counts[level - 1]).map(|group| super::standard_deviation(group).powi(2)).collect();
        mean(&per_group)
    }

    /// T² of a level: the variance that this level adds of its own. May come out negative by chance; it means zero.
    pub fn component(&self, level: usize) -> f64 {
        match level {
            1 => self.biased(1),
            _ => self.biased(level) - self.biased(level - 1) / self.counts[level - 2] as f64,
        }
    }

    /// How many repetitions of a level (not the highest) spend time best, given the costs of one repetition of each
    /// level, lowest first: costs of a process are those of starting and warming it up, not of its iterations.
    /// None where the components do not tell.
    pub fn best_repetitions(&self, level: usize, costs: &[f64]) -> Option<f64> {
        let (own, above) = (self.component(level), self.component(level + 1));
        let wanted = (costs.get(level)? / costs.get(level - 1)? * own / above).sqrt();
        wanted.is_finite().then_some(wanted)
    }

    /// The mean with the 95 % interval of Student's t over the means of the highest level.
    pub fn mean_estimate(&self) -> Estimate {
        let tops = self.means_above(self.levels() - 1);
        mean_estimate(&tops)
    }

    /// Share of the variance of a single value that lies between repetitions of the level above: the intra-class
    /// correlation for two levels. Between 0 and 1.
    pub fn share_above(&self, level: usize) -> f64 {
        let all: f64 = (1..=self.levels()).map(|l| self.component(l).max(0.0)).sum();
        let above: f64 = (level + 1..=self.levels()).map(|l| self.component(l).max(0.0)).sum();
        if all > 0.0 { above / all } else { 0.0 }
    }
}

/// Mean of independent values with the 95 % interval of Student's t. No interval below two values.
pub fn mean_estimate(values: &[f64]) -> Estimate {
    let centre = mean(values);
    let interval = half_width(values).map(|half| Interval { low: centre - half, high: centre + half });
    Estimate { value: centre, interval, n: values.len() }
}

fn half_width(values: &[f64]) -> Option<f64> {
    let n = values.len();
    let t = StudentsT::new(0.0, 1.0, n as f64 - 1.0).ok().filter(|_| n > 1)?.inverse_cdf(0.975);
    Some(t * super::standard_deviation(values) / (n as f64).sqrt())
}

/// Ratio of the means of two independent samples, `new` over `base`, with Fieller's 95 % interval as Kalibera and Jones
/// write it: unlike a difference divided by one mean it counts the uncertainty of both. No interval where the mean of
/// `base` cannot be told from zero.
pub fn ratio_of_means(base: &[f64], new: &[f64]) -> Estimate {
    let (y, z) = (mean(base), mean(new));
    let interval = half_width(base).zip(half_width(new)).filter(|(h, _)| y.abs() > *h).and_then(|(h, k)| {
        let root = ((y * z).powi(2) - (y * y - h * h) * (z * z - k * k)).max(0.0).sqrt();
        let denominator = y * y - h * h;
        (denominator > 0.0).then(|| Interval { low: (y * z - root) / denominator, high: (y * z + root) / denominator })
    });
    Estimate { value: z / y, interval, n: base.len().min(new.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, wanted: f64, digits: i32) {
        assert!((got - wanted).abs() <= 0.5 * 10f64.powi(-digits) + 1e-9, "{got} is not {wanted}");
    }

    #[test]
    fn the_worked_examples_of_kalibera_and_jones() {
        let values = vec![9., 5., 8., 3., 10., 6., 7., 11., 1., 12., 2., 4.];
        let three = Nested::new(values.clone(), &[3, 2, 2]).expect("balanced");
        assert_eq!(three.mean(), 6.5);
        for (level, biased, component) in [(1, 16.5, 16.5), (2, 2.6, -5.7), (3, 3.6, 2.3)] {
            near(three.biased(level), biased, 1);
            near(three.component(level), component, 1);
        }
        let two = Nested::new(values, &[3, 4]).expect("balanced");
        for (level, biased, component) in [(1, 12.7, 12.7), (2, 3.6, 0.4)] {
            near(two.biased(level), biased, 1);
            near(two.component(level), component, 1);
        }
        assert_eq!(Nested::new(vec![1.0; 5], &[2, 2]), None);
    }

    #[test]
    fn repetitions_follow_costs_and_components() {
        // The example of libkalibera's own documentation: costs 100, 20 and 3 from the highest level down.
        let values = vec![3., 4., 3., 1.2, 3.1, 3., 0.2, 1., 1.5, 1., 2., 3.];
        let nested = Nested::new(values, &[2, 2, 3]).expect("balanced");
        for (level, component) in [(1, 0.726_666_7), (2, 0.262_777_8), (3, 0.7747)] {
            near(nested.component(level), component, 4);
        }
        for (level, best) in [(1, 4.2937), (2, 1.3023)] {
            near(nested.best_repetitions(level, &[3.0, 20.0, 100.0]).expect("known"), best, 3);
        }
        let share = nested.share_above(1);
        near(share, (0.262_777_8 + 0.7747) / (0.726_666_7 + 0.262_777_8 + 0.7747), 3);
    }

    #[test]
    fn intervals_of_means_and_their_ratio() {
        // R: t.test(c(2,4,4,4,5,5,7,9)): mean 5, interval [3.212510, 6.787490].
        let estimate = mean_estimate(&[2., 4., 4., 4., 5., 5., 7., 9.]);
        let interval = estimate.interval.expect("an interval");
        near(interval.low, 3.212_510, 5);
        near(interval.high, 6.787_490, 5);
        // Equal samples: the ratio is 1 and its interval symmetric in the logarithm.
        let same = ratio_of_means(&[9., 10., 11.], &[9., 10., 11.]);
        let interval = same.interval.expect("an interval");
        near(same.value, 1.0, 9);
        near(interval.low * interval.high, 1.0, 9);
        assert_eq!(ratio_of_means(&[-1., 0., 1.5], &[1., 2., 3.]).interval, None);
        assert_eq!(mean_estimate(&[1.0]).interval, None);
    }
}
