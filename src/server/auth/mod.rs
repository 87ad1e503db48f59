//! Who may do what: people with tokens, applications with secrets, the administrator of the data directory. Only hashes of
//! tokens and secrets are kept; what they belong to is journalled like everything else.

mod access;
mod directory;
mod secret;

pub use access::{ACCESS_SECONDS, AccessTokens, Granted};
pub use directory::{Application, Change, Directory, User};
pub use secret::{Hash, Secret, SecretKind, random_bytes};

use crate::domain::{AgentId, AppId, Role};

/// Who is calling, as its credentials say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Whoever can read the administrator's token in the data directory.
    Administrator,
    /// A person with a token.
    Person(AgentId, Role),
    /// A registered application with an access token.
    Application(AppId),
}

impl Caller {
    /// Whether people, applications and queues may be set up.
    pub fn may_administer(&self) -> bool {
        matches!(self, Self::Administrator | Self::Person(_, Role::Admin))
    }

    /// Whether handoffs may be brought and a conversation of this application be seen from the bot's side.
    pub fn may_act_for(&self, app: Option<&AppId>) -> bool {
        match self {
            Self::Application(own) => app == Some(own),
            other => other.may_administer(),
        }
    }
}
