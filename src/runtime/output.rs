//! What goes to the terminal: each frame, and each sequence beside the frames, in one piece.

use rustix::event::{PollFd, PollFlags, poll};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const BEGIN_SYNCHRONIZED: &[u8] = b"\x1b[?2026h";
const END_SYNCHRONIZED: &[u8] = b"\x1b[?2026l";

/// The way to the terminal, shared by all who write to it: what one of them writes is never inside of what another
/// does.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Sink>>);

struct Sink {
    writer: Box<dyn Write + Send>,
    /// Whether the terminal is ours: nothing is written to it before, or once it is given back.
    ours: bool,
}

impl Output {
    /// Standard output, past the line buffer of `std`. Fails if it is closed.
    pub fn stdout() -> io::Result<Self> {
        let descriptor = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self::new(Patient(File::from(descriptor))))
    }

    /// Any other writer.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Sink { writer: Box::new(writer), ours: false })))
    }

    /// Takes the terminal, beginning with `sequence`.
    pub fn take(&self, sequence: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        sink.ours = true;
        sink.put(sequence)
    }

    /// Gives the terminal back with `sequence` as the last of ours; does nothing if it isn't ours.
    pub fn give_back(&self, sequence: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        if !sink.ours {
            return Ok(());
        }
        sink.ours = false;
        sink.put(sequence)
    }

    /// Writes `bytes` in one piece; drops them while the terminal isn't ours.
    pub fn write_whole(&self, bytes: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        if sink.ours { sink.put(bytes) } else { Ok(()) }
    }

    fn lock(&self) -> MutexGuard<'_, Sink> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }
}

/// A terminal that may have been left non-blocking by another program: a frame that it can't take at once is waited for.
struct Patient(File);

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Gathers a frame while it is drawn, and writes it when it is whole.
#[derive(Clone)]
pub struct Frames {
    output: Output,
    frame: Arc<Mutex<Vec<u8>>>,
}

impl Frames {
    /// Frames for `output`.
    pub fn new(output: Output) -> Self {
        Self { output, frame: Arc::default() }
    }

    /// Where the drawing backend writes to.
    pub fn writer(&self) -> FrameWriter {
        FrameWriter(Arc::clone(&self.frame))
    }

    /// Writes what was drawn since the last call as one synchronized update; nothing if nothing was.
    pub fn present(&self) -> io::Result<()> {
        let mut frame = self.frame.lock().unwrap_or_else(PoisonError::into_inner);
        if frame.is_empty() {
            return Ok(());
        }
        frame.splice(..0, BEGIN_SYNCHRONIZED.iter().copied());
        frame.extend_from_slice(END_SYNCHRONIZED);
        let written = self.output.write_whole(&frame);
        frame.clear();
        written
    }
}

/// Takes the bytes of a frame. Flushing is for [`Frames::present`] alone: a backend flushes in the midst of a frame.
pub struct FrameWriter(Arc<Mutex<Vec<u8>>>);

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A terminal that remembers each write.
    #[derive(Clone, Default)]
    pub(in crate::runtime) struct Written(Arc<Mutex<Vec<Vec<u8>>>>);

    impl Written {
        pub(in crate::runtime) fn pieces(&self) -> Vec<String> {
            self.0.lock().unwrap().iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect()
        }
    }

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_however_often_it_was_flushed() {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.take(b"<").unwrap();
        let frames = Frames::new(output.clone());
        let mut writer = frames.writer();
        writer.write_all(b"half").unwrap();
        writer.flush().unwrap();
        output.write_whole(b"between").unwrap();
        writer.write_all(b" whole").unwrap();
        frames.present().unwrap();
        frames.present().unwrap();
        assert_eq!(written.pieces(), ["<", "between", "\x1b[?2026hhalf whole\x1b[?2026l"]);
    }

    #[test]
    fn a_reader_that_is_slow_to_begin_gets_all_of_a_frame() {
        let (mut near, far) = std::os::unix::net::UnixStream::pair().unwrap();
        far.set_nonblocking(true).unwrap();
        let output = Output::new(Patient(File::from(std::os::fd::OwnedFd::from(far))));
        output.take(b"").unwrap();
        let frame = vec![b'x'; 4 << 20];
        let length = frame.len();
        let writing = std::thread::spawn(move || output.write_whole(&frame));
        let mut read = Vec::new();
        io::Read::read_to_end(&mut near, &mut read).unwrap();
        writing.join().unwrap().unwrap();
        assert_eq!(read.len(), length);
    }

    #[test]
    fn nothing_is_written_to_a_terminal_that_is_given_back() {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.write_whole(b"too early").unwrap();
        output.take(b"<").unwrap();
        output.give_back(b">").unwrap();
        output.give_back(b">").unwrap();
        output.write_whole(b"too late").unwrap();
        assert_eq!(written.pieces(), ["<", ">"]);
    }
}
