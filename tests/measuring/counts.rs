use std::fs;
use std::process::Command;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counts");
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counts.baseline");
const BEFORE: &str = "# A comment.\ncompiler 1.95.0 x86_64\nfirst-frame 1000000\nkey-to-frame 2000000\nfilter 3000000\n\
                      page-ingest 4000000\n";

/// Compares counts with [`BEFORE`]. Returns whether that passes, and all that is said.
fn compared(now: &str, options: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let [baseline, counts] = ["baseline", "counts"].map(|name| folder.path().join(name));
    fs::write(&baseline, BEFORE).unwrap();
    fs::write(&counts, now).unwrap();
    let mut command = Command::new("python3");
    command.arg(SCRIPT).arg("--baseline").arg(&baseline).arg("--counts").arg(&counts).args(options);
    let output = command.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.success(), said + &fs::read_to_string(&baseline).unwrap())
}

#[test]
fn a_scenario_that_got_worse_fails_with_both_counts_and_the_way_out() {
    let (passes, said) = compared(&BEFORE.replace("filter 3000000", "filter 3180000"), &[]);
    assert!(!passes);
    assert!(said.contains("filter took 3,000,000 instructions and takes 3,180,000: +6.0%"), "{said}");
    assert!(said.contains("benches/counts --accept"), "{said}");
    assert!(!said.contains("key-to-frame took"), "{said}");
}

#[test]
fn small_changes_pass_and_improvements_ask_to_be_kept() {
    let (passes, said) = compared(&BEFORE.replace("filter 3000000", "filter 3120000"), &[]);
    assert!(passes && !said.contains("--accept"), "{said}");
    let (passes, said) = compared(&BEFORE.replace("page-ingest 4000000", "page-ingest 2000000"), &[]);
    assert!(passes, "{said}");
    assert!(
        said.contains("better: page-ingest took 4,000,000 instructions and takes 2,000,000: -50.0%"),
        "{said}"
    );
}

#[test]
fn counts_of_another_compiler_are_told_but_not_judged() {
    let other = BEFORE.replace("1.95.0", "1.96.0").replace("filter 3000000", "filter 9000000");
    let (passes, said) = compared(&other, &[]);
    assert!(passes, "{said}");
    assert!(said.contains("not judged: the baseline is of 1.95.0 x86_64, this is 1.96.0 x86_64"), "{said}");
}

#[test]
fn accepting_writes_the_counts_to_the_baseline() {
    let now = BEFORE.replace("filter 3000000", "filter 9000000");
    let (passes, said) = compared(&now, &["--accept"]);
    assert!(passes && said.contains("\nfilter 9000000\n"), "{said}");
}

#[test]
fn the_baseline_of_the_repository_has_every_scenario() {
    let baseline = fs::read_to_string(BASELINE).unwrap();
    for name in ["compiler", "first-frame", "key-to-frame", "filter", "page-ingest"] {
        assert!(baseline.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}: {baseline}");
    }
}
