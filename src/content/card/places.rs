//! Which findings are about which value of an activity: a card is drawn from its values, findings name them by pointers.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::activity::Activity;
use crate::content::scan::Finding;

/// The findings of an activity by the value they are about.
#[derive(Default)]
pub(super) struct Places<'a> {
    /// Values are told apart by where they are in memory: two equal texts of a card are two places.
    values: HashMap<*const Value, Vec<&'a Finding>>,
    pointers: HashSet<&'a str>,
}

impl<'a> Places<'a> {
    /// Resolves the pointers of `findings`, which lead into `activity`.
    pub(super) fn of(activity: &Activity, findings: &'a [Finding]) -> Self {
        let mut places = Self::default();
        for finding in findings {
            places.pointers.insert(&finding.pointer);
            if let Some(value) = resolve(activity, &finding.pointer) {
                let key = std::ptr::from_ref(value);
                places.values.entry(key).or_default().push(finding);
            }
        }
        places
    }

    /// What is found about a value.
    pub(super) fn at(&self, value: &Value) -> &[&'a Finding] {
        let key = std::ptr::from_ref(value);
        self.values.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is found at exactly this pointer.
    pub(super) fn is_found(&self, pointer: &str) -> bool {
        self.pointers.contains(pointer)
    }
}

/// The value a pointer leads to, within attachments and suggested actions.
fn resolve<'v>(activity: &'v Activity, pointer: &str) -> Option<&'v Value> {
    if let Some(rest) = pointer.strip_prefix("/suggestedActions") {
        return activity.rest.get("suggestedActions")?.pointer(rest);
    }
    let rest = pointer.strip_prefix("/attachments/")?;
    let (index, rest) = rest.split_once('/')?;
    let attachment = activity.attachments.get(index.parse::<usize>().ok()?)?;
    let rest = rest.strip_prefix("content")?;
    attachment.content.as_ref()?.pointer(rest)
}
