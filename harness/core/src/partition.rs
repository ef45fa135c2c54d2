//! A share of the workloads for one of several jobs, worked out by each job on its own.
//!
//! No queue and no coordination: every job is told `m/n` and finds the same shares. A share is of *workloads*: each runs
//! all engines of its workloads, so that no comparison crosses a machine. `hash` keeps a workload where it is when others
//! are added; `slice` deals them out in turn; `timed` packs by the times of an earlier record.

use crate::error::{Error, Result};
use crate::store::Record;
use crate::workload::sha256_hex;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How shares are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// By the hash of the workload's id.
    Hash,
    /// In turn, in the order of the plan.
    Slice,
    /// Longest first into the least loaded share, by the times of an earlier record.
    Timed,
}

/// One share of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// How shares are made.
    pub rule: Rule,
    /// Which, from 1.
    pub share: u32,
    /// Of how many.
    pub of: u32,
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self.rule {
            Rule::Hash => "hash",
            Rule::Slice => "slice",
            Rule::Timed => "timed",
        };
        write!(f, "{rule}:{}/{}", self.share, self.of)
    }
}

impl FromStr for Partition {
    type Err = String;

    /// `hash:2/3`, `slice:2/3`, `timed:2/3`; a bare `2/3` is `hash:2/3`.
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (rule, numbers) = text.split_once(':').unwrap_or(("hash", text));
        let rule = match rule {
            "hash" => Rule::Hash,
            "slice" => Rule::Slice,
            "timed" => Rule::Timed,
            other => return Err(format!("`{other}` is none of hash, slice, timed")),
        };
        let parsed = numbers.split_once('/').and_then(|(share, of)| Some((share.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((0, of)) => Err(format!("shares count from 1: 1/{of} is the first")),
            Some((share, of)) if share <= of => Ok(Partition { rule, share, of }),
            Some((share, of)) => Err(format!("there is no share {share} of {of}")),
            None => Err("RULE:M/N is needed, such as hash:1/3".to_owned()),
        }
    }
}

impl Partition {
    /// Which of the workloads (ids in the order of the plan) are in this share. `timings` are seconds by id.
    ///
    /// # Errors
    /// [`Rule::Timed`] without timings.
    pub fn choose(&self, ids: &[&str], timings: Option<&BTreeMap<String, f64>>) -> Result<Vec<bool>> {
        let shares = match self.rule {
            Rule::Hash => ids.iter().map(|id| hash_share(id, self.of)).collect(),
            Rule::Slice => (0..ids.len()).map(|index| index as u32 % self.of).collect(),
            Rule::Timed => {
                let missing = || Error::Usage("--partition timed needs --timings RECORD".to_owned());
                packed(ids, timings.ok_or_else(missing)?, self.of)
            }
        };
        Ok(shares.into_iter().map(|share: u32| share + 1 == self.share).collect())
    }
}

fn hash_share(id: &str, of: u32) -> u32 {
    let digest = sha256_hex(id.as_bytes());
    // Sixteen hexadecimal digits of a digest are a number.
    let number = u64::from_str_radix(&digest[..16], 16).unwrap_or(0);
    (number % u64::from(of)) as u32
}

/// Longest first into the least loaded share (Graham 1969). What has no time yet counts as the mean of the others.
fn packed(ids: &[&str], timings: &BTreeMap<String, f64>, of: u32) -> Vec<u32> {
    let known: Vec<f64> = ids.iter().filter_map(|id| timings.get(*id).copied()).collect();
    let mean = if known.is_empty() { 1.0 } else { known.iter().sum::<f64>() / known.len() as f64 };
    let cost = |index: &usize| timings.get(ids[*index]).copied().unwrap_or(mean);
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by(|a, b| cost(b).total_cmp(&cost(a)).then(ids[*a].cmp(ids[*b])));
    let mut load = vec![0.0_f64; of as usize];
    let mut shares = vec![0; ids.len()];
    for index in order {
        let lightest = (0..load.len()).min_by(|a, b| load[*a].total_cmp(&load[*b])).unwrap_or(0);
        load[lightest] += cost(&index);
        shares[index] = lightest as u32;
    }
    shares
}

/// Seconds that each workload took in a record, over all engines.
pub fn timings(record: &Record) -> BTreeMap<String, f64> {
    let mut all = BTreeMap::new();
    for invocation in &record.invocations {
        *all.entry(invocation.workload.clone()).or_insert(0.0) += invocation.wall_ns as f64 / 1e9;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_is_read_and_written() {
        for text in ["hash:1/3", "slice:2/2", "timed:5/7"] {
            assert_eq!(text.parse::<Partition>().map(|p| p.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("2/3".parse::<Partition>().map(|p| p.to_string()), Ok("hash:2/3".to_owned()));
        for (text, part) in [("0/3", "count from 1"), ("4/3", "no share 4 of 3"), ("half", "RULE:M/N"), ("random:1/2", "none of hash")] {
            let error = text.parse::<Partition>().expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn every_workload_is_in_exactly_one_share() {
        let names: Vec<String> = (0..60).map(|i| format!("group{}/name{i}", i % 5)).collect();
        let ids: Vec<&str> = names.iter().map(String::as_str).collect();
        let timings: BTreeMap<String, f64> = names.iter().take(50).enumerate().map(|(i, n)| (n.clone(), (i * i) as f64)).collect();
        for rule in [Rule::Hash, Rule::Slice, Rule::Timed] {
            let choose = |share, ids: &[&str]| Partition { rule, share, of: 7 }.choose(ids, Some(&timings)).expect("shares");
            let shares: Vec<Vec<bool>> = (1..=7).map(|share| choose(share, &ids)).collect();
            for index in 0..ids.len() {
                assert_eq!(shares.iter().filter(|share| share[index]).count(), 1, "{rule:?} {index}");
            }
        }
        // A new workload moves none of the old under `hash`.
        let partition = Partition { rule: Rule::Hash, share: 2, of: 7 };
        let (fewer, all) = (partition.choose(&ids[1..], None).expect("shares"), partition.choose(&ids, None).expect("shares"));
        assert_eq!(fewer, all[1..]);
        assert!(Partition { rule: Rule::Timed, share: 1, of: 2 }.choose(&ids, None).is_err());
    }

    #[test]
    fn timed_shares_are_even() {
        let timings = BTreeMap::from([("a".to_owned(), 8.0), ("b".to_owned(), 7.0), ("c".to_owned(), 6.0), ("d".to_owned(), 5.0)]);
        // 8 + 5 and 7 + 6; the unknown one counts 6.5.
        assert_eq!(packed(&["a", "b", "c", "d"], &timings, 2), [0, 1, 1, 0]);
        assert_eq!(packed(&["a", "b", "c", "d", "new"], &timings, 3), [0, 1, 2, 1, 2]);
    }
}
