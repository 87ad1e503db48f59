//! Identifiers. All of them are opaque outside this file: compared and printed, never taken apart.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(#[schemars(with = "String")] Arc<str>);

        impl $name {
            /// Wraps a text as an identifier; the caller has checked where it comes from.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

text_id! {
    /// A conversation on this floor: a UUID v7 in text, given by the backend at intake.
    ConversationId
}
text_id! {
    /// A queue: a short lower-case name chosen by the administrator, such as `returns`.
    QueueId
}
text_id! {
    /// A person on the floor: the user name they sign in with, such as `ana`.
    AgentId
}
text_id! {
    /// A registered application: a UUID in text, the OAuth 2.0 client id.
    AppId
}
text_id! {
    /// The sender's own name for one send or one command. The same key twice is the same thing once.
    MessageKey
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The one after this.
            #[must_use]
            pub fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id! {
    /// Position of a record in the journal, from 1, without gaps. The only sort key there is. 0 means "before everything".
    Seq, u64
}
number_id! {
    /// Number of an assignment of one conversation, from 1; grows with every change of owner. 0 means "never assigned".
    Epoch, u64
}
number_id! {
    /// Number of an offer of one conversation, from 1.
    OfferNumber, u32
}
