//! Where a setting stands in the text of its file.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The bytes of the key at a dotted path, or of the innermost table on the way that is there.
pub(super) fn span(text: &str, path: &[String]) -> Option<Range<usize>> {
    let root = DeTable::parse(text).ok()?;
    let (mut table, mut found) = (root.get_ref(), None);
    for name in path {
        let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref().as_ref() == name)
        else {
            break;
        };
        found = Some(key.span());
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => break,
        }
    }
    found
}
