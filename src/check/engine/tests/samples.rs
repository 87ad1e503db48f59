//! A folder of files from elsewhere, if one is named in `DESKHAND_SAMPLES`: each is checked, or named with a reason.

use super::*;

#[test]
fn every_sample_is_checked_or_named_unreadable() {
    let Some(folder) = std::env::var_os("DESKHAND_SAMPLES") else {
        return;
    };
    let walk = ignore::WalkBuilder::new(folder).build();
    let files = walk
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    for entry in files {
        let path = entry.into_path();
        let text = std::fs::read(&path).unwrap();
        let (taken, summary) = check_paths(Limits::default(), std::slice::from_ref(&path));
        assert_eq!(summary.files, 1, "{}", path.display());
        assert!(
            summary.documents > 0 || summary.unreadable == 1,
            "{}",
            path.display()
        );
        for unreadable in &taken.unreadable {
            println!("{unreadable:?}");
            assert!(!unreadable.message.is_empty() && !unreadable.hint.is_empty());
        }
        for (_, one) in &taken.found {
            let span = one.place.span.start as usize..one.place.span.end as usize;
            assert!(text.get(span).is_some(), "{}: {one:?}", path.display());
            assert!(one.place.line > 0 && one.place.column > 0);
            assert_eq!(
                one.source.text,
                crate::content::sanitize::line(&one.source.text)
            );
        }
    }
}
