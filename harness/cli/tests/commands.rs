//! The real binary against scripted runtimes: exit codes, messages, records. No Python and no engine is needed; the
//! fake runtimes are shell scripts that speak (or break) the worker protocol.

mod bad_input;
mod lab;
mod scaffold;

use lab::{Lab, check, check_packed};

#[test]
fn a_healthy_bench_ends_with_a_table_a_record_and_a_report() {
    let lab = Lab::new();
    let done = check(
        &lab,
        &["bench", "-e", "steady", "-e", "double", "--relative-to", "double", "--seed", "7", "--no-repeat"],
        0,
        &["group/alpha", "2.0", "geometric mean", "record  ", "report  ", "chart   "],
    );
    let record = done.path_after("record  ");
    let lines = lab.record(&record);
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((of("header"), of("host"), of("engine"), of("workload"), of("end")), (1, 1, 2, 2, 1));
    assert_eq!(of("invocation"), 2 * 2 * 8);
    assert!(lines.iter().filter(|l| l["type"] == "invocation").all(|l| l["status"] == "ok" && l["peak_rss_bytes"].as_u64() > Some(0)));
    let page = std::fs::read_to_string(lab.join(&done.path_after("report  "))).expect("the page");
    assert!(page.contains("steady") && !page.contains("src=\"http"));
    assert!(lab.join(&done.path_after("chart   ")).metadata().expect("a chart").len() > 1000);
    assert!(done.stderr.contains("seed 7"), "{}", done.stderr);
}

#[test]
fn a_report_goes_into_a_readme_and_comes_out_the_same() {
    let lab = Lab::new();
    let done = check(&lab, &["bench", "-e", "steady", "-e", "double", "--no-report", "--seed", "7"], 0, &["█"]);
    let record = done.path_after("record  ").display().to_string();
    let exported = lab.path("committed.jsonl").display().to_string();
    let readme = lab.path("README.md").display().to_string();
    check(&lab, &["report", &record, "--export", &exported, "--no-color"], 0, &["report  "]);
    let text = std::fs::read_to_string(&exported).expect("the copy");
    let folder = lab.path("");
    assert!(!text.contains(&*folder.to_string_lossy()), "no path of this machine");
    std::fs::write(&readme, "# Head\n<!-- results:begin -->\nold\n<!-- results:end -->\ntail\n").expect("written");
    check(&lab, &["report", &exported, "--splice", &readme, "--check"], 1, &["are not what", "--splice"]);
    check(&lab, &["report", &exported, "--splice", &readme], 0, &["speedup-light.png"]);
    let spliced = std::fs::read_to_string(&readme).expect("the file");
    assert!(spliced.starts_with("# Head\n") && spliced.ends_with("tail\n") && spliced.contains("| steady (fake steady) |"), "{spliced}");
    check(&lab, &["report", &exported, "--splice", &readme, "--check"], 0, &[]);
    check(&lab, &["report", &exported, "--check"], 2, &["--splice"]);
    let markdown = check(&lab, &["report", &exported, "--markdown", "-"], 0, &["| group/alpha |"]).stdout;
    assert!(markdown.len() < 65_536 && !markdown.contains('\u{1b}'));
}

#[test]
fn a_record_goes_to_other_tools() {
    let lab = Lab::new();
    let done = check(&lab, &["bench", "-e", "steady", "-e", "crash", "--no-report", "--runs", "6"], 1, &[]);
    let record = done.path_after("record  ").display().to_string();
    for (format, parts) in [
        ("csv", &["group/alpha,steady,ok,", "group/alpha,crash,crash,"][..]),
        ("csv-iterations", &["workload,engine,block,position,iteration,wall_ns,cpu_ns\r\n", "group/alpha,steady,5,"]),
        ("markdown", &["| group/alpha |"]),
        ("hyperfine", &["\"command\": \"steady group/alpha\""]),
        ("pyperf", &["\"name\": \"group/alpha\""]),
        ("bencher", &["\"group/alpha/steady\"", "\"latency\""]),
        ("github-action-benchmark", &["\"name\": \"group/alpha/steady\"", "\"unit\": \"ns\""]),
    ] {
        check(&lab, &["export", &record, "--format", format], 0, parts);
    }
    check(&lab, &["export", &record, "--format", "pyperf", "-e", "stedy"], 2, &["unknown engine `stedy`; did you mean `steady`"]);
    check(&lab, &["export", &record, "--format", "xml"], 2, &["github-action-benchmark"]);
    check(&lab, &["export", "gone.jsonl", "--format", "csv"], 1, &["gone.jsonl"]);
    let schema: serde_json::Value = serde_json::from_str(&check(&lab, &["schema"], 0, &[]).stdout).expect("JSON");
    let kinds: Vec<_> = schema["oneOf"].as_array().expect("variants").iter().map(|kind| &kind["properties"]["type"]["const"]).collect();
    assert!(lab.record(&done.path_after("record  ")).iter().all(|line| kinds.contains(&&line["type"])), "{kinds:?}");
}

