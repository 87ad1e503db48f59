//! The text in which nothing can be found, told at a glance: most of what people say is one short line of plain words.

/// Longest text that is looked at, in bytes: what is longer may be too long for some rule.
const LONGEST: usize = 4096;
/// How many bytes are compared at once.
const BLOCK: usize = 16;

/// Whether the text is one short line of printable ASCII without any sign that a style, an address or a list begins with.
/// No rule finds anything in such a text, whoever writes it on whatever channel; a property test holds that.
pub(super) fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > LONGEST || begins_item(bytes) {
        return false;
    }
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    if blocks.iter().any(notable) {
        return false;
    }
    match bytes.last_chunk::<BLOCK>() {
        // The last block may overlap the one before it.
        Some(last) => rest.is_empty() || !notable(last),
        None => !bytes.iter().copied().any(sign),
    }
}

/// Whether a byte of the block is notable; without branches, so that all are compared at once.
fn notable(block: &[u8; BLOCK]) -> bool {
    block.iter().fold(false, |any, byte| any | sign(*byte))
}

#[allow(
    clippy::needless_bitwise_bool,
    reason = "without branches, many bytes are compared at once"
)]
fn sign(byte: u8) -> bool {
    // Not between the space and `}`, or one of the signs.
    (byte.wrapping_sub(b' ') > b'}' - b' ')
        | (byte == b'*')
        | (byte == b'_')
        | (byte == b'`')
        | (byte == b'[')
        | (byte == b'#')
        | (byte == b'>')
        | (byte == b'/')
}

/// Whether a list begins here.
fn begins_item(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'-' | b'+', b' ', ..] | [b'0'..=b'9', b'.' | b')', b' ', ..]
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::report::Report;
    use super::super::{BotKind, Context, Format, text};
    use super::*;
    use crate::domain::{AuthorKind, Channel};

    #[rstest]
    #[case("", true)]
    #[case("Is my order on its way? It's {important}!", true)]
    #[case(
        "a line that is exactly long enough to have more than one block.",
        true
    )]
    #[case("caf\u{e9}", false)]
    #[case("two\nlines", false)]
    #[case("a *star", false)]
    #[case("- a list", false)]
    #[case("see https://example.com", false)]
    #[case("a tilde at the very end of some blocks~", false)]
    fn what_is_clean(#[case] text: &str, #[case] clean: bool) {
        assert_eq!(is_clean(text), clean);
    }

    #[test]
    fn every_byte_is_seen_wherever_it_stands() {
        for length in 1..70 {
            for at in 0..length {
                let text = format!("{}#{}", "a".repeat(at), "a".repeat(length - at - 1));
                assert!(!is_clean(&text), "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]
        #[test]
        fn nothing_is_found_in_what_is_clean(
            said in "([ -~]|http:|www\\.|:\\)|\\$[a-z]|<[a-z]|&#?[a-z]){0,40}",
            channel in proptest::sample::select(Channel::ALL.to_vec()),
            author in proptest::sample::select(vec![AuthorKind::Bot, AuthorKind::Customer, AuthorKind::Agent]),
            format in proptest::sample::select(vec![Format::Unknown, Format::Plain, Format::Markdown, Format::Xml]),
            azure in any::<bool>(), voice in any::<bool>(),
        ) {
            let said: String = said.chars().filter(|c| is_clean(&c.to_string())).collect();
            if is_clean(&said) {
                let context = Context {
                    bot: if azure { BotKind::Azure } else { BotKind::CopilotStudio },
                    voice,
                    every: true,
                    ..Context::new(channel, author).in_format(format)
                };
                let mut report = Report::new(context);
                text::scan(&said, &mut report);
                text::size(&said, &mut report);
                prop_assert_eq!(report.finish(), &[]);
            }
        }
    }
}
