//! Fixes files one by one: what is fixed, shown or written, and what is said about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use super::{Emoji, Fixed, How, diff, file, fix, recognise, worst};
use crate::check::Options;
use crate::check::settings::Assume;
use crate::check::walk::{self, Target};
use crate::content::rules::{RuleId, Severity};
use crate::content::sanitize;
use crate::content::scan::Context;
use crate::domain::AuthorKind;

/// Larger files are not fixed: nobody writes them by hand.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How many places that were not fixed are named in one file.
const NAMED: usize = 20;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What becomes of emoji.
    pub emoji: &'a Emoji,
    /// Whether files are written.
    pub write: bool,
    /// Whether the changes are shown.
    pub diff: bool,
}

/// What it came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Files that change.
    pub files: usize,
    /// How many places of each rule.
    pub fixed: BTreeMap<RuleId, usize>,
    /// How many places are left that have one right answer elsewhere.
    pub left: usize,
    /// Files that should have been fixed and could not be read or written.
    pub failed: usize,
    /// The worst that is still found in what came on the standard input; its fixed text went to the output.
    pub input: Option<Option<Severity>>,
}

/// Fixes files, folders and the standard input. `out` takes differences and the fixed standard input; `tell` takes sentences
/// for a person, sanitised. An error is one of writing to `out`.
pub fn run(
    paths: &[PathBuf],
    assume: &dyn Assume,
    request: Request<'_>,
    out: &mut dyn Write,
    tell: &mut dyn FnMut(&str),
) -> io::Result<Done> {
    let mut run = Run {
        request,
        out,
        tell,
        done: Done::default(),
    };
    // What cannot be listed is reported by the check.
    for target in walk::targets(paths).into_iter().flatten() {
        let name = Path::new(&target.name);
        if target.named || !assume.left_out(name) {
            run.target(&target, &assume.of(name))?;
        }
    }
    Ok(run.done)
}

struct Run<'r> {
    request: Request<'r>,
    out: &'r mut dyn Write,
    tell: &'r mut dyn FnMut(&str),
    done: Done,
}

impl Run<'_> {
    fn say(&mut self, target: &Target, what: &str) {
        let name = sanitize::line(&target.name).into_owned();
        (self.tell)(&format!("{name}: {}", sanitize::line(what)));
    }

    /// Says why a file that somebody named is not fixed.
    fn pass(&mut self, target: &Target, why: &str) {
        if target.named {
            self.say(target, &format!("not fixed: {why}"));
        }
    }

    fn target(&mut self, target: &Target, options: &Options) -> io::Result<()> {
        if target.bytes > LARGEST {
            self.pass(target, "it is larger than 64 MB");
            return Ok(());
        }
        let bytes = match &target.path {
            Some(path) => fs::read(path),
            None => standard_input(),
        };
        // What cannot be read is reported by the check, but for the standard input, which can be read only once.
        let Ok(Ok(text)) = bytes.map(String::from_utf8) else {
            self.pass(target, "it cannot be read as UTF-8");
            self.done.failed += usize::from(target.path.is_none());
            return Ok(());
        };
        let context = Context {
            bot: options.bot,
            voice: options.voice,
            as_of: options.as_of,
            ..Context::new(options.channel.unwrap_or_default(), AuthorKind::Bot)
        };
        let how = How {
            context,
            emoji: self.request.emoji,
            allow: &options.allow,
        };
        let kind = match recognise(&target.extension(), &text) {
            Ok(kind) => kind,
            Err(why) => return self.refused(target, &text, why),
        };
        match fix(&text, kind, &how) {
            Ok(fixed) => {
                let worst = worst(&fixed.text, kind, &how);
                self.fixed(target, &text, &fixed, worst)
            }
            Err(why) => self.refused(target, &text, &why),
        }
    }

    /// Whoever pipes a file through is told by the exit code that nothing was done.
    fn refused(&mut self, target: &Target, text: &str, why: &str) -> io::Result<()> {
        self.pass(target, why);
        self.done.failed += usize::from(target.path.is_none());
        self.input(target, text, None)
    }

    /// The standard input goes to the output whatever became of it.
    fn input(&mut self, target: &Target, text: &str, worst: Option<Severity>) -> io::Result<()> {
        if target.path.is_none() {
            self.done.input = Some(worst);
            if !self.request.diff {
                self.out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn fixed(
        &mut self,
        target: &Target,
        old: &str,
        fixed: &Fixed,
        worst: Option<Severity>,
    ) -> io::Result<()> {
        self.left(target, fixed);
        self.input(target, &fixed.text, worst)?;
        if fixed.text == old {
            return Ok(());
        }
        if self.request.diff {
            let shown = diff::unified(&target.name, old, &fixed.text);
            self.out.write_all(shown.as_bytes())?;
        }
        if let Some(path) = target.path.as_ref().filter(|_| self.request.write)
            && let Err(error) = file::write(path, old, &fixed.text)
        {
            self.done.failed += 1;
            self.say(target, &format!("not fixed: {error}"));
            return Ok(());
        }
        self.done.files += 1;
        for (rule, times) in &fixed.fixed {
            *self.done.fixed.entry(*rule).or_default() += times;
        }
        Ok(())
    }

    fn left(&mut self, target: &Target, fixed: &Fixed) {
        self.done.left += fixed.left.len();
        for left in fixed.left.iter().take(NAMED) {
            let before = fixed.text.get(..left.span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            self.say(
                target,
                &format!("line {line}: {} left: {}", left.rule, left.why),
            );
        }
    }
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Done {
    /// `fixed 3 places in 2 files (OC-EMOJI 2, HZ-INVISIBLE 1); 1 place left`.
    pub fn summary(&self, written: bool) -> String {
        let mut text = if written { "fixed " } else { "would fix " }.to_owned();
        let places: usize = self.fixed.values().sum();
        let each: Vec<String> = self
            .fixed
            .iter()
            .map(|(rule, times)| format!("{rule} {times}"))
            .collect();
        let _ = write!(
            text,
            "{} in {}",
            counted(places, "place"),
            counted(self.files, "file")
        );
        if !each.is_empty() {
            let _ = write!(text, " ({})", each.join(", "));
        }
        if self.left > 0 {
            let _ = write!(text, "; {} left", counted(self.left, "place"));
        }
        if self.failed > 0 {
            let _ = write!(
                text,
                "; {} could not be fixed",
                counted(self.failed, "file")
            );
        }
        text
    }
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
