//! The checker: whatever is in a file is judged or named unreadable, and every place lies in the file.

use std::io::{self, Write};

use deskhand::check::progress::Silent;
use deskhand::check::report::{Report, Summary};
use deskhand::check::{Located, Options, Unreadable, engine};

/// Looks at places.
struct Places {
    length: u64,
}

impl Report for Places {
    fn finding(&mut self, _: &str, located: &Located) -> io::Result<()> {
        let place = &located.place;
        assert!(
            place.span.start <= place.span.end && place.span.end <= self.length,
            "{located:?}"
        );
        assert!(place.line >= 1 && place.column >= 1, "{located:?}");
        assert!(
            (place.line, place.column) <= (place.end_line, place.end_column),
            "{located:?}"
        );
        Ok(())
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        assert!(!unreadable.message.is_empty());
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// Checks `data` as a file; its first byte chooses what the file is called.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let endings = [
        ".json",
        ".jsonl",
        ".txt",
        ".md",
        ".yaml",
        ".transcript",
        ".toml",
    ];
    let mut file = tempfile::Builder::new()
        .suffix(endings[usize::from(*first) % endings.len()])
        .tempfile()
        .expect("a file can be made");
    file.write_all(rest).expect("and written");
    let mut report = Places {
        length: rest.len() as u64,
    };
    engine::run(
        &[file.path().to_owned()],
        &Options::default(),
        &mut report,
        &Silent,
    )
    .expect("a report that cannot fail");
}
