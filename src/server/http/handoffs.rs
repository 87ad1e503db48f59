//! `POST /v1/handoffs`: a bot hands over.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::answer::Problem;
use super::body;
use super::state::Http;
use crate::activity::ReadError;
use crate::activity::handoff::{self, DIGEST_PREFIX, MAX_ID_BYTES};
use crate::content::rules::RuleId;
use crate::content::scan::{Finding, scan_handoff};
use crate::domain::{ConversationId, ConversationState, Handoff, HandoffSource, QueueId};
use crate::protocol::ErrorCode;
use crate::server::auth::Caller;
use crate::server::hub::Failed;
use crate::server::router::Command;
use crate::server::router::event::RuleCount;

/// How large a handoff may be. A transcript of a thousand turns has about 2 MB.
pub const MAX_HANDOFF_BYTES: usize = 4 * 1024 * 1024;

/// How many findings a receipt lists; a hostile transcript has thousands.
const MAX_FINDINGS: usize = 100;

/// Distinguishes two handoffs that say the same and have no id of their own.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What may stand behind the question mark.
#[derive(Debug, Deserialize)]
pub struct Asked {
    queue: Option<String>,
}

/// What became of a handoff.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    conversation_id: ConversationId,
    queue: QueueId,
    state: ConversationState,
    /// Place in the queue, from 1; absent once somebody has it.
    position: Option<u32>,
    transcript: Counted,
    variables: usize,
    flags: u32,
    /// The first findings behind `flags`, at most [`MAX_FINDINGS`].
    findings: Vec<Finding>,
    /// What was assumed while reading.
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Counted {
    received: u32,
    stored: usize,
}

/// Where a handoff has got to.
struct Standing {
    id: ConversationId,
    queue: QueueId,
    state: ConversationState,
    position: Option<u32>,
}

/// Takes a handoff in: 201 for a new one, 200 for one that is known.
pub async fn receive(
    State(http): State<Http>,
    caller: Caller,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let app = match &caller {
        Caller::Application(app) => Some(app.clone()),
        other if other.may_administer() => None,
        _ => {
            return Err(Problem::forbidden(
                "only applications and administrators may hand over",
                "register one with `deskhand app register` and use its access token",
            ));
        }
    };
    let queue = queue(asked)?;
    let bytes = body::json(&headers, body, MAX_HANDOFF_BYTES, "the handoff").await?;
    let now = http.clock.now();
    // Reading and scanning four megabytes takes longer than a task may hold its thread.
    let read = tokio::task::spawn_blocking(move || {
        let handoff = handoff::read(&bytes, app, now)?;
        let findings = scan_handoff(&handoff);
        Ok::<_, ReadError>((handoff, findings))
    });
    let (mut handoff, findings) = read.await.map_err(|_| Problem::internal())??;
    keyed(&mut handoff, &headers)?;
    let flags = findings
        .iter()
        .fold(0, |sum: u32, finding| sum.saturating_add(finding.times));
    let found = by_rule(&findings);
    let mut receipt = Receipt {
        conversation_id: ConversationId::new(uuid::Uuid::now_v7().to_string()),
        queue: QueueId::new(""),
        state: ConversationState::Open,
        position: None,
        transcript: Counted {
            received: handoff.transcript_received,
            stored: handoff.transcript.len(),
        },
        variables: handoff.variables.len(),
        flags,
        findings: findings.into_iter().take(MAX_FINDINGS).collect(),
        notes: handoff.notes.clone(),
    };
    let source = handoff.source.clone();
    let command = Command::Receive {
        conversation: receipt.conversation_id.clone(),
        queue,
        handoff: Box::new(handoff),
        flags,
        found,
    };
    http.hub.execute(command).await.map_err(refused)?;
    let standing = standing(&http, source)
        .await?
        .ok_or_else(Problem::internal)?;
    let status = if standing.id == receipt.conversation_id {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let location = format!("/v1/conversations/{}", standing.id);
    receipt.conversation_id = standing.id;
    receipt.queue = standing.queue;
    receipt.state = standing.state;
    receipt.position = standing.position;
    Ok((status, [(header::LOCATION, location)], Json(receipt)).into_response())
}

/// How often each rule was found.
fn by_rule(findings: &[Finding]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<RuleId, u32> = BTreeMap::new();
    for finding in findings {
        let times = counts.entry(finding.rule).or_default();
        *times = times.saturating_add(finding.times);
    }
    let counts = counts.into_iter();
    counts
        .map(|(rule, times)| RuleCount {
            rule: rule.to_string(),
            times,
        })
        .collect()
}

fn queue(asked: Result<Query<Asked>, QueryRejection>) -> Result<Option<QueueId>, Problem> {
    let Ok(Query(asked)) = asked else {
        return Err(Problem::bad_request(
            "what stands behind the question mark cannot be read",
            "only ?queue=NAME is known here",
        ));
    };
    Ok(asked
        .queue
        .filter(|name| !name.is_empty())
        .map(QueueId::new))
}

/// What is not found is the queue that was asked for: a mistake of the request, not of its address.
fn refused(failed: Failed) -> Problem {
    match failed {
        Failed::Refused(refusal) if refusal.code == ErrorCode::NotFound => {
            Problem::bad_request(refusal.message, refusal.hint)
        }
        other => other.into(),
    }
}

/// A handoff without an id of its own takes the key of the request, if there is one.
fn keyed(handoff: &mut Handoff, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(());
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| !key.is_empty() && key.len() <= MAX_ID_BYTES);
    let Some(key) = key else {
        return Err(Problem::bad_request(
            format!("the Idempotency-Key must be 1 to {MAX_ID_BYTES} visible ASCII characters"),
            "a UUID will do",
        ));
    };
    if handoff.source.activity.starts_with(DIGEST_PREFIX) {
        handoff.source.activity = format!("key:{key}");
    }
    Ok(())
}

async fn standing(http: &Http, source: HandoffSource) -> Result<Option<Standing>, Problem> {
    let standing = http.hub.ask(move |world, _| {
        let floor = &world.floor;
        let id = floor.known_handoff(&source)?;
        let live = floor.conversation(&id)?;
        Some(Standing {
            queue: live.queue.clone(),
            state: live.state,
            position: floor.position(&id),
            id,
        })
    });
    Ok(standing.await?)
}
