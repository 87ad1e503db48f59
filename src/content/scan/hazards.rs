//! Hazards of one text: what the walk stops at, emoji aside.

use std::ops::Range;

use super::escape;
use super::report::{Detail, Report};
use crate::content::rules::{RuleId, Severity};
use crate::content::walk::{Notable, What};

/// What has to be remembered from one stop of the walk to the next.
#[derive(Default)]
pub(super) struct Hazards {
    /// Behind the last escape sequence: what stops before it is part of it.
    covered: usize,
    /// Isolates open in this line, and the first of them.
    open: usize,
    opener: Option<Range<usize>>,
    /// Whether the text is written from right to left somewhere; found out when first needed.
    rtl: Option<bool>,
}

impl Hazards {
    /// Whether an escape sequence found earlier reaches over this place.
    pub(super) fn covers(&self, notable: &Notable) -> bool {
        notable.start < self.covered
    }

    /// Reports one stop of the walk, if it is a hazard.
    pub(super) fn look(&mut self, notable: &Notable, text: &str, report: &mut Report<'_>) {
        let span = notable.start..notable.end;
        match notable.what {
            What::Control(c) => self.control(c, span, text, report),
            What::Bidi(c, times) => self.bidi(c, times, span, text, report),
            What::Invisible(c, _) => self.invisible(c, span, text, report),
            What::LineEnd => self.line_end(text, report),
            What::Tags(count) => report.span(RuleId::Tags, text, span, || {
                Detail::new(format!(
                    "{count} tag characters spell text that nobody sees."
                ))
            }),
            What::Selectors(count) => report.span(RuleId::Selectors, text, span, || {
                Detail::new(format!("{count} variation selectors select nothing."))
            }),
            What::Flood(count) => report.span(RuleId::Flood, text, span, || {
                Detail::new(format!(
                    "{count} marks too many are piled on one character."
                ))
            }),
            What::Private(c, _) | What::Nonchar(c, _) => {
                report.span(RuleId::Private, text, span, || {
                    Detail::new(format!("U+{:04X} has no agreed meaning.", c as u32))
                });
            }
            What::Replacement => report.span(RuleId::Lost, text, span, || {
                Detail::new("A character was lost before the text came here.")
            }),
            What::Tab | What::BareMark | What::Emoji { .. } => {}
        }
    }

    /// Reports what is still open at the end of a line.
    pub(super) fn line_end(&mut self, text: &str, report: &mut Report<'_>) {
        self.open = 0;
        if let Some(opener) = self.opener.take() {
            report.span(RuleId::Bidi, text, opener, || {
                Detail::new(
                    "An isolate is not closed: the rest of the line may read other than it is.",
                )
            });
        }
    }

    fn control(&mut self, c: char, span: Range<usize>, text: &str, report: &mut Report<'_>) {
        if let Some(escape) = escape::sequence(text, span.start) {
            self.covered = escape.end;
            report.span(RuleId::Escape, text, span.start..escape.end, || {
                Detail::new(format!("An escape sequence that would {}.", escape.does))
            });
        } else {
            report.span(RuleId::Control, text, span, || {
                Detail::new(format!("The control character U+{:04X}.", c as u32))
            });
        }
    }

    fn bidi(
        &mut self,
        c: char,
        times: usize,
        span: Range<usize>,
        text: &str,
        report: &mut Report<'_>,
    ) {
        match c {
            '\u{2066}'..='\u{2068}' => {
                self.open += times;
                self.opener.get_or_insert(span);
            }
            '\u{2069}' => {
                self.open = self.open.saturating_sub(times);
                if self.open == 0 {
                    self.opener = None;
                }
            }
            '\u{202c}' => {}
            '\u{202d}' | '\u{202e}' => report.span(RuleId::Bidi, text, span, || {
                Detail::new("An override of direction: what follows reads backwards.")
            }),
            _ => report.span(RuleId::Bidi, text, span, || {
                Detail::new("An embedding of direction: what follows may read other than it is.")
            }),
        }
    }

    fn invisible(&mut self, c: char, span: Range<usize>, text: &str, report: &mut Report<'_>) {
        let direction = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
        let honest = (direction && *self.rtl.get_or_insert_with(|| text.chars().any(is_rtl)))
            || (c == '\u{feff}' && span.start == 0);
        if honest {
            return;
        }
        let mild = direction || matches!(c, '\u{ad}' | '\u{2028}' | '\u{2029}');
        report.span(RuleId::Invisible, text, span, || {
            let detail = Detail::new(format!(
                "The character U+{:04X}, which nobody sees.",
                c as u32
            ));
            if mild {
                detail.severity(Severity::Info)
            } else {
                detail
            }
        });
    }
}

/// Letters of Hebrew, Arabic and their neighbours.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{7ff}' | '\u{800}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && c != '\u{61c}'
}
