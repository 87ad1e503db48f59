//! `/v1/admin/queues`: where handed-over conversations wait.

use std::collections::BTreeSet;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::super::answer::Problem;
use super::super::caller::Administrator;
use super::super::state::Http;
use super::{check_name, wanted};
use crate::activity::error::quote;
use crate::domain::{AgentId, Queue, QueueId, QueueSettings};
use crate::server::router::Command;

/// What is needed to set one up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wanted {
    id: String,
    name: Option<String>,
    #[serde(default)]
    topics: BTreeSet<String>,
    #[serde(default)]
    members: BTreeSet<AgentId>,
    #[serde(default)]
    settings: QueueSettings,
}

/// All queues.
#[derive(Debug, Serialize)]
pub struct List {
    queues: Vec<Queue>,
}

/// Sets one up.
pub async fn add(
    State(http): State<Http>,
    _: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Queue>), Problem> {
    let wanted: Wanted = wanted(&headers, body).await?;
    check_name("queue", &wanted.id, "/id")?;
    let queue = Queue {
        name: wanted.name.unwrap_or_else(|| wanted.id.clone()),
        id: QueueId::new(wanted.id),
        topics: wanted.topics,
        members: wanted.members,
        settings: wanted.settings,
    };
    let _guard = http.changing.lock().await;
    let asked = queue.clone();
    let obstacle = http.hub.ask(move |world, _| {
        let floor = &world.floor;
        let unknown = asked.members.iter().find(|id| floor.agent(id).is_none());
        (floor.queue(&asked.id).is_some(), unknown.cloned())
    });
    match obstacle.await? {
        (true, _) => Err(Problem::new(
            StatusCode::CONFLICT,
            "conflict",
            format!("there is a queue {} already", queue.id),
            "choose another id",
        )
        .at("/id")),
        (false, Some(agent)) => Err(Problem::not_found(
            format!("there is nobody called {}", quote(agent.as_str())),
            "add people first, with `deskhand user add`",
        )
        .at("/members")),
        (false, None) => {
            http.hub
                .execute(Command::SetQueue(Box::new(queue.clone())))
                .await?;
            Ok((StatusCode::CREATED, Json(queue)))
        }
    }
}

/// Lists all.
pub async fn list(State(http): State<Http>, _: Administrator) -> Result<Json<List>, Problem> {
    let queues = http
        .hub
        .ask(|world, _| world.floor.queues().cloned().collect());
    Ok(Json(List {
        queues: queues.await?,
    }))
}
