//! Topics: YAML that is read whole.

use super::output::Output;
use crate::check::allow::Allowances;
use crate::check::input::{Trouble, Window};
use crate::check::read::{Assumed, Found, Stop, Taker};
use crate::check::topic;
use crate::content::scan::Format;

/// Whether a file may be a topic: by its extension, or by how it begins.
pub(super) fn is_plausible(extension: &str, window: &Window<'_>) -> bool {
    let begin = window.after(window.base());
    matches!(extension, "yaml" | "yml")
        || begin
            .lines()
            .take(50)
            .any(|line| line.trim_end() == "kind: AdaptiveDialog")
}

/// Checks a topic. Answers whether it is one; a file that was named has to be.
pub(super) fn check(
    window: &mut Window<'_>,
    assumed: Assumed<'_>,
    named: bool,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    let base = window.base();
    let Some(text) = window.whole()? else {
        let trouble = Trouble::at(base, "the file is too large for a topic", "split it");
        return if named {
            Err(trouble.into())
        } else {
            Ok(false)
        };
    };
    let topic = match topic::read(text) {
        Ok(topic) => topic,
        Err(_) if !named => return Ok(false),
        Err(error) => {
            output.stopped((error.line, error.column), &error.message, error.hint)?;
            return Ok(true);
        }
    };
    let context = assumed.context(None, Format::Unknown);
    let allowed = Allowances::read(text);
    let line_of = LineOf::new(text);
    let found: Vec<Found> = topic::check(&topic, &context)
        .into_iter()
        .filter(|one| !allowed.allows(one.finding.rule, line_of.byte(one.span.start)))
        .map(|one| Found {
            finding: one.finding,
            pointer: None,
            span: base + one.span.start as u64..base + one.span.end as u64,
        })
        .collect();
    let stop = topic.stop();
    output.summary.documents += 1;
    output.found(window, found)?;
    if let Some(stop) = stop {
        output.stopped((stop.line, stop.column), &stop.message, stop.hint)?;
    }
    Ok(true)
}

/// On which line a byte stands.
struct LineOf(Vec<usize>);

impl LineOf {
    fn new(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// From 1.
    fn byte(&self, at: usize) -> u64 {
        self.0.partition_point(|newline| *newline < at) as u64 + 1
    }
}
