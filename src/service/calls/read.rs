//! Reading secrets, their values and versions, and random passwords.

use super::call::{Call, CallResult};
use crate::secrets::ValueBody;
use crate::service::{
    api::{BatchError, BatchValue, EachType, Inclusion, ListPart, PasswordOptions, Reply, VersionSelector},
    convert,
    list_page::{ListPage, PageDecoder},
};
use aws_sdk_secretsmanager::types::SortByType;
use std::collections::HashSet;

/// The number of secrets or versions on a page: the most that the service gives.
const PAGE_SIZE: i32 = 100;

impl Call<'_> {
    pub(super) async fn list_secrets(
        &self,
        part: Option<&ListPart>,
        next_token: Option<&String>,
    ) -> CallResult {
        let request = self
            .client
            .list_secrets()
            .max_results(PAGE_SIZE)
            .include_planned_deletion(true)
            .set_filters(
                part.map(|part| convert::to_sdk::name_filters(&part.names)).filter(|all| !all.is_empty()),
            )
            .set_sort_by(part.map(|_| SortByType::Name))
            .set_sort_order(part.map(|part| convert::to_sdk::sort_order(part.order)))
            .set_next_token(next_token.cloned());
        let decoder = PageDecoder::default();
        let output = send!(self, request, decoder.clone())?;
        if let Some(ListPage { secrets, next_token }) = decoder.take() {
            return Ok(Reply::ListSecrets { secrets, next_token });
        }
        let entries = output.secret_list.ok_or_else(|| self.errors.missing_fields("SecretList"))?;
        Ok(Reply::ListSecrets {
            secrets: entries.into_iter().map(convert::summary).collect(),
            next_token: output.next_token.filter(|token| !token.is_empty()),
        })
    }

    pub(super) async fn describe_secret(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.describe_secret().secret_id(secret))?;
        self.check_subject(secret, output.arn())?;
        let (tags, replicas) = (output.tags().len(), output.replication_status().len());
        let detail = convert::detail(output).ok_or_else(|| self.errors.missing_fields("ARN and Name"))?;
        self.trace.leave_out("tags without a key", tags.saturating_sub(detail.summary.tags.len()));
        self.trace.leave_out("replicas without a Region", replicas.saturating_sub(detail.replicas.len()));
        Ok(Reply::DescribeSecret(Box::new(detail)))
    }

    pub(super) async fn get_secret_value(&self, secret: &str, version: &VersionSelector) -> CallResult {
        let request = self.client.get_secret_value().secret_id(secret);
        let output = match version {
            VersionSelector::Current => send!(self, request),
            VersionSelector::Id(id) => send!(self, request.version_id(id.as_str())),
            VersionSelector::Label(label) => send!(self, request.version_stage(label.as_str())),
        }?;
        self.check_subject(secret, output.arn())?;
        let value =
            convert::value(output).ok_or_else(|| self.errors.missing_fields("VersionId and value"))?;
        if let VersionSelector::Id(asked) = version
            && value.version != *asked
        {
            return Err(self.errors.other_version(&value.version));
        }
        Ok(Reply::GetSecretValue(value))
    }

    /// Reads all pages. The service may end a page early, even with nothing on it.
    pub(super) async fn batch_get_secret_value(&self, secrets: &[String]) -> CallResult {
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        let mut token: Option<String> = None;
        let mut tokens = HashSet::new();
        loop {
            let request = self.client.batch_get_secret_value().set_secret_id_list(Some(secrets.to_vec()));
            let output = send!(self, request.set_next_token(token.clone()))?;
            if output.secret_values.is_none() && output.errors.is_none() {
                return Err(self.errors.missing_fields("SecretValues and Errors"));
            }
            values.extend(
                output.secret_values.unwrap_or_default().into_iter().filter_map(convert::batch_value),
            );
            errors.extend(output.errors.unwrap_or_default().into_iter().map(convert::batch_error));
            match output.next_token.filter(|next| !next.is_empty()) {
                None => {
                    errors.extend(without_value(secrets, &values, &errors));
                    return Ok(Reply::BatchGetSecretValue { values, errors });
                }
                Some(next) if !tokens.insert(next.clone()) => {
                    return Err(self.errors.missing_fields("a NextToken that leads on"));
                }
                next => token = next,
            }
        }
    }

    pub(super) async fn list_secret_version_ids(
        &self,
        secret: &str,
        include_deprecated: bool,
        next_token: Option<&String>,
    ) -> CallResult {
        let request = self
            .client
            .list_secret_version_ids()
            .secret_id(secret)
            .max_results(PAGE_SIZE)
            .include_deprecated(include_deprecated)
            .set_next_token(next_token.cloned());
        let output = send!(self, request)?;
        if output.arn.is_none() && output.versions.is_none() {
            return Err(self.errors.missing_fields("ARN and Versions"));
        }
        self.check_subject(secret, output.arn())?;
        let entries = output.versions.unwrap_or_default();
        let (all, next_token) = (entries.len(), output.next_token.filter(|token| !token.is_empty()));
        let mut versions: Vec<_> = entries.into_iter().filter_map(convert::version).collect();
        self.trace.leave_out("versions without an ID", all.saturating_sub(versions.len()));
        // Some emulators always include deprecated versions.
        versions.retain(|version| include_deprecated || !version.is_deprecated());
        Ok(Reply::ListSecretVersionIds { versions, next_token })
    }

    pub(super) async fn get_random_password(&self, options: &PasswordOptions) -> CallResult {
        let excluded = &options.exclude_characters;
        let request = self
            .client
            .get_random_password()
            .password_length(options.length.into())
            .set_exclude_characters((!excluded.is_empty()).then(|| excluded.clone()))
            .exclude_numbers(options.numbers == Inclusion::Excluded)
            .exclude_punctuation(options.punctuation == Inclusion::Excluded)
            .exclude_uppercase(options.uppercase == Inclusion::Excluded)
            .exclude_lowercase(options.lowercase == Inclusion::Excluded)
            .include_space(options.space == Inclusion::Included)
            .require_each_included_type(options.each_type == EachType::Required);
        let output = send!(self, request)?;
        let password = output.random_password.filter(|password| !password.is_empty());
        let password = password.ok_or_else(|| self.errors.missing_fields("RandomPassword"))?;
        Ok(Reply::GetRandomPassword(ValueBody::text(password)))
    }
}

/// An error for each secret that the response has neither a usable value nor an error of.
fn without_value(asked: &[String], values: &[BatchValue], errors: &[BatchError]) -> Vec<BatchError> {
    let has_value = |secret: &str| values.iter().any(|of| of.name == secret || of.arn.is_meant_by(secret));
    let has_error = |secret: &str| errors.iter().any(|error| error.secret == secret);
    let missing = asked.iter().filter(|secret| !has_value(secret) && !has_error(secret));
    let message = "The response lacks its VersionId or value.";
    let error = |secret: &String| BatchError {
        secret: secret.clone(),
        code: String::new(),
        message: message.to_owned(),
    };
    missing.map(error).collect()
}
