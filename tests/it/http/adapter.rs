//! The whole way of a conversation as an adapter sees it.

use deskhand::domain::{ConversationId, Epoch};
use deskhand::protocol::call::{Owned, Taken};
use deskhand::protocol::{Call, Update};
use serde_json::{Value, json};

use super::backend::{Backend, handoff};
use super::stream::Stream;
use crate::gateway::desk::{Desk, key};

/// A conversation that ana has accepted.
struct Talk {
    backend: Backend,
    app: String,
    desk: Desk,
    id: String,
    epoch: Epoch,
    _folder: tempfile::TempDir,
}

impl Talk {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let backend = Backend::start(folder.path()).await;
        let (ana, app) = (
            backend.person("ana", "agent").await,
            backend.app("Contoso").await,
        );
        let mut desk = Desk::sign_in(backend.address, &ana).await;
        let id = backend.hand_over(&app, &handoff("C1")).await;
        let epoch = accept(&mut desk, &id).await;
        Self {
            backend,
            app,
            desk,
            id,
            epoch,
            _folder: folder,
        }
    }

    fn conversation(&self) -> ConversationId {
        ConversationId::new(&self.id)
    }

    async fn say(&mut self, text: &str) {
        let call = Call::Send {
            conversation: self.conversation(),
            epoch: self.epoch,
            text: text.to_owned(),
            key: key(text),
        };
        self.desk.call(call).await.unwrap();
    }

    async fn end(&mut self) {
        let owned = Owned {
            conversation: self.conversation(),
            epoch: self.epoch,
            key: key("end"),
        };
        self.desk.call(Call::End(owned)).await.unwrap();
    }

    async fn customer(&self, activity: &Value) -> (u16, Value) {
        let path = format!("/v1/conversations/{}/activities", self.id);
        self.backend.post(&path, &self.app, activity).await
    }

    async fn read(&self, watermark: &str) -> Value {
        let path = format!(
            "/v1/conversations/{}/activities?watermark={watermark}",
            self.id
        );
        let (status, set) = self.backend.get(&path, &self.app).await;
        assert_eq!(status, 200, "{set}");
        set
    }
}

/// Accepts the offer of a conversation.
async fn accept(desk: &mut Desk, id: &str) -> Epoch {
    let wanted = ConversationId::new(id);
    let is_offer =
        |update: &Update| matches!(update, Update::OfferMade { offer } if offer.row.id == wanted);
    let read = desk.updates_until(is_offer).await;
    let number = read
        .last()
        .unwrap()
        .1
        .iter()
        .find_map(|update| match update {
            Update::OfferMade { offer } => Some(offer.offer.number),
            _ => None,
        });
    let call = Call::Accept {
        conversation: wanted,
        offer: number.unwrap(),
        key: key(id),
    };
    let taken: Taken = serde_json::from_value(desk.call(call).await.unwrap()).unwrap();
    taken.epoch
}

/// What an activity is, in short.
fn short(activity: &Value) -> String {
    match activity["type"].as_str().unwrap() {
        "message" => activity["text"].as_str().unwrap().to_owned(),
        "event" => activity["value"]["state"].as_str().unwrap().to_owned(),
        other => other.to_owned(),
    }
}

fn shorts(activities: &[Value]) -> Vec<String> {
    activities.iter().map(short).collect()
}

const WHOLE: [&str; 5] = ["accepted", "one", "two", "completed", "endOfConversation"];

#[tokio::test]
async fn from_acceptance_to_the_end() {
    let mut talk = Talk::begin().await;
    let mut stream = Stream::open(&talk.backend, &talk.app, &talk.id, None).await;
    stream.mumble("").await;
    talk.say("one").await;
    assert_eq!(
        talk.customer(&json!({"type": "message", "id": "m1", "text": "hm"}))
            .await
            .0,
        200
    );
    talk.say("two").await;
    let said = |text: &str| matches!(text, "two");
    let mut read = stream.until(|activity| said(&short(activity))).await;
    assert_eq!(read[1]["from"], json!({"name": "ANA", "role": "bot"}));
    assert_eq!(read[1]["conversation"]["id"], "C1");
    talk.desk
        .call(Call::Typing {
            conversation: talk.conversation(),
        })
        .await
        .unwrap();
    let typing = stream.until(|activity| activity["type"] == "typing").await;
    assert_eq!(typing.len(), 1);
    talk.end().await;
    read.extend(
        stream
            .until(|activity| activity["type"] == "endOfConversation")
            .await,
    );
    assert_eq!(shorts(&read), WHOLE);
    assert_eq!(read[4]["code"], "completedSuccessfully");
    let end = stream.next().await.unwrap_err().unwrap();
    assert_eq!(
        (u16::from(end.code), end.reason.as_str()),
        (1000, "the conversation has ended")
    );

    let set = talk.read("").await;
    assert_eq!(
        set["activities"].as_array().unwrap(),
        &read,
        "what is read is what was streamed"
    );
    let mut late = Stream::open(
        &talk.backend,
        &talk.app,
        &talk.id,
        stream.watermark.as_deref(),
    )
    .await;
    assert!(
        late.next()
            .await
            .unwrap_err()
            .is_some_and(|frame| u16::from(frame.code) == 1000)
    );
    talk.backend.stop().await;
}

