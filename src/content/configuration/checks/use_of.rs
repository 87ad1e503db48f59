//! Who reads transcripts, and what bots are used for.

use crate::content::configuration::model::Purpose;
use crate::content::configuration::setup::Setup;
use crate::content::configuration::sheet::Sheet;

/// OC-TR-ROLE.
pub(super) fn transcripts(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, person) in setup.people() {
        let lacks = person.roles.as_ref().map(|roles| {
            !roles
                .iter()
                .any(|role| role.to_lowercase().contains("transcript viewer"))
        });
        sheet.when(
            &spot,
            &[
                ("readsTranscripts", person.reads_transcripts),
                ("roles", lacks),
            ],
            || "Reads transcripts, but has no transcript viewer role.".into(),
        );
    }
}

/// OC-MEDICAL.
pub(super) fn medical(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let purposes = bot.purposes.as_ref();
        let serious = purposes.map(|all| all.iter().any(|purpose| *purpose != Purpose::General));
        sheet.when(&spot, &[("purposes", serious)], || {
            "The bot is used where health or life is at stake; the product is not meant for that.".into()
        });
    }
}