#[test]
fn every_bad_runtime_is_an_error_row_and_never_a_number() {
    let lab = Lab::new();
    for (engine, code, word, part) in [
        ("wrong", 5, "WRONG", "gave `43`, expected `42`"),
        ("crash", 1, "FAILED", "code 9: something broke"),
        ("killed", 1, "FAILED", "signal 11 (SIGSEGV)"),
        ("slow", 1, "TIMEOUT", "time limit of 1.0 s"),
        ("chatty", 1, "FAILED", "broke the worker protocol: not an event line: hello"),
        ("silent", 1, "FAILED", "broke the worker protocol: no iteration"),
        ("half", 1, "FAILED", "broke the worker protocol: not an event line"),
        ("raises", 1, "FAILED", "ZeroDivisionError: division by zero"),
        ("unproven", 1, "UNPROVEN", "counter compiled is 0, at least 1"),
    ] {
        check(&lab, &["verify", "alpha", "-e", engine], code, &[word, part]);
        let done = check(&lab, &["bench", "alpha", "-e", engine, "-e", "steady", "--no-report", "--no-repeat"], code, &[word, part]);
        let lines = lab.record(&done.path_after("record  "));
        let rows: Vec<_> = lines.iter().filter(|l| l["engine"] == engine).collect();
        assert_eq!(rows.len(), 1, "{engine}: written down once, not run again");
        assert_eq!(rows[0]["iterations"].as_array().map(Vec::len), Some(0), "{engine}");
        assert_eq!(lines.iter().filter(|l| l["engine"] == "steady").count(), 8, "the other rows carry on");
    }
}

#[test]
fn a_runtime_that_fails_only_while_measured_loses_its_number() {
    let lab = Lab::new();
    let done = check(&lab, &["bench", "alpha", "-e", "fickle", "-e", "steady", "--no-report"], 5, &["WRONG"]);
    let lines = lab.record(&done.path_after("record  "));
    assert_eq!(lines.iter().filter(|l| l["engine"] == "fickle").count(), 1);
}

#[test]
fn unknown_names_are_usage_errors_with_a_hint() {
    let lab = Lab::new();
    check(&lab, &["bench", "-e", "stedy"], 2, &["unknown engine `stedy`; did you mean `steady`?"]);
    check(&lab, &["verify", "alhpa"], 2, &["unknown workload `alhpa`; did you mean `group/alpha`?"]);
    check(&lab, &["bench", "--size", "tiny"], 2, &["smoke, small, default, large"]);
    check(&lab, &["bench", "-e", "steady", "--relative-to", "stedy"], 2, &["did you mean `steady`?"]);
    check(&lab, &["bench", "--time-budget", "soon"], 2, &["such as 90s"]);
    check(&lab, &["run", "x.py", "--engine", "cpythn"], 2, &["did you mean `cpython`?"]);
    check(&lab, &["bench", "--quick", "--thorough"], 2, &["cannot be used with"]);
    check(&lab, &["frobnicate"], 2, &["unrecognized subcommand"]);
    check(&lab, &[], 2, &["Usage:"]);
}

