//! Doctored logs: the counting must find a loss, a double, a swap, a second owner, and nothing where nothing is wrong.

use super::*;

fn mark(by: &str, number: u32) -> Mark {
    Mark {
        by: by.to_owned(),
        number,
    }
}

fn sent(mark: Mark, epoch: Option<u64>) -> Sent {
    Sent {
        conversation: "c1".into(),
        mark,
        epoch: epoch.map(Epoch),
        acknowledged: true,
    }
}

fn view(marks: &[(&str, u32)]) -> (ConversationId, View) {
    let marks = marks.iter().map(|(by, number)| mark(by, *number)).collect();
    ("c1".into(), View { marks, whole: true })
}

/// Ana asks three times, Dana answers twice under assignment 1, Emil once under assignment 2; everybody saw everything.
fn clean() -> [Log; 3] {
    let mut ana = Log::new(Side::Customer);
    ana.sent = (1..=3)
        .map(|number| sent(mark("ana", number), None))
        .collect();
    ana.views = vec![view(&[("dana", 1), ("dana", 2), ("emil", 1)])];
    let mut dana = Log::new(Side::Agent);
    dana.sent = (1..=2)
        .map(|number| sent(mark("dana", number), Some(1)))
        .collect();
    dana.views = vec![view(&[("ana", 1), ("dana", 1), ("ana", 2), ("dana", 2)])];
    dana.views[0].1.whole = false;
    dana.taken = vec![("c1".into(), Epoch(1), "dana".into())];
    let mut emil = Log::new(Side::Agent);
    emil.sent = vec![sent(mark("emil", 1), Some(2))];
    emil.views = vec![view(&[
        ("ana", 1),
        ("dana", 1),
        ("ana", 2),
        ("dana", 2),
        ("ana", 3),
        ("emil", 1),
    ])];
    emil.taken = vec![("c1".into(), Epoch(2), "emil".into())];
    [ana, dana, emil]
}

#[test]
fn clean_logs_are_clean() {
    let found = audit(&clean());
    assert!(found.is_clean(), "{found:?}");
    assert_eq!((found.messages_acked, found.messages_delivered), (6, 6));
}

#[test]
fn a_message_nobody_received_is_lost() {
    let mut logs = clean();
    logs[0].views[0].1.marks.remove(1);
    let found = audit(&logs);
    assert_eq!((found.lost, found.messages_delivered), (1, 5));
    assert!(!found.is_clean());
}

#[test]
fn the_last_message_may_be_the_one_that_is_lost() {
    let mut logs = clean();
    logs[2].views[0].1.marks.remove(4);
    let found = audit(&logs);
    assert_eq!((found.lost, found.messages_delivered), (1, 5));
}

#[test]
fn a_gap_in_one_view_is_a_loss_although_another_has_it() {
    let mut logs = clean();
    logs[1].views[0].1.marks.remove(0);
    let found = audit(&logs);
    assert_eq!((found.lost, found.messages_delivered), (1, 6));
}

#[test]
fn a_view_that_ended_early_need_not_have_what_came_after() {
    let mut logs = clean();
    logs[1].views[0].1.marks.truncate(1);
    assert!(audit(&logs).is_clean());
}

#[test]
fn a_message_that_came_twice_is_a_duplicate() {
    let mut logs = clean();
    logs[0].views[0].1.marks.push(mark("dana", 1));
    let found = audit(&logs);
    assert_eq!(found.duplicated, 1);
    assert_eq!((found.lost, found.out_of_order), (0, 0));
}

#[test]
fn two_messages_that_changed_places_are_out_of_order() {
    let mut logs = clean();
    logs[2].views[0].1.marks.swap(0, 2);
    let found = audit(&logs);
    assert_eq!(found.out_of_order, 1);
    assert_eq!((found.lost, found.duplicated), (0, 0));
}

#[test]
fn an_assignment_given_to_two_is_found() {
    let mut logs = clean();
    logs[2].taken[0].1 = Epoch(1);
    assert_eq!(audit(&logs).double_owned, 1);
    let mut again = clean();
    let repeated = again[1].taken[0].clone();
    again[1].taken.push(repeated);
    assert!(audit(&again).is_clean(), "told twice is not given twice");
}

#[test]
fn an_answer_after_a_later_owner_is_found() {
    let mut logs = clean();
    logs[0].views[0].1.marks.swap(1, 2);
    let found = audit(&logs);
    assert_eq!(found.double_owned, 1);
}

#[test]
fn what_was_not_acknowledged_cannot_be_lost() {
    let mut logs = clean();
    logs[0].sent[2].acknowledged = false;
    logs[2].views[0].1.marks.remove(4);
    let found = audit(&logs);
    assert!(found.is_clean(), "{found:?}");
    assert_eq!(found.messages_acked, 5);
}

#[test]
fn marks_are_read_back_whatever_stands_before_them() {
    for text in ["", "see [1] and [x 2]", "\u{202e}\u{1b}[31m", "]"] {
        let mark = mark("dana 3", 12);
        assert_eq!(Mark::of(&mark.on(text)), Some(mark));
    }
    assert_eq!(Mark::of("no mark [here]"), None);
    assert_eq!(Mark::of(""), None);
}

#[test]
fn counts_add_up() {
    let mut sum = Counts::default();
    let mut one = Counts {
        offered: 2,
        ..Counts::default()
    };
    one.flags.insert("OC-EMOJI".to_owned(), 3);
    sum.add(&one);
    sum.add(&one);
    assert_eq!((sum.offered, sum.flags["OC-EMOJI"]), (4, 6));
}
