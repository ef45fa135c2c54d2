//! Two builds against each other on one machine: the regression gate's measurements and its rule.
//!
//! Every comparison is made of *superblocks* of four processes in the order ABBA or BAAB (drawn at random), so that a
//! linear drift cancels; a superblock gives one difference of logarithms, `mean(ln B) - mean(ln A)`. Rows take turns
//! superblock by superblock, so that a bad minute hits many rows a little. Every fourth superblock of a row is followed
//! by one that measures the base against itself: the A/A lane, which tells what this machine calls a difference when
//! there is none. What the differences mean is in [`decision`]; the clock is the supervisor's. Rows that need no measuring,
//! since both builds run the same code on them, are told by [`image`] and [`opened`].
//!
//! A superblock in which a build disagrees with itself far more than usual was *disturbed* and is measured again, see
//! [`MOST_DISAGREEMENT`]. The sign looks only at how far the two processes of the same build lie apart, never at how the
//! builds differ, and at both builds alike: with noise that does not know the builds, what is kept is as symmetric about
//! the true difference as what is not.
//!
//! Nothing is compared across machines, and a row whose builds compute different results has no time at all.

pub mod decision;
pub mod image;
pub mod opened;

use crate::statistics::median;
use decision::{Finding, Rule, Verdict, confirm, examine};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use serde::{Deserialize, Serialize};

/// One of the two builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arm {
    /// What is compared with.
    Base,
    /// What is in question.
    New,
    /// A hard copy of the base: the other side of the A/A lane.
    Copy,
}

/// Circumstances that all four processes of a superblock share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// Length of an environment variable that only takes up room, 0 to 4095 bytes.
    pub env_padding_bytes: u64,
    /// Seed of string hashing, for what takes one.
    pub hash_seed: u64,
    /// Part of the comparison: a confirmation may run other copies of the builds than the first look did.
    pub stage: Stage,
    /// Number of the superblock among those of its row and part, from 0 on: copies of the builds take turns by it.
    pub superblock: usize,
}

/// One process's contribution.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// It ran and computed something.
    Measured {
        /// What is compared, in nanoseconds.
        ns: f64,
        /// Identity of what was computed.
        digest: String,
    },
    /// It failed; one line.
    Failed(String),
    /// The user wants to stop.
    Interrupted,
}

/// Whoever can run one process of one row.
pub trait Sampler {
    /// Runs build `arm` on `row` under `circumstances` to its end.
    fn sample(&mut self, row: usize, arm: Arm, circumstances: Circumstances) -> Sample;
    /// Four processes have ended (for progress and for the record).
    fn superblock(&mut self, done: &Superblock);
}

/// Part of the comparison a superblock belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// First look.
    Screening,
    /// Fresh data about a suspect.
    Confirmation,
    /// The A/A lane.
    Null,
}

/// Four processes and what they say. Of several attempts at the same superblock the one with the least spread counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Superblock {
    /// Row.
    pub row: usize,
    /// Part of the comparison.
    pub stage: Stage,
    /// Number among those of its row and part, from 0 on.
    pub index: usize,
    /// 0, then 1, 2 ... for the repetitions of a superblock that something disturbed.
    pub attempt: u32,
    /// In the order they ran.
    pub arms: [Arm; 4],
    /// Their times in nanoseconds.
    pub ns: [f64; 4],
    /// Logarithm of second arm over first arm.
    pub difference: f64,
    /// How far the two processes of one arm lie apart, as the logarithm of their ratio, the larger of both arms.
    pub spread: f64,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowResult {
    /// Differences of the first look.
    pub screening: Vec<f64>,
    /// Differences of the second, of suspects only.
    pub confirmation: Vec<f64>,
    /// Differences of the A/A lane.
    pub null: Vec<f64>,
    /// Repetitions of disturbed superblocks, which are not among the above.
    pub repeated: usize,
    /// The answer.
    pub verdict: Verdict,
}

impl RowResult {
    /// A row that needs no measuring, and why.
    pub fn same_code(why: String) -> RowResult {
        let none = Vec::new;
        RowResult { screening: none(), confirmation: none(), null: none(), repeated: 0, verdict: Verdict::SameCode(why) }
    }
}