#[test]
fn broken_workloads_are_named_and_the_others_carry_on() {
    let lab = Lab::new();
    lab.workload("broken", "title = \"T\"\n[sizes.smoke]\nsize = \"big\"\n");
    check(&lab, &["verify", "-e", "steady"], 1, &["group/broken", "workload.toml:3: ", "size = \"big\"", "2 identical"]);
    check(&lab, &["verify", "group/broken", "-e", "steady"], 2, &["workload.toml:3: "]);
    lab.workload("broken", "title = \"T\"\n[sizes.smoke]\nsize = 1\n");
    check(&lab, &["bench", "-e", "steady", "--no-report"], 1, &["no expected result", "verify --bless group/broken"]);
}

#[test]
fn missing_runtimes_are_named_and_nothing_measured_is_not_success() {
    let lab = Lab::new();
    check(&lab, &["list", "--only", "engines"], 0, &["absent", "missing: get it somewhere"]);
    check(&lab, &["verify", "-e", "absent"], 4, &["missing: absent (get it somewhere)"]);
    check(&lab, &["bench", "-e", "absent", "--no-report"], 4, &["nothing was measured"]);
    let done = check(&lab, &["bench", "-e", "absent|steady", "--no-report"], 0, &["missing: absent"]);
    let lines = lab.record(&done.path_after("record  "));
    assert!(lines.iter().any(|l| l["type"] == "engine" && l["name"] == "absent" && l["available"] == false));
}

#[test]
fn an_opted_out_pair_is_shown_with_its_reason_and_not_run() {
    let lab = Lab::new();
    lab.workload("alpha", &format!("{}[opt_out]\ncrash = \"known to break\"\n", lab::WORKLOAD));
    check(&lab, &["verify", "alpha", "-e", "crash", "-e", "steady"], 0, &["opted out", "1 identical"]);
    let done = check(&lab, &["bench", "alpha", "-e", "crash", "-e", "steady", "--no-report"], 0, &["opted out"]);
    let lines = lab.record(&done.path_after("record  "));
    assert!(lines.iter().any(|l| l["status"] == "opted-out" && l["message"] == "known to break"));
}

#[test]
fn a_seed_repeats_the_order_and_quick_runs_say_so() {
    let lab = Lab::new();
    let order = |seed: &str| {
        let done = check(
            &lab,
            &["bench", "-e", "steady", "-e", "double", "--quick", "--no-report", "--no-repeat", "--seed", seed],
            0,
            &["screening"],
        );
        let lines = lab.record(&done.path_after("record  "));
        let rows = lines.iter().filter(|l| l["type"] == "invocation");
        rows.map(|l| format!("{} {} {}", l["workload"], l["engine"], l["nuisance"])).collect::<Vec<_>>()
    };
    assert_eq!(order("5"), order("5"));
    assert_ne!(order("5"), order("6"));
}

#[test]
fn a_time_budget_cuts_and_says_what_it_cut() {
    let lab = Lab::new();
    let arguments = ["bench", "-e", "steady", "--runs", "400", "--time-budget", "1s", "--no-report"];
    check(&lab, &arguments, 0, &["cut: ", "of the planned processes were not started"]);
}

#[test]
fn a_dry_run_says_what_would_run_and_runs_nothing() {
    let lab = Lab::new();
    let plan = |extra: &[&str]| {
        let arguments = [&["bench", "-e", "steady|double", "--dry-run", "--seed", "3"], extra].concat();
        let done = check(&lab, &arguments, 0, &["measuring  about", "seed       3"]);
        done.path_after("plan       ")
    };
    assert_eq!(plan(&[]), plan(&[]));
    assert_ne!(plan(&[]), plan(&["--runs", "9"]));
    check(&lab, &["bench", "-e", "steady|double", "--dry-run"], 0, &["processes  32 in 16 blocks", "up to 48", "0 % of it known"]);
    assert!(!lab.path(".spectrum/records").exists());
    check(&lab, &["bench", "-e", "steady|double", "--no-report"], 0, &["harness "]);
    check(&lab, &["bench", "-e", "steady|double", "--dry-run"], 0, &["100 % of it known"]);
}

