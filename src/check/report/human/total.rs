//! What it all came to, in one sentence.

use std::io::{self, Write};

use super::rows::Rows;
use crate::check::report::Summary;
use crate::content::layout::wrap;
use crate::content::rules::Severity;

impl<W: Write> Rows<W> {
    /// The last row.
    pub(super) fn total(&mut self, summary: &Summary) -> io::Result<()> {
        let words = summary.to_string();
        let worst = if summary.unreadable > 0 {
            summary.worst().max(Some(Severity::Error))
        } else {
            summary.worst()
        };
        for row in wrap::rows(&words, self.columns) {
            let row = words.get(row).unwrap_or_default();
            let painted = match worst {
                None => self.paint.strong(row),
                Some(worst) => self.paint.severity(worst, row),
            };
            self.raw(&painted)?;
        }
        Ok(())
    }
}
