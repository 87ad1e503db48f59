//! `/v1/admin/users`: the people who may sign in.

use std::collections::BTreeSet;

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::super::answer::Problem;
use super::super::caller::Administrator;
use super::super::conversations::plain;
use super::super::state::Http;
use super::{check_name, secret, wanted};
use crate::activity::error::quote;
use crate::domain::{
    Agent, AgentId, ConversationId, ConversationState, Epoch, Presence, Queue, QueueId, Role,
};
use crate::server::auth::{Change, SecretKind, User};
use crate::server::hub::{Failed, World};
use crate::server::router::{Command, Conclusion, Live};

/// What is needed to add somebody.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wanted {
    user: String,
    name: Option<String>,
    role: Role,
    capacity: Option<u32>,
    queues: Option<BTreeSet<QueueId>>,
    /// Whether somebody of this name gives way; their token ends.
    #[serde(default)]
    replace: bool,
}

/// Somebody new; the token is shown this once.
#[derive(Debug, Serialize)]
pub struct Added {
    #[serde(flatten)]
    row: Row,
    token: String,
}

/// Somebody in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    user: AgentId,
    name: String,
    role: Role,
    capacity: u32,
    queues: BTreeSet<QueueId>,
    presence: Presence,
    load: u32,
}

/// Everybody.
#[derive(Debug, Serialize)]
pub struct List {
    users: Vec<Row>,
}

/// Most conversations at once that can be set; nobody reads more.
const MAX_CAPACITY: u32 = 1_000;

/// Adds somebody. They can sign in only when everything else is set up.
pub async fn add(
    State(http): State<Http>,
    _: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Added>), Problem> {
    let wanted: Wanted = wanted(&headers, body).await?;
    let agent = agent(&wanted)?;
    let _guard = http.changing.lock().await;
    let queues = obstacles(&http, &wanted, agent.id.clone()).await?;
    let token = secret(SecretKind::User)?;
    let (id, role) = (agent.id.clone(), agent.role);
    http.hub.execute(Command::SetAgent(Box::new(agent))).await?;
    for queue in queues {
        http.hub.execute(Command::SetQueue(Box::new(queue))).await?;
    }
    let user = User {
        id: id.clone(),
        role,
        token: token.hash(),
        since: http.clock.now(),
    };
    http.hub.administer(Change::UserAdded { user }).await?;
    http.switchboard.expel(&id);
    let row = http.hub.ask(move |world, _| row(world, &id));
    let row = row.await?.ok_or_else(Problem::internal)?;
    let token = token.expose().to_owned();
    Ok((StatusCode::CREATED, Json(Added { row, token })))
}

fn agent(wanted: &Wanted) -> Result<Agent, Problem> {
    check_name("person", &wanted.user, "/user")?;
    // Who only watches takes no work unless it is asked for.
    let capacity = wanted.capacity.unwrap_or(match wanted.role {
        Role::Agent => Agent::DEFAULT_CAPACITY,
        Role::Supervisor | Role::Admin => 0,
    });
    if capacity > MAX_CAPACITY {
        return Err(Problem::bad_request(
            format!("a capacity of {capacity} is too much; at most {MAX_CAPACITY}"),
            "an agent reads two to six conversations at once",
        )
        .at("/capacity"));
    }
    Ok(Agent {
        id: AgentId::new(&wanted.user),
        name: wanted.name.clone().unwrap_or_else(|| wanted.user.clone()),
        role: wanted.role,
        capacity,
    })
}

/// What stands in the way; otherwise the queues as they are to be. Without a word about queues, a new person joins the default one.
async fn obstacles(http: &Http, wanted: &Wanted, id: AgentId) -> Result<Vec<Queue>, Problem> {
    let (asked, replace) = (wanted.queues.clone(), wanted.replace);
    let user = id.clone();
    let found = http.hub.ask(move |world, _| {
        let exists = world.directory.user(&id).is_some();
        let asked =
            asked.or_else(|| (!exists).then(|| BTreeSet::from([QueueId::new(Queue::DEFAULT)])));
        let unknown = asked
            .iter()
            .flatten()
            .find(|queue| world.floor.queue(queue).is_none());
        let unknown = unknown.cloned();
        let queues = asked.map_or_else(Vec::new, |asked| memberships(world, &id, &asked));
        (exists, unknown, queues)
    });
    match found.await? {
        (true, ..) if !replace => Err(Problem::new(
            StatusCode::CONFLICT,
            "conflict",
            format!("there is somebody called {user} already"),
            "choose another name, or replace them, which gives them a new token",
        )
        .at("/user")),
        (_, Some(queue), _) => Err(Problem::not_found(
            format!("there is no queue {}", quote(queue.as_str())),
            "set it up first, with `deskhand queue add`",
        )
        .at("/queues")),
        (_, None, queues) => Ok(queues),
    }
}

