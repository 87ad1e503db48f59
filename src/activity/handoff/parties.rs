//! Who the customer and who the bot is. `from` is the bot in a Copilot Studio payload and the user in one made by the SDK,
//! which copies it from the incoming activity.

use serde_json::Value;

use super::Reading;
use crate::activity::fields::{Side, side, text_at};
use crate::domain::{Party, Variables};

/// How much of a name or id is kept, in characters: both are shown in lists and kept in live state.
const MAX_CHARS: usize = 256;

/// What is known of one side so far: the best id and name, in the order in which they were found.
#[derive(Default)]
struct Draft {
    id: Option<String>,
    name: Option<String>,
}

impl Draft {
    fn take(&mut self, account: &Value) {
        let id = text_at(account, "/id");
        // A name belongs to the id it came with; without one of its own it may fill a gap.
        let same = self.id.is_none() || id.is_none() || self.id == id;
        self.id = self.id.take().or(id);
        if same {
            self.name = self.name.take().or_else(|| text_at(account, "/name"));
        }
    }

    fn finish(self) -> Party {
        let short = |text: String| text.chars().take(MAX_CHARS).collect();
        Party {
            id: self.id.map(short).unwrap_or_default(),
            name: self.name.map(short).unwrap_or_default(),
        }
    }
}

/// The customer and the bot. Asked in turn: accounts with a role, `relatesTo`, the transcript, the variables.
pub(super) fn find(
    activity: &Value,
    transcript: &[Value],
    variables: &Variables,
    reading: &mut Reading,
) -> (Party, Party) {
    let (mut customer, mut bot) = (Draft::default(), Draft::default());
    for account in [activity.get("from"), activity.get("recipient")]
        .into_iter()
        .flatten()
    {
        by_role(account, &mut customer, &mut bot);
    }
    if let Some(user) = activity.pointer("/relatesTo/user") {
        customer.take(user);
    }
    if let Some(other) = activity.pointer("/relatesTo/bot") {
        bot.take(other);
    }
    for message in transcript {
        if customer.name.is_some() && bot.name.is_some() {
            break;
        }
        for account in [message.get("from"), message.get("recipient")]
            .into_iter()
            .flatten()
        {
            by_role(account, &mut customer, &mut bot);
        }
    }
    bot.name = bot
        .name
        .or_else(|| variables.text("va_BotName").map(str::to_owned));
    bot.id = bot
        .id
        .or_else(|| variables.text("va_BotId").map(str::to_owned));
    if let Some(from) = activity.get("from").filter(|from| roleless(from)) {
        guess(from, &mut customer, &mut bot, reading);
    }
    customer.name = customer
        .name
        .or_else(|| variables.text("Name").map(str::to_owned));
    (customer.finish(), bot.finish())
}

fn by_role(account: &Value, customer: &mut Draft, bot: &mut Draft) {
    match account.get("role").and_then(side) {
        Some(Side::Bot) => bot.take(account),
        Some(Side::User) => customer.take(account),
        None => {}
    }
}

fn roleless(account: &Value) -> bool {
    account.get("role").and_then(side).is_none()
}

/// A sender without a role that nobody else has named: the bot, as the protocol has it, unless the bot is already known.
fn guess(from: &Value, customer: &mut Draft, bot: &mut Draft, reading: &mut Reading) {
    let (id, name) = (text_at(from, "/id"), text_at(from, "/name"));
    if id.is_some() && id == customer.id {
        customer.take(from);
    } else if (id.is_some() && id == bot.id) || (name.is_some() && name == bot.name) {
        bot.take(from);
    } else if customer.id.is_none() && bot.id.is_some() {
        reading.note(
            "the sender has no role; the bot is known, so the sender is taken for the customer",
        );
        customer.take(from);
    } else if bot.id.is_none() {
        reading.note("the sender has no role; it is taken for the bot");
        bot.take(from);
    }
}
