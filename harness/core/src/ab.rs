//! Two builds against each other on one machine: the regression gate's measurements and its rule.
//!
//! Every comparison is made of *superblocks* of four processes in the order ABBA or BAAB (drawn at random), so that a
//! linear drift cancels; a superblock gives one difference of logarithms, `mean(ln B) - mean(ln A)`. Rows take turns
//! superblock by superblock, so that a bad minute hits many rows a little. Every fourth superblock of a row is followed
//! by one that measures the base against itself: the A/A lane, which tells what this machine calls a difference when
//! there is none. What the differences mean is in [`decision`]; the clock is the supervisor's. Rows that need no measuring,
//! since both builds run the same code on them, are told by [`image`] and [`opened`].
//!
//! Nothing is compared across machines, and a row whose builds compute different results has no time at all.

pub mod decision;
pub mod image;
pub mod opened;

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

/// Four processes and what they say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Superblock {
    /// Row.
    pub row: usize,
    /// Part of the comparison.
    pub stage: Stage,
    /// In the order they ran.
    pub arms: [Arm; 4],
    /// Their times in nanoseconds.
    pub ns: [f64; 4],
    /// Logarithm of second arm over first arm.
    pub difference: f64,
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
    /// The answer.
    pub verdict: Verdict,
}

impl RowResult {
    /// A row that needs no measuring, and why.
    pub fn same_code(why: String) -> RowResult {
        RowResult { screening: Vec::new(), confirmation: Vec::new(), null: Vec::new(), verdict: Verdict::SameCode(why) }
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
    let undecided = run.having(|row| examine(&row.screening, rule) == Finding::Undecided);
    run.rounds(&undecided, Stage::Screening, rule.blocks_more)?;
    let suspects = run.having(|row| matches!(examine(&row.screening, rule), Finding::Suspect(_)));
    run.rounds(&suspects, Stage::Confirmation, rule.blocks)?;
    let evidence: Vec<(&[f64], &[f64])> = run.rows.iter().map(|row| (row.screening.as_slice(), row.confirmation.as_slice())).collect();
    let mut verdicts = confirm(&evidence, rule);
    for (verdict, row) in verdicts.iter_mut().zip(&run.rows) {
        if let Some(trouble) = &row.trouble {
            *verdict = trouble.clone();
        }
    }
    let results = run.rows.into_iter().zip(verdicts).map(|(row, verdict)| RowResult {
        screening: row.screening,
        confirmation: row.confirmation,
        null: row.null,
        verdict,
    });
    Some(results.collect())
}

#[derive(Clone, Debug, Default)]
struct Row {
    screening: Vec<f64>,
    confirmation: Vec<f64>,
    null: Vec<f64>,
    digest: Option<String>,
    trouble: Option<Verdict>,
}

struct Run<'s> {
    rng: ChaCha12Rng,
    sampler: &'s mut dyn Sampler,
    rows: Vec<Row>,
}

/// After how many superblocks a row's base is measured against itself once.
const NULL_EVERY: u32 = 4;

impl Run<'_> {
    fn having(&self, holds: impl Fn(&Row) -> bool) -> Vec<usize> {
        (0..self.rows.len()).filter(|&row| self.rows[row].trouble.is_none() && holds(&self.rows[row])).collect()
    }

    fn rounds(&mut self, rows: &[usize], stage: Stage, blocks: u32) -> Option<()> {
        let mut order = rows.to_vec();
        for block in 0..blocks {
            order.shuffle(&mut self.rng);
            for &row in &order {
                self.superblock(row, stage, [Arm::Base, Arm::New])?;
                if block % NULL_EVERY == NULL_EVERY - 1 {
                    self.superblock(row, Stage::Null, [Arm::Base, Arm::Copy])?;
                }
            }
        }
        Some(())
    }

    fn superblock(&mut self, row: usize, stage: Stage, [first, second]: [Arm; 2]) -> Option<()> {
        let balanced = [[first, second, second, first], [second, first, first, second]];
        let arms = balanced[usize::from(self.rng.random::<bool>())];
        let entry = &self.rows[row];
        let circumstances = Circumstances {
            env_padding_bytes: self.rng.random_range(0..4096),
            hash_seed: self.rng.random_range(1..=u64::from(u32::MAX)),
            stage,
            superblock: match stage {
                Stage::Screening => entry.screening.len(),
                Stage::Confirmation => entry.confirmation.len(),
                Stage::Null => entry.null.len(),
            },
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
        let mean = |wanted: Arm| {
            let logs = arms.iter().zip(ns).filter(|(arm, _)| **arm == wanted).map(|(_, time)| time.ln());
            logs.sum::<f64>() / 2.0
        };
        let difference = mean(second) - mean(first);
        let entry = &mut self.rows[row];
        match stage {
            Stage::Screening => entry.screening.push(difference),
            Stage::Confirmation => entry.confirmation.push(difference),
            Stage::Null => entry.null.push(difference),
        }
        self.sampler.superblock(&Superblock { row, stage, arms, ns, difference });
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
    }

    impl Machine {
        fn new(factors: &[f64], sd: f64, seed: u64) -> Machine {
            Machine { factors: factors.to_vec(), sd, rng: ChaCha12Rng::seed_from_u64(seed), clock: 0.0, fails: None, answers: None }
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
            let noise = 1.0 + self.sd * self.normal();
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