/// The queues that change so that somebody is a member of these and no others.
fn memberships(world: &World, id: &AgentId, wanted: &BTreeSet<QueueId>) -> Vec<Queue> {
    let change = |queue: &Queue| {
        let mut changed = queue.clone();
        let differs = if wanted.contains(&queue.id) {
            changed.members.insert(id.clone())
        } else {
            changed.members.remove(id)
        };
        differs.then_some(changed)
    };
    world.floor.queues().filter_map(change).collect()
}

/// Lists everybody.
pub async fn list(State(http): State<Http>, _: Administrator) -> Result<Json<List>, Problem> {
    let users = http.hub.ask(|world, _| {
        let users = world.directory.users();
        users.filter_map(|user| row(world, &user.id)).collect()
    });
    Ok(Json(List {
        users: users.await?,
    }))
}

fn row(world: &World, id: &AgentId) -> Option<Row> {
    let view = world.floor.agent(id)?;
    Some(Row {
        user: id.clone(),
        name: view.seat.agent.name.clone(),
        role: view.seat.agent.role,
        capacity: view.seat.agent.capacity,
        queues: view.queues().cloned().collect(),
        presence: view.presence().presence,
        load: view.load(),
    })
}

/// Removes somebody: first their token, then their work. What they own goes back to its queue at once, for they will not
/// return; what is in wrap-up is closed.
pub async fn remove(
    State(http): State<Http>,
    _: Administrator,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Problem> {
    let id = plain(id)?;
    let _guard = http.changing.lock().await;
    let user = AgentId::new(&id);
    let wanted = user.clone();
    let known = http.hub.ask(move |world, _| {
        world.directory.user(&wanted)?;
        let agent = world.floor.agent(&wanted)?.seat.agent.clone();
        Some((agent, memberships(world, &wanted, &BTreeSet::new())))
    });
    let Some((agent, queues)) = known.await? else {
        return Err(Problem::not_found(
            format!("there is nobody called {}", quote(&id)),
            "`deskhand user list` shows everybody",
        ));
    };
    http.hub
        .administer(Change::UserRemoved { user: user.clone() })
        .await?;
    http.switchboard.expel(&user);
    for queue in queues {
        http.hub.execute(Command::SetQueue(Box::new(queue))).await?;
    }
    let idle = Agent {
        capacity: 0,
        ..agent
    };
    http.hub.execute(Command::SetAgent(Box::new(idle))).await?;
    for (conversation, epoch, how) in held(&http, user.clone()).await? {
        let command = Command::Conclude {
            agent: user.clone(),
            conversation,
            epoch,
            how,
        };
        match http.hub.execute(command).await {
            // The customer left, or somebody took it, meanwhile.
            Ok(_) | Err(Failed::Refused(_)) => {}
            Err(stopped @ Failed::Stopped) => return Err(stopped.into()),
        }
    }
    http.hub.execute(Command::SignOff { agent: user }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody holds, and how they let go of it.
async fn held(
    http: &Http,
    user: AgentId,
) -> Result<Vec<(ConversationId, Epoch, Conclusion)>, Problem> {
    let held = http.hub.ask(move |world, _| {
        let owned = world.floor.agent(&user).map(|view| view.owned());
        let lives = owned
            .into_iter()
            .flatten()
            .filter_map(|id| world.floor.conversation(id));
        let let_go = |live: &Live| {
            let how = match live.state {
                ConversationState::WrapUp => Conclusion::Close,
                _ => Conclusion::Release,
            };
            (live.id.clone(), live.epoch, how)
        };
        lives.map(let_go).collect()
    });
    Ok(held.await?)
}
