//! The credentials of a connection: loaded once for all who wait for them, kept until they expire, and loaded anew once the
//! service refuses them.

use super::config::CredentialConfig;
use super::problem::checked_keys;
use super::{ProfileOrigin, provider_chain};
use crate::service::api::{ConnectionTarget, ServiceError};
use crate::service::environment::AwsEnvironment;
use crate::service::login::CurrentLogin;
use crate::service::settings::Settings;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::timeout;

/// The time that loading may take: that of a credential process, and of the roles that are assumed after it.
const TIMEOUT: Duration = Duration::from_mins(3);

/// The time before their end from which on credentials are not used any more.
const EXPIRY_MARGIN: Duration = Duration::from_secs(10);

/// The credentials of a connection. Clones share them.
#[derive(Clone, Debug)]
pub(in crate::service) struct RenewableCredentials(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    source: Source,
    slot: Mutex<Slot>,
}

/// The origin of credentials.
#[derive(Debug)]
enum Source {
    /// A provider that is always the same.
    Provider(SharedCredentialsProvider),
    /// The environment and the config files, which are read again each time.
    Configured(Box<Configured>),
}

/// The environment and the config files that credentials come from.
#[derive(Debug)]
pub(in crate::service) struct Configured {
    /// The requested profile.
    pub(in crate::service) target: ConnectionTarget,
    /// The environment variables and config files.
    pub(in crate::service) environment: AwsEnvironment,
    /// The settings that the connection was made with.
    pub(in crate::service) settings: Settings,
    /// The origin of the profile.
    pub(in crate::service) origin: ProfileOrigin,
    /// The login of the connection, which each load sets.
    pub(in crate::service) login: CurrentLogin,
    /// The way in which credentials are asked for.
    pub(in crate::service) config: CredentialConfig,
}

#[derive(Debug, Default)]
enum Slot {
    #[default]
    Empty,
    /// Those who wait hold the load: it ends with the last of them.
    Loading(Weak<Load>),
    Loaded(Loaded),
}

/// A load in progress. Dropping it ends it, and with it a credential process.
#[derive(Debug)]
struct Load {
    task: AbortHandle,
    outcome: watch::Receiver<Option<Outcome>>,
}

impl Drop for Load {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Outcome = Result<Loaded, LoadError>;

/// Credentials, as they were loaded.
#[derive(Clone, Debug)]
pub(in crate::service) struct Loaded(Credentials);

impl Loaded {
    fn is_fresh(&self) -> bool {
        self.0.expiry().is_none_or(|expiry| expiry > SystemTime::now() + EXPIRY_MARGIN)
    }

    /// True if these are other credentials than those.
    pub(in crate::service) fn differs_from(&self, other: &Self) -> bool {
        let parts = |loaded: &Self| {
            let Self(keys) = loaded;
            [
                Some(keys.access_key_id().to_owned()),
                Some(keys.secret_access_key().to_owned()),
                keys.session_token().map(str::to_owned),
            ]
            .map(zeroize::Zeroizing::new)
        };
        parts(self) != parts(other)
    }
}

/// The reason why there are no credentials, for all who waited for them.
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
pub(in crate::service) struct LoadError(pub(in crate::service) Arc<CredentialsError>);

/// The config files can't be read again, or lack the profile now.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message)]
pub(in crate::service) struct Unreadable(pub(in crate::service) ServiceError);

impl RenewableCredentials {
    /// Credentials of a provider that is always the same.
    pub(in crate::service) fn of_provider(provider: impl ProvideCredentials + 'static) -> Self {
        Self::new(Source::Provider(SharedCredentialsProvider::new(provider)))
    }

    /// Credentials of the environment and the config files.
    pub(in crate::service) fn configured(configured: Configured) -> Self {
        Self::new(Source::Configured(Box::new(configured)))
    }

    fn new(source: Source) -> Self {
        Self(Arc::new(Shared { source, slot: Mutex::default() }))
    }

    /// The credentials, loaded if there are none, or none that hold. All who ask meanwhile wait for the same load.
    pub(in crate::service) async fn load(&self) -> Outcome {
        let load = {
            let mut slot = self.slot();
            match &*slot {
                Slot::Loaded(loaded) if loaded.is_fresh() => return Ok(loaded.clone()),
                Slot::Loading(load) => load.upgrade(),
                Slot::Loaded(_) | Slot::Empty => None,
            }
            .unwrap_or_else(|| {
                let load = self.start();
                *slot = Slot::Loading(Arc::downgrade(&load));
                load
            })
        };
        let mut outcome = load.outcome.clone();
        let ended = outcome.wait_for(Option::is_some).await;
        ended.ok().and_then(|outcome| outcome.clone()).unwrap_or_else(|| {
            Err(LoadError(Arc::new(CredentialsError::unhandled("loading the credentials was broken off"))))
        })
    }

    /// Loads the credentials anew, as the service refused `refused`. Others may have done so already.
    pub(in crate::service) async fn renew(&self, refused: &Loaded) -> Outcome {
        self.0.source.refused(refused);
        {
            let mut slot = self.slot();
            if matches!(&*slot, Slot::Loaded(loaded) if !loaded.differs_from(refused)) {
                *slot = Slot::Empty;
            }
        }
        self.load().await
    }

