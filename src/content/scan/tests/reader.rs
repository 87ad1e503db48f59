//! What only a reader of JSON can find.

use rstest::rstest;

use super::*;
use crate::content::scan::reader::{deep, duplicate, number, surrogates};

#[rstest]
#[case::small("42", false)]
#[case::largest_exact("9007199254740991", false)]
#[case::negative("-9007199254740991", false)]
#[case::too_large("9007199254740992", true)]
#[case::negative_too_large("-9007199254740993", true)]
#[case::beyond_64_bits("123456789012345678901234", true)]
#[case::infinite("1e999", true)]
#[case::fraction("3.141592653589793238", false)]
#[case::exponent("1e300", false)]
#[case::long_fraction("0.1234567890123456789012345678901234567890123", true)]
fn numbers_readers_disagree_on(#[case] written: &str, #[case] raised: bool) {
    let finding = number("/value/id", written, &bot());
    assert_eq!(finding.is_some(), raised);
    assert!(finding.is_none_or(|finding| finding.pointer == "/value/id"));
}

#[test]
fn duplicates_in_a_handoff_are_shadowed_variables() {
    let raised = |pointer: &str| ids(&duplicate(pointer, 2, &bot()));
    assert_eq!(
        raised("/activities/0/value/Order"),
        ["HZ-DUPLICATE", "OC-VAR-SHADOW"]
    );
    assert_eq!(
        raised("/value/Context/skill"),
        ["HZ-DUPLICATE", "OC-VAR-SHADOW"]
    );
    assert_eq!(raised("/channelData/a~1b"), ["HZ-DUPLICATE"]);
    assert_eq!(raised("/text"), ["HZ-DUPLICATE"]);
}

#[test]
fn what_was_repaired_or_left_out_is_named() {
    let half = surrogates("/text", 1, &bot()).unwrap();
    assert_eq!(
        (half.rule.as_str(), half.pointer.as_str()),
        ("HZ-SURROGATE", "/text")
    );
    let below = deep("/value\u{1b}", 64, &bot()).unwrap();
    assert_eq!(
        (below.rule.as_str(), below.pointer.as_str()),
        ("HZ-DEEP", "/value␛")
    );
}
