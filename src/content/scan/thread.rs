//! The activities of one conversation, in their order.

use super::memory::Memory;
use super::report::Report;
use super::view::Said;
use super::{BotKind, Context, Finding, activity};
use crate::activity::Activity;
use crate::domain::AuthorKind;

/// Scans the activities of one conversation one after the other and remembers of them what later ones are judged by: the
/// latest cards and what was chosen on them, topics, variables. Its memory is bounded.
#[derive(Clone, Debug)]
pub struct Thread {
    context: Context,
    memory: Memory,
}

impl Thread {
    /// A conversation of which nothing was said yet. Who wrote an activity is read from its `from.role`; the context's
    /// author stands in where that says nothing.
    pub fn new(context: Context) -> Self {
        Self {
            context,
            memory: Memory::default(),
        }
    }

    /// Whether a message that carries nothing but its text is judged by that text alone here, whatever was said before:
    /// so it need not be given to the thread if [`scan_text`](super::scan_text) finds nothing in it.
    pub fn judges_texts_alone(&self) -> bool {
        self.context.bot == BotKind::CopilotStudio && !self.memory.bridges
    }

    /// Findings in the next activity. Pointers lead into the activity as it came, see
    /// [`scan_activity`](super::scan_activity). What was chosen on cards before is reported at the activity that hands
    /// over, because only that one shows it to be lost.
    pub fn scan(&mut self, activity: &Activity) -> Vec<Finding> {
        self.scan_by(activity, None)
    }

    /// The same, written by whom the caller knows.
    pub(super) fn scan_by(
        &mut self,
        activity: &Activity,
        author: Option<AuthorKind>,
    ) -> Vec<Finding> {
        let said = Said::read(activity);
        let author = author
            .or_else(|| said.author())
            .unwrap_or(self.context.author);
        let mut report = Report::new(Context {
            author,
            ..self.context
        });
        activity::known_author(&said, &mut self.memory, &mut report);
        activity::size(activity, &mut report);
        report.finish()
    }
}
