//! The activity reader: whatever is posted is read or refused in words, and what was read can be scanned and written out.

use deskhand::activity::{handoff, posted};
use deskhand::content::sanitize;
use deskhand::content::scan::{Context, scan_activity, scan_handoff};
use deskhand::domain::{AuthorKind, Channel, Timestamp};

/// Reads `data` as a handoff and as what is posted later.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    match handoff::read(data, None, Timestamp(0)) {
        Ok(handoff) => {
            let written = serde_json::to_value(&handoff).expect("a handoff is written");
            for finding in scan_handoff(&handoff) {
                let at = written.pointer(&finding.pointer);
                if let (Some(span), Some(text)) = (&finding.span, at.and_then(|at| at.as_str())) {
                    assert!(text.get(span.clone()).is_some(), "{finding:?}");
                }
                assert_eq!(sanitize::line(&finding.excerpt), finding.excerpt);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let Ok(items) = posted::read(data) else {
        return;
    };
    for item in items {
        if let posted::Posted::Message(activity) = item {
            let again = serde_json::to_value(&*activity).expect("an activity is written");
            assert_eq!(
                *activity,
                serde_json::from_value(again).expect("and read again")
            );
            scan_activity(
                &activity,
                &Context::new(Channel::Line, AuthorKind::Customer),
            );
        }
    }
}
