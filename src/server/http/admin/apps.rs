//! `/v1/admin/apps`: the applications that may hand over.

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
use super::{secret, wanted};
use crate::activity::error::quote;
use crate::domain::{AppId, Timestamp};
use crate::server::auth::{Application, Change, SecretKind};

/// What is needed to register one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
}

/// A new application; the secret is shown this once.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registered {
    application_id: AppId,
    client_secret: String,
    name: String,
    token_path: &'static str,
}

/// An application in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    application_id: AppId,
    name: String,
    registered_at: Timestamp,
}

/// All applications.
#[derive(Debug, Serialize)]
pub struct List {
    apps: Vec<Row>,
}

const MAX_NAME_CHARS: usize = 100;

/// Registers one.
pub async fn register(
    State(http): State<Http>,
    _: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Registered>), Problem> {
    let wanted: Wanted = wanted(&headers, body).await?;
    let name = wanted.name.trim().to_owned();
    if name.is_empty()
        || name.chars().count() > MAX_NAME_CHARS
        || name.chars().any(char::is_control)
    {
        return Err(Problem::bad_request(
            format!("an application needs a name of 1 to {MAX_NAME_CHARS} printable characters"),
            "the name of the bot will do",
        )
        .at("/name"));
    }
    let secret = secret(SecretKind::Application)?;
    let id = AppId::new(uuid::Uuid::new_v4().to_string());
    let app = Application {
        id: id.clone(),
        name: name.clone(),
        secret: secret.hash(),
        since: http.clock.now(),
    };
    http.hub.administer(Change::AppRegistered { app }).await?;
    let registered = Registered {
        application_id: id,
        client_secret: secret.expose().to_owned(),
        name,
        token_path: "/oauth2/v2.0/token",
    };
    Ok((StatusCode::CREATED, Json(registered)))
}

/// Lists all.
pub async fn list(State(http): State<Http>, _: Administrator) -> Result<Json<List>, Problem> {
    let apps = http.hub.ask(|world, _| {
        let row = |app: &Application| Row {
            application_id: app.id.clone(),
            name: app.name.clone(),
            registered_at: app.since,
        };
        world.directory.apps().map(row).collect()
    });
    Ok(Json(List { apps: apps.await? }))
}

/// Removes one: its secret and its access tokens open nothing any more. Its conversations go on.
pub async fn remove(
    State(http): State<Http>,
    _: Administrator,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Problem> {
    let id = plain(id)?;
    let _guard = http.changing.lock().await;
    let app = AppId::new(&id);
    let wanted = app.clone();
    let known = http
        .hub
        .ask(move |world, _| world.directory.app(&wanted).is_some());
    if !known.await? {
        return Err(Problem::not_found(
            format!("there is no application {}", quote(&id)),
            "`deskhand app list` shows all",
        ));
    }
    http.hub.administer(Change::AppRemoved { app }).await?;
    Ok(StatusCode::NO_CONTENT)
}
