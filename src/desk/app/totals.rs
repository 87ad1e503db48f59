//! How often each rule was found in what each bot handed over this week. For supervisors.

use super::effect::Effects;
use super::notify::{self, Level};
use super::overlay::{Choice, Item, Menu};
use super::requests::{self, About, Answer};
use super::{Overlay, State};
use crate::content::{rules, sanitize};
use crate::protocol::answer::{BotTotals, RuleTotal, Totals};
use crate::protocol::call::Call;

/// How many days are asked for.
const DAYS: u32 = 7;
/// What the list is called.
const TITLE: &str = "Flags by bot, last 7 days";
/// How many bots are listed, and how many rules of each.
const BOTS: usize = 50;
const RULES: usize = 12;

/// Opens the list and asks for it.
pub(super) fn ask(state: &mut State, out: &mut Effects) {
    if !state.floor.supervises() && !state.setup.identity.watch_only {
        return notify::tell(state, Level::Info, "the totals are for supervisors", "");
    }
    if !requests::send(state, out, About::Totals, Call::Totals { days: DAYS }) {
        return requests::offline(state, "totals");
    }
    state.overlays.push(Overlay::Menu(Menu {
        title: TITLE.to_owned(),
        items: vec![read_only("loading…", "")],
        cursor: 0,
    }));
}

/// The totals came. If the list was closed meanwhile, nobody wants them any more.
pub(super) fn came(state: &mut State, answer: Answer<Totals>) {
    if !matches!(state.overlays.top(), Some(Overlay::Menu(menu)) if menu.title == TITLE) {
        return;
    }
    match answer {
        Ok(totals) => {
            if let Some(Overlay::Menu(menu)) = state.overlays.top_mut() {
                menu.items = items(&totals);
                menu.cursor = 0;
            }
        }
        Err(refusal) => {
            state.overlays.pop();
            notify::refused(state, "totals", &refusal);
        }
    }
}

/// The connection is gone: the list will not be filled.
pub(super) fn forget(state: &mut State) {
    if matches!(state.overlays.top(), Some(Overlay::Menu(menu)) if menu.title == TITLE) {
        state.overlays.pop();
        requests::offline(state, "totals");
    }
}

fn items(totals: &Totals) -> Vec<Item> {
    let mut items: Vec<Item> = totals.bots.iter().take(BOTS).flat_map(of_bot).collect();
    if totals.bots.len() > BOTS {
        let more = totals.bots.len() - BOTS;
        items.push(read_only(
            &format!("and {more} more bots with fewer handoffs"),
            "",
        ));
    }
    if items.is_empty() {
        items.push(read_only("No bot has handed anything over.", ""));
    }
    items
}

/// The bot, and below it its rules, the most frequent first.
fn of_bot(bot: &BotTotals) -> Vec<Item> {
    let name = match bot.name.as_deref() {
        None => "other bots".to_owned(),
        Some("") => "a bot without a name".to_owned(),
        Some(name) => sanitize::excerpt(name, 40),
    };
    let handoffs = if bot.handoffs == 1 {
        "handoff"
    } else {
        "handoffs"
    };
    let clean = if bot.rules.is_empty() { "no flags" } else { "" };
    let mut items = vec![read_only(
        &format!("{name} · {} {handoffs}", bot.handoffs),
        clean,
    )];
    items.extend(bot.rules.iter().take(RULES).map(of_rule));
    if bot.rules.len() > RULES {
        items.push(read_only(
            &format!("  and {} more rules", bot.rules.len() - RULES),
            "",
        ));
    }
    items
}

fn of_rule(total: &RuleTotal) -> Item {
    let known = rules::rule(&total.rule);
    Item {
        label: format!(
            "  {:>3} %  {}",
            total.percent,
            sanitize::excerpt(&total.rule, 30)
        ),
        detail: known.map(|rule| rule.title.clone()).unwrap_or_default(),
        choice: known.map_or(Choice::Nothing, |rule| Choice::Explain(&rule.id)),
    }
}

fn read_only(label: &str, detail: &str) -> Item {
    Item {
        label: label.to_owned(),
        detail: detail.to_owned(),
        choice: Choice::Nothing,
    }
}
