//! The real program on a pseudo-terminal: bytes in, and a screen that an emulator keeps. Nothing sleeps: every wait is for
//! a condition, with a deadline.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test has failed. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the program has written so far.
struct Output {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

/// A program on a terminal.
pub struct Pty {
    output: Arc<(Mutex<Output>, Condvar)>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

/// A command for the program under test, with a home of its own and nothing of this machine's settings.
pub fn deskhand(home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_deskhand"));
    command.args(arguments);
    clean(&mut command, home);
    command
}

/// Sets an environment that is the same everywhere.
pub fn clean(command: &mut CommandBuilder, home: &Path) {
    command.env_clear();
    command.cwd(home);
    for (name, value) in [
        ("HOME", home.to_str().unwrap()),
        ("PATH", &std::env::var("PATH").unwrap_or_default()),
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        // The emulator does not answer questions, so none is asked.
        ("DESKHAND_THEME", "dark"),
    ] {
        command.env(name, value);
    }
    let config = home.join(".config/deskhand");
    std::fs::create_dir_all(&config).unwrap();
    let file = config.join("config.toml");
    if !file.exists() {
        std::fs::write(file, "[keys]\nkitty = false\n").unwrap();
    }
}

impl Pty {
    /// Starts a command on a terminal of this size.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let emulator = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        let output = Output {
            emulator,
            raw: Vec::new(),
            ended: false,
        };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let theirs = Arc::clone(&output);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut output = theirs.0.lock().unwrap();
                output.raw.extend_from_slice(&buffer[..read]);
                output.emulator.process(&buffer[..read]);
                output.ended = read == 0;
                theirs.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self {
            output,
            master: pair.master,
            writer,
            child,
        }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Pastes a text as a terminal does.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut output = self.output.0.lock().unwrap();
        output
            .emulator
            .screen_mut()
            .set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?} on the screen"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until the screen does not show a text.
    pub fn wait_without(&self, text: &str) {
        self.wait(&format!("no {text:?} on the screen"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until something is true of the screen.
    pub fn wait(&self, what: &str, is_true: impl Fn(&vt100::Screen) -> bool) {
        self.wait_output(what, |output| is_true(output.emulator.screen()));
    }

    /// Waits until something is true of everything that was written.
    pub fn wait_raw(&self, what: &str, is_true: impl Fn(&[u8]) -> bool) {
        self.wait_output(what, |output| is_true(&output.raw));
    }

    /// Waits until the program has ended, and gives its exit code.
    pub fn wait_end(&mut self) -> u32 {
        self.wait_output("the end of the program", |output| output.ended);
        self.child.wait().unwrap().exit_code()
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        self.output.0.lock().unwrap().emulator.screen().contents()
    }

    /// A look at the screen.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.output.0.lock().unwrap().emulator.screen())
    }

    /// Every byte the program has written.
    pub fn raw(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().raw.clone()
    }

    /// The process.
    pub fn id(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Whether the terminal is as a shell leaves it to a program: lines, echo, signals.
    #[cfg(unix)]
    pub fn is_cooked(&self) -> bool {
        use rustix::termios::LocalModes;
        let modes = self.master.get_termios().unwrap().local_flags.bits();
        LocalModes::from_bits_retain(modes)
            .contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    fn wait_output(&self, what: &str, is_true: impl Fn(&Output) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut output = self.output.0.lock().unwrap();
        while !is_true(&output) {
            let left = end.saturating_duration_since(Instant::now());
            let over = output.ended && what != "the end of the program";
            assert!(
                !left.is_zero() && !over,
                "waited for {what}; the screen was:\n{}",
                output.emulator.screen().contents()
            );
            output = self.output.1.wait_timeout(output, left).unwrap().0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
