//! The sentences of a report, filled from the data. No number and no judgement is typed in.

use crate::charts::{code_size, memory, phases, warmup};
use crate::dataset::{self, Dataset, State};
use crate::format;
use harness_core::statistics::Interval;
use harness_core::statistics::break_even::BreakEven;
use harness_core::statistics::steady::Class;

/// The answer first: who is how fast over the suite, and whether anything failed.
pub fn verdict(data: &Dataset) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut ranked: Vec<(f64, usize)> = data.challengers().into_iter().filter_map(|e| Some((data.summary(e)?.geomean, e))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let base = data.baseline_name();
    match ranked.first() {
        Some((_, best)) => {
            let summary = data.summary(*best).expect("ranked engines have a summary");
            sentences.push(format!(
                "{} runs at {} the speed of {base} (geometric mean over {}).",
                data.name(*best),
                format::ratio_interval(summary.geomean, summary.measurement),
                scope(data)
            ));
            let mut others: Vec<String> =
                ranked[1..].iter().take(4).map(|(mean, e)| format!("{} at {}", data.name(*e), format::ratio(*mean))).collect();
            match ranked.len().saturating_sub(5) {
                0 => {}
                more => others.push(format!("{more} more")),
            }
            if !others.is_empty() {
                sentences.push(format!("After it come {}.", format::list(&others)));
            }
        }
        None if data.baseline.is_none() => sentences.push("Nothing was measured.".to_string()),
        None if data.challengers().is_empty() => {
            sentences.push(format!("Only {base} was measured: there is nothing to compare it with."));
        }
        None => sentences.push("No workload was finished by every measured engine, so there is no mean.".to_string()),
    }
    let failures = data.failures();
    if !failures.is_empty() {
        let planned = data.present().len() * data.workloads.len();
        sentences.push(format!("{} of {planned} failed and have no number.", format::count(failures.len(), "cell", "cells"),));
    }
    let cold: Vec<String> = data.competing().into_iter().filter_map(|engine| mostly_short(data, engine)).collect();
    if !cold.is_empty() {
        sentences.push(format!(
            "Processes too short to tell whether the compiler was done on most workloads: {}; longer ones (--thorough) may be faster.",
            format::list(&cold)
        ));
    }
    if data.processes().is_some_and(|(least, _)| least < 6) {
        sentences.push("This is a screening run: with fewer than 6 processes per cell there is no 95 % interval, so no claim.".to_string());
    }
    if data.end.is_none() {
        sentences.push("The session was interrupted: this is what it had written by then.".to_string());
    }
    sentences
}

/// A JIT compiler that on most of the compared workloads ran too few iterations for a claim about its steady state.
fn mostly_short(data: &Dataset, engine: usize) -> Option<String> {
    if data.engines[engine].facts.strategy != "jit" {
        return None;
    }
    let short = data.common.iter().filter(|w| data.cell(**w, engine).class == Class::TooShort).count();
    (2 * short > data.common.len()).then(|| format!("{} ({short} of {})", data.name(engine), data.common.len()))
}

/// Where, when and how the record was measured.
pub fn circumstances(data: &Dataset) -> String {
    let mut sizes: Vec<&str> = data.workloads.iter().map(|workload| workload.size_name.as_str()).collect();
    sizes.sort_unstable();
    sizes.dedup();
    format!(
        "{} at size {}, {}; {}; {}.",
        format::count(data.workloads.len(), "workload", "workloads"),
        sizes.join(" or "),
        data.sample_size(),
        data.machine(),
        format::date(data.header.started_unix).get(..10).unwrap_or_default()
    )
}

fn scope(data: &Dataset) -> String {
    let all = data.workloads.len();
    match data.common.len() {
        n if n == all => format::count(all, "workload", "workloads"),
        n => format!("the {n} of {all} workloads that every measured engine finished"),
    }
}

/// One paragraph per engine: where it stands and what it pays.
pub fn standings(data: &Dataset) -> Vec<(String, Vec<String>)> {
    data.competing().into_iter().map(|engine| (data.name(engine).to_string(), standing(data, engine))).collect()
}