/// Compares the two builds on all rows. The same seed asks for the same processes in the same order as long as the
/// answers lead the same way.
///
/// None when the user interrupted it.
pub fn run(rows: usize, rule: &Rule, seed: u64, sampler: &mut dyn Sampler) -> Option<Vec<RowResult>> {
    let mut run = Run { rng: ChaCha12Rng::seed_from_u64(seed), sampler, rows: vec![Row::default(); rows] };
    let everything: Vec<usize> = (0..rows).collect();
    run.rounds(&everything, Stage::Screening, rule.blocks)?;
    let undecided = run.having(|row| examine(&row.screening.differences(), rule) == Finding::Undecided);
    run.rounds(&undecided, Stage::Screening, rule.blocks_more)?;
    let suspects = run.having(|row| matches!(examine(&row.screening.differences(), rule), Finding::Suspect(_)));
    run.rounds(&suspects, Stage::Confirmation, rule.blocks)?;
    let evidence: Vec<(Vec<f64>, Vec<f64>)> =
        run.rows.iter().map(|row| (row.screening.differences(), row.confirmation.differences())).collect();
    let verdicts = confirm(&evidence.iter().map(|(first, fresh)| (first.as_slice(), fresh.as_slice())).collect::<Vec<_>>(), rule);
    let results = run.rows.into_iter().zip(evidence).zip(verdicts).map(|((row, (screening, confirmation)), verdict)| RowResult {
        screening,
        confirmation,
        null: row.null.differences(),
        repeated: row.repeated,
        verdict: row.trouble.unwrap_or(verdict),
    });
    Some(results.collect())
}

/// What the superblocks of one row and part of the comparison say.
#[derive(Clone, Debug, Default)]
struct Series(Vec<Said>);

#[derive(Clone, Copy, Debug)]
struct Said {
    difference: f64,
    spread: f64,
    attempts: u32,
}

impl Series {
    fn differences(&self) -> Vec<f64> {
        self.0.iter().map(|said| said.difference).collect()
    }

