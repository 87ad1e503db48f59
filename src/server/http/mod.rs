//! What adapters, administrators and probes ask over HTTP. Agents' desks have [`super::gateway`].
//!
//! | | |
//! |---|---|
//! | `POST /oauth2/v2.0/token` | an application's access token |
//! | `POST /v1/handoffs` | a bot hands over |
//! | `GET /v1/conversations/{id}` | how it stands |
//! | `GET`, `POST /v1/conversations/{id}/activities` | what the bot's side is told; what the customer says |
//! | `GET /v1/conversations/{id}/stream` | the same, live, over WebSocket |
//! | `/v1/admin/…` | people, applications, queues |
//! | `GET /healthz`, `/readyz` | for probes |

mod admin;
mod answer;
mod body;
mod caller;
mod conversations;
mod feed;
mod handoffs;
mod health;
mod oauth;
mod outward;
mod state;
mod stream;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{delete, get, post};

pub use handoffs::MAX_HANDOFF_BYTES;
pub use state::{Http, Parts};
pub use stream::MAX_STREAMS;

use self::answer::Problem;
use crate::activity::error::quote;

/// All routes.
pub fn routes(http: Http) -> Router {
    let token = post(oauth::token).layer(DefaultBodyLimit::max(oauth::MAX_FORM_BYTES));
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/oauth2/v2.0/token", token)
        .route("/v1/handoffs", post(handoffs::receive))
        .route("/v1/conversations/{id}", get(conversations::status))
        .route(
            "/v1/conversations/{id}/activities",
            get(conversations::read).post(conversations::post),
        )
        .route("/v1/conversations/{id}/stream", get(stream::open))
        .route(
            "/v1/admin/users",
            get(admin::users::list).post(admin::users::add),
        )
        .route("/v1/admin/users/{id}", delete(admin::users::remove))
        .route(
            "/v1/admin/apps",
            get(admin::apps::list).post(admin::apps::register),
        )
        .route("/v1/admin/apps/{id}", delete(admin::apps::remove))
        .route(
            "/v1/admin/queues",
            get(admin::queues::list).post(admin::queues::add),
        )
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .with_state(http)
}

async fn nothing_here(uri: Uri) -> Problem {
    Problem::not_found(
        format!("there is nothing at {}", quote(uri.path())),
        "handoffs go to POST /v1/handoffs, desks to /v1/desk",
    )
}

async fn wrong_method(method: Method, uri: Uri) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        format!(
            "{} does not take {}",
            quote(uri.path()),
            quote(method.as_str())
        ),
        "the Allow header says what it takes",
    )
}
