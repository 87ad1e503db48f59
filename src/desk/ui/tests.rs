//! The screen at every size: nothing panics and the cursor is on it.

use proptest::prelude::*;

use super::*;
use crate::desk::app::Setup;

proptest! {
    #[test]
    fn a_desk_that_has_not_started_is_drawn_at_every_size(sizes in proptest::collection::vec((1u16..220, 1u16..70), 1..4)) {
        let (mut view, mut surface) = (View::default(), Surface::new(Theme::default()));
        let mut state = State::new(Setup::default());
        for size in sizes {
            state.panes.size = size;
            state.panes.revision.bump();
            draw(&state, &Theme::default(), &mut view, &mut surface);
            prop_assert_eq!((surface.area().width, surface.area().height), size);
            prop_assert!(surface.cursor().is_none_or(|at| surface.area().contains(at)));
            surface.settle();
            prop_assert_eq!(surface.changes().count(), 0);
        }
    }
}
