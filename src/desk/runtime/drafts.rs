//! Drafts and unacknowledged messages on disk, one file a conversation, so that a killed desk loses neither.
//!
//! A thread of its own writes them, always the newest state of a conversation, so that a slow disk never holds up a key.
//! A file is replaced whole or not at all and is readable by its owner only.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::{fs, io, thread};

use sha2::{Digest, Sha256};

use crate::desk::app::event::StoredDraft;
use crate::domain::ConversationId;

/// The largest file read back, in bytes: a draft of 28 KB many times over.
const LARGEST: u64 = 4 << 20;

/// The most files read back.
const MOST: usize = 1_000;

/// What is to be done for a conversation: write this, or (`None`) remove it.
type Wish = Option<StoredDraft>;

#[derive(Default)]
struct Wishes {
    open: BTreeMap<ConversationId, Wish>,
    busy: bool,
    end: bool,
}

#[derive(Default)]
struct Shared {
    wishes: Mutex<Wishes>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, guard: MutexGuard<'a, Wishes>) -> MutexGuard<'a, Wishes> {
        self.changed
            .wait(guard)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The drafts of one backend. Dropping it waits until everything is written.
pub(super) struct Drafts {
    folder: PathBuf,
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

impl Drafts {
    /// Drafts below `root` for the backend at `address`. `trouble` is told, in words, what could not be written.
    pub(super) fn open(
        root: &Path,
        address: &str,
        trouble: impl Fn(String) + Send + 'static,
    ) -> io::Result<Self> {
        let folder = root.join(name_of(address));
        create_private(&folder)?;
        let shared = Arc::new(Shared::default());
        let (theirs, place) = (Arc::clone(&shared), folder.clone());
        let writer = thread::Builder::new()
            .name("drafts".to_owned())
            .spawn(move || write_all(&theirs, &place, &trouble))?;
        Ok(Self {
            folder,
            shared,
            writer: Some(writer),
        })
    }

    /// What was kept, and in words what could not be read. Files that cannot be read stay where they are.
    pub(super) fn kept(&self) -> (Vec<StoredDraft>, Vec<String>) {
        let (mut kept, mut trouble) = (Vec::new(), Vec::new());
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"));
        for path in files.take(MOST) {
            match read(&path) {
                Ok(draft) => kept.push(draft),
                Err(error) => trouble.push(format!(
                    "the draft {} cannot be read: {error}",
                    path.display()
                )),
            }
        }
        (kept, trouble)
    }

    /// Keeps a draft.
    pub(super) fn save(&self, draft: StoredDraft) {
        self.wish(draft.conversation.clone(), Some(draft));
    }

    /// Removes what is kept for a conversation.
    pub(super) fn clear(&self, conversation: ConversationId) {
        self.wish(conversation, None);
    }

    /// Waits until everything wished for so far is done.
    pub(super) fn flush(&self) {
        let mut wishes = self.shared.lock();
        while !wishes.open.is_empty() || wishes.busy {
            wishes = self.shared.wait(wishes);
        }
    }

    fn wish(&self, conversation: ConversationId, wish: Wish) {
        self.shared.lock().open.insert(conversation, wish);
        self.shared.changed.notify_all();
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        self.shared.lock().end = true;
        self.shared.changed.notify_all();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn write_all(shared: &Shared, folder: &Path, trouble: &dyn Fn(String)) {
    let mut wishes = shared.lock();
    loop {
        let Some((conversation, wish)) = wishes.open.pop_first() else {
            if wishes.end {
                return;
            }
            wishes = shared.wait(wishes);
            continue;
        };
        wishes.busy = true;
        drop(wishes);
        let path = folder
            .join(name_of(conversation.as_str()))
            .with_extension("json");
        let done = match wish {
            Some(draft) => write(folder, &path, &draft),
            None => remove(&path),
        };
        if let Err(error) = done {
            trouble(format!(
                "a draft could not be kept in {}: {error}",
                folder.display()
            ));
        }
        wishes = shared.lock();
        wishes.busy = false;
        shared.changed.notify_all();
    }
}

fn write(folder: &Path, path: &Path, draft: &StoredDraft) -> io::Result<()> {
    // The folder may have been tidied away while the desk was open.
    create_private(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec(draft)?)?;
    if !draft.unsent.is_empty() {
        // What was sent has a key that must not be forgotten even if the machine stops.
        file.as_file().sync_data()?;
    }
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn read(path: &Path) -> io::Result<StoredDraft> {
    if fs::metadata(path)?.len() > LARGEST {
        return Err(io::Error::other("it is larger than any draft"));
    }
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file name for any text: the first half of its SHA-256 in hexadecimal.
fn name_of(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text.as_bytes())
        .iter()
        .take(16)
        .fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::desk::app::event::Unsent;
    use crate::domain::{Epoch, MessageKey};

    fn draft(conversation: &str, text: &str) -> StoredDraft {
        let unsent = vec![Unsent {
            key: MessageKey::new("k1"),
            epoch: Epoch(1),
            text: "sent".to_owned(),
        }];
        StoredDraft {
            conversation: ConversationId::new(conversation),
            text: text.to_owned(),
            unsent,
        }
    }

    fn open(root: &Path) -> Drafts {
        Drafts::open(root, "ws://h/v1/desk", |_| ()).unwrap()
    }

    #[test]
    fn what_is_kept_comes_back_and_what_is_cleared_does_not() {
        let root = tempfile::tempdir().unwrap();
        let drafts = open(root.path());
        for round in 0..50 {
            drafts.save(draft("../../a", &format!("hello {round}")));
        }
        drafts.save(draft("b", "two"));
        drafts.clear(ConversationId::new("b"));
        drop(drafts);
        let (kept, trouble) = open(root.path()).kept();
        assert_eq!(
            (kept, trouble),
            (vec![draft("../../a", "hello 49")], vec![])
        );
        let other = Drafts::open(root.path(), "ws://other/v1/desk", |_| ()).unwrap();
        assert_eq!(other.kept().0, vec![]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let drafts = open(&root.path().join("drafts"));
        drafts.save(draft("a", "secret"));
        drafts.flush();
        let folder = drafts.folder.clone();
        let file = fs::read_dir(&folder)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    }

    #[test]
    fn a_broken_file_is_told_and_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let drafts = open(root.path());
        let path = drafts.folder.join("broken.json");
        fs::write(&path, "{").unwrap();
        let (kept, trouble) = drafts.kept();
        assert_eq!((kept.len(), trouble.len()), (0, 1));
        assert!(path.exists());
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let root = tempfile::tempdir().unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let theirs = Arc::clone(&told);
        let drafts = Drafts::open(root.path(), "x", move |words| {
            theirs.lock().unwrap().push(words);
        })
        .unwrap();
        fs::remove_dir_all(&drafts.folder).unwrap();
        fs::write(&drafts.folder, "in the way").unwrap();
        drafts.save(draft("a", "text"));
        drafts.flush();
        assert_eq!(told.lock().unwrap().len(), 1);
    }
}
