//! Which findings are about which value of an activity: a card is drawn from its values, findings name them by pointers.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::activity::Activity;
use crate::content::rules::RuleId;
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
            let pointer = shown_at(finding);
            places.pointers.insert(pointer);
            if let Some(value) = resolve(activity, pointer) {
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

/// Where a finding is shown: findings lead to the telling value, which may be none that is drawn.
fn shown_at(finding: &Finding) -> &str {
    let pointer = finding.pointer.as_str();
    match finding.rule {
        // About the look or the sense of the whole card.
        RuleId::CardStyle | RuleId::SurveyText => {
            let content = pointer.find("/content").map(|at| at + "/content".len());
            content
                .and_then(|end| pointer.get(..end))
                .unwrap_or(pointer)
        }
        // About the element or the action of this type.
        RuleId::CardMedia | RuleId::CardVersion => pointer.strip_suffix("/type").unwrap_or(pointer),
        // About all choices.
        RuleId::SaChannel | RuleId::SaUnknown | RuleId::SaCount | RuleId::SaVertical => {
            pointer.strip_suffix("/actions").unwrap_or(pointer)
        }
        _ => pointer,
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