#[test]
fn wide_intervals_get_more_blocks_and_narrow_ones_do_not() {
    let lab = Lab::new();
    let blocks = |precision: &str| {
        let arguments = ["bench", "alpha", "-e", "steady|double", "--no-report", "--no-repeat", "--precision", precision];
        let done = check(&lab, &arguments, 0, &[]);
        lab.record(&done.path_after("record  ")).iter().filter(|l| l["engine"] == "double").count()
    };
    assert_eq!((blocks("5"), blocks("0.0001")), (8, 12));
}

#[test]
fn an_interrupted_record_is_taken_up_where_it_ended() {
    let lab = Lab::new();
    let record = lab.path("cut.jsonl");
    let name = record.display().to_string();
    let arguments = ["bench", "-e", "steady|sleepy", "--runs", "6", "--seed", "4", "--no-report", "--no-repeat", "-o", &name];
    lab.run_and_signal(&arguments, &record, rustix::process::Signal::KILL);
    // A line that was being written when the machine went down.
    let mut text = std::fs::read_to_string(&record).expect("the record");
    text.push_str("{\"type\":\"invocation\",\"workl");
    std::fs::write(&record, text).expect("written");
    check(&lab, &["bench", "--resume", &name, "--no-report", "--no-repeat"], 0, &["resumed: "]);
    let lines = lab.record(&record);
    let row = |l: &serde_json::Value| format!("{} {} {}", l["workload"], l["engine"], l["block"]);
    let rows: Vec<String> = lines.iter().filter(|l| l["type"] == "invocation").map(row).collect();
    let distinct: std::collections::BTreeSet<&String> = rows.iter().collect();
    assert_eq!((rows.len(), distinct.len()), (24, 24));
    assert_eq!(lines.iter().filter(|l| l["type"] == "end").count(), 1);
    check(&lab, &["bench", "--resume", &name, "--no-report"], 0, &["is complete"]);
    check(&lab, &["bench", "--resume", "nowhere.jsonl"], 7, &["no such record"]);
    check(&lab, &["bench", "--resume", &name, "--quick"], 2, &["cannot be used with"]);
    let again = lab.path("again.jsonl").display().to_string();
    let arguments = ["bench", "-e", "steady|sleepy", "--runs", "60", "--no-report", "--no-repeat", "-o", &again];
    lab.run_and_signal(&arguments, &lab.path("again.jsonl"), rustix::process::Signal::INT);
    lab.workload("alpha", &format!("{}# other\n", lab::WORKLOAD));
    std::fs::write(lab.path("workloads/group/alpha/main.py"), "def run(size):\n    return 6 * 7\n").expect("written");
    check(&lab, &["bench", "--resume", &again, "--no-report"], 7, &["cannot be resumed", "changed"]);
}

#[test]
fn the_self_test_kills_and_resumes_and_looks_at_the_estimators() {
    let lab = Lab::new();
    check(&lab, &["selftest", "--interruptions", "2", "--seed", "1"], 0, &["2 times killed", "samples: 0", "seed 1"]);
    check(&lab, &["selftest", "--statistics", "20", "--seed", "1"], 0, &["signed rank", "target: 93 to 97 %", "labelled series"]);
    check(&lab, &["selftest", "--campaign", "--statistics"], 2, &["cannot be used with"]);
}

#[test]
fn a_script_is_measured_as_a_whole_and_compared_with_the_reference() {
    let lab = Lab::new();
    std::fs::write(lab.path("hello.py"), "print('hello')\n").expect("written");
    let arguments = ["bench", "hello.py", "-e", "tree-walker|bytecode-vm", "--runs", "3", "--no-report", "--no-repeat"];
    let done = check(&lab, &arguments, 0, &["script/hello.py"]);
    let lines = lab.record(&done.path_after("record  "));
    let rows: Vec<_> = lines.iter().filter(|l| l["type"] == "invocation").collect();
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row["iterations"][0]["wall_ns"] == row["wall_ns"]));
    std::fs::write(lab.path("differs.py"), "import time\nprint(time.time_ns())\n").expect("written");
    check(
        &lab,
        &["bench", "differs.py", "-e", "tree-walker|bytecode-vm", "--no-report"],
        5,
        &["WRONG", "something else than the reference"],
    );
}

