//! The quick look at an activity: most say something harmless and carry nothing, and need not be read into a tree.
//!
//! Only what is known to mean nothing to any rule is passed over; whatever else an activity has in it sends it the long way,
//! so that both ways find the same. A property test holds that.

mod flat;
mod said;
#[cfg(test)]
mod tests;

use super::judge::Judge;
use crate::activity::fields::Side;
use crate::content::scan::{Context, Format, SIZE_LIMIT, scan_text};
use crate::domain::AuthorKind;
use said::Said;

/// How many bytes the value at the begin of `text` has, if it is an activity that nothing can be found in.
pub(super) fn clean(text: &str, judge: &mut Judge<'_>) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Said<'_>>();
    let said = values.next()?.ok()?;
    let length = values.byte_offset();
    // Such an activity is not longer when it is written out again.
    if length > SIZE_LIMIT || has_surrogates(text.get(..length)?) || !name_is_clean(&said) {
        return None;
    }
    let (context, alone) = judge
        .conversations()
        .quick(said.channel_id.as_deref(), &said.conversation);
    let context = Context {
        author: match said.from.side {
            Some(Side::User) => AuthorKind::Customer,
            Some(Side::Bot) => AuthorKind::Bot,
            None => context.author,
        },
        format: match said.text_format.as_deref() {
            Some(format) => Format::of(Some(format)),
            None => context.format,
        },
        ..context
    };
    let judged_alone = alone || context.author != AuthorKind::Bot;
    if !judged_alone || context.format == Format::Xml || !scan_text(&said.text, &context).is_empty()
    {
        return None;
    }
    judge.passed(said.channel_id.as_deref());
    Some(length)
}

/// Whether an escape of half a surrogate pair is in the text. Whole pairs are emoji, and never clean.
fn has_surrogates(text: &str) -> bool {
    memchr::memchr_iter(b'\\', text.as_bytes()).any(|at| {
        matches!(
            text.as_bytes().get(at + 1..at + 3),
            Some([b'u', b'd' | b'D'])
        )
    })
}

/// Printable ASCII, not longer than a bot's name may be, and not the name of an agent.
fn name_is_clean(said: &Said<'_>) -> bool {
    let name = said.from.name.as_deref().unwrap_or_default();
    name.len() <= 30 && name != "__agent__" && name.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}
