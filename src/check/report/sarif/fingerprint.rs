//! What makes a finding the same finding when lines above it come and go.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::check::Located;

/// The name of this way to compute it. Another way gets another version.
pub(super) const NAME: &str = "deskhandFinding/v1";

/// Computes fingerprints; tells findings apart that are the same in all else by counting them within their file.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    file: String,
    seen: HashMap<[u8; 8], u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding: `HASH:N`. The file's name is no part of it, the service compares within a file.
    pub(super) fn of(&mut self, file: &str, located: &Located) -> String {
        if self.file != file {
            file.clone_into(&mut self.file);
            self.seen.clear();
        }
        let hash = hash(located);
        let times = self.seen.entry(hash).or_default();
        *times += 1;
        format!("{:016x}:{times}", u64::from_be_bytes(hash))
    }
}

/// Rule, what stands there, and where: in JSON the pointer without its counted steps, else the text of the line.
fn hash(located: &Located) -> [u8; 8] {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.as_bytes());
        hash.update([0]);
    };
    add(located.finding.rule.as_str());
    add(&located.finding.excerpt);
    match &located.place.pointer {
        Some(pointer) => pointer
            .split('/')
            .filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit()))
            .for_each(add),
        None => add(located.source.text.trim()),
    }
    let mut first = [0; 8];
    first
        .iter_mut()
        .zip(hash.finalize())
        .for_each(|(to, from)| *to = from);
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::report::testing::{emoji, in_json};

    #[test]
    fn a_line_above_changes_nothing_and_a_second_is_another() {
        let one = emoji(3);
        let moved = emoji(9);
        let mut fingerprints = Fingerprints::default();
        let first = fingerprints.of("a", &one);
        assert!(first.ends_with(":1"), "{first}");
        assert_ne!(fingerprints.of("a", &moved), first);
        assert_eq!(fingerprints.of("b", &moved), first);
    }

    #[test]
    fn an_activity_before_changes_nothing() {
        let mut fingerprints = Fingerprints::default();
        let first = fingerprints.of("a", &in_json("/activities/3/text"));
        assert_eq!(fingerprints.of("b", &in_json("/activities/4/text")), first);
        assert_ne!(fingerprints.of("c", &in_json("/activities/4/speak")), first);
    }
}