#[test]
fn a_worker_that_tells_of_more_work_than_its_process_did_has_no_number() {
    let lab = Lab::new();
    check(&lab, &["verify", "alpha", "-e", "boastful"], 1, &["FAILED", "told of 40000.0 ms of work in a process that took"]);
}

#[test]
fn bless_writes_what_cpython_gives_and_keeps_the_rest() {
    let lab = Lab::new();
    let before = "# mine\ntitle = 'T'  # kept\n[sizes.smoke]\nsize = 1\nexpected = \"41\"  # old\n\n[sizes.large]\nsize = 2\n";
    lab.workload("alpha", before);
    check(&lab, &["verify", "alpha", "-e", "cpython"], 5, &["gave `42`, expected `41`"]);
    check(&lab, &["verify", "alpha", "--bless"], 0, &["blessed group/alpha smoke: 42", "blessed group/alpha large"]);
    let after = std::fs::read_to_string(lab.declaration("alpha")).expect("the file");
    assert_eq!(after, before.replace("\"41\"", "\"42\"") + "expected = \"42\"\n");
    check(&lab, &["verify", "alpha", "-e", "cpython"], 0, &["1 identical"]);
}

#[test]
fn compare_tells_slower_equal_and_incomparable_records_apart() {
    let lab = Lab::new();
    let bench = |engine: &str, runs: &str, file: &str| {
        lab.alias("subject", engine);
        let path = lab.path(file);
        let code = if engine == "wrong" { 5 } else { 0 };
        let name = path.display().to_string();
        check(&lab, &["bench", "-e", "subject|steady", "--runs", runs, "--no-report", "-o", &name], code, &[]);
        name
    };
    let base = bench("steady", "8", "base.jsonl");
    let same = bench("steady", "8", "same.jsonl");
    let slow = bench("double", "8", "slow.jsonl");
    let wrong = bench("wrong", "8", "wrong.jsonl");
    let few = bench("steady", "3", "few.jsonl");
    let few_slow = bench("double", "3", "few-slow.jsonl");
    check(&lab, &["compare", &base, &same], 0, &["0 slower", "equal within the threshold"]);
    check(&lab, &["compare", &base, &slow], 3, &["+100", "2 slower"]);
    check(&lab, &["compare", &slow, &base], 0, &["2 faster"]);
    check(&lab, &["compare", &base, &slow, "--threshold", "150%"], 0, &["0 slower"]);
    check(&lab, &["compare", &base, &wrong], 5, &["WRONG"]);
    check(&lab, &["compare", &few, &few_slow], 0, &["no interval from 3 processes", "inconclusive"]);
    check(&lab, &["compare", &few, &few_slow, "--strict"], 6, &["inconclusive"]);
    check(&lab, &["compare", "nowhere.jsonl", &same], 7, &["no such record"]);
    let text = std::fs::read_to_string(&same).expect("a record");
    let edited = |name: &str, text: String| {
        std::fs::write(lab.path(name), text).expect("written");
        lab.path(name).display().to_string()
    };
    let elsewhere = edited("elsewhere.jsonl", text.replacen("\"machine_key\":\"", "\"machine_key\":\"other-", 1));
    check(&lab, &["compare", &base, &elsewhere], 7, &["different machines"]);
    let newer = edited("newer.jsonl", text.replacen("\"version\":1", "\"version\":99", 1));
    check(&lab, &["compare", &base, &newer], 7, &["newer"]);
    let changed = edited("changed.jsonl", text.replace("\"source_sha256\":\"", "\"source_sha256\":\"0"));
    check(&lab, &["compare", &base, &changed], 7, &["its source changed"]);
    let cut = edited("cut.jsonl", text[..text.len() - 10].to_owned());
    check(&lab, &["compare", &base, &cut], 0, &["the last line was cut off", "interrupted"]);
    check(&lab, &["compare", &base, &edited("no.jsonl", "{}\n".into())], 1, &["not a record of this tool"]);
}

