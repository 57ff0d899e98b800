//! A secret in the words of other programs: a connection URL, a `.env` file, a command, a reference, or source code.
//!
//! [`CopyFormat`] names the formats. Those that hold a part of the value are written from it; the others only name the secret.

mod connection_url;
mod declared;
mod literal;
mod reference;
mod sdk;
mod subject;
#[cfg(test)]
mod tests;

pub use connection_url::{UrlError, connection_url};
pub use subject::{FormatError, FormatKind, FormatSubject, FormatVersion};

use super::ValueBody;
use super::variables::{VariableChoice, dotenv_file, dotenv_line, variable_of, variables_of};
use strum::{EnumString, IntoStaticStr, VariantArray};
use zeroize::Zeroizing;

/// A format in which other programs take a secret. Its text is the name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CopyFormat {
    /// The URL of a database, with user and password.
    ConnectionUrl,
    /// A member, or a value without members, as a line of a `.env` file.
    EnvLine,
    /// All members as a `.env` file.
    EnvFile,
    /// The command of the AWS CLI that prints the value, or a member of it.
    AwsCli,
    /// The `valueFrom` of a container definition of ECS.
    EcsValueFrom,
    /// A dynamic reference of `CloudFormation`.
    #[strum(serialize = "cloudformation")]
    CloudFormation,
    /// A data source of Terraform.
    Terraform,
    /// A manifest of the External Secrets Operator.
    ExternalSecret,
    /// Source code with the AWS SDK for Rust.
    Rust,
    /// Source code with boto3.
    Python,
    /// Source code with the AWS SDK for JavaScript.
    #[strum(serialize = "javascript")]
    JavaScript,
    /// Source code with the AWS SDK for Go.
    Go,
    /// The address of the secret in the AWS console.
    ConsoleUrl,
}

impl CopyFormat {
    /// Every format, in the order of the menu.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name on the command line: "connection-url".
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The name in the menu.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ConnectionUrl => "Connection URL",
            Self::EnvLine => ".env line",
            Self::EnvFile => ".env file",
            Self::AwsCli => "AWS CLI command",
            Self::EcsValueFrom => "ECS valueFrom",
            Self::CloudFormation => "CloudFormation dynamic reference",
            Self::Terraform => "Terraform data source",
            Self::ExternalSecret => "External Secrets manifest",
            Self::Rust => "Rust SDK",
            Self::Python => "Python SDK (boto3)",
            Self::JavaScript => "JavaScript SDK",
            Self::Go => "Go SDK",
            Self::ConsoleUrl => "AWS console URL",
        }
    }

    /// True if the text holds a part of the value: it is a secret itself.
    pub const fn holds_value(self) -> bool {
        match self {
            Self::ConnectionUrl | Self::EnvLine | Self::EnvFile => true,
            Self::AwsCli
            | Self::EcsValueFrom
            | Self::CloudFormation
            | Self::Terraform
            | Self::ExternalSecret
            | Self::Rust
            | Self::Python
            | Self::JavaScript
            | Self::Go
            | Self::ConsoleUrl => false,
        }
    }

    /// True if the secret can be written in the format, as far as that is known: `value` is `None` if it was not read.
    pub fn fits(self, subject: &FormatSubject, value: Option<&ValueBody>) -> bool {
        match (self.holds_value(), value) {
            (true, None) => self != Self::EnvLine || subject.key.is_some(),
            (true, Some(value)) => self.of_value(subject, value).is_ok(),
            (false, _) => self.naming(subject).is_ok(),
        }
    }

    /// The text for a format that holds a part of the value; for any other as [`CopyFormat::naming`].
    ///
    /// # Errors
    /// The value does not fit the format.
    pub fn of_value(
        self,
        subject: &FormatSubject,
        value: &ValueBody,
    ) -> Result<Zeroizing<String>, FormatError> {
        let name = &subject.name;
        match self {
            Self::ConnectionUrl => {
                connection_url(value).map_err(|fault| FormatError::Url { name: name.clone(), fault })
            }
            Self::EnvLine if subject.key.is_none() && is_object(value) => {
                Err(FormatError::NoMember(name.clone()))
            }
            Self::EnvLine => Ok(dotenv_line(&variable_of(name, value, subject.key.as_deref())?)),
            Self::EnvFile if is_object(value) => {
                let values = [(name.clone(), value.clone())];
                Ok(dotenv_file(&variables_of(&values, &VariableChoice::default())?))
            }
            Self::EnvFile => Ok(dotenv_file(&[variable_of(name, value, None)?])),
            Self::AwsCli
            | Self::EcsValueFrom
            | Self::CloudFormation
            | Self::Terraform
            | Self::ExternalSecret
            | Self::Rust
            | Self::Python
            | Self::JavaScript
            | Self::Go
            | Self::ConsoleUrl => self.naming(subject).map(Zeroizing::new),
        }
    }

    /// The text for a format that only names the secret.
    ///
    /// # Errors
    /// The format can't name it, or holds a part of the value.
    pub fn naming(self, subject: &FormatSubject) -> Result<String, FormatError> {
        match self {
            Self::ConnectionUrl | Self::EnvLine | Self::EnvFile => {
                Err(FormatError::NoMember(subject.name.clone()))
            }
            Self::AwsCli => Ok(subject.aws_cli.clone()),
            Self::EcsValueFrom => reference::ecs(subject, self.title()),
            Self::CloudFormation => reference::cloud_formation(subject, self.title()),
            Self::Terraform => Ok(declared::terraform(subject)),
            Self::ExternalSecret => Ok(declared::external_secret(subject)),
            Self::Rust => Ok(sdk::rust(subject)),
            Self::Python => Ok(sdk::python(subject)),
            Self::JavaScript => Ok(sdk::javascript(subject)),
            Self::Go => Ok(sdk::go(subject)),
            Self::ConsoleUrl => reference::console_url(&subject.name, &subject.arn),
        }
    }
}

fn is_object(value: &ValueBody) -> bool {
    value.as_text().is_some_and(|text| super::Members::parse(text).is_ok())
}