#[tokio::test]
async fn every_watermark_gives_exactly_the_rest() {
    let mut talk = Talk::begin().await;
    talk.say("one").await;
    talk.say("two").await;
    talk.end().await;
    let mut stream = Stream::open(&talk.backend, &talk.app, &talk.id, None).await;
    let all = stream
        .until(|activity| activity["type"] == "endOfConversation")
        .await;
    let last: u64 = stream.watermark.unwrap().parse().unwrap();
    for mark in 0..=last {
        let rest = talk.read(&mark.to_string()).await;
        let rest = rest["activities"].as_array().unwrap().clone();
        assert!(all.ends_with(&rest), "after {mark}: {:?}", shorts(&rest));
        let mut stream =
            Stream::open(&talk.backend, &talk.app, &talk.id, Some(&mark.to_string())).await;
        let mut streamed = Vec::new();
        while let Ok(set) = stream.next().await {
            streamed.extend(set);
        }
        assert_eq!(streamed, rest, "after {mark}");
    }
    talk.backend.stop().await;
}

#[tokio::test]
async fn the_customers_words_come_once_and_in_order() {
    let mut talk = Talk::begin().await;
    let set = json!({"activities": [
        {"type": "message", "id": "m1", "text": "a"},
        {"type": "message", "id": "b", "text": "of the bot", "from": {"role": "bot"}},
        {"type": "typing"},
        {"type": "message", "id": "m2", "text": "b", "unknown": {"kept": true}}
    ]});
    for _ in 0..2 {
        let (status, taken) = talk.customer(&set).await;
        assert_eq!(
            (status, &taken["ids"], &taken["id"]),
            (200, &json!(["m1", "m2"]), &json!("m2"))
        );
        assert_eq!(taken["ignored"][0]["index"], 1);
    }
    let (_, first) = talk
        .customer(&json!({"type": "message", "text": "yes"}))
        .await;
    let (_, second) = talk
        .customer(&json!({"type": "message", "text": "yes"}))
        .await;
    assert_ne!(
        first["id"], second["id"],
        "without an id the same words are said twice"
    );
    let detail = talk
        .desk
        .call(Call::Open {
            conversation: talk.conversation(),
        })
        .await
        .unwrap();
    let messages = detail["messages"].as_array().unwrap();
    let texts: Vec<&str> = messages
        .iter()
        .map(|m| m["activity"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["a", "b", "yes", "yes"]);
    assert_eq!(messages[1]["activity"]["unknown"]["kept"], true);
    talk.backend.stop().await;
}

#[tokio::test]
async fn one_bad_activity_stores_none() {
    let mut talk = Talk::begin().await;
    let (status, refused) = talk
        .customer(&json!([{"type": "message", "id": "m1", "text": "a"}, {"text": "no type"}]))
        .await;
    assert_eq!(
        (status, refused["error"]["pointer"].as_str()),
        (400, Some("/1/type"))
    );
    let long = json!({"type": "message", "id": "m1", "text": "x".repeat(28 * 1024)});
    let over = long.to_string().len() - 28 * 1024;
    let (status, refused) = talk.customer(&long).await;
    assert_eq!(
        (status, &refused["error"]["overBytes"]),
        (413, &json!(over)),
        "{refused}"
    );
    let detail = talk
        .desk
        .call(Call::Open {
            conversation: talk.conversation(),
        })
        .await
        .unwrap();
    assert_eq!(detail["messages"], json!([]));
    talk.backend.stop().await;
}

#[tokio::test]
async fn who_leaves_before_anybody_accepts_has_failed() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let id = backend.hand_over(&backend.admin, &handoff("C1")).await;
    let path = format!("/v1/conversations/{id}/activities");
    let mut stream = Stream::open(&backend, &backend.admin, &id, None).await;
    let end = json!({"type": "endOfConversation"});
    assert_eq!(backend.post(&path, &backend.admin, &end).await.0, 200);
    let told = stream
        .until(|activity| activity["type"] == "endOfConversation")
        .await;
    assert_eq!(shorts(&told), ["failed", "endOfConversation"]);
    assert!(
        told[0]["value"]["message"]
            .as_str()
            .unwrap()
            .contains("left")
    );
    assert_eq!(told[1]["code"], "userCancelled");
    let late = json!({"type": "message", "text": "still there?"});
    assert_eq!(backend.post(&path, &backend.admin, &late).await.0, 409);
    backend.stop().await;
}

#[tokio::test]
async fn who_leaves_an_agent_has_completed() {
    let mut talk = Talk::begin().await;
    talk.customer(&json!({"type": "endOfConversation"})).await;
    let set = talk.read("").await;
    let told = set["activities"].as_array().unwrap();
    assert_eq!(shorts(told), ["accepted", "completed", "endOfConversation"]);
    assert_eq!(told[2]["code"], "userCancelled");
    let owned = Owned {
        conversation: talk.conversation(),
        epoch: talk.epoch,
        key: key("close"),
    };
    talk.desk.call(Call::Close(owned)).await.unwrap();
    assert_eq!(
        talk.read("").await["activities"],
        set["activities"],
        "closing adds nothing"
    );
    talk.backend.stop().await;
}

#[tokio::test]
async fn a_watermark_from_elsewhere_is_refused() {
    let talk = Talk::begin().await;
    for mark in ["x", "-1", "999999", "1.5"] {
        let path = format!("/v1/conversations/{}/activities?watermark={mark}", talk.id);
        let (status, refused) = talk.backend.get(&path, &talk.app).await;
        assert_eq!(
            (status, &refused["error"]["code"]),
            (400, &json!("bad_watermark"))
        );
        assert!(
            Stream::try_open(&talk.backend, &talk.app, &talk.id, Some(mark))
                .await
                .is_err()
        );
    }
    let path = format!("/v1/conversations/{}/stream", talk.id);
    assert_eq!(
        talk.backend.get(&path, &talk.app).await.0,
        400,
        "no handshake, no stream"
    );
    talk.backend.stop().await;
}