#[test]
fn a_report_is_recomputed_from_its_record_to_the_byte() {
    let lab = Lab::new();
    let done = check(&lab, &["bench", "-e", "steady", "-e", "double", "--quick"], 0, &[]);
    let record = done.path_after("record  ").display().to_string();
    let page = std::fs::read(lab.join(&done.path_after("report  "))).expect("the page");
    let html = lab.path("again.html").display().to_string();
    let png = lab.path("pictures").display().to_string();
    check(&lab, &["report", &record, "--html", &html, "--png", &png], 0, &["again.html", "pictures/"]);
    assert!(std::fs::read(&html).expect("the page") == page, "the same record gives the same bytes");
    check(&lab, &["report"], 0, &["geometric mean"]);
    check(&lab, &["report", &record, "--relative-to", "doubl"], 2, &["did you mean `double`?"]);
    check(&lab, &["report", "nowhere.jsonl"], 1, &["nowhere.jsonl"]);
}

#[test]
fn a_stranger_finds_the_way() {
    let lab = Lab::new();
    check(&lab, &["--help"], 0, &["Examples:", "spectrum bench", "Exit codes:"]);
    for command in ["run", "list", "verify", "bench", "report", "compare", "show", "selftest"] {
        check(&lab, &[command, "--help"], 0, &["Usage:", "Examples:"]);
    }
    check(&lab, &["completions", "bash"], 0, &["_spectrum"]);
    check(&lab, &["--version"], 0, &["spectrum 0"]);
    let done = check(&lab, &["list", "--json"], 0, &[]);
    let list: serde_json::Value = serde_json::from_str(&done.stdout).expect("JSON");
    assert_eq!(list["workloads"].as_array().map(Vec::len), Some(2));
    assert!(list["engines"].as_array().is_some_and(|engines| engines.iter().any(|e| e["name"] == "tree-walker")));
    assert!(!check(&lab, &["verify", "-e", "steady"], 0, &[]).stdout.contains('\u{1b}'));
    check(&lab, &["verify", "-e", "steady", "--color", "always"], 0, &["\u{1b}["]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let lab = Lab::new();
    for arguments in [&["list"][..], &["list", "--json"], &["completions", "zsh"], &["--help"]] {
        assert_eq!(lab.run_into_closed_pipe(arguments), Some(0), "{arguments:?}");
    }
}

#[test]
fn an_interrupt_keeps_every_sample_and_leaves_no_process_behind() {
    for (signal, code) in [(rustix::process::Signal::INT, 130), (rustix::process::Signal::TERM, 143)] {
        let lab = Lab::new();
        let record = lab.path("stopped.jsonl");
        let name = record.display().to_string();
        let arguments = ["bench", "alpha", "-e", "steady|sleepy", "--runs", "200", "--no-report", "-o", &name];
        let done = lab.run_and_signal(&arguments, &record, signal);
        assert_eq!(done.code, Some(code), "{}", done.stderr);
        let lines = lab.record(&record);
        assert!(lines.iter().filter(|l| l["type"] == "invocation").count() >= 2);
        assert!(lines.iter().all(|line| line["type"] != "end"));
        assert!(lines.iter().all(|line| line["message"] != "interrupted"));
        assert!(!lab.is_anything_running(), "a child outlived its harness");
        check(&lab, &["report", &name], 0, &["group/alpha"]);
    }
}

#[test]
fn a_killed_harness_leaves_a_usable_record() {
    let lab = Lab::new();
    let record = lab.path("killed.jsonl");
    let name = record.display().to_string();
    let arguments = ["bench", "alpha", "-e", "steady", "--runs", "500", "--no-report", "-o", &name];
    lab.run_and_signal(&arguments, &record, rustix::process::Signal::KILL);
    check(&lab, &["report", &name], 0, &["group/alpha"]);
}

#[test]
fn clocks_are_read_in_two_places_only() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    lab::sources(&root.join("core/src"), &mut found);
    lab::sources(&root.join("cli/src"), &mut found);
    for path in found {
        let allowed = path.ends_with("core/src/process.rs") || path.ends_with("commands/worker.rs");
        let text = std::fs::read_to_string(&path).expect("a source file");
        for clock in ["Instant::now", "SystemTime::now", "clock_gettime("] {
            assert!(allowed || !text.contains(clock), "{} reads a clock ({clock})", path.display());
        }
    }
}

