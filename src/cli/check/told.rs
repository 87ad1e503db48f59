//! A report, and beside it on standard error what could not be read, where the report does not say it to a person.

use std::fmt::Write as _;
use std::io;

use super::bar::Bar;
use crate::check::report::{Report, Summary};
use crate::check::{Located, Unreadable};
use crate::cli::output::complain;
use crate::content::sanitize;

/// A report that is told aloud where it must be.
pub(super) struct Told<'a> {
    pub inner: Box<dyn Report + 'a>,
    pub aloud: bool,
    pub bar: &'a Bar,
}

impl Report for Told<'_> {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        self.inner.finding(file, located)
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        if self.aloud {
            self.bar.aside(|| complain(&words(unreadable)));
        }
        self.inner.unreadable(unreadable)
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.bar.end();
        self.inner.end(summary)
    }
}

fn words(unreadable: &Unreadable) -> String {
    let mut text = sanitize::line(&unreadable.file).into_owned();
    if let Some((line, column)) = unreadable.at {
        let _ = write!(text, ":{line}:{column}");
    }
    let _ = writeln!(
        text,
        ": {}\n  hint: {}",
        unreadable.message, unreadable.hint
    );
    text
}
