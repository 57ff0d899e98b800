//! Build script: the commit, its date and the target, for `strongroom --version`.

#![expect(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::env;
use std::process::Command;

fn main() {
    let commit = git(&["rev-parse", "--short=12", "HEAD"]);
    let date = git(&["show", "--no-patch", "--format=%cs", "HEAD"]);
    // A package from the registry has no repository.
    println!("cargo:rustc-env=STRONGROOM_COMMIT={}", commit.as_deref().unwrap_or("unknown"));
    println!("cargo:rustc-env=STRONGROOM_COMMIT_DATE={}", date.as_deref().unwrap_or("an unknown day"));
    println!("cargo:rustc-env=STRONGROOM_TARGET={}", env::var("TARGET").unwrap_or_default());
    println!("cargo:rerun-if-changed=assets/packaging/version.rs");
    // The file that a commit changes: HEAD alone stays the same on a branch.
    let paths = ["HEAD", "packed-refs"].map(|name| git(&["rev-parse", "--git-path", name]));
    let branch =
        git(&["symbolic-ref", "-q", "HEAD"]).and_then(|branch| git(&["rev-parse", "--git-path", &branch]));
    for path in paths.into_iter().chain([branch]).flatten() {
        println!("cargo:rerun-if-changed={path}");
    }
}

/// A line that git prints; `None` outside of a repository of this program or without git.
fn git(args: &[&str]) -> Option<String> {
    let root = env::var("CARGO_MANIFEST_DIR").ok()?;
    let run = |args: &[&str]| {
        let output = Command::new("git").current_dir(&root).args(args).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    // Vendored into another repository, its commits tell nothing of this program.
    let is_own = run(&["ls-files", "--error-unmatch", "Cargo.toml"]).is_some();
    if is_own { run(args) } else { None }
}