#[test]
fn shares_merge_into_what_one_run_measures() {
    let lab = Lab::new();
    for name in ["gamma", "delta", "epsilon"] {
        lab.workload(name, lab::WORKLOAD);
    }
    let bench = |output: &str, more: &[&str], code: i32| {
        let fixed =
            ["bench", "-e", "steady", "-e", "double", "--relative-to", "double", "--seed", "7", "--no-report", "--no-repeat", "-o", output];
        check(&lab, &[&fixed, more].concat(), code, &[])
    };
    bench("whole.jsonl", &[], 0);
    for share in ["1/3", "2/3", "3/3"] {
        bench(&format!("share-{}.jsonl", &share[..1]), &["--partition", share], 0);
    }
    check(&lab, &["merge", "share-3.jsonl", "share-1.jsonl", "share-2.jsonl", "-o", "merged.jsonl"], 0, &["group/epsilon"]);
    let rows = |name: &str| {
        let lines = lab.record(std::path::Path::new(name));
        let row = |l: &&serde_json::Value| l["type"] == "invocation";
        let mut rows: Vec<String> = lines
            .iter()
            .filter(row)
            .map(|l| format!("{} {} {} {} {}", l["workload"], l["engine"], l["block"], l["position"], l["nuisance"]["hash_seed"]))
            .collect();
        rows.sort();
        (rows, lines[0]["plan_hash"].clone(), lines.iter().filter(|l| l["type"] == "workload").count())
    };
    assert_eq!(rows("whole.jsonl"), rows("merged.jsonl"));
    // What does not fit together is refused, each by its own message.
    bench("other-plan.jsonl", &["--partition", "3/3", "--runs", "6"], 0);
    bench("other-n.jsonl", &["--partition", "1/2"], 0);
    let text = std::fs::read_to_string(lab.path("share-3.jsonl")).expect("a record");
    let unfinished: String = text.lines().filter(|line| !line.contains("\"type\":\"end\"")).map(|line| format!("{line}\n")).collect();
    std::fs::write(lab.path("half.jsonl"), unfinished).expect("written");
    std::fs::write(lab.path("elsewhere.jsonl"), text.replace("\"machine_key\":\"", "\"machine_key\":\"other ")).expect("written");
    for (third, part) in [
        ("other-plan.jsonl", "another plan"),
        ("other-n.jsonl", "is share hash:1/2"),
        ("half.jsonl", "was interrupted"),
        ("elsewhere.jsonl", "from another machine"),
        ("share-2.jsonl", "is there twice"),
        ("whole.jsonl", "is no share"),
    ] {
        check(&lab, &["merge", "share-1.jsonl", "share-2.jsonl", third, "-o", "never.jsonl"], 7, &[part]);
    }
    let mixed = ["merge", "share-1.jsonl", "elsewhere.jsonl", "share-2.jsonl", "-o", "mixed.jsonl", "--allow-mixed-machines"];
    check(&lab, &mixed, 0, &["of several machines"]);
    // No comparison crosses a machine.
    check(&lab, &["compare", "whole.jsonl", "mixed.jsonl"], 7, &["different machines"]);
    check(&lab, &["compare", "whole.jsonl", "merged.jsonl", "--threshold", "90"], 0, &[" equal"]);
    check(&lab, &["merge", "share-1.jsonl", "share-2.jsonl"], 7, &["shares are missing: 3/3"]);
    check(&lab, &["bench", "--partition", "0/3"], 2, &["shares count from 1"]);
    assert!(!lab.path("never.jsonl").exists());
}

