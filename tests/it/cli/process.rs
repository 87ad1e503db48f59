//! The program as a process: with a home of its own, and nothing of this machine's settings.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// A command of the program under test.
pub fn deskhand(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhand"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .current_dir(home);
    command
}

/// Runs a command to its end.
pub fn run(home: &Path, arguments: &[&str]) -> Output {
    deskhand(home, arguments).output().unwrap()
}

/// Runs a command with this on its standard input.
pub fn run_piped(home: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = deskhand(home, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// Runs a command that is to succeed; what it printed, as JSON.
pub fn run_json(home: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = run(home, arguments);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs a command that is to fail: exit code, and what it complained about.
pub fn run_failing(home: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(home, arguments);
    assert!(output.stdout.is_empty(), "{output:?}");
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A running backend, killed when dropped.
pub struct Server {
    child: Child,
    pub url: String,
}

impl Server {
    /// Starts `deskhand serve` on a free port and waits until it listens.
    pub fn start(home: &Path, more: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = deskhand(home, &arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let url = first.trim().rsplit(' ').next().unwrap().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{first:?}");
        Self { child, url }
    }

    /// Asks it to stop, and waits for its end.
    pub fn terminate(mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
