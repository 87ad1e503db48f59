//! Dispatch: what happened goes to the feature it concerns. Nothing is decided here.

use super::action::{Action, Edit, Go, List, Motion, Talk, Write};
use super::away::{self, Missed};
use super::effect::Effects;
use super::event::{Event, Input, SocketEvent, Target};
use super::focus::{Focus, Pane, Tab};
use super::inbox::RowKey;
use super::notify::{self, Level};
use super::{
    State, board, clock, composer, connection, context, conversation, dialog, explain, flags,
    inbox, outbox, palette, panes, program, raw, reader, requests, talk, totals,
};
use crate::content::sanitize;
use crate::domain::{ConversationId, OfferEnd, OfferNumber, Seq};
use crate::protocol::call::WhyAbout;
use crate::protocol::{Frame, Notice, OfferView, Update};

/// Takes what happened and answers what is to be done, in order.
pub fn update(state: &mut State, event: Event) -> Effects {
    let mut out = Effects::new();
    clock::advance(state, event.now);
    take(state, &mut out, event.input);
    settle(state, &mut out);
    out
}

/// Brings everything that follows from the rest up to date.
fn settle(state: &mut State, out: &mut Effects) {
    inbox::settle(state);
    board::settle(state);
    context::settle(state);
    panes::settle(state);
    notify::settle_title(state, out);
    clock::settle(state);
}

fn take(state: &mut State, out: &mut Effects, input: Input) {
    if matches!(
        input,
        Input::Act(_) | Input::Type(_) | Input::Paste(_) | Input::Click(_)
    ) {
        state.panes.inputs += 1;
        notify::noticed(state);
    }
    match input {
        Input::Start => connection::connect(state, out),
        Input::Act(action) => act(state, out, action),
        Input::Type(text) => typed(state, out, &text),
        Input::Paste(text) => pasted(state, out, &text),
        Input::Click(target) => click(state, out, target),
        Input::Wheel(target, rows) => wheel(state, &target, rows),
        Input::Resize { columns, rows } => {
            state.panes.size = (columns, rows);
            reader::resized(state);
            state.panes.revision.bump();
        }
        Input::Focused(focused) => state.panes.focused = focused,
        Input::Wake => wake(state, out),
        Input::Laid(viewport) => conversation::laid(state, out, &viewport),
        Input::Socket(event) => socket(state, out, event),
        Input::Drafts(stored) => composer::loaded(state, out, stored),
        Input::Bindings(bindings) => {
            state.setup.bindings = bindings;
            state.panes.revision.bump();
        }
        Input::Trouble(text) => {
            notify::tell(state, Level::Error, sanitize::excerpt(&text, 300), "");
        }
        Input::Terminate => program::leave(state, out),
    }
}

fn wake(state: &mut State, out: &mut Effects) {
    requests::expire(state, out);
    connection::wake(state, out);
    composer::wake(state, out);
    outbox::wake(state, out);
    board::wake(state, out);
    conversation::wake(state);
    notify::wake(state, out);
}

/// Does an action.
pub(super) fn act(state: &mut State, out: &mut Effects, action: Action) {
    match action {
        Action::Motion(motion) => go_by(state, motion),
        Action::Go(action) => go(state, out, action),
        Action::List(action) => list(state, out, action),
        Action::Talk(action) => talk_act(state, out, action),
        Action::Write(action) => write(state, out, action),
        Action::Edit(key) => edit(state, out, key),
        Action::Read(action) => reader::act(state, out, action),
        Action::Dialog(key) => dialog::answer(state, out, key),
        Action::Program(action) => program::act(state, out, action),
    }
}

fn go_by(state: &mut State, motion: Motion) {
    if dialog::go(state, motion) {
        return;
    }
    match state.focus() {
        Focus::Inbox | Focus::Filter => inbox::go(state, motion),
        Focus::Board => board::go(state, motion),
        Focus::Context => context::go(state, motion),
        _ => conversation::go(state, motion),
    }
}

fn go(state: &mut State, out: &mut Effects, action: Go) {
    match action {
        Go::NextPane => panes::cycle(state, true),
        Go::PreviousPane => panes::cycle(state, false),
        Go::Back => panes::back(state, out),
        Go::Compose => panes::compose(state),
        Go::Context => panes::toggle_context(state),
        Go::Inbox => panes::show_tab(state, Tab::Inbox),
        Go::Board => panes::show_tab(state, Tab::Board),
        Go::NextConversation => conversation::cycle(state, out, true),
        Go::PreviousConversation => conversation::cycle(state, out, false),
        Go::NextUnread => conversation::next_unread(state, out),
    }
}