/// Two machines measure from one archive, a third joins what they measured; whatever is not what was packed is refused.
#[test]
fn shares_are_measured_from_an_archive() {
    let lab = Lab::new();
    lab.workload("gamma", lab::WORKLOAD);
    check(&lab, &["archive", "packed"], 0, &["3 workloads", "sha256 ", "measure from it: packed/spectrum bench"]);
    check(&lab, &["archive", "packed"], 2, &["is there already"]);
    check(&lab, &["archive", "--check", "packed"], 0, &["as they were packed"]);
    check(&lab, &["archive", "--check", "workloads"], 7, &["is no archive"]);
    check(&lab, &["archive", "other", "gama"], 2, &["unknown workload `gama`"]);
    check(&lab, &["archive", "other", "--with", "../secret"], 2, &["below the current directory"]);
    check(&lab, &["archive", "other", "--with", "absent"], 1, &["--with absent"]);
    let share = |share: &str, output: &str| {
        let fixed = ["bench", "-e", "steady", "-e", "double", "--seed", "7", "--no-report", "--no-repeat", "--quick", "-q"];
        check_packed(&lab, "packed", &[&fixed[..], &["--partition", share, "-o", output]].concat(), 0, &[])
    };
    share("slice:1/2", "one.jsonl");
    share("slice:2/2", "two.jsonl");
    check_packed(&lab, "packed", &["merge", "one.jsonl", "two.jsonl", "-o", "whole.jsonl"], 0, &["group/gamma"]);
    let refused = |path: &str, part: &str| {
        let file = lab.path(path);
        let before = std::fs::read(&file).ok();
        std::fs::write(&file, "size = 3\n").expect("written");
        for command in ["list", "bench", "verify", "counters"] {
            check_packed(&lab, "packed", &[command], 7, &["archive", part]);
        }
        before.map_or_else(|| std::fs::remove_file(&file), |before| std::fs::write(&file, before)).expect("put back");
    };
    refused("packed/workloads/group/gamma/workload.toml", "group/gamma/workload.toml is not the file that was packed");
    refused("packed/workloads/group/gamma/helper.py", "group/gamma/helper.py was not packed");
    refused("packed/runtimes.toml", "runtimes.toml is not the file that was packed");
    check_packed(&lab, "packed", &["list"], 0, &["group/gamma"]);
}

#[test]
fn a_share_is_compared_with_a_baseline_and_the_whole_is_kept_as_one() {
    let lab = Lab::new();
    let bench = |more: &[&str], code: i32, parts: &[&str]| {
        let fixed = ["bench", "-e", "steady", "--seed", "7", "--no-report", "--no-repeat", "--threshold", "90"];
        check(&lab, &[&fixed, more].concat(), code, parts)
    };
    bench(&["--partition", "slice:1/3", "--save-baseline", "main"], 2, &["spectrum merge SHARE... --save-baseline main"]);
    for share in ["slice:1/3", "slice:2/3", "slice:3/3"] {
        bench(&["--partition", share, "-o", &format!("share-{}.jsonl", &share[6..7])], 0, &[]);
    }
    let shares = ["merge", "share-1.jsonl", "share-2.jsonl", "share-3.jsonl"];
    check(&lab, &[&shares[..], &["--save-baseline", "../x"]].concat(), 2, &["no name of a baseline"]);
    check(&lab, &[&shares[..], &["--save-baseline", "main"]].concat(), 0, &["saved   .spectrum/baselines/main.jsonl as baseline main"]);
    bench(&["--partition", "slice:1/3", "--baseline", "main"], 0, &["against baseline main", "group/alpha"]);
    bench(&["--partition", "slice:3/3", "--baseline", "main"], 0, &["against baseline main: nothing is in this share"]);
}

#[test]
fn a_run_that_was_cut_is_no_baseline_until_it_is_whole() {
    let lab = Lab::new();
    let cut = ["bench", "-e", "sleepy", "--runs", "12", "--no-report", "--time-budget", "1s", "-o", "cut.jsonl", "--save-baseline", "main"];
    check(&lab, &cut, 1, &["cut: ", "is not saved: ", "spectrum bench --resume cut.jsonl --save-baseline main"]);
    assert!(!lab.path(".spectrum/baselines/main.jsonl").exists());
    check(&lab, &["bench", "--resume", "cut.jsonl", "--save-baseline", "main", "--no-report"], 0, &["as baseline main"]);
    std::fs::remove_file(lab.path(".spectrum/baselines/main.jsonl")).expect("it was saved");
    check(&lab, &["bench", "--resume", "cut.jsonl", "--save-baseline", "main"], 0, &["is complete", "as baseline main"]);
}
