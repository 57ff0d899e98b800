//! Gets credentials the way that a plan says.

use super::config::CredentialConfig;
use super::file_of_provider::{FileProvider, ProviderFile};
use super::plan::{Base, Plan, RoleStep, WebIdentity};
use super::problem::{NamedSource, ProfileError, checked_keys};
use super::process::{Process, ProcessOwner};
use crate::service::config_files::read_regular;
use crate::service::settings::instance_metadata;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::login::LoginCredentialsProvider;
use aws_config::sso::SsoCredentialsProvider;
use aws_config::web_identity_token::{StaticConfiguration, WebIdentityTokenCredentialsProvider};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{
    ProvideCredentials, Result as ProviderResult, SharedCredentialsProvider, future,
};
use aws_types::os_shim_internal::Env;
use aws_types::region::Region;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The credentials of a profile.
#[derive(Debug)]
pub(super) struct ProfileProvider {
    profile: String,
    base: BaseProvider,
    roles: Vec<RoleStep>,
    config: CredentialConfig,
}

#[derive(Debug)]
enum BaseProvider {
    Keys(Credentials),
    Process(Process),
    WebIdentity(WebIdentityProvider),
    Named(NamedSource, SharedCredentialsProvider),
    /// A provider of the SDK that reads a file, and whose errors stand for themselves.
    Sdk(FileProvider),
}

impl ProfileProvider {
    pub(super) fn new(plan: Plan, config: &CredentialConfig) -> Self {
        let base = match plan.base {
            Base::Keys(keys) => BaseProvider::Keys(keys),
            Base::Process { command } => BaseProvider::Process(Process::new(plan.profile.clone(), command)),
            Base::WebIdentity(identity) => {
                BaseProvider::WebIdentity(WebIdentityProvider::new(identity, config))
            }
            Base::Sso(sso) => {
                let file = ProviderFile::of_sso(&plan.profile, &sso, &Env::real());
                let mut builder = SsoCredentialsProvider::builder()
                    .configure(&config.provider_config())
                    .account_id(sso.account)
                    .role_name(sso.role)
                    .start_url(sso.start_url)
                    .region(Region::new(sso.region));
                builder.set_session_name(sso.session);
                BaseProvider::Sdk(FileProvider::new(file, builder.build()))
            }
            Base::Login { session } => {
                let file = ProviderFile::of_login(&plan.profile, &session, &Env::real());
                let builder = LoginCredentialsProvider::builder(session).configure(&config.provider_config());
                BaseProvider::Sdk(FileProvider::new(file, builder.build()))
            }
            Base::Named(source) => BaseProvider::Named(source, named(source, config)),
        };
        Self { profile: plan.profile, base, roles: plan.roles, config: config.clone() }
    }

    async fn load(&self) -> ProviderResult {
        let (mut credentials, left) = match self.printed() {
            Some((printed, left)) => (printed, left),
            None => (self.load_base().await?, &*self.roles),
        };
        for step in left {
            credentials = self.assume(step, checked_keys(credentials)?).await?;
        }
        Ok(credentials)
    }

    /// The credentials of a role that a program printed in the terminal, and the roles to assume with them.
    fn printed(&self) -> Option<(Credentials, &[RoleStep])> {
        let printed_for = |step: &RoleStep| {
            let (profile, role) = (step.profile.clone(), step.role.clone());
            self.config.processes.logins().find(&ProcessOwner::Role { profile, role })
        };
        let mut roles = self.roles.iter().enumerate().rev();
        roles.find_map(|(at, step)| Some((printed_for(step)?, &self.roles[at + 1..])))
    }

    async fn load_base(&self) -> ProviderResult {
        match &self.base {
            BaseProvider::Keys(keys) => Ok(keys.clone()),
            BaseProvider::Process(process) => process
                .run(&self.config.processes)
                .await
                .map_err(|error| CredentialsError::provider_error(ProfileError::from(error))),
            BaseProvider::WebIdentity(provider) => provider.load().await,
            BaseProvider::Sdk(provider) => provider.provide_credentials().await,
            BaseProvider::Named(named, provider) => provider.provide_credentials().await.map_err(|cause| {
                CredentialsError::provider_error(ProfileError::SourceFailed {
                    profile: self.profile.clone(),
                    named: *named,
                    cause: cause.into(),
                })
            }),
        }
    }