fn list(state: &mut State, out: &mut Effects, action: List) {
    match action {
        List::Activate => match state.focus() {
            Focus::Board => board::activate(state, out),
            Focus::Context => context::activate(state),
            _ => inbox::activate(state, out),
        },
        List::Accept => inbox::accept(state, out, None),
        List::Decline => inbox::ask_decline(state, false),
        List::DeclineSelected => inbox::ask_decline(state, true),
        List::Expand => inbox::unfold_here(state, true),
        List::Collapse => inbox::unfold_here(state, false),
        List::Filter => inbox::start_filter(state),
        List::Why => why(state, out),
        List::Sort => board::sort(state),
        List::Reverse => board::reverse(state),
        List::Totals => totals::ask(state, out),
    }
}

fn why(state: &mut State, out: &mut Effects) {
    match (state.focus(), state.inbox.cursor().cloned()) {
        (Focus::Board, _) => board::why(state, out),
        (Focus::Inbox, Some(RowKey::Waiting(_, id))) => {
            talk::why(state, out, WhyAbout::Conversation(id));
        }
        (Focus::Inbox, _) => talk::why_you(state, out),
        _ => talk::why_shown(state, out),
    }
}

fn talk_act(state: &mut State, out: &mut Effects, action: Talk) {
    use talk::Conclusion::{Close, End, Leave, Release};
    match action {
        Talk::Flags => flags::open(state),
        Talk::NextFlag | Talk::NextFlagHere => conversation::next_flag(state, true),
        Talk::PreviousFlag | Talk::PreviousFlagHere => conversation::next_flag(state, false),
        Talk::NextMessage => conversation::walk(state, true),
        Talk::PreviousMessage => conversation::walk(state, false),
        Talk::Raw => raw::open(state),
        Talk::Explain => explain::marked(state),
        Talk::Unread => conversation::to_unread(state),
        Talk::Copy if state.focus() == Focus::Context => context::copy(state, out),
        Talk::Copy => talk::copy_message(state, out),
        Talk::CopyId => {
            let id = state
                .conversations
                .shown_id()
                .map(|id| id.as_str().to_owned());
            talk::copy(state, out, id);
        }
        Talk::End => talk::ask(state, out, End),
        Talk::Close => talk::ask(state, out, Close),
        Talk::Release => talk::ask(state, out, Release),
        Talk::Leave => talk::ask(state, out, Leave),
        Talk::StopReading => conversation::stop_reading(state, out),
    }
}

fn write(state: &mut State, out: &mut Effects, action: Write) {
    match action {
        Write::Send if state.focus() == Focus::Composer => composer::send(state, out),
        Write::Newline if state.focus() == Focus::Composer => composer::typed(state, out, "\n"),
        // From elsewhere nothing is sent that is not looked at.
        Write::Send | Write::Newline => panes::compose(state),
        Write::Replace => composer::replace_one(state, out),
        Write::ReplaceAll => composer::replace_all(state, out),
        Write::ExplainDraft => composer::explain(state),
        Write::Retry => outbox::retry(state, out),
        Write::TakeBack => outbox::take_back(state, out),
    }
}

fn edit(state: &mut State, out: &mut Effects, key: Edit) {
    if state.focus() != Focus::Composer {
        dialog::edit(state, key);
    } else if key == Edit::DeleteToEnd {
        palette::open_or_delete(state, out);
    } else {
        composer::edit(state, out, key);
    }
}

fn typed(state: &mut State, out: &mut Effects, text: &str) {
    if state.focus() == Focus::Composer {
        composer::typed(state, out, text);
    } else {
        dialog::typed(state, text);
    }
}

fn pasted(state: &mut State, out: &mut Effects, text: &str) {
    if state.focus() == Focus::Composer {
        composer::paste(state, out, text);
    } else if !dialog::typed(state, text) {
        notify::tell(
            state,
            Level::Info,
            "nothing here takes text: the paste was left out",
            "",
        );
    }
}

fn click(state: &mut State, out: &mut Effects, target: Target) {
    if let Target::Item(index) = target {
        return dialog::click(state, out, index);
    }
    // What lies under an overlay is not reached through it.
    if state.overlays.top().is_some() {
        return;
    }
    match target {
        Target::Inbox(row) => {
            panes::focus(state, Pane::List);
            let again = state.inbox.cursor() == Some(&row);
            let known = state.inbox.rows().contains(&row) && row.selectable();
            inbox::select(state, known.then_some(row));
            if again {
                inbox::activate(state, out);
            }
        }
        Target::Queue(queue) => board::select(state, &queue),
        Target::Listed(id) => board::select_listed(state, &id),
        Target::Tab(tab) => panes::show_tab(state, tab),
        Target::Log(message) => {
            panes::focus(state, Pane::Log);
            if let Some(message) = message {
                conversation::mark(state, message, false);
            }
        }
        Target::Composer => panes::compose(state),
        Target::Context(row) => {
            panes::focus(state, Pane::Context);
            context::select(state, row);
        }
        Target::Item(_) => {}
    }
}

