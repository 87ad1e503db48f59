//! The tables, written out by hand as the pages have them.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashMap;

use super::table::{FILE, Row};
use super::*;

/// Columns of the table of text styles. Apple, WeChat and SMS show nothing; LINE and voice are not in it.
const COLUMNS: [Channel; 8] = [
    Channel::Lcw,
    Channel::Msteams,
    Channel::Facebook,
    Channel::Google,
    Channel::WhatsappTwilio,
    Channel::WhatsappAcs,
    Channel::Telegram,
    Channel::Directline,
];

#[test]
fn every_channel_is_described_and_in_the_order_of_its_number() {
    let rows: HashMap<Channel, Row> = toml::from_str(FILE).unwrap();
    assert_eq!(rows.len(), Channel::ALL.len());
    for (number, channel) in Channel::ALL.into_iter().enumerate() {
        assert_eq!(channel as usize, number, "{channel:?}");
        assert!(rows.contains_key(&channel), "{channel:?}");
        assert_eq!(serde_json::to_value(channel).unwrap(), channel.name());
        assert!(!sticker(channel).is_empty(), "{channel:?}");
    }
}

#[test]
fn styles_are_those_of_the_table() {
    let table = [
        (TextStyle::Emphasis, "yyyyyyyy"),
        (TextStyle::Strikethrough, "yyynyyyy"),
        (TextStyle::Quote, "yynnnnny"),
        (TextStyle::Code, "yyynynyy"),
        (TextStyle::Link, "yynnnnyy"),
        (TextStyle::BareLink, "yyyyynyy"),
        (TextStyle::NewLine, "yyynynyy"),
        (TextStyle::Heading, "yynnnnny"),
        (TextStyle::List, "yynnnnny"),
    ];
    assert_eq!(table.map(|(style, _)| style), TextStyle::ALL);
    for (style, row) in table {
        for (channel, mark) in COLUMNS.into_iter().zip(row.chars()) {
            assert_eq!(shows(channel, style), mark == 'y', "{style:?} {channel:?}");
        }
        for channel in [Channel::Apple, Channel::Wechat, Channel::Sms] {
            assert!(!shows(channel, style), "{style:?} {channel:?}");
        }
        for channel in [Channel::Line, Channel::Telephony] {
            assert!(shows(channel, style), "nothing is claimed: {channel:?}");
        }
    }
}

#[test]
fn cards_are_those_of_the_table() {
    let (web, text) = ("a card in Web Chat only", "unformatted text");
    let table = [
        (Channel::Msteams, [None, None, Some("nothing"), None], None),
        (
            Channel::Line,
            [None, None, Some(text), Some("nothing")],
            None,
        ),
        (Channel::Telegram, [None, None, Some(text), None], None),
        (
            Channel::Directline,
            [None, None, Some(web), Some("nothing")],
            Some("a carousel in Web Chat only"),
        ),
        (Channel::Lcw, [None; 4], None),
        (Channel::Facebook, [None; 4], None),
        (Channel::Telephony, [None; 4], None),
    ];
    let kinds = [
        CardKind::Hero,
        CardKind::Thumbnail,
        CardKind::Audio,
        CardKind::Signin,
    ];
    for (channel, row, turning) in table {
        assert_eq!(
            kinds.map(|kind| card(channel, kind)),
            row,
            "cards on {channel:?}"
        );
        assert_eq!(carousel(channel), turning, "carousel on {channel:?}");
        assert_eq!(card(channel, CardKind::Other), None);
        assert!(!takes_no_cards(channel));
    }
    for channel in Channel::ALL {
        if table.iter().all(|(known, ..)| *known != channel) {
            assert!(takes_no_cards(channel), "{channel:?}");
            assert_eq!(kinds.map(|kind| card(channel, kind)), [Some("nothing"); 4]);
            assert_eq!(card(channel, CardKind::Other), Some("nothing"));
            assert_eq!(carousel(channel), Some("nothing"));
        }
    }
}

#[test]
fn emoji_and_stickers_become_what_the_page_says() {
    for channel in Channel::ALL {
        let expected = match channel {
            Channel::Msteams => EmojiFate::Becomes("a PNG image"),
            Channel::Line => EmojiFate::Becomes("a sticker"),
            Channel::Wechat => EmojiFate::Becomes("ASCII such as :-)"),
            Channel::WhatsappTwilio => EmojiFate::Becomes("nothing: emoji are unsupported"),
            Channel::Lcw | Channel::Telephony => EmojiFate::Unsaid,
            _ => EmojiFate::Itself,
        };
        assert_eq!(emoji(channel), expected, "{channel:?}");
        let expected = match channel {
            Channel::Facebook => "a PNG image",
            Channel::Directline => "an image",
            Channel::Line => "the word \"Sticker\"",
            Channel::Wechat => "the words \"Unsupported message\"",
            _ => "nothing",
        };
        assert_eq!(sticker(channel), expected, "{channel:?}");
    }
}

#[test]
fn choices_and_files_go_where_the_page_says() {
    for channel in Channel::ALL {
        let expected = match channel {
            Channel::Facebook | Channel::Line | Channel::Telegram | Channel::Directline => {
                Some(true)
            }
            Channel::Lcw | Channel::Telephony => None,
            _ => Some(false),
        };
        assert_eq!(suggested_actions(channel), expected, "{channel:?}");
        let most = match channel {
            Channel::Msteams => Some(6),
            Channel::Facebook => Some(13),
            _ => None,
        };
        assert_eq!(most_actions(channel), most, "{channel:?}");
        for (kind, name) in [
            (FileKind::Image, "image"),
            (FileKind::Audio, "audio"),
            (FileKind::Video, "video"),
            (FileKind::Document, "document"),
        ] {
            let into = match channel {
                Channel::Wechat | Channel::Line => name != "document",
                Channel::Google => name == "image",
                _ => true,
            };
            assert_eq!(carries(channel, kind, Direction::In), into, "{channel:?}");
            let out = channel != Channel::Wechat || name != "document";
            assert_eq!(carries(channel, kind, Direction::Out), out, "{channel:?}");
        }
    }
    assert_eq!(FileKind::of("Image/PNG"), FileKind::Image);
    assert_eq!(FileKind::of("application/pdf"), FileKind::Document);
    assert_eq!(FileKind::of(""), FileKind::Document);
}
