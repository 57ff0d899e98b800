//! Output to the terminal. Each frame and each sequence besides frames is written in one piece.

use rustix::event::{PollFd, PollFlags, poll};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroize;

/// Around each frame, so that no half of one shows. Written to every terminal: one that does not know the mode ignores it, as
/// tmux, screen and the Linux console do, while to ask first would need an answer that some never give.
const BEGIN_SYNCHRONIZED: &[u8] = b"\x1b[?2026h";
const END_SYNCHRONIZED: &[u8] = b"\x1b[?2026l";

/// The output to the terminal, shared by all who write to it. Their writes never interleave.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Sink>>);

struct Sink {
    writer: Box<dyn Write + Send>,
    /// True while we own the terminal. Nothing is written before it is acquired or after it is released.
    owned: bool,
}

impl Output {
    /// Standard output without the line buffer of `std`.
    ///
    /// # Errors
    /// Standard output is closed.
    pub fn stdout() -> io::Result<Self> {
        let descriptor = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self::new(BlockingWriter(File::from(descriptor))))
    }

    /// Standard error without a buffer.
    ///
    /// # Errors
    /// Standard error is closed.
    pub fn stderr() -> io::Result<Self> {
        let descriptor = io::stderr().as_fd().try_clone_to_owned()?;
        Ok(Self::new(BlockingWriter(File::from(descriptor))))
    }

    /// Output to any other writer.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Sink { writer: Box::new(writer), owned: false })))
    }

    /// Acquires the terminal and writes `sequence`.
    pub fn acquire(&self, sequence: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        sink.owned = true;
        sink.write_and_flush(sequence)
    }

    /// Writes `sequence` and releases the terminal. Does nothing if it is not acquired.
    pub fn release(&self, sequence: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        if !sink.owned {
            return Ok(());
        }
        sink.owned = false;
        sink.write_and_flush(sequence)
    }

    /// Writes `bytes` in one piece. Drops them if the terminal is not acquired.
    pub fn write_whole(&self, bytes: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        if sink.owned { sink.write_and_flush(bytes) } else { Ok(()) }
    }

    /// Writes `bytes` in one piece, or fails if the terminal is not acquired.
    pub fn write_now(&self, bytes: &[u8]) -> io::Result<()> {
        let mut sink = self.lock();
        if !sink.owned {
            return Err(io::Error::other("another program has the terminal"));
        }
        sink.write_and_flush(bytes)
    }

    fn lock(&self) -> MutexGuard<'_, Sink> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink {
    fn write_and_flush(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }
}

/// A writer that waits until a terminal accepts more. Another program may have left the terminal non-blocking.
struct BlockingWriter(File);

impl Write for BlockingWriter {
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

/// Collects a frame while it is drawn, and writes it when it is complete.
#[derive(Clone)]
pub struct Frames {
    output: Output,
    frame: Arc<Mutex<Vec<u8>>>,
}

impl Frames {
    /// Frames that are written to `output`.
    pub fn new(output: Output) -> Self {
        Self { output, frame: Arc::default() }
    }

    /// The writer for the drawing backend.
    pub fn writer(&self) -> FrameWriter {
        FrameWriter(Arc::clone(&self.frame))
    }

    /// Writes everything drawn since the last call as one synchronized update. Writes nothing if nothing was drawn.
    pub fn present(&self) -> io::Result<()> {
        let mut frame = self.frame.lock().unwrap_or_else(PoisonError::into_inner);
        if frame.is_empty() {
            return Ok(());
        }
        frame.splice(..0, BEGIN_SYNCHRONIZED.iter().copied());
        frame.extend_from_slice(END_SYNCHRONIZED);
        let written = self.output.write_whole(&frame);
        // A revealed value must not stay in memory until another frame is as long.
        frame.as_mut_slice().zeroize();
        frame.clear();
        written
    }
}

/// Collects the bytes of a frame. Flushing does nothing, as the backend flushes in the middle of a frame.
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
        output.acquire(b"<").unwrap();
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
    fn a_slow_reader_gets_the_whole_frame() {
        let (mut near, far) = std::os::unix::net::UnixStream::pair().unwrap();
        far.set_nonblocking(true).unwrap();
        let output = Output::new(BlockingWriter(File::from(std::os::fd::OwnedFd::from(far))));
        output.acquire(b"").unwrap();
        let frame = vec![b'x'; 4 << 20];
        let length = frame.len();
        let writing = std::thread::spawn(move || output.write_whole(&frame));
        let mut read = Vec::new();
        io::Read::read_to_end(&mut near, &mut read).unwrap();
        writing.join().unwrap().unwrap();
        assert_eq!(read.len(), length);
    }

    #[test]
    fn nothing_is_written_after_the_terminal_is_released() {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.write_whole(b"too early").unwrap();
        output.acquire(b"<").unwrap();
        output.release(b">").unwrap();
        output.release(b">").unwrap();
        output.write_whole(b"too late").unwrap();
        assert_eq!(written.pieces(), ["<", ">"]);
    }
}