    /// Keeps the calmest attempt at a superblock.
    fn keep(&mut self, index: usize, difference: f64, spread: f64) {
        match self.0.get_mut(index) {
            None => self.0.push(Said { difference, spread, attempts: 1 }),
            Some(kept) => {
                kept.attempts += 1;
                if spread < kept.spread {
                    (kept.difference, kept.spread) = (difference, spread);
                }
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Row {
    screening: Series,
    confirmation: Series,
    null: Series,
    repeated: usize,
    digest: Option<String>,
    trouble: Option<Verdict>,
}

impl Row {
    fn series(&mut self, stage: Stage) -> &mut Series {
        match stage {
            Stage::Screening => &mut self.screening,
            Stage::Confirmation => &mut self.confirmation,
            Stage::Null => &mut self.null,
        }
    }

    /// The spread beyond which a superblock of this row was disturbed.
    fn limit(&self) -> f64 {
        let all = [&self.screening, &self.confirmation, &self.null];
        let spreads: Vec<f64> = all.iter().flat_map(|series| series.0.iter().map(|said| said.spread)).collect();
        MOST_DISAGREEMENT * median(&spreads)
    }

    /// The numbers of the disturbed superblocks of a part of the comparison.
    fn disturbed(&mut self, stage: Stage) -> Vec<usize> {
        let limit = self.limit();
        let said = self.series(stage).0.iter().enumerate();
        said.filter(|(_, said)| said.spread > limit && said.attempts <= MOST_ATTEMPTS).map(|(index, _)| index).collect()
    }
}

struct Run<'s> {
    rng: ChaCha12Rng,
    sampler: &'s mut dyn Sampler,
    rows: Vec<Row>,
}

/// After how many superblocks a row's base is measured against itself once.
const NULL_EVERY: u32 = 4;
/// A superblock whose spread is so many times the median of its row was disturbed. With normal noise one in 2,000 is
/// taken for one.
const MOST_DISAGREEMENT: f64 = 3.5;
/// So often a disturbed superblock is measured again.
const MOST_ATTEMPTS: u32 = 3;
/// The most repetitions in a part of the comparison of a row, as a share of its superblocks; more than that, and the
/// machine is too noisy to be helped by repeating.
const MOST_REPEATED: f64 = 0.5;

impl Run<'_> {
    fn having(&self, holds: impl Fn(&Row) -> bool) -> Vec<usize> {
        (0..self.rows.len()).filter(|&row| self.rows[row].trouble.is_none() && holds(&self.rows[row])).collect()
    }

    /// So many superblocks of each row, then the disturbed ones of this part again.
    fn rounds(&mut self, rows: &[usize], stage: Stage, blocks: u32) -> Option<()> {
        let mut order = rows.to_vec();
        for block in 0..blocks {
            order.shuffle(&mut self.rng);
            for &row in &order {
                let index = self.rows[row].series(stage).0.len();
                self.superblock(row, stage, index)?;
                if block % NULL_EVERY == NULL_EVERY - 1 {
                    let index = self.rows[row].null.0.len();
                    self.superblock(row, Stage::Null, index)?;
                }
            }
        }
        let mut left = vec![(f64::from(blocks) * MOST_REPEATED) as usize; self.rows.len()];
        loop {
            let mut again = Vec::new();
            for &row in rows {
                let parts =
                    [stage, Stage::Null].map(|part| self.rows[row].disturbed(part).into_iter().map(move |index| (row, part, index)));
                let disturbed: Vec<_> = parts.into_iter().flatten().take(left[row]).collect();
                left[row] -= disturbed.len();
                again.extend(disturbed);
            }
            if again.is_empty() {
                return Some(());
            }
            again.shuffle(&mut self.rng);
            for (row, part, index) in again {
                self.superblock(row, part, index)?;
                self.rows[row].repeated += 1;
            }
        }
    }

    /// Measures superblock `index` of a row and part, for the first time or again.
    fn superblock(&mut self, row: usize, stage: Stage, index: usize) -> Option<()> {
        let [first, second] = [Arm::Base, if stage == Stage::Null { Arm::Copy } else { Arm::New }];
        let balanced = [[first, second, second, first], [second, first, first, second]];
        let arms = balanced[usize::from(self.rng.random::<bool>())];
        let circumstances = Circumstances {
            env_padding_bytes: self.rng.random_range(0..4096),
            hash_seed: self.rng.random_range(1..=u64::from(u32::MAX)),
            stage,
            superblock: index,
        };
        if self.rows[row].trouble.is_some() {
            return Some(());
        }
        let mut ns = [0.0; 4];
        for (place, arm) in arms.into_iter().enumerate() {
            match self.sampler.sample(row, arm, circumstances) {
                Sample::Interrupted => return None,
                Sample::Failed(message) => {
                    self.rows[row].trouble = Some(Verdict::Failed { arm, message });
                    return Some(());
                }
                Sample::Measured { ns: time, digest } => {
                    let known = self.rows[row].digest.get_or_insert_with(|| digest.clone());
                    if *known != digest {
                        self.rows[row].trouble = Some(Verdict::Disagreement);
                        return Some(());
                    }
                    ns[place] = time;
                }
            }
        }
        // Processes of the same arm stand at the ends and in the middle.
        let [outer, inner] = [[ns[0].ln(), ns[3].ln()], [ns[1].ln(), ns[2].ln()]];
        let mean = |pair: [f64; 2]| (pair[0] + pair[1]) / 2.0;
        let difference = if arms[0] == first { mean(inner) - mean(outer) } else { mean(outer) - mean(inner) };
        let spread = (outer[0] - outer[1]).abs().max((inner[0] - inner[1]).abs());
        let series = self.rows[row].series(stage);
        let attempt = series.0.get(index).map_or(0, |said| said.attempts);
        series.keep(index, difference, spread);
        self.sampler.superblock(&Superblock { row, stage, index, attempt, arms, ns, difference, spread });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine that drifts, with rows that are slower in the new build by a factor.
    struct Machine {
        factors: Vec<f64>,
        sd: f64,
        rng: ChaCha12Rng,
        clock: f64,
        fails: Option<(usize, Arm)>,
        answers: Option<usize>,
        /// Of so many processes one takes up to half as long again.
        disturbed: Option<u32>,
    }

    impl Machine {
        fn new(factors: &[f64], sd: f64, seed: u64) -> Machine {
            let rng = ChaCha12Rng::seed_from_u64(seed);
            Machine { factors: factors.to_vec(), sd, rng, clock: 0.0, fails: None, answers: None, disturbed: None }
        }
        fn normal(&mut self) -> f64 {
            let (u, v): (f64, f64) = (self.rng.random(), self.rng.random());
            (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
        }
    }

    impl Sampler for Machine {
        fn sample(&mut self, row: usize, arm: Arm, _: Circumstances) -> Sample {
            if self.fails == Some((row, arm)) {
                return Sample::Failed("broke".into());
            }
            // One process in a thousand shifts the machine by half a per cent, for everybody.
            self.clock += 0.0005;
            let factor = if arm == Arm::New { self.factors[row] } else { 1.0 };
            let mut noise = 1.0 + self.sd * self.normal();
            if self.disturbed.is_some_and(|every| self.rng.random_range(0..every) == 0) {
                noise *= self.rng.random_range(1.05..1.5);
            }
            let digest = if arm == Arm::New && self.answers == Some(row) { "43" } else { "42" };
            Sample::Measured { ns: 1e6 * factor * noise * (1.0 + self.clock), digest: digest.into() }
        }
        fn superblock(&mut self, _: &Superblock) {}
    }

    fn verdicts(machine: &mut Machine, seed: u64) -> Vec<&'static str> {
        let results = run(machine.factors.len(), &Rule::default(), seed, machine).expect("not interrupted");
        results.iter().map(|row| row.verdict.word()).collect()
    }

    #[test]
    fn a_slow_row_is_found_beside_equal_ones_and_drift_does_not_matter() {
        let mut machine = Machine::new(&[1.0, 1.05, 0.93, 1.0], 0.01, 1);
        assert_eq!(verdicts(&mut machine, 7), ["equal", "regressed", "improved", "equal"]);
    }

    #[test]
    fn disturbed_superblocks_are_measured_again() {
        let (mut found, mut repeated) = (0, 0);
        for seed in 0..100 {
            let mut machine = Machine::new(&[1.05, 1.0], 0.01, seed);
            machine.disturbed = Some(12);
            let results = run(2, &Rule::default(), seed, &mut machine).expect("not interrupted");
            found += usize::from(results[0].verdict.word() == "regressed");
            assert!(!matches!(results[1].verdict, Verdict::Regressed(_) | Verdict::Improved(_)), "{seed}: {:?}", results[1]);
            assert!(results.iter().all(|row| row.screening.len() <= 30 && row.confirmation.len() <= 20 && row.null.len() <= 12));
            repeated += results[0].repeated;
        }
        // Without repetitions: 48 of 100.
        assert!(found >= 98 && repeated > 1_000, "found {found} of 100, repeated {repeated}");
        let calm = run(2, &Rule::default(), 1, &mut Machine::new(&[1.05, 1.0], 0.01, 1)).expect("not interrupted");
        assert!(calm.iter().map(|row| row.repeated).sum::<usize>() <= 1);
    }

    #[test]
    fn noise_gives_no_false_alarm_and_says_what_it_could_have_seen() {
        for seed in 0..40 {
            let mut machine = Machine::new(&[1.0; 5], 0.03, seed);
            assert!(verdicts(&mut machine, seed).iter().all(|word| matches!(*word, "equal" | "inconclusive" | "not slower")));
        }
        let mut machine = Machine::new(&[1.02], 0.2, 3);
        let results = run(1, &Rule::default(), 3, &mut machine).expect("not interrupted");
        assert!(matches!(results[0].verdict, Verdict::Inconclusive { detectable, .. } if detectable > 0.05), "{:?}", results[0].verdict);
        assert_eq!(results[0].screening.len() as u32, Rule::default().blocks + Rule::default().blocks_more);
    }

    #[test]
    fn a_failure_or_another_result_is_no_time() {
        let mut machine = Machine::new(&[1.0, 1.0, 1.0], 0.01, 1);
        (machine.fails, machine.answers) = (Some((0, Arm::New)), Some(2));
        assert_eq!(verdicts(&mut machine, 7), ["failed", "equal", "disagree"]);
    }

    #[test]
    fn superblocks_are_balanced_and_the_null_lane_is_there() {
        struct Watch(Vec<Superblock>);
        impl Sampler for Watch {
            fn sample(&mut self, _: usize, _: Arm, _: Circumstances) -> Sample {
                Sample::Measured { ns: 1.0, digest: String::new() }
            }
            fn superblock(&mut self, done: &Superblock) {
                self.0.push(done.clone());
            }
        }
        let mut watch = Watch(Vec::new());
        let results = run(2, &Rule::default(), 1, &mut watch).expect("not interrupted");
        assert!(results.iter().all(|row| row.verdict.word() == "equal" && row.null.len() == 5));
        let base_first = watch.0.iter().filter(|b| b.arms[0] == Arm::Base).count();
        assert!(base_first > 10 && base_first < watch.0.len() - 10);
        assert!(watch.0.iter().all(|b| b.arms[0] == b.arms[3] && b.arms[1] == b.arms[2] && b.arms[0] != b.arms[1]));
    }
}
