//! The settings that flags give.

use super::{ConnectionArgs, DashboardArgs, Invocation, Job, Source};
use crate::config::{CacheAge, EndpointUrl, LockTime, Name, Options, Timeout};

impl Invocation {
    /// The settings that were given as flags.
    pub fn flags(&self) -> Options {
        let given = match &self.job {
            Job::Dashboard { source, dashboard, .. } | Job::Config { source, dashboard, .. } => {
                of_dashboard(source, dashboard)
            }
            Job::Script(script) => of_connection(&script.connection),
            Job::Serve(_) | Job::KeepClipboard | Job::Completions(_) | Job::Man(_) => Options::default(),
        };
        Options { log_file: self.log_file.clone(), ..given }
    }
}

fn of_dashboard(source: &Source, args: &DashboardArgs) -> Options {
    let (profile, endpoint_url) = match source {
        Source::Aws { profile, endpoint_url } => (profile.clone(), endpoint_url.clone()),
        Source::Demo(_) => (None, None),
    };
    let is_cached = if args.no_cache { Some(false) } else { args.cache_for.map(|_| true) };
    Options {
        filter: args.filter.clone(),
        hide_after: args.hide_after.map(Timeout),
        clear_after: args.clear_after.map(Timeout),
        lock_after: args.lock_after.map(LockTime),
        cache: is_cached,
        theme: args.theme.clone().map(Name),
        history: args.no_history.then_some(false),
        plain: args.plain.then_some(true),
        cache_for: args.cache_for.map(CacheAge),
        ..of_connection(&ConnectionArgs {
            profile,
            region: args.region.clone(),
            endpoint_url,
            timeout: args.timeout,
            read_only: args.read_only,
        })
    }
}

fn of_connection(args: &ConnectionArgs) -> Options {
    Options {
        profile: args.profile.clone().map(Name),
        region: args.region.clone().map(Name),
        endpoint_url: args.endpoint_url.clone().map(EndpointUrl),
        timeout: args.timeout.map(Timeout),
        read_only: args.read_only.then_some(true),
        ..Options::default()
    }
}
