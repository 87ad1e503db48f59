//! The check itself: every file in its turn, recognised, read, and what is found in it reported.

mod configuration;
mod file;
mod output;
#[cfg(test)]
mod tests;
mod topic;

use std::io;
use std::path::{Path, PathBuf};

use super::input::Limits;
use super::report::{Report, Summary};
use super::settings::Assume;
use super::{Progress, walk};

/// Checks files, folders and the standard input (`-`); `assume` knows what to assume of each, and what to leave out. What
/// cannot be read is reported, and the others are still checked; an error is one of writing the report.
pub fn run(
    paths: &[PathBuf],
    assume: &dyn Assume,
    report: &mut dyn Report,
    progress: &dyn Progress,
) -> io::Result<Summary> {
    run_within(Limits::default(), paths, assume, report, progress)
}

/// The same, holding no more than `limits` say.
fn run_within(
    limits: Limits,
    paths: &[PathBuf],
    assume: &dyn Assume,
    report: &mut dyn Report,
    progress: &dyn Progress,
) -> io::Result<Summary> {
    let mut targets = walk::targets(paths);
    targets.retain(|target| {
        let found =
            |target: &walk::Target| !target.named && assume.left_out(Path::new(&target.name));
        !target.as_ref().is_ok_and(found)
    });
    let bytes = targets.iter().flatten().map(|target| target.bytes).sum();
    progress.total(targets.len() as u64, bytes);
    let mut summary = Summary::default();
    for target in targets {
        match target {
            Ok(target) => {
                progress.file(&target.name);
                let options = assume.of(Path::new(&target.name));
                file::check(&target, limits, &options, report, &mut summary, progress)?;
            }
            Err(unreadable) => {
                summary.unreadable += 1;
                report.unreadable(&unreadable)?;
            }
        }
    }
    report.end(&summary)?;
    Ok(summary)
}