    fn start(&self) -> Arc<Load> {
        let (sender, outcome) = watch::channel(None);
        let this = self.clone();
        let task = tokio::spawn(async move {
            let loaded = timeout(TIMEOUT, this.0.source.load()).await;
            let loaded = loaded.unwrap_or_else(|_| Err(CredentialsError::provider_timed_out(TIMEOUT)));
            let outcome =
                loaded.and_then(checked_keys).map(Loaded).map_err(|error| LoadError(Arc::new(error)));
            *this.slot() = match &outcome {
                Ok(loaded) => Slot::Loaded(loaded.clone()),
                Err(_) => Slot::Empty,
            };
            sender.send_replace(Some(outcome));
        });
        Arc::new(Load { task: task.abort_handle(), outcome })
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.0.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ProvideCredentials for RenewableCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            match self.load().await {
                Ok(Loaded(credentials)) => Ok(credentials),
                Err(error) => Err(CredentialsError::provider_error(error)),
            }
        })
    }
}

impl Source {
    async fn load(&self) -> Result<Credentials, CredentialsError> {
        match self {
            Self::Provider(provider) => provider.provide_credentials().await,
            Self::Configured(configured) => configured.load().await,
        }
    }

    /// Forgets refused credentials that a program printed in the terminal.
    fn refused(&self, Loaded(refused): &Loaded) {
        match self {
            Self::Provider(_) => {}
            Self::Configured(configured) => configured.config.processes.logins().refused(refused),
        }
    }
}

impl Configured {
    /// Reads the files again: a login may have been renewed meanwhile, by keys in them too.
    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let (target, environment) = (self.target.clone(), self.environment.clone());
        let read = spawn_blocking(move || Settings::resolve(&target, &environment)).await;
        let settings = read
            .expect("no file makes reading panic")
            .map_err(|error| CredentialsError::invalid_configuration(Unreadable(error)))?;
        self.login.set(settings.login.clone());
        let chain = provider_chain(&settings, &self.settings, self.origin, &self.environment, &self.config);
        chain.provide_credentials().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::sync::Semaphore;

    /// A provider that counts its loads, and ends each when it is let.
    #[derive(Clone, Debug)]
    struct Counted {
        loads: Arc<AtomicUsize>,
        ends: Arc<Semaphore>,
        valid: Option<Duration>,
    }

    impl Counted {
        fn new(ends: usize, valid: Option<Duration>) -> Self {
            Self { loads: Arc::default(), ends: Arc::new(Semaphore::new(ends)), valid }
        }

        fn loads(&self) -> usize {
            self.loads.load(Ordering::SeqCst)
        }
    }

    impl ProvideCredentials for Counted {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(async {
                let number = self.loads.fetch_add(1, Ordering::SeqCst);
                self.ends.acquire().await.unwrap().forget();
                let expiry = self.valid.map(|valid| SystemTime::now() + valid);
                Ok(Credentials::new(format!("id-{number}"), "key", None, expiry, "test"))
            })
        }
    }

    fn id(loaded: &Loaded) -> &str {
        loaded.0.access_key_id()
    }

    #[tokio::test]
    async fn all_who_wait_share_one_load_and_those_who_come_later_its_outcome() {
        let provider = Counted::new(0, None);
        let credentials = RenewableCredentials::of_provider(provider.clone());
        let waiting: Vec<_> = (0..20)
            .map(|_| {
                let credentials = credentials.clone();
                tokio::spawn(async move { credentials.load().await })
            })
            .collect();
        while provider.loads() == 0 {
            tokio::task::yield_now().await;
        }
        provider.ends.add_permits(1);
        for waiting in waiting {
            assert_eq!(id(&waiting.await.unwrap().unwrap()), "id-0");
        }
        assert_eq!(id(&credentials.load().await.unwrap()), "id-0");
        assert_eq!(provider.loads(), 1);
    }

    #[tokio::test]
    async fn a_load_ends_with_the_last_who_waits() {
        let provider = Counted::new(0, None);
        let credentials = RenewableCredentials::of_provider(provider.clone());
        let waiting = tokio::spawn({
            let credentials = credentials.clone();
            async move { credentials.load().await }
        });
        while provider.loads() == 0 {
            tokio::task::yield_now().await;
        }
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        provider.ends.add_permits(1);
        assert_eq!(id(&credentials.load().await.unwrap()), "id-1", "the first load was broken off");
    }

    #[tokio::test]
    async fn refused_credentials_are_dropped_once() {
        let provider = Counted::new(9, None);
        let credentials = RenewableCredentials::of_provider(provider.clone());
        let first = credentials.load().await.unwrap();
        let second = credentials.renew(&first).await.unwrap();
        assert!(second.differs_from(&first) && !second.differs_from(&second.clone()));
        let again = credentials.renew(&first).await.unwrap();
        assert_eq!((id(&again), provider.loads()), ("id-1", 2), "they were renewed already");
    }

    #[tokio::test]
    async fn credentials_that_expire_are_loaded_again() {
        let provider = Counted::new(9, Some(EXPIRY_MARGIN / 2));
        let credentials = RenewableCredentials::of_provider(provider.clone());
        credentials.load().await.unwrap();
        assert_eq!(id(&credentials.load().await.unwrap()), "id-1");
        let provider = Counted::new(9, Some(EXPIRY_MARGIN * 6));
        let credentials = RenewableCredentials::of_provider(provider.clone());
        credentials.load().await.unwrap();
        assert_eq!(id(&credentials.load().await.unwrap()), "id-0");
    }
}
