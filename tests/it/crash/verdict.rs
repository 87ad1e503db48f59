//! What must be true after everything.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use deskhand::activity::ActivitySet;
use deskhand::domain::{AgentId, AuthorKind, ConversationId, Epoch, Seq};
use deskhand::server::hub::Entry;
use deskhand::server::journal::{Journal, READ_LIMIT, Read, Sqlite};
use deskhand::server::router::Event;

use super::backend::Backend;
use super::ledger::{Ledger, Pages, Speaker};

/// Every acknowledged answer of an agent reaches the bot's side exactly once and in order.
pub async fn on_the_wire(backend: &Backend, ledger: &Ledger) {
    let pages = ledger.pages();
    for conversation in pages.handoffs.values() {
        let path = format!("/v1/conversations/{conversation}/activities");
        let answer = backend.get(&path).send().await.unwrap();
        let set: ActivitySet = answer.json().await.unwrap();
        let texts = set
            .activities
            .into_iter()
            .filter_map(|activity| activity.text);
        let answers = texts
            .filter(|text| text.starts_with("answer "))
            .collect::<Vec<_>>();
        for ((_, speaker), keys) in pages.said.iter().filter(|((id, _), _)| id == conversation) {
            if speaker.is_some() {
                let wanted: Vec<_> = keys.iter().map(|key| format!("answer {key}")).collect();
                contains_in_order(&answers, &wanted);
            }
        }
    }
}

/// What the journal says, record by record.
#[derive(Default)]
struct Told {
    handoffs: HashMap<String, ConversationId>,
    said: BTreeMap<(ConversationId, Speaker), Vec<String>>,
    owner: HashMap<ConversationId, AgentId>,
    owners: HashMap<(ConversationId, Epoch), AgentId>,
}

/// The journal holds everything that was acknowledged, once and in order, and never two owners.
pub fn in_the_journal(dir: &Path, ledger: &Ledger) {
    let journal = Sqlite::open(&dir.join("data")).unwrap();
    let told = read(journal.reader().as_ref());
    let Pages {
        handoffs,
        said,
        owners,
    } = ledger.pages();
    assert!(
        ledger.count() > 400,
        "{} acknowledgements are no load",
        ledger.count()
    );
    let answered = said.keys().filter(|(_, speaker)| speaker.is_some()).count();
    assert!(
        answered > 10 && owners.len() > 10,
        "{answered} answered, {} owned",
        owners.len()
    );
    for (activity, conversation) in handoffs {
        assert_eq!(told.handoffs[&activity], conversation);
    }
    for (page, keys) in said {
        contains_in_order(&told.said[&page], &keys);
    }
    for (assignment, agent) in owners {
        assert_eq!(told.owners[&assignment], agent);
    }
}

fn read(journal: &dyn Read) -> Told {
    let mut told = Told::default();
    let mut after = Seq(0);
    loop {
        let page = journal.read(after, READ_LIMIT).unwrap();
        let Some(last) = page.last() else {
            return told;
        };
        after = last.seq;
        for record in &page {
            if let Entry::Floor(event) = Entry::of(record).unwrap() {
                told.hear(event);
            }
        }
    }
}

impl Told {
    fn hear(&mut self, event: Event) {
        match event {
            Event::HandedOver {
                conversation,
                handoff,
                ..
            } => {
                let known = self.handoffs.insert(handoff.source.activity, conversation);
                assert_eq!(known, None, "a handoff twice");
            }
            Event::Assigned {
                conversation,
                agent,
                epoch,
                ..
            } => {
                let page = (conversation.clone(), epoch);
                assert_eq!(
                    self.owners.insert(page, agent.clone()),
                    None,
                    "an assignment twice"
                );
                assert_eq!(self.owner.insert(conversation, agent), None, "two owners");
            }
            Event::Requeued { conversation, .. }
            | Event::SetAside { conversation, .. }
            | Event::Closed { conversation, .. } => drop(self.owner.remove(&conversation)),
            Event::Said {
                conversation,
                by,
                agent,
                key,
                ..
            } => {
                if by == AuthorKind::Agent {
                    assert_eq!(
                        self.owner.get(&conversation),
                        agent.as_ref(),
                        "not the owner"
                    );
                }
                let keys = self.said.entry((conversation, agent)).or_default();
                assert!(
                    keys.last().is_none_or(|last| *last < key.to_string()),
                    "{key} after {keys:?}"
                );
                keys.push(key.to_string());
            }
            _ => {}
        }
    }
}

/// That all that was acknowledged is among what there is, each once and in the same order. More may be there: what was taken
/// when the answer could not be given any more.
fn contains_in_order(there: &[String], acknowledged: &[String]) {
    let places: Vec<_> = acknowledged
        .iter()
        .map(|wanted| {
            let found: Vec<_> = (0..there.len())
                .filter(|place| there[*place] == *wanted)
                .collect();
            assert_eq!(found.len(), 1, "{wanted} in {there:?}");
            found[0]
        })
        .collect();
    assert!(places.is_sorted(), "{acknowledged:?} in {there:?}");
}
