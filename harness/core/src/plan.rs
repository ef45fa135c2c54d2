//! The plan: what will run, in which order, under which nuisance factors. Fixed before anything is measured.
//!
//! Randomised complete blocks: a block holds every engine of a comparison once, for one workload, in random order and
//! under common nuisance factors (environment size, hash seed, core). Blocks come in rounds, each round holding one
//! block of every workload in random order, so that a bad minute hits many workloads a little and a run cut short is
//! cut evenly. The seed is stored; order and place of every invocation go into the record.
//!
//! Nothing here looks at a clock or a result.

use crate::record::DesignFacts;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::time::Duration;

/// How much evidence a run gathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// For a look while developing: too few blocks for an interval, no claims.
    Quick,
    /// The default: enough blocks for 95 % intervals.
    Standard,
    /// For numbers that will be quoted.
    Thorough,
}

impl Preset {
    /// Name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Quick => "quick",
            Preset::Standard => "standard",
            Preset::Thorough => "thorough",
        }
    }

    /// Name of the input size measured.
    pub fn size_name(self) -> &'static str {
        match self {
            Preset::Quick | Preset::Standard => "small",
            Preset::Thorough => "default",
        }
    }

    /// The values a user's options start from.
    pub fn design(self) -> Design {
        let design = |blocks, most_blocks, target, iterations, budget_ms| Design {
            preset: self,
            blocks,
            most_blocks,
            target,
            iterations,
            invocation_budget: Duration::from_millis(budget_ms),
        };
        match self {
            Preset::Quick => design(3, 3, 0.0, 50, 50),
            Preset::Standard => design(8, 12, 0.02, 200, 250),
            Preset::Thorough => design(15, 30, 0.005, 300, 1_000),
        }
    }
}

/// The numbers of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    /// Where the numbers come from.
    pub preset: Preset,
    /// Blocks per workload: processes per (workload, engine).
    pub blocks: u32,
    /// Blocks a workload gets at most: more than [`Design::blocks`] while an interval of its is too wide.
    pub most_blocks: u32,
    /// Half-width of the 95 % interval of a log-ratio that is narrow enough. The only thing stopping looks at: never at
    /// the ratio, never at whether it differs from one.
    pub target: f64,
    /// Most iterations inside a process.
    pub iterations: u32,
    /// No iteration is started in a process after this much iterating. One always runs.
    pub invocation_budget: Duration,
}

/// Blocks between two looks at the widths.
const LOOK_EVERY: u32 = 4;

impl Design {
    /// As the record's header has it.
    pub fn facts(&self, size_name: &str) -> DesignFacts {
        DesignFacts {
            blocks: self.blocks,
            most_blocks: self.most_blocks,
            target: self.target,
            iterations: self.iterations,
            invocation_budget_ms: u64::try_from(self.invocation_budget.as_millis()).unwrap_or(u64::MAX),
            size_name: size_name.to_owned(),
        }
    }

    /// The design of a record: preset and numbers.
    pub fn from_facts(preset: &str, facts: &DesignFacts) -> Self {
        let preset = [Preset::Quick, Preset::Thorough].into_iter().find(|known| known.name() == preset).unwrap_or(Preset::Standard);
        Design {
            preset,
            blocks: facts.blocks,
            most_blocks: facts.most_blocks,
            target: facts.target,
            iterations: facts.iterations,
            invocation_budget: Duration::from_millis(facts.invocation_budget_ms),
        }
    }

    /// Numbers of blocks after which widths are looked at; the last is the end. The first look comes late and looks are
    /// few, so that stopping costs no coverage (`selftest --statistics` simulates it).
    pub fn looks(&self) -> Vec<u32> {
        let most = self.most_blocks.max(self.blocks);
        let between = (self.blocks..most).step_by(LOOK_EVERY as usize);
        between.chain([most]).collect()
    }
}