fn standing(data: &Dataset, engine: usize) -> Vec<String> {
    let mut sentences = Vec::new();
    let strategy = match data.engines[engine].facts.strategy.as_str() {
        "tree-walker" => "It walks the syntax tree",
        "bytecode" => "It compiles to bytecode for a virtual machine",
        "jit" => "It compiles to machine code while the program runs",
        "ahead-of-time" => "It compiles to machine code before the program runs",
        _ => "Its strategy is not recorded",
    };
    let speed = match data.summary(engine) {
        _ if Some(engine) == data.baseline => "every ratio here refers to it".to_string(),
        Some(summary) => format!(
            "once warm it runs at {} the speed of {}, between {} ({}) and {} ({})",
            format::ratio_interval(summary.geomean, summary.measurement),
            data.baseline_name(),
            format::ratio(summary.worst.0),
            data.workloads[summary.worst.1].id,
            format::ratio(summary.best.0),
            data.workloads[summary.best.1].id
        ),
        None => "there is no workload to compare it on".to_string(),
    };
    sentences.push(format!("{strategy}; {speed}."));
    if let Some(phases) = phases::of_engine(data, engine) {
        let startup: f64 = phases.startup.iter().sum();
        if startup > 0.0 {
            sentences.push(format!(
                "Before the program runs it takes {} on average, {} of it parsing, lowering and compiling.",
                format::time(startup),
                format::time(phases.compiling())
            ));
        }
    }
    if let Some(memory) = memory::typical(data, engine) {
        sentences.push(format!("It holds {} of memory at its peak, median over workloads.", format::bytes(memory)));
    }
    sentences.extend(code(data, engine));
    sentences.extend(warming(data, engine));
    sentences.extend(paying_off(data, engine));
    let failed: Vec<&str> = (0..data.workloads.len())
        .filter(|w| matches!(data.cell(*w, engine).state, State::Failed { .. }))
        .map(|w| data.workloads[w].id.as_str())
        .collect();
    if !failed.is_empty() {
        sentences.push(format!("It failed on {}.", some(&failed, 6)));
    }
    sentences
}

/// What an engine's code takes up.
fn code(data: &Dataset, engine: usize) -> Option<String> {
    let over = |counter: &str| code_size::per_source_byte(data, engine, counter);
    let relative = |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!(", {} the source", format::ratio(ratio)));
    if let Some(bytes) = code_size::typical_machine_code(data, engine) {
        return Some(format!(
            "It makes {} of machine code of what is hot{}, median over workloads.",
            format::bytes(bytes),
            relative(over("code_bytes"))
        ));
    }
    Some(format!("Its bytecode is {} the size of the source, median over workloads.", format::ratio(over("bytecode_bytes")?)))
}

fn warming(data: &Dataset, engine: usize) -> Option<String> {
    let ratios: Vec<(f64, usize)> =
        (0..data.workloads.len()).filter_map(|w| Some((warmup::first_to_steady(data, w, engine)?, w))).collect();
    let values: Vec<f64> = ratios.iter().map(|(ratio, _)| *ratio).collect();
    let typical = dataset::median(&values)?;
    let (most, w) = ratios.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(format!(
        "Its first iteration takes {} the steady time in the median, at most {} ({}).",
        format::ratio(typical),
        format::ratio(*most),
        data.workloads[*w].id
    ))
}

/// From how much work on an engine's total time, start-up included, stays below the baseline's.
fn paying_off(data: &Dataset, engine: usize) -> Option<String> {
    let base = data.baseline.filter(|base| *base != engine)?;
    let name = data.name(base);
    let parts = when_ahead(data, name, &|w| data.break_even(w, engine, base))?;
    let mut text = format!("With start-up counted, in total time against {name} it is {parts}.");
    let builds: Vec<f64> = (0..data.workloads.len()).filter_map(|w| data.build_ns(w, engine)).collect();
    if let Some(typical) = dataset::median(&builds)
        && let Some(parts) = when_ahead(data, name, &|w| data.break_even_with_build(w, engine, base))
    {
        text.push_str(&format!(" With its build counted too, {} in the median, it is {parts}.", format::time(typical)));
    }
    Some(text)
}

/// On how many workloads the break-even lies at the start, later, or nowhere.
fn when_ahead(data: &Dataset, base: &str, found: &dyn Fn(usize) -> Option<BreakEven>) -> Option<String> {
    let (mut at_once, mut later, mut work, mut never) = (0, Vec::new(), Vec::new(), 0);
    for found in (0..data.workloads.len()).filter_map(found) {
        match found.iterations {
            k if k <= 1.0 => at_once += 1,
            k if k.is_finite() => {
                later.push(k);
                work.push(found.time_ns);
            }
            _ => never += 1,
        }
    }
    let workloads = |n: usize| format::count(n, "workload", "workloads");
    let mut parts = Vec::new();
    if at_once > 0 {
        parts.push(format!("ahead from the first iteration on {}", workloads(at_once)));
    }
    if let Some(typical) = dataset::median(&later) {
        let seconds = dataset::median(&work).map_or(String::new(), |ns| format!(", or {} of work on {base}", format::time(ns)));
        parts.push(format!("ahead from a later iteration on {} (iteration {typical:.0}{seconds}, in the median)", workloads(later.len())));
    }
    if never > 0 {
        parts.push(format!("behind for good on {}", workloads(never)));
    }
    (!parts.is_empty()).then(|| format::list(&parts))
}

/// When an engine pays off against the baseline on one workload: `at once`, `iteration 5 [4, 7]`, `not`; where it is built
/// first, also with the build counted.
pub fn break_even_words(data: &Dataset, workload: usize, engine: usize) -> Option<String> {
    let base = data.baseline.filter(|base| *base != engine)?;
    let words = break_even_text(&data.break_even(workload, engine, base)?);
    Some(match data.build_ns(workload, engine).zip(data.break_even_with_build(workload, engine, base)) {
        Some((build, found)) => format!("{words}; with its build ({}): {}", format::time(build), break_even_text(&found)),
        None => words,
    })
}

