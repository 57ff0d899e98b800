//! An alarm that counts the time that the machine sleeps: what is to be hidden is hidden when the lid opens, and not after the
//! rest of its time. The timers of tokio stand still meanwhile.

use std::io;
use std::time::Duration;

/// An alarm. At most one wait is in progress.
#[cfg(target_os = "linux")]
pub struct Alarm(tokio::io::unix::AsyncFd<std::os::fd::OwnedFd>);

#[cfg(target_os = "linux")]
impl Alarm {
    /// An alarm that is not set. Needs a tokio runtime.
    pub fn new() -> io::Result<Self> {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        let timer = timerfd_create(TimerfdClockId::Boottime, flags)?;
        #[expect(
            deprecated,
            reason = "safe for an OwnedFd, whose descriptor stays the same; its successor is unsafe"
        )]
        let timer = tokio::io::unix::AsyncFd::new(timer)?;
        Ok(Self(timer))
    }

    /// Waits for this time.
    pub async fn wait(&self, time: Duration) -> io::Result<()> {
        use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};
        let zero = Timespec { tv_sec: 0, tv_nsec: 0 };
        // A time of zero would unset it.
        let time = time.max(Duration::from_nanos(1));
        let it_value = Timespec::try_from(time).map_err(io::Error::other)?;
        timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &Itimerspec { it_interval: zero, it_value })?;
        loop {
            let mut ready = self.0.readable().await?;
            let read = ready.try_io(|timer| Ok(rustix::io::read(timer, &mut [0; 8])?));
            if let Ok(read) = read {
                return read.map(drop);
            }
        }
    }
}

/// An alarm, for systems without a timer that counts sleep: it looks at the clock now and then.
#[cfg(not(target_os = "linux"))]
pub struct Alarm(());

#[cfg(not(target_os = "linux"))]
impl Alarm {
    /// The longest time between two looks.
    const LOOK: Duration = Duration::from_secs(5);

    /// An alarm that is not set.
    pub fn new() -> io::Result<Self> {
        Ok(Self(()))
    }

    /// Waits for this time, or until the next look.
    pub async fn wait(&self, time: Duration) -> io::Result<()> {
        tokio::time::sleep(time.min(Self::LOOK)).await;
        Ok(())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::fd::AsRawFd;
    use std::time::Instant;

    #[tokio::test]
    async fn it_waits_once_each_time_it_is_set() {
        let alarm = Alarm::new().unwrap();
        let began = Instant::now();
        for milliseconds in [0, 20, 5] {
            alarm.wait(Duration::from_millis(milliseconds)).await.unwrap();
        }
        assert!(began.elapsed() >= Duration::from_millis(25));
        // A wait that was given up does not end the next one.
        drop(tokio::time::timeout(Duration::from_millis(1), alarm.wait(Duration::from_millis(2))).await);
        let began = Instant::now();
        alarm.wait(Duration::from_millis(30)).await.unwrap();
        assert!(began.elapsed() >= Duration::from_millis(30));
    }

    #[tokio::test]
    async fn its_clock_counts_sleep() {
        let alarm = Alarm::new().unwrap();
        let info = fs::read_to_string(format!("/proc/self/fdinfo/{}", alarm.0.as_raw_fd())).unwrap();
        // CLOCK_BOOTTIME; CLOCK_MONOTONIC would be 1.
        assert!(info.lines().any(|line| line.split_whitespace().eq(["clockid:", "7"])), "{info}");
    }
}
