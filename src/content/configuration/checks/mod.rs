//! One function for each rule of kind configuration, by topic.

mod attachments;
mod authentication;
mod connection;
mod content;
mod environment;
mod placement;
mod queues;
mod reach;
mod use_of;
mod variables;
mod voice;
mod voice_connection;

use super::setup::Setup;
use super::sheet::Sheet;

/// How one rule is decided.
pub struct Check {
    /// Its id in the catalogue.
    pub rule: &'static str,
    /// Pointer to the list it is about, for a configuration that states nothing of it.
    pub about: &'static str,
    /// Decides it.
    pub run: fn(&Setup<'_>, &mut Sheet),
}

const fn on(rule: &'static str, about: &'static str, run: fn(&Setup<'_>, &mut Sheet)) -> Check {
    Check { rule, about, run }
}

/// All rules of kind configuration, in the order of the catalogue.
pub const CHECKS: &[Check] = &[
    on("OC-MD-ENABLE", "/channels", content::formatted_messages),
    on("OC-WELCOME", "/bots", content::welcome),
    on("OC-CARD-AUTHOR", "/bots", content::card_author),
    on("OC-ATT-SIZE", "/bots", attachments::size),
    on("OC-ATT-EXT", "/bots", attachments::extension),
    on("OC-VAR-UNDECLARED", "/workstreams", variables::undeclared),
    on("OC-VAR-LOCK", "/workstreams", variables::locked),
    on("OC-VAR-RENAME", "/bots", variables::renamed),
    on("OC-NAME-30", "/bots", connection::name),
    on("OC-PUSH", "/workstreams", placement::push),
    on("OC-BOT-ONE-WS", "/workstreams", placement::one_bot),
    on("OC-BOT-RECORD", "/workstreams", placement::record),
    on("OC-BOT-CAPACITY", "/queues", queues::capacity),
    on("OC-BOT-DEFAULT", "/bots", queues::default_queue),
    on("OC-QUEUE-TYPE", "/workstreams", queues::same_type),
    on("OC-SKILL", "/bots", placement::skills),
    on("OC-DIRECTLINE", "/bots", reach::direct_line),
    on("OC-HUB-CHANNELS", "/bots", reach::published_channels),
    on("OC-EMBED", "/bots", reach::embed_code),
    on("OC-ESC-NODE", "/bots", content::transfer_node),
    on("OC-SSO", "/bots", authentication::single_sign_on),
    on("OC-AUTH-VOICE", "/bots", authentication::voice),
    on("OC-PERSIST-AUTH", "/channels", authentication::persistent),
    on("OC-RECON-AUTH", "/channels", authentication::reconnect),
    on("OC-VOICE-REGION", "/bots", voice::region),
    on("OC-VOICE-EXT", "/bots", voice::extensions),
    on("OC-VOICE-WHOLE", "/bots", voice::whole_bot),
    on("OC-VOICE-RECONNECT", "/bots", voice_connection::reconnect),
    on("OC-VOICE-CLASSIC", "/bots", voice_connection::classic),
    on(
        "OC-VOICE-CALLPRIV",
        "/bots",
        voice_connection::call_privilege,
    ),
    on("OC-VOICE-VARS", "/bots", voice_connection::variables),
    on("OC-PUBLISHED", "/bots", connection::published),
    on("OC-ONE-INSTANCE", "/bots", connection::one_instance),
    on("OC-APPID", "/bots", connection::application),
    on("OC-ENV-LIST", "/bots", environment::has_omnichannel),
    on("OC-GEO", "/bots", environment::geography),
    on("OC-ENV-SAME", "/bots", environment::service_package),
    on("OC-UNDO-2020", "/bots", environment::wrong_hub),
    on("OC-DISCONNECT", "/bots", connection::disconnected),
    on("OC-TR-ROLE", "/people", use_of::transcripts),
    on("OC-MEDICAL", "/bots", use_of::medical),
];