/// A break-even in words.
pub fn break_even_text(found: &BreakEven) -> String {
    let number = |k: f64| if k.is_finite() { format!("{k:.0}") } else { "∞".to_string() };
    let interval = match found.interval {
        Some(Interval { low, high }) if low != high => format!(" [{}, {}]", number(low), number(high)),
        _ => String::new(),
    };
    match found.iterations {
        k if k.is_infinite() => format!("not{interval}"),
        k if k <= 1.0 => format!("at once{interval}"),
        k if found.extrapolated => format!("about iteration {}{interval} (extrapolated)", number(k)),
        k => format!("iteration {}{interval}", number(k)),
    }
}

/// At most `most` names, then how many more.
fn some(names: &[&str], most: usize) -> String {
    if names.len() <= most {
        return format::list(names);
    }
    format!("{} and {} more", names[..most].join(", "), names.len() - most)
}

/// Which engine is fastest where, and where the order turns over.
pub fn winners(data: &Dataset) -> Vec<String> {
    let engines = data.competing();
    if engines.len() < 2 {
        return Vec::new();
    }
    let mut wins: Vec<(usize, Vec<&str>)> = engines.iter().map(|e| (*e, Vec::new())).collect();
    for (w, workload) in data.workloads.iter().enumerate() {
        let fastest =
            engines.iter().filter_map(|e| Some((data.spread(w, *e, |run| run.steady)?.median, *e))).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, fastest)) = fastest {
            wins.iter_mut().filter(|(e, _)| *e == fastest).for_each(|(_, won)| won.push(&workload.id));
        }
    }
    wins.sort_by_key(|(_, won)| std::cmp::Reverse(won.len()));
    let mut sentences: Vec<String> = wins
        .iter()
        .filter(|(_, won)| !won.is_empty())
        .map(|(engine, won)| {
            format!("{} has the shortest steady time on {} of {}: {}.", data.name(*engine), won.len(), data.workloads.len(), some(won, 8))
        })
        .collect();
    let never: Vec<&str> = wins.iter().filter(|(_, won)| won.is_empty()).map(|(engine, _)| data.name(*engine)).collect();
    if !never.is_empty() {
        sentences.push(format!("Nowhere fastest: {}.", format::list(&never)));
    }
    sentences.extend(groups(data, &engines));
    sentences
}

/// The leader of each group of workloads, where leaders differ.
fn groups(data: &Dataset, engines: &[usize]) -> Option<String> {
    let mut names: Vec<&str> = data.common.iter().map(|w| data.workloads[*w].group.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut leaders = Vec::new();
    for group in names.into_iter().filter(|group| !group.is_empty()) {
        let mean = |engine: usize| {
            let logs: Vec<f64> = data
                .common
                .iter()
                .filter(|w| data.workloads[**w].group == group)
                .filter_map(|w| Some(data.ratio(*w, engine)?.value.ln()))
                .collect();
            dataset::mean(&logs).map(f64::exp)
        };
        let best = engines.iter().filter_map(|e| Some((mean(*e)?, *e))).max_by(|a, b| a.0.total_cmp(&b.0));
        leaders.extend(best.map(|(mean, engine)| (group, engine, mean)));
    }
    let first = leaders.first()?.1;
    if leaders.len() < 2 || leaders.iter().all(|(_, engine, _)| *engine == first) {
        return None;
    }
    let parts: Vec<String> =
        leaders.iter().map(|(group, engine, mean)| format!("{group}: {} ({})", data.name(*engine), format::ratio(*mean))).collect();
    Some(format!(
        "The ranking turns over with the kind of task; leader of each group by geometric mean over {}: {}.",
        data.baseline_name(),
        parts.join(", ")
    ))
}

/// What these numbers cannot say, as far as this record shows it.
pub fn limits(data: &Dataset) -> Vec<String> {
    let mut sentences = vec![format!("One machine, one day: {}. Times of other machines are not comparable with these.", data.machine())];
    if data.challengers().iter().any(|e| data.summary(*e).is_some_and(|mean| mean.generalisation.is_some())) {
        sentences.push(format!(
            "{} stand for themselves; the wide interval of the geometric mean says how much they say of other \
             programs.",
            format::count(data.workloads.len(), "workload", "workloads")
        ));
    }
    let ports = data.of_ports();
    if !ports.is_empty() {
        sentences.push(format!(
            "{} run ports of the programs, written by us: the same algorithm and the same checked result, but another language with \
             other integers, strings and containers.",
            format::list(&ports)
        ));
    }
    if data.has_builds() {
        sentences
            .push("What a compiler took to build a program ahead of its first run counts only where a break-even says so.".to_string());
    }
    sentences.push(format!("{}.", capital_first(dataset::STEADY_RULE)));
    if let Some((least, _)) = data.processes() {
        sentences.push(format!("The unit of evidence is the process: at least {least} per cell, however many iterations each ran."));
    }
    sentences
}

fn capital_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
