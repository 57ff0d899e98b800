//! The files that providers of the SDK read. They are checked before: the SDK would read a pipe or a device without end.

use super::plan::SsoRole;
use super::problem::ProfileError;
use crate::service::config_files::check_regular;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{
    ProvideCredentials, Result as ProviderResult, SharedCredentialsProvider, future,
};
use aws_runtime::fs_util::{Os, home_dir};
use aws_types::os_shim_internal::Env;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// A provider of the SDK, and the file that it reads.
#[derive(Debug)]
pub(super) struct FileProvider {
    file: Option<ProviderFile>,
    provider: SharedCredentialsProvider,
}

/// A file that a provider of the SDK reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ProviderFile {
    /// The contents in words.
    what: String,
    path: PathBuf,
}

impl ProviderFile {
    /// The cached login of IAM Identity Center; `None` without a home folder.
    pub(super) fn of_sso(profile: &str, sso: &SsoRole, env: &Env) -> Option<Self> {
        let login = sso.session.as_ref().unwrap_or(&sso.start_url);
        let name = format!("{:x}.json", Sha1::digest(login.as_bytes()));
        let path = Path::new(&home_dir(env, Os::real())?).join(".aws/sso/cache").join(name);
        Some(Self { what: format!("the cached SSO login of profile {profile}"), path })
    }

    /// The cached login of the AWS console; `None` without a home folder.
    pub(super) fn of_login(profile: &str, session: &str, env: &Env) -> Option<Self> {
        let folder = match env.get("AWS_LOGIN_CACHE_DIRECTORY") {
            Ok(folder) => PathBuf::from(folder),
            Err(_) => Path::new(&home_dir(env, Os::real())?).join(".aws/login/cache"),
        };
        let path = folder.join(format!("{:x}.json", Sha256::digest(session.trim().as_bytes())));
        Some(Self { what: format!("the cached login of profile {profile}"), path })
    }

    /// The token with which the credentials of a container are asked for, if it is in a file.
    pub(super) fn of_container(env: &Env) -> Option<Self> {
        let path = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").ok()?.into();
        Some(Self { what: "the authorization token of the container".to_owned(), path })
    }

    /// Refuses anything that is not a plain file. One that is not there, or can't be read, is left to the provider: its
    /// errors tell what that means.
    fn check(&self) -> Result<(), ProfileError> {
        match check_regular(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::Other => Err(ProfileError::TokenFile {
                what: self.what.clone(),
                path: self.path.display().to_string(),
                why: error.to_string(),
            }),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl FileProvider {
    pub(super) fn new(file: Option<ProviderFile>, provider: impl ProvideCredentials + 'static) -> Self {
        Self { file, provider: SharedCredentialsProvider::new(provider) }
    }

    async fn load(&self) -> ProviderResult {
        if let Some(file) = &self.file {
            file.check().map_err(CredentialsError::provider_error)?;
        }
        self.provider.provide_credentials().await
    }
}

impl ProvideCredentials for FileProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.load())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sso(session: Option<&str>) -> SsoRole {
        SsoRole {
            account: "123456789012".into(),
            role: "Dev".into(),
            start_url: "https://d-92671207e4.awsapps.com/start".into(),
            region: "us-east-1".into(),
            session: session.map(str::to_owned),
        }
    }

    #[test]
    fn files_are_where_the_aws_cli_writes_them() {
        let home = Env::from_slice(&[("HOME", "/home/me")]);
        let path = |file: Option<ProviderFile>| file.unwrap().path.display().to_string();
        assert_eq!(
            path(ProviderFile::of_sso("x", &sso(None), &home)),
            "/home/me/.aws/sso/cache/13f9d35043871d073ab260e020f0ffde092cb14b.json"
        );
        assert_eq!(
            path(ProviderFile::of_sso("x", &sso(Some("test")), &home)),
            "/home/me/.aws/sso/cache/a94a8fe5ccb19ba61c4c0873d391e987982fbbd3.json"
        );
        let session = "arn:aws:iam::0123456789012:user/Admin";
        assert_eq!(
            path(ProviderFile::of_login("x", session, &home)),
            "/home/me/.aws/login/cache/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json"
        );
        let elsewhere = Env::from_slice(&[("AWS_LOGIN_CACHE_DIRECTORY", "/cache")]);
        assert!(path(ProviderFile::of_login("x", session, &elsewhere)).starts_with("/cache/36db1d13"));
        assert_eq!(ProviderFile::of_sso("x", &sso(None), &Env::from_slice(&[])), None);
    }

    #[test]
    fn a_device_is_refused_and_a_missing_file_left_to_the_provider() {
        let file = |path: &str| ProviderFile { what: "the login".into(), path: path.into() };
        assert!(file("/no/such/file").check().is_ok());
        let error = file("/dev/zero").check().unwrap_err();
        assert_eq!(error.to_string(), "the login can't be read from /dev/zero: it is not a regular file");
    }
}
