//! What proves that an engine did what its name claims: rules over the counters it reports.
//!
//! A right result from the wrong tier is a row without a time. A rule is a number, the least value of its counter, or a
//! text of alternatives: `">= 1 or interpreted <= 5000"`, `"absent"`. A comparison without a name is about the counter that
//! the rule is written for; a counter that was not reported satisfies `absent` and nothing else.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rules by the counter each is written for.
pub type Attestation = BTreeMap<String, Proof>;

/// One rule.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Proof {
    /// The counter's least value.
    AtLeast(u64),
    /// Alternatives, in the words of this module.
    Alternatives(String),
}

enum Test<'a> {
    Absent(&'a str),
    Compare(&'a str, &'a str, u64),
}

impl Proof {
    /// Checks the wording; a message when it is not understood.
    pub fn check(&self, counter: &str) -> Result<(), String> {
        match self {
            Proof::AtLeast(_) => Ok(()),
            Proof::Alternatives(text) => text.split(" or ").try_for_each(|part| parse(counter, part).map(|_| ())),
        }
    }

    fn holds(&self, counter: &str, counters: &BTreeMap<String, u64>) -> bool {
        let test = |test: Test<'_>| match test {
            Test::Absent(name) => !counters.contains_key(name),
            Test::Compare(name, operator, limit) => counters.get(name).is_some_and(|value| match operator {
                ">=" => *value >= limit,
                "<=" => *value <= limit,
                _ => *value == limit,
            }),
        };
        match self {
            Proof::AtLeast(least) => test(Test::Compare(counter, ">=", *least)),
            Proof::Alternatives(text) => text.split(" or ").filter_map(|part| parse(counter, part).ok()).any(test),
        }
    }
}

fn parse<'a>(counter: &'a str, part: &'a str) -> Result<Test<'a>, String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (name, rest) = match words.as_slice() {
        ["absent" | ">=" | "<=" | "==", ..] => (counter, &words[..]),
        [name, rest @ ..] => (*name, rest),
        [] => (counter, &words[..]),
    };
    match rest {
        ["absent"] => Ok(Test::Absent(name)),
        [operator @ (">=" | "<=" | "=="), number] if number.parse::<u64>().is_ok() => {
            Ok(Test::Compare(name, operator, number.parse().unwrap_or(0)))
        }
        _ => Err(format!("`{}` is neither `absent` nor a comparison (>=, <=, ==) with a whole number", part.trim())),
    }
}

/// What is missing of the evidence, if anything is.
pub fn unattested(wanted: &Attestation, counters: &BTreeMap<String, u64>) -> Option<String> {
    let (name, proof) = wanted.iter().find(|(name, proof)| !proof.holds(name, counters))?;
    let told = |name: &str| counters.get(name).map_or("not reported".to_owned(), u64::to_string);
    Some(match proof {
        Proof::AtLeast(least) => match counters.get(name) {
            Some(value) => format!("counter {name} is {value}, at least {least} proves the claimed tier"),
            None => format!("counter {name}, which proves the claimed tier, was not reported"),
        },
        Proof::Alternatives(text) => format!("counter {name} is {}, which does not prove the claimed tier ({text})", told(name)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_hold_or_name_what_is_missing() {
        let counters = BTreeMap::from([("compiled".to_owned(), 0), ("interpreted".to_owned(), 900)]);
        let check = |counter: &str, rule: &str, holds: bool| {
            let proof = Proof::Alternatives(rule.to_owned());
            proof.check(counter).expect("understood");
            assert_eq!(unattested(&BTreeMap::from([(counter.to_owned(), proof)]), &counters).is_none(), holds, "{counter} {rule}");
        };
        check("compiled", "== 0", true);
        check("compiled", ">= 1", false);
        check("compiled", ">= 1 or interpreted <= 1000", true);
        check("compiled", ">= 1 or interpreted <= 100", false);
        check("compiled", "absent", false);
        check("discarded", "absent", true);
        check("discarded", "== 0", false);
        for wrong in ["", "> 1", "absent 1", ">= one", "compiled"] {
            assert!(Proof::Alternatives(wrong.to_owned()).check("compiled").is_err(), "{wrong}");
        }
        assert!(
            unattested(&BTreeMap::from([("compiled".to_owned(), Proof::AtLeast(1))]), &counters)
                .is_some_and(|m| m.contains("is 0, at least 1"))
        );
    }
}
