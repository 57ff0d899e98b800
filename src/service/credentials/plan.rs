//! The way from a profile to credentials: where the first ones come from, and which roles are assumed with them. The
//! order of precedence is that of the AWS CLI.

use super::problem::{NamedSource, PlanError};
use crate::service::config_files::{ConfigFiles, Profile, Section};
use aws_credential_types::Credentials;

/// The way from a profile to credentials.
#[derive(Debug)]
pub(super) struct Plan {
    /// The profile that has the first credentials.
    pub(super) profile: String,
    /// The source of the first credentials.
    pub(super) base: Base,
    /// The roles to assume, in this order.
    pub(super) roles: Vec<RoleStep>,
}

/// The source of credentials that needs no others.
#[derive(Debug)]
pub(super) enum Base {
    Keys(Credentials),
    WebIdentity(WebIdentity),
    Sso(SsoRole),
    Login { session: String },
    Process { command: String },
    Named(NamedSource),
}

/// A role that is assumed with a token in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WebIdentity {
    /// The profile or the environment, in words.
    pub(super) owner: String,
    pub(super) role: String,
    pub(super) token_file: String,
    pub(super) session_name: Option<String>,
}

/// A role of IAM Identity Center.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SsoRole {
    pub(super) account: String,
    pub(super) role: String,
    pub(super) start_url: String,
    pub(super) region: String,
    pub(super) session: Option<String>,
}

/// A role to assume.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RoleStep {
    /// The profile with the role.
    pub(super) profile: String,
    pub(super) role: String,
    pub(super) external_id: Option<String>,
    pub(super) session_name: Option<String>,
    /// The length of the session in seconds; `None` for the default of the role.
    pub(super) duration: Option<i32>,
    pub(super) mfa_serial: Option<String>,
}

impl Plan {
    /// True if a role is assumed with the first credentials.
    pub(super) fn assumes_role(&self) -> bool {
        !self.roles.is_empty()
    }
}

/// The way from `profile` to credentials; `None` if it has none.
pub(super) fn plan(files: &ConfigFiles, profile: &str) -> Result<Option<Plan>, PlanError> {
    let mut visited = vec![profile.to_owned()];
    let mut roles = Vec::new();
    loop {
        let name = visited.last().map_or(profile, String::as_str).to_owned();
        let Some(section) = files.profile(&name) else { return Ok(None) };
        // Beyond the first profile, keys end the chain, even next to a role.
        let ends = visited.len() > 1 && has_keys(section);
        let Some(step) = role_step(&name, section).filter(|_| !ends) else {
            let base = base(files, &name, section)?;
            return finish(base, name, roles, &visited);
        };
        roles.push(step);
        match (section.text("source_profile"), section.text("credential_source")) {
            (Some(_), Some(_)) => return Err(PlanError::TwoSources { profile: name }),
            (None, None) => return Err(PlanError::NoSource { profile: name }),
            (None, Some(source)) => {
                let source = NamedSource::of(source).ok_or_else(|| PlanError::UnknownSource {
                    profile: name.clone(),
                    source_name: source.to_owned(),
                })?;
                return finish(Some(Base::Named(source)), name, roles, &visited);
            }
            (Some(source), None) if files.profile(source).is_none() => {
                let source_profile = source.to_owned();
                return Err(PlanError::SourceMissing { profile: name, source_profile });
            }
            // A profile may name itself: its own keys assume its role.
            (Some(source), None) if source == name && has_keys(section) => {
                let base = base(files, &name, section)?;
                return finish(base, name, roles, &visited);
            }
            (Some(source), None) => {
                let is_loop = visited.iter().any(|earlier| earlier == source);
                visited.push(source.to_owned());
                if is_loop {
                    return Err(PlanError::SourceLoop { profiles: visited });
                }
            }
        }
    }
}

fn finish(
    base: Option<Base>,
    profile: String,
    mut roles: Vec<RoleStep>,
    visited: &[String],
) -> Result<Option<Plan>, PlanError> {
    match (base, visited) {
        (Some(base), _) => {
            roles.reverse();
            Ok(Some(Plan { profile, base, roles }))
        }
        (None, [.., before, last]) => {
            Err(PlanError::SourceEmpty { profile: before.clone(), source_profile: last.clone() })
        }
        (None, _) => Ok(None),
    }
}

