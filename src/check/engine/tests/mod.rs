//! Whole checks of whole files.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod broken;
mod places;
mod samples;
mod shapes;
mod streams;
mod texts;

use std::io;
use std::path::PathBuf;

use super::*;
use crate::check::Options;
use crate::check::{Located, Unreadable, progress::Silent};

/// What was reported.
#[derive(Debug, Default, PartialEq)]
struct Taken {
    found: Vec<(String, Located)>,
    unreadable: Vec<Unreadable>,
    ended: usize,
}

impl Report for Taken {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        self.found.push((file.to_owned(), located.clone()));
        Ok(())
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        self.unreadable.push(unreadable.clone());
        Ok(())
    }

    fn end(&mut self, _summary: &Summary) -> io::Result<()> {
        self.ended += 1;
        Ok(())
    }
}

impl Taken {
    /// Rule and pointer of each finding.
    fn rules(&self) -> Vec<(&'static str, &str)> {
        let rule = |located: &Located| located.finding.rule.as_str();
        self.found
            .iter()
            .map(|(_, located)| {
                (
                    rule(located),
                    located.place.pointer.as_deref().unwrap_or("-"),
                )
            })
            .collect()
    }
}

/// Checks one file of this name with this content.
fn check(name: &str, content: impl AsRef<[u8]>) -> (Taken, Summary) {
    check_within(Limits::default(), name, content)
}

fn check_within(limits: Limits, name: &str, content: impl AsRef<[u8]>) -> (Taken, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let (mut taken, summary) = check_paths(limits, &[path]);
    for (file, _) in &mut taken.found {
        *file = name.to_owned();
    }
    for unreadable in &mut taken.unreadable {
        name.clone_into(&mut unreadable.file);
    }
    (taken, summary)
}

fn check_paths(limits: Limits, paths: &[PathBuf]) -> (Taken, Summary) {
    let mut taken = Taken::default();
    let options = Options::default();
    let summary = run_within(limits, paths, &options, &mut taken, &Silent).unwrap();
    (taken, summary)
}
