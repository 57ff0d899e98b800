//! The chain of credential providers, in the AWS CLI's order.

mod config;
mod file_of_provider;
mod fingerprint;
mod plan;
mod problem;
mod process;
mod provider;
mod renewable;
mod source;

pub(super) use config::CredentialConfig;
pub(super) use fingerprint::fingerprint;
pub(super) use problem::{PlanError, ProcessFailure, ProfileError, UnusableKeys};
pub(super) use process::{CredentialProcesses, OUTPUT_LIMIT, ProcessOwner, TerminalLogin};
pub(super) use renewable::{Configured, LoadError, Loaded, RenewableCredentials, Unreadable};
pub(super) use source::source_in_words;

use super::config_files::DEFAULT_PROFILE;
use super::environment::AwsEnvironment;
use super::settings::Settings;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use plan::{Plan, WebIdentity};
use provider::{ProfileProvider, WebIdentityProvider, container, instance};

/// The origin of the profile, which decides the order of the providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileOrigin {
    /// An option or a choice in the program. The profile wins over keys in the environment.
    User,
    /// `AWS_PROFILE`, or the default profile. Keys in the environment win.
    Environment,
}

/// The providers for `settings`, for a connection that was made with the settings `first`.
fn provider_chain(
    settings: &Settings,
    first: &Settings,
    origin: ProfileOrigin,
    environment: &AwsEnvironment,
    config: &CredentialConfig,
) -> CredentialsProviderChain {
    let plan = plan_of(settings);
    // While a file is being written anew it may lack the profile for a moment: those of this machine are not meant then.
    let is_gone = matches!(plan, Ok(None)) && !matches!(plan_of(first), Ok(None));
    let plan = if is_gone { Err(PlanError::Gone { profile: name_of(settings).to_owned() }) } else { plan };
    let assumes_role = plan.as_ref().map_or(true, |plan| plan.as_ref().is_some_and(Plan::assumes_role));
    let profile = PlannedProvider::of(plan, config);
    let chain = match origin {
        ProfileOrigin::User => CredentialsProviderChain::first_try("profile", profile),
        ProfileOrigin::Environment => {
            let variables = EnvironmentVariableCredentialsProvider::new();
            let chain = CredentialsProviderChain::first_try("environment", variables);
            let web_identity = web_identity(settings, environment, config);
            if assumes_role {
                chain.or_else("profile", profile).or_else("web identity", web_identity)
            } else {
                chain.or_else("web identity", web_identity).or_else("profile", profile)
            }
        }
    };
    chain.or_else("container", container(config)).or_else("instance metadata", instance(config))
}

fn name_of(settings: &Settings) -> &str {
    settings.profile.as_deref().unwrap_or(DEFAULT_PROFILE)
}

fn plan_of(settings: &Settings) -> Result<Option<Plan>, PlanError> {
    plan::plan(&settings.files, name_of(settings))
}

/// The role and token that the environment names; what it leaves out comes from the profile.
fn web_identity(
    settings: &Settings,
    environment: &AwsEnvironment,
    config: &CredentialConfig,
) -> PlannedProvider {
    let profile = settings.files.profile(name_of(settings));
    let setting = |variable, option| {
        let of_profile = || profile.and_then(|profile| profile.filled(option)).map(str::to_owned);
        environment.variable(variable).or_else(of_profile)
    };
    let owner = "the environment".to_owned();
    let Some(token_file) = environment.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
        return PlannedProvider::Nothing;
    };
    let Some(role) = setting("AWS_ROLE_ARN", "role_arn") else {
        return PlannedProvider::Failed(PlanError::WebIdentityWithoutRole { owner });
    };
    let session_name = setting("AWS_ROLE_SESSION_NAME", "role_session_name");
    let identity = WebIdentity { owner, role, token_file, session_name };
    PlannedProvider::WebIdentity(WebIdentityProvider::new(identity, config))
}

/// A provider that was chosen when the config files were read.
#[derive(Debug)]
enum PlannedProvider {
    /// Nothing is configured: the next provider of the chain is asked.
    Nothing,
    /// The configuration is wrong. The chain ends here, as it would use other credentials than the user wants.
    Failed(PlanError),
    Profile(Box<ProfileProvider>),
    WebIdentity(WebIdentityProvider),
}

impl PlannedProvider {
    fn of(plan: Result<Option<Plan>, PlanError>, config: &CredentialConfig) -> Self {
        match plan {
            Ok(Some(plan)) => Self::Profile(Box::new(ProfileProvider::new(plan, config))),
            Ok(None) => Self::Nothing,
            Err(error) => Self::Failed(error),
        }
    }
}

impl ProvideCredentials for PlannedProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let failed = |error: CredentialsError| future::ProvideCredentials::ready(Err(error));
        match self {
            Self::Nothing => failed(CredentialsError::not_loaded_no_source()),
            Self::Failed(error) => {
                failed(CredentialsError::invalid_configuration(ProfileError::from(error.clone())))
            }
            Self::Profile(provider) => provider.provide_credentials(),
            Self::WebIdentity(provider) => provider.provide_credentials(),
        }
    }
}
