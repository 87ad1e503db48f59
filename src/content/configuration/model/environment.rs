//! Environments: where they are and what is installed there.

use serde::Deserialize;

/// An environment: what bots and hubs live in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub geography: Option<Geography>,
    /// Whether it has Omnichannel.
    pub omnichannel: Option<bool>,
    /// Whether the service package that the newer way of connecting asks for is installed.
    pub service_package: Option<bool>,
    /// Installed extensions in the order they were installed.
    pub extensions: Option<Vec<Extension>>,
}

/// An extension for bots (HOC-2022).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extension {
    /// Power Virtual Agents telephony extension.
    Telephony,
    /// Omnichannel Power Virtual Agents extension.
    Omnichannel,
    /// Omnichannel Voice Power Virtual Agents extension.
    OmnichannelVoice,
}

impl Extension {
    /// All, in the order in which voice needs them installed.
    pub const ORDER: [Self; 3] = [Self::Telephony, Self::Omnichannel, Self::OmnichannelVoice];

    /// Its name, for a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Telephony => "telephony",
            Self::Omnichannel => "Omnichannel",
            Self::OmnichannelVoice => "Omnichannel voice",
        }
    }
}

macro_rules! geographies {
    ($($(#[$doc:meta])* $name:ident = $label:literal, $voice:ident;)+) => {
        /// Where an environment is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Geography {
            $($(#[$doc])* $name,)+
        }

        impl Geography {
            /// Its name, for a person.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)+
                }
            }

            /// Whether voice works there.
            pub fn voice(self) -> VoiceRegion {
                match self {
                    $(Self::$name => VoiceRegion::$voice,)+
                }
            }
        }
    };
}

/// Whether a place is one of the four that have voice (HOC-2022).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoiceRegion {
    /// The page names it.
    Named,
    /// A geography of its own on a continent the page names: it does not say whether it means that one too.
    Unclear,
    /// The page leaves it out.
    Outside,
}

geographies! {
    /// The United States.
    UnitedStates = "United States", Named;
    /// Europe.
    Europe = "Europe", Named;
    /// Asia.
    Asia = "Asia", Named;
    /// Australia.
    Australia = "Australia", Named;
    /// France.
    France = "France", Unclear;
    /// Germany.
    Germany = "Germany", Unclear;
    /// Norway.
    Norway = "Norway", Unclear;
    /// Sweden.
    Sweden = "Sweden", Unclear;
    /// Switzerland.
    Switzerland = "Switzerland", Unclear;
    /// The United Kingdom.
    UnitedKingdom = "United Kingdom", Unclear;
    /// India.
    India = "India", Unclear;
    /// Japan.
    Japan = "Japan", Unclear;
    /// Korea.
    Korea = "Korea", Unclear;
    /// Singapore.
    Singapore = "Singapore", Unclear;
    /// The United Arab Emirates.
    UnitedArabEmirates = "United Arab Emirates", Unclear;
    /// China, with its own operator.
    China = "China", Unclear;
    /// The cloud of the government of the United States.
    UsGovernment = "US Government", Unclear;
    /// Canada.
    Canada = "Canada", Outside;
    /// South America.
    SouthAmerica = "South America", Outside;
    /// South Africa.
    SouthAfrica = "South Africa", Outside;
}
