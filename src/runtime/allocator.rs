//! The settings of the system's allocator. The only unsafe code of the program, as glibc has no other way to set them.

/// Has blocks of 256 KiB and more returned to the system as soon as they are freed. By itself glibc keeps them: each block
/// that is freed raises the size from which it returns one, up to 32 MB, and what filters and sorts of a long list have
/// used then stays resident for each thread.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
pub(super) fn return_large_blocks() {
    const LARGE: libc::c_int = 256 * 1024;
    // SAFETY: mallopt takes two integers and no pointer, locks the allocator itself, and leaves existing blocks as they
    // are. A value that it refuses changes nothing.
    let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

/// Returns the memory to the system that is free now, also that of other threads. Takes some milliseconds after much was
/// freed: not for the event loop.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
pub(super) fn return_free_memory() {
    // SAFETY: malloc_trim takes an integer and no pointer, locks the allocator itself, and touches only what is free.
    let _ = unsafe { libc::malloc_trim(0) };
}

/// Other allocators return free memory by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn return_free_memory() {}

/// Other allocators return large blocks by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn return_large_blocks() {}
