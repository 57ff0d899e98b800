//! The line that a shell completes: the options that say which cached list its command would use.

use crate::config::{CacheAge, Config, EndpointUrl, Name, Options, parse_cache_age, parse_endpoint_url};
use crate::runtime::local::files;
use crate::service::api::ConnectionTarget;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The options of an unfinished line. Those that can't be used are passed over.
#[derive(Debug, Default, PartialEq)]
pub(super) struct TypedLine {
    config: Option<PathBuf>,
    flags: Options,
}

/// The cached list that belongs to a line.
#[derive(Debug, PartialEq)]
pub(super) struct CachedList {
    /// The connection whose list it is.
    pub(super) target: ConnectionTarget,
    /// The age up to which it is offered.
    pub(super) longest_age: Duration,
}

impl TypedLine {
    /// Reads the words of a line, as the shell hands them over.
    pub(super) fn of(words: impl Iterator<Item = String>) -> Self {
        let mut line = Self::default();
        let mut words = words.take_while(|word| word != "--").peekable();
        while let Some(word) = words.next() {
            match word.split_once('=') {
                Some((option, value)) => line.set(option, value),
                None => line.set(&word, words.peek().map_or("", String::as_str)),
            }
        }
        line
    }

    fn set(&mut self, option: &str, value: &str) {
        // Some shells hand words over as they are typed.
        let value = value.trim_matches(['"', '\'']);
        let name = || (!value.is_empty()).then(|| Name(value.to_owned()));
        let flags = &mut self.flags;
        match option {
            "--profile" => flags.profile = name(),
            "--region" => flags.region = name(),
            "--endpoint-url" => flags.endpoint_url = parse_endpoint_url(value).ok().map(EndpointUrl),
            "--cache-for" => {
                flags.cache_for = parse_cache_age(value).ok().map(CacheAge);
                flags.cache = flags.cache_for.map(|_| true);
            }
            "--no-cache" => flags.cache = Some(false),
            // The shell has not replaced a `~` yet.
            "--config" => self.config = (!value.is_empty()).then(|| files::expanded(value)),
            _ => {}
        }
    }

    /// The cached list that the command would use with the configuration under its options; `None` if none is to be kept.
    /// Mistakes of the configuration are not told here: they would get into the line.
    pub(super) fn cached_list(
        &self,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Option<CachedList> {
        let config = Config::read(self.config.as_deref(), &self.flags, variables);
        let Options { cache, cache_for, .. } = config.options();
        let longest_age = cache_for.map(|age| age.0).unwrap_or_default();
        (*cache != Some(false)).then(|| CachedList { target: config.target(), longest_age })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::{TempDir, tempdir};

    const DAY: Duration = Duration::from_hours(24);

    fn line(text: &str) -> TypedLine {
        TypedLine::of(text.split(' ').map(str::to_owned))
    }

    /// A home with this config file, and the variables that say where it is.
    fn home(config: &str) -> (TempDir, Vec<(OsString, OsString)>) {
        let home = tempdir().unwrap();
        fs::create_dir_all(home.path().join(".config/strongroom")).unwrap();
        fs::write(home.path().join(".config/strongroom/config.toml"), config).unwrap();
        let variables = vec![("HOME".into(), home.path().into())];
        (home, variables)
    }

    fn target(profile: Option<&str>, region: Option<&str>, endpoint_url: Option<&str>) -> ConnectionTarget {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        ConnectionTarget { profile: owned(profile), region: owned(region), endpoint_url: owned(endpoint_url) }
    }

    #[test]
    fn the_connection_is_that_of_the_line_over_that_of_the_config_file() {
        let (_home, variables) = home(
            "profile = \"dev\"\nregion = \"eu-west-1\"\nendpoint_url = \"http://u:p@127.0.0.1:5000\"\ncache_for = \"30d\"\n",
        );
        let cached = |text| line(text).cached_list(variables.clone()).unwrap();
        let endpoint_url = Some("http://127.0.0.1:5000");
        let plain = cached("strongroom get app/");
        assert_eq!(plain.target, target(Some("dev"), Some("eu-west-1"), endpoint_url));
        assert_eq!(plain.longest_age, 30 * DAY);
        let given = cached("strongroom get --profile prod --region=\"eu-west-2\" --cache-for 20d app/");
        assert_eq!(given.target, target(Some("prod"), Some("eu-west-2"), endpoint_url));
        assert_eq!(given.longest_age, 20 * DAY);
        let of_others = cached("strongroom run app -- aws --region eu-west-2");
        assert_eq!(of_others.target.region.as_deref(), Some("eu-west-1"));
        let unfinished =
            cached("strongroom get --region= --endpoint-url nonsense --cache-for soon --profile");
        assert_eq!(unfinished, plain);
    }

    #[test]
    fn another_config_file_counts() {
        let (home, variables) = home("region = \"eu-west-1\"\n");
        let path = home.path().join("other.toml");
        fs::write(&path, "region = \"eu-west-3\"\n").unwrap();
        let given = line(&format!("strongroom --config {} get app/", path.display()));
        let cached = given.cached_list(variables.clone()).unwrap();
        assert_eq!(cached.target.region.as_deref(), Some("eu-west-3"));
    }

    #[test]
    fn no_list_is_used_where_none_is_to_be_kept() {
        let (_home, variables) = home("cache = false\n");
        assert_eq!(line("strongroom get app/").cached_list(variables.clone()), None);
        assert!(line("strongroom --cache-for 1d app/").cached_list(variables).is_some());
        assert_eq!(line("strongroom --no-cache app/").cached_list([]), None);
    }

    #[test]
    fn a_broken_config_file_is_passed_over() {
        let (_home, variables) = home("region = \"eu-west-1\n[");
        let cached = line("strongroom get app/").cached_list(variables).unwrap();
        assert_eq!(cached, CachedList { target: target(None, None, None), longest_age: 7 * DAY });
    }
}