fn has_keys(section: &Profile) -> bool {
    section.text("aws_access_key_id").is_some() || section.text("aws_secret_access_key").is_some()
}

/// The role of a profile. With a web identity token the role is where credentials begin.
fn role_step(name: &str, section: &Profile) -> Option<RoleStep> {
    if section.text("web_identity_token_file").is_some() {
        return None;
    }
    let text = |option| section.text(option).map(str::to_owned);
    Some(RoleStep {
        profile: name.to_owned(),
        role: text("role_arn")?,
        external_id: text("external_id"),
        session_name: text("role_session_name"),
        duration: section.text("duration_seconds").and_then(|seconds| seconds.parse().ok()),
        mfa_serial: text("mfa_serial"),
    })
}

/// The credentials that a profile has itself.
fn base(files: &ConfigFiles, name: &str, section: &Profile) -> Result<Option<Base>, PlanError> {
    let text = |option| section.text(option).map(str::to_owned);
    if let Some(token_file) = section.filled("web_identity_token_file") {
        let Some(role) = section.filled("role_arn") else {
            return Err(PlanError::WebIdentityWithoutRole { owner: format!("profile {name}") });
        };
        let session_name = text("role_session_name");
        return Ok(Some(Base::WebIdentity(WebIdentity {
            owner: format!("profile {name}"),
            role: role.to_owned(),
            token_file: token_file.to_owned(),
            session_name,
        })));
    }
    if let Some(role) = sso_role(files, name, section)? {
        return Ok(Some(Base::Sso(role)));
    }
    if let Some(keys) = keys(name, section.of_credentials())? {
        return Ok(Some(Base::Keys(keys)));
    }
    if let Some(session) = text("login_session") {
        return Ok(Some(Base::Login { session }));
    }
    if let Some(command) = text("credential_process") {
        return Ok(Some(Base::Process { command }));
    }
    Ok(keys(name, section.of_config())?.map(Base::Keys))
}

/// The access key of one section.
fn keys(profile: &str, section: &Section) -> Result<Option<Credentials>, PlanError> {
    let Some(id) = section.text("aws_access_key_id") else { return Ok(None) };
    let secret = section.text("aws_secret_access_key");
    for (value, missing) in [(Some(id), "aws_access_key_id"), (secret, "aws_secret_access_key")] {
        if value.is_none_or(str::is_empty) {
            return Err(PlanError::HalfKeys { profile: profile.to_owned(), missing });
        }
    }
    let token = section.text("aws_security_token").or_else(|| section.text("aws_session_token"));
    let token = token.filter(|token| !token.is_empty()).map(str::to_owned);
    Ok(Some(Credentials::new(id, secret.unwrap_or_default(), token, None, "profile")))
}

/// The SSO role of a profile. A profile with an `sso_session` alone is for tokens, not for credentials.
fn sso_role(files: &ConfigFiles, name: &str, section: &Profile) -> Result<Option<SsoRole>, PlanError> {
    if section.text("sso_account_id").is_none() && section.text("sso_role_name").is_none() {
        return Ok(None);
    }
    let profile = || name.to_owned();
    let session = section.text("sso_session");
    let settings = match session {
        None => None,
        Some(session) => Some(
            files
                .sso_session(session)
                .ok_or_else(|| PlanError::NoSsoSession { profile: profile(), session: session.to_owned() })?,
        ),
    };
    let mut missing = Vec::new();
    let mut setting = |option: &'static str| {
        let own = section.text(option);
        let of_session = settings.and_then(|settings| settings.text(option));
        if own.zip(of_session).is_some_and(|(own, of_session)| own != of_session) {
            return Err(PlanError::SsoInconsistent { profile: profile(), setting: option.to_owned() });
        }
        let value = own.or(of_session);
        if value.is_none() {
            missing.push(option);
        }
        Ok(value.unwrap_or_default().to_owned())
    };
    let role = SsoRole {
        account: setting("sso_account_id")?,
        role: setting("sso_role_name")?,
        start_url: setting("sso_start_url")?,
        region: setting("sso_region")?,
        session: session.map(str::to_owned),
    };
    if !missing.is_empty() {
        return Err(PlanError::SsoIncomplete { profile: profile(), missing: missing.join(", ") });
    }
    Ok(Some(role))
}
