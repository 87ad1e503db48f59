//! The report for a person: each finding with the line it stands on and a mark under the place, what the other side sees and
//! what to do; at the end every rule explained once, and what it all came to.
//!
//! ```text
//! topics/greeting.mcs.yml:12:15 warning OC-EMOJI An emoji may not show after the handoff.
//!    │
//! 12 │     - Hello 👋 and welcome
//!    │             ^^
//!    do: Say it in words.
//! ```

mod finding;
mod legend;
mod paint;
mod rows;
mod source;
mod total;

use std::collections::HashMap;
use std::io::{self, Write};

use super::{Report, Summary};
use crate::check::{Located, Unreadable};
use crate::content::rules::RuleId;
use legend::Legend;
use paint::Paint;
use rows::Rows;

/// How many findings of one rule are shown in one file.
const SHOWN: u64 = 20;
/// Rows of prose are not longer than this on any terminal: longer ones are hard to read.
const PROSE: usize = 100;

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns there are.
    pub columns: usize,
    /// Whether to use colours. Nothing is told by colour alone.
    pub color: bool,
    /// One row a finding and nothing else.
    pub brief: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            columns: 80,
            color: false,
            brief: false,
        }
    }
}

/// Writes for a person.
#[derive(Debug)]
pub struct Human<W> {
    rows: Rows<W>,
    look: Look,
    file: String,
    /// What was shown of the present file, by rule.
    shown: HashMap<RuleId, Shown>,
    legend: Legend,
    unreadable: Vec<Unreadable>,
    files_with_findings: u64,
}

/// What was shown of one rule in the present file.
#[derive(Debug, Default)]
struct Shown {
    times: u64,
    /// The advice that stands there already.
    advice: (Option<String>, &'static str),
}

impl<W: Write> Human<W> {
    /// A report that is written to `out`.
    pub fn new(out: W, look: Look) -> Self {
        Self {
            rows: Rows::new(out, look.columns.max(40), Paint { color: look.color }),
            look,
            file: String::new(),
            shown: HashMap::new(),
            legend: Legend::default(),
            unreadable: Vec::new(),
            files_with_findings: 0,
        }
    }

    /// The next finding is in another file, or there is none.
    fn leave_file(&mut self) -> io::Result<()> {
        let mut more: Vec<(RuleId, u64)> = self
            .shown
            .drain()
            .filter_map(|(rule, shown)| Some((rule, shown.times.checked_sub(SHOWN)?)))
            .filter(|(_, more)| *more > 0)
            .collect();
        if self.look.brief {
            return Ok(());
        }
        more.sort_unstable();
        for (rule, more) in more {
            let words = format!("… and {more} more of {rule} in {}", self.file);
            self.rows.prose(&words, 0, 2)?;
            self.rows.blank()?;
        }
        Ok(())
    }
}

impl<W: Write> Report for Human<W> {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        if self.file != file || self.files_with_findings == 0 {
            self.leave_file()?;
            file.clone_into(&mut self.file);
            self.files_with_findings += 1;
        }
        let finding = &located.finding;
        self.legend.count(finding);
        if self.look.brief {
            return self.rows.brief(file, located);
        }
        let shown = self.shown.entry(finding.rule).or_default();
        shown.times += 1;
        if shown.times > SHOWN {
            return Ok(());
        }
        let advice = (finding.seen_as.as_deref().map(str::to_owned), finding.help);
        let repeated = shown.times > 1 && shown.advice == advice;
        shown.advice = advice;
        self.rows.finding(file, located, repeated)
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        self.unreadable.push(unreadable.clone());
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.leave_file()?;
        if !self.look.brief {
            self.legend.write(&mut self.rows)?;
        }
        for unreadable in &self.unreadable {
            self.rows.unreadable(unreadable, self.look.brief)?;
        }
        if !self.look.brief {
            self.rows.total(summary)?;
        }
        self.rows.flush()
    }
}