/// One workload, all its engines once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Index of the workload in the caller's list.
    pub workload: usize,
    /// Round: the block's number within its workload.
    pub index: u32,
    /// Indices of the engines in the caller's list, in the order they run.
    pub arms: Vec<usize>,
    /// Length of an environment variable that only takes up room, 0 to 4095 bytes.
    pub env_padding_bytes: u64,
    /// Seed of string hashing, 1 to 4294967295, for the runtimes that take one.
    pub hash_seed: u64,
}

/// Draws the schedule: `engines_of[w]` lists the engines that run workload `w` (an opted-out one is not in it).
/// The same seed and the same lists give the same schedule.
pub fn schedule(engines_of: &[Vec<usize>], blocks: u32, seed: u64) -> Vec<Block> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let mut all = Vec::new();
    for index in 0..blocks {
        let mut round: Vec<usize> = (0..engines_of.len()).filter(|w| !engines_of[*w].is_empty()).collect();
        round.shuffle(&mut rng);
        for workload in round {
            let mut arms = engines_of[workload].clone();
            arms.shuffle(&mut rng);
            let env_padding_bytes = rng.random_range(0..4096);
            let hash_seed = rng.random_range(1..=u64::from(u32::MAX));
            all.push(Block { workload, index, arms, env_padding_bytes, hash_seed });
        }
    }
    all
}

/// A seed nobody chose; short enough to be typed again.
pub fn fresh_seed() -> u64 {
    u64::from(rand::random::<u32>())
}

/// Hash over everything that decides what is measured, except the seed: two records with the same hash measured the
/// same thing. `lines` are "workload source-hash size-name size" and "engine executable-hash".
pub fn plan_hash(design: &Design, lines: &[String]) -> String {
    let mut text = format!(
        "spectrum-plan 2\n{} {} {} {} {} {}\n",
        design.preset.name(),
        design.blocks,
        design.most_blocks,
        design.target,
        design.iterations,
        design.invocation_budget.as_millis()
    );
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    crate::workload::sha256_hex(text.as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_block_is_complete_and_every_round_holds_every_workload() {
        let engines_of = vec![vec![0, 1, 2], vec![0, 2], vec![], vec![1]];
        let blocks = schedule(&engines_of, 5, 42);
        assert_eq!(blocks.len(), 15);
        for (round, chunk) in blocks.chunks(3).enumerate() {
            let workloads: BTreeSet<usize> = chunk.iter().map(|b| b.workload).collect();
            assert_eq!(workloads, BTreeSet::from([0, 1, 3]));
            assert!(chunk.iter().all(|b| b.index as usize == round));
        }
        for block in &blocks {
            let mut arms = block.arms.clone();
            arms.sort_unstable();
            assert_eq!(arms, engines_of[block.workload]);
            assert!(block.env_padding_bytes < 4096 && block.hash_seed >= 1);
        }
    }

    #[test]
    fn a_seed_fixes_the_schedule_and_another_changes_it() {
        let engines_of = vec![vec![0, 1, 2, 3]; 6];
        assert_eq!(schedule(&engines_of, 7, 1), schedule(&engines_of, 7, 1));
        assert_ne!(schedule(&engines_of, 7, 1), schedule(&engines_of, 7, 2));
    }

    #[test]
    fn no_engine_is_favoured_by_its_place() {
        // 4000 blocks of 4 engines: each engine comes first about 1000 times (5 sigma is 137).
        let mut first: BTreeMap<usize, u32> = BTreeMap::new();
        for block in schedule(&[vec![0, 1, 2, 3]], 4000, 9) {
            *first.entry(block.arms[0]).or_default() += 1;
        }
        for (engine, count) in first {
            assert!((863..=1137).contains(&count), "engine {engine} came first {count} times");
        }
    }

    #[test]
    fn the_plan_hash_follows_what_is_measured() {
        let lines = ["numeric/a ff smoke 3".to_owned()];
        let standard = plan_hash(&Preset::Standard.design(), &lines);
        assert_eq!(standard, plan_hash(&Preset::Standard.design(), &lines));
        assert_ne!(standard, plan_hash(&Preset::Quick.design(), &lines));
        assert_ne!(standard, plan_hash(&Preset::Standard.design(), &[]));
    }
}
