//! The activities of one conversation, in their order.

use super::report::Report;
use super::{Context, Finding, activity};
use crate::activity::Activity;
use crate::activity::fields::{Side, side};
use crate::domain::AuthorKind;

/// Scans the activities of one conversation one after the other and remembers of them what later ones are judged by.
#[derive(Clone, Debug)]
pub struct Thread {
    context: Context,
}

impl Thread {
    /// A conversation of which nothing was said yet. Who wrote an activity is read from its `from.role`; the context's
    /// author stands in where that says nothing.
    pub fn new(context: Context) -> Self {
        Self { context }
    }

    /// Findings in the next activity. Pointers lead into the activity as it came, see
    /// [`scan_activity`](super::scan_activity).
    pub fn scan(&mut self, activity: &Activity) -> Vec<Finding> {
        let role = activity.from.as_ref().and_then(|from| from.role.as_ref());
        let author = match role.and_then(side) {
            Some(Side::Bot) => AuthorKind::Bot,
            Some(Side::User) => AuthorKind::Customer,
            None => self.context.author,
        };
        self.scan_by(activity, author)
    }

    /// The same, written by whom the caller knows.
    pub(super) fn scan_by(&mut self, activity: &Activity, author: AuthorKind) -> Vec<Finding> {
        let mut report = Report::new(Context {
            author,
            ..self.context
        });
        activity::scan(activity, &mut report);
        activity::size(activity, &mut report);
        report.finish()
    }
}
