//! What bots and agents write, and what bots send.

use crate::content::configuration::model::{Bot, Maker, Publication};
use crate::content::configuration::setup::{Setup, named};
use crate::content::configuration::sheet::Sheet;
use crate::domain::Channel;

/// OC-MD-ENABLE.
pub(super) fn formatted_messages(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, setup) in setup.channels() {
        sheet.when(
            &spot,
            &[
                ("channel", setup.channel.map(shows_styles)),
                ("formattedMessages", setup.formatted_messages.map(|on| !on)),
            ],
            || "Formatted messages are off: agents neither send nor receive formatted text.".into(),
        );
    }
}

/// Channels in the documented table of text styles that show any; LINE is not in it (CARD-2024).
fn shows_styles(channel: Channel) -> bool {
    !matches!(
        channel,
        Channel::Line | Channel::Apple | Channel::Wechat | Channel::Sms | Channel::Telephony
    )
}

/// OC-WELCOME: the page lists chat and Teams; it says nothing about clients over Direct Line and about calls.
pub(super) fn welcome(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        match sheet.need(bot.content.greeting, &spot, "content/greeting") {
            Some(true) => {}
            Some(false) => {
                sheet.pass();
                continue;
            }
            None => continue,
        }
        let facebook = bot.reach.published_to.iter().flatten();
        if facebook.into_iter().any(|to| *to == Publication::Facebook) {
            sheet.fail(&spot, "reach/publishedTo", silent("Facebook"));
        }
        for (place, workstream) in sheet.seats(setup, bot) {
            match sheet.need(workstream.channel, place, "channel") {
                Some(
                    Channel::Lcw | Channel::Msteams | Channel::Directline | Channel::Telephony,
                ) => {
                    sheet.pass();
                }
                Some(channel) => sheet.fail(
                    place,
                    "channel",
                    format!(
                        "{} The bot is {}.",
                        silent(channel.label()),
                        named(&bot.name)
                    ),
                ),
                None => {}
            }
        }
        sheet.pass();
    }
}

fn silent(channel: &str) -> String {
    format!("The bot's greeting is not shown on {channel}.")
}

/// OC-CARD-AUTHOR.
pub(super) fn card_author(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.when(
            &spot,
            &[
                ("maker", bot.maker.map(|maker| maker == Maker::Classic)),
                (
                    "content/cardsFromSkill",
                    bot.content.cards_from_skill.map(|skill| !skill),
                ),
                ("content/adaptiveCards", bot.content.adaptive_cards),
            ],
            || "A classic bot sends Adaptive Cards without a Bot Framework skill.".into(),
        );
    }
}

/// OC-ESC-NODE.
pub(super) fn transfer_node(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.when(
            &spot,
            &[
                ("maker", made_in_studio(bot)),
                (
                    "content/transferNode",
                    bot.content.transfer_node.map(|there| !there),
                ),
            ],
            || {
                "The Escalate topic has no \"Transfer conversation\" node: nothing is handed off."
                    .into()
            },
        );
    }
}

fn made_in_studio(bot: &Bot) -> Option<bool> {
    bot.maker.map(|maker| maker == Maker::CopilotStudio)
}