fn wheel(state: &mut State, target: &Target, rows: i32) {
    let motion = if rows < 0 { Motion::Up } else { Motion::Down };
    if dialog::go(state, motion) {
        return;
    }
    match target {
        Target::Inbox(_) => inbox::go(state, motion),
        Target::Queue(_) | Target::Listed(_) => board::go(state, motion),
        Target::Context(_) => context::go(state, motion),
        _ => conversation::by_rows(state, rows),
    }
}

fn socket(state: &mut State, out: &mut Effects, event: SocketEvent) {
    match event {
        SocketEvent::Opened => connection::socket_opened(state, out),
        SocketEvent::Frame(frame) => match *frame {
            Frame::Response(response) => requests::answered(state, out, response),
            Frame::Notice(notice) => self::notice(state, out, *notice),
            Frame::Unknown => {}
        },
        SocketEvent::Garbled(error) => {
            let text = format!(
                "the backend sent what cannot be read: {}",
                sanitize::excerpt(&error, 200)
            );
            notify::tell(state, Level::Warning, text, "");
        }
        SocketEvent::Latency(millis) => connection::measured(state, millis),
        SocketEvent::Closed { reason } => connection::socket_closed(state, &reason),
        SocketEvent::Refused { reason } => {
            let hint = "check the address, then connect again (reconnect)".to_owned();
            connection::refuse(state, out, sanitize::excerpt(&reason, 300), hint);
        }
    }
}

fn notice(state: &mut State, out: &mut Effects, notice: Notice) {
    match notice {
        Notice::Update { seq, changes } => {
            // Each record reaches a desk once; a second time it would count twice.
            if seq <= state.connection.last_seq {
                return;
            }
            state.connection.last_seq = seq;
            for change in changes {
                changed(state, out, seq, change);
            }
        }
        Notice::Floor { queues, .. } => state.floor.set_queues(queues),
        Notice::Typing {
            conversation: id,
            author,
        } => conversation::typing(state, &id, author),
        Notice::Bye { reason, retry_ms } => connection::bye(state, &reason, retry_ms),
    }
}

fn changed(state: &mut State, out: &mut Effects, seq: Seq, change: Update) {
    match change {
        Update::Conversation { row } => conversation::row_changed(state, seq, *row),
        Update::Message {
            conversation: id,
            message,
        } => conversation::said(state, &id, *message),
        Update::OfferMade { offer } => offered(state, out, *offer),
        Update::OfferEnded {
            conversation: id,
            number,
            end,
        } => {
            offer_ended(state, &id, number, &end);
        }
        Update::Gone { row } => conversation::gone(state, seq, &row),
        Update::You { you } => state.floor.set_you(you),
    }
}

fn offered(state: &mut State, out: &mut Effects, offer: OfferView) {
    away::count(state, Missed::Offer(offer.offer.made_at));
    let who = sanitize::excerpt(&offer.row.customer.name, 40);
    let queue = sanitize::excerpt(state.floor.queue_name(&offer.row.queue), 40);
    state.floor.put_offer(offer);
    notify::tell(state, Level::Info, format!("offer: {who}, {queue}"), "");
    notify::ring(state, out);
}

fn offer_ended(state: &mut State, id: &ConversationId, number: OfferNumber, end: &OfferEnd) {
    if state
        .floor
        .offer(id)
        .is_none_or(|offer| offer.offer.number != number)
    {
        return;
    }
    let Some(offer) = state.floor.drop_offer(id) else {
        return;
    };
    let who = sanitize::excerpt(&offer.row.customer.name, 40);
    let told = match end {
        OfferEnd::Accepted | OfferEnd::Declined(_) => return,
        OfferEnd::TimedOut => format!("the offer of {who} ran out"),
        OfferEnd::AgentGone => format!("the offer of {who} was taken back"),
        OfferEnd::PickedBy { agent } if Some(agent) == state.floor.your_id() => return,
        OfferEnd::PickedBy { agent } => {
            format!("{} picked {who}", sanitize::excerpt(agent.as_str(), 40))
        }
        OfferEnd::CustomerLeft => format!("{who} left before anybody accepted"),
    };
    away::count(state, Missed::OfferEnded);
    notify::tell(state, Level::Info, told, "");
}