    async fn assume(&self, step: &RoleStep, credentials: Credentials) -> ProviderResult {
        let sts = self.config.sts(credentials);
        let session_name = step.session_name.clone().unwrap_or_else(default_session_name);
        let assumed = sts
            .assume_role()
            .role_arn(&step.role)
            .role_session_name(session_name)
            .set_external_id(step.external_id.clone())
            .set_duration_seconds(step.duration)
            .send()
            .await
            .map_err(|cause| {
                CredentialsError::provider_error(ProfileError::Role {
                    owner: format!("profile {}", step.profile),
                    role: step.role.clone(),
                    mfa_serial: step.mfa_serial.clone(),
                    cause: cause.into(),
                })
            })?;
        let Some(keys) = assumed.credentials else {
            return Err(CredentialsError::unhandled("STS returned no credentials"));
        };
        let expiry = SystemTime::try_from(keys.expiration).ok();
        let token = Some(keys.session_token);
        Ok(Credentials::new(keys.access_key_id, keys.secret_access_key, token, expiry, "assume role"))
    }
}

/// A name for the sessions of this program in `CloudTrail`.
fn default_session_name() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("strongroom-{}", now.as_secs())
}

impl ProvideCredentials for ProfileProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.load())
    }
}

fn named(source: NamedSource, config: &CredentialConfig) -> SharedCredentialsProvider {
    match source {
        NamedSource::Environment => {
            SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new())
        }
        NamedSource::Ec2InstanceMetadata => SharedCredentialsProvider::new(instance(config)),
        NamedSource::EcsContainer => SharedCredentialsProvider::new(container(config)),
    }
}

/// The credentials of the EC2 instance. They never go through a proxy.
pub(super) fn instance(config: &CredentialConfig) -> ImdsCredentialsProvider {
    let builder = ImdsCredentialsProvider::builder().configure(&config.local_provider_config());
    builder.imds_client(instance_metadata()).build()
}

/// The credentials of the container. They never go through a proxy.
pub(super) fn container(config: &CredentialConfig) -> FileProvider {
    let provider = EcsCredentialsProvider::builder().configure(&config.local_provider_config()).build();
    FileProvider::new(ProviderFile::of_container(&Env::real()), provider)
}

/// A role that is assumed with a token in a file. The file is checked first, since the SDK's error does not tell it from
/// other failures.
#[derive(Debug)]
pub(super) struct WebIdentityProvider {
    identity: WebIdentity,
    provider: WebIdentityTokenCredentialsProvider,
}

impl WebIdentityProvider {
    pub(super) fn new(identity: WebIdentity, config: &CredentialConfig) -> Self {
        let configuration = StaticConfiguration {
            web_identity_token_file: identity.token_file.clone().into(),
            role_arn: identity.role.clone(),
            session_name: identity.session_name.clone().unwrap_or_else(default_session_name),
        };
        let provider = WebIdentityTokenCredentialsProvider::builder()
            .configure(&config.provider_config())
            .static_configuration(configuration)
            .build();
        Self { identity, provider }
    }

    async fn load(&self) -> ProviderResult {
        let WebIdentity { owner, role, token_file, session_name: _ } = &self.identity;
        let token = read_regular(Path::new(token_file));
        if let Err(error) = token.and_then(|token| String::from_utf8(token).map_err(io::Error::other)) {
            return Err(CredentialsError::provider_error(ProfileError::TokenFile {
                what: format!("the web identity token of {owner}"),
                path: token_file.clone(),
                why: error.to_string(),
            }));
        }
        self.provider.provide_credentials().await.map_err(|cause| {
            CredentialsError::provider_error(ProfileError::Role {
                owner: owner.clone(),
                role: role.clone(),
                mfa_serial: None,
                cause: cause.into(),
            })
        })
    }
}

impl ProvideCredentials for WebIdentityProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.load())
    }
}
