//! `POST /oauth2/v2.0/token`: access tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4).

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::state::Http;
use crate::server::auth::ACCESS_SECONDS;

/// A token request has an id, a secret and a scope; 8 KB are plenty.
pub(super) const MAX_FORM_BYTES: usize = 8 * 1024;

/// What an application asks for.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    grant_type: String,
    client_id: Option<String>,
    client_secret: Option<String>,
}

#[derive(Serialize)]
struct Granted {
    token_type: &'static str,
    expires_in: u32,
    ext_expires_in: u32,
    access_token: String,
}

/// An error as RFC 6749, section 5.2, wants it.
struct Refused {
    status: StatusCode,
    error: &'static str,
    description: String,
}

#[derive(Serialize)]
struct RefusedBody<'a> {
    error: &'a str,
    error_description: &'a str,
}

fn refused(status: StatusCode, error: &'static str, description: impl Into<String>) -> Refused {
    Refused {
        status,
        error,
        description: description.into(),
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = Json(RefusedBody {
            error: self.error,
            error_description: &self.description,
        });
        let mut response = (self.status, body).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Basic realm=\"deskhand\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        uncached(response)
    }
}

fn uncached(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// Gives an application its access token.
pub async fn token(
    State(http): State<Http>,
    headers: HeaderMap,
    form: Result<Form<Wanted>, FormRejection>,
) -> Response {
    match grant(&http, &headers, form).await {
        Ok(granted) => uncached(Json(granted).into_response()),
        Err(refused) => refused.into_response(),
    }
}

async fn grant(
    http: &Http,
    headers: &HeaderMap,
    form: Result<Form<Wanted>, FormRejection>,
) -> Result<Granted, Refused> {
    let Form(form) = form.map_err(|rejection| {
        refused(
            rejection.status(),
            "invalid_request",
            "the body is no form; send grant_type, client_id and client_secret as application/x-www-form-urlencoded",
        )
    })?;
    if form.grant_type != "client_credentials" {
        let (error, description) = if form.grant_type.is_empty() {
            (
                "invalid_request",
                "grant_type is missing; send grant_type=client_credentials as a form",
            )
        } else {
            (
                "unsupported_grant_type",
                "only client_credentials is granted here",
            )
        };
        return Err(refused(StatusCode::BAD_REQUEST, error, description));
    }
    let (id, secret) = credentials(headers, form)?;
    let known = http
        .hub
        .ask(move |world, _| {
            world
                .directory
                .check_app_secret(&id, &secret)
                .map(|app| app.id.clone())
        })
        .await
        .map_err(|_| {
            refused(
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "the backend is stopping",
            )
        })?;
    let Some(app) = known else {
        return Err(refused(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "no application has this id and this secret; `deskhand app register` gives out both",
        ));
    };
    let access_token = http.tokens.issue(&app, http.clock.now()).map_err(|error| {
        tracing::error!(%error, "cannot sign an access token");
        refused(
            StatusCode::INTERNAL_SERVER_ERROR,
            "server_error",
            "the token cannot be signed",
        )
    })?;
    Ok(Granted {
        token_type: "Bearer",
        expires_in: ACCESS_SECONDS,
        ext_expires_in: ACCESS_SECONDS,
        access_token,
    })
}

/// From the Basic header or from the form, not from both (RFC 6749, section 2.3).
fn credentials(headers: &HeaderMap, form: Wanted) -> Result<(String, String), Refused> {
    let missing = || {
        refused(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "client_id or client_secret is missing; send both in the form, or as HTTP Basic",
        )
    };
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return form.client_id.zip(form.client_secret).ok_or_else(missing);
    };
    if form.client_secret.is_some() {
        return Err(refused(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "the secret came twice, in the form and in the Authorization header",
        ));
    }
    value.to_str().ok().and_then(basic).ok_or_else(missing)
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
