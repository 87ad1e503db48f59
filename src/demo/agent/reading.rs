//! Reading a conversation whole, page by page.

use super::wire::{Answered, Wire};
use crate::demo::ledger::Mark;
use crate::demo::trouble::Trouble;
use crate::domain::{ConversationId, Message};
use crate::protocol::call::Page;
use crate::protocol::{Call, ConversationDetail};

/// How many messages a page has.
const PAGE: u32 = 200;

/// A conversation with all that was said in it since the handoff; none if it cannot be opened.
pub async fn whole(
    wire: &mut Wire,
    id: &ConversationId,
) -> Result<Option<ConversationDetail>, Trouble> {
    let open = || Call::Open {
        conversation: id.clone(),
    };
    let mut detail: ConversationDetail = loop {
        match wire.call(open()).await? {
            Answered::With(detail) => break detail,
            Answered::Refused(_) => return Ok(None),
            Answered::Lost => drop(wire.come_back().await?),
        }
    };
    while detail.more
        && let Some(first) = detail.messages.first()
    {
        let history = Call::History {
            conversation: id.clone(),
            before: first.id,
            limit: PAGE,
        };
        match wire.call::<Page>(history).await? {
            Answered::With(page) => {
                detail.more = page.more && !page.messages.is_empty();
                detail.messages.splice(0..0, page.messages);
            }
            Answered::Refused(error) => return Err(Trouble::Socket(error.message)),
            Answered::Lost => drop(wire.come_back().await?),
        }
    }
    Ok(Some(detail))
}

/// The marks of messages, in their order.
pub fn marks<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Vec<Mark> {
    let texts = messages
        .into_iter()
        .filter_map(|message| message.activity.text.as_deref());
    texts.filter_map(Mark::of).collect()
}
