//! A secret as it is declared for Terraform and for the External Secrets Operator.

use super::literal::Language;
use super::subject::{FormatSubject, FormatVersion};

/// The longest name of an object of Kubernetes.
const KUBERNETES_NAME: usize = 253;

/// A data source, and below it a local value of the member.
pub(super) fn terraform(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::Hcl.literal(text);
    let label = terraform_label(&subject.name);
    let mut lines = vec![
        format!("data \"aws_secretsmanager_secret_version\" \"{label}\" {{"),
        format!("  secret_id     = {}", literal(&subject.name)),
    ];
    match &subject.version {
        FormatVersion::Current => lines[1] = format!("  secret_id = {}", literal(&subject.name)),
        FormatVersion::Label(stage) => lines.push(format!("  version_stage = {}", literal(stage.as_str()))),
        FormatVersion::Id(id) => {
            lines[1] = format!("  secret_id  = {}", literal(&subject.name));
            lines.push(format!("  version_id = {}", literal(&id.0)));
        }
    }
    lines.push("}".to_owned());
    if let Some(key) = &subject.key {
        let data = format!("data.aws_secretsmanager_secret_version.{label}.secret_string");
        let local = terraform_label(&format!("{}_{key}", subject.name));
        lines.extend([
            String::new(),
            "locals {".to_owned(),
            format!("  {local} = jsondecode({data})[{}]", literal(key)),
            "}".to_owned(),
        ]);
    }
    lines.join("\n") + "\n"
}

/// A name as an identifier of Terraform: letters, digits and underscores.
fn terraform_label(name: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let label: String = name.chars().map(sign).collect();
    if label.starts_with(|c: char| c.is_ascii_digit()) { format!("_{label}") } else { label }
}

/// An `ExternalSecret` that extracts all members, or takes the one that was chosen.
pub(super) fn external_secret(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::Yaml.literal(text);
    let name = kubernetes_name(&subject.name);
    let mut lines: Vec<String> = [
        "apiVersion: external-secrets.io/v1",
        "kind: ExternalSecret",
        "metadata:",
        &format!("  name: {}", literal(&name)),
        "spec:",
        "  refreshInterval: 1h",
        "  secretStoreRef:",
        "    kind: ClusterSecretStore",
        "    name: aws-secrets-manager",
        "  target:",
        &format!("    name: {}", literal(&name)),
    ]
    .map(str::to_owned)
    .into();
    let remote = |indent: &str| {
        let mut remote = vec![format!("{indent}key: {}", literal(&subject.name))];
        remote.extend(subject.key.as_ref().map(|key| format!("{indent}property: {}", literal(key))));
        remote.extend(
            version_of(&subject.version).map(|version| format!("{indent}version: {}", literal(&version))),
        );
        remote
    };
    match &subject.key {
        None if subject.is_binary() => {
            lines.extend(["  data:", "    - secretKey: \"value\"", "      remoteRef:"].map(str::to_owned));
            lines.extend(remote("        "));
        }
        None => {
            lines.extend(["  dataFrom:", "    - extract:"].map(str::to_owned));
            lines.extend(remote("        "));
        }
        Some(key) => {
            let secret_key = format!("    - secretKey: {}", literal(&kubernetes_key(key)));
            lines.extend(["  data:".to_owned(), secret_key, "      remoteRef:".to_owned()]);
            lines.extend(remote("        "));
        }
    }
    lines.join("\n") + "\n"
}

/// The version as the operator names it: a staging label, or an ID behind `uuid/`.
fn version_of(version: &FormatVersion) -> Option<String> {
    match version {
        FormatVersion::Current => None,
        FormatVersion::Label(label) => Some(label.as_str().to_owned()),
        FormatVersion::Id(id) => Some(format!("uuid/{}", id.0)),
    }
}

/// A name as Kubernetes takes it: lower-case letters, digits and hyphens, a letter or digit at both ends.
fn kubernetes_name(name: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(sign).collect();
    let name = name.trim_matches('-');
    let name = name[..name.len().min(KUBERNETES_NAME)].trim_end_matches('-');
    if name.is_empty() { "secret".to_owned() } else { name.to_owned() }
}

/// A key as a Secret of Kubernetes takes it: letters, digits, hyphens, underscores and periods.
fn kubernetes_key(key: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let sign = |c: char| if is_plain(c) { c } else { '_' };
    let key: String = key.chars().take(KUBERNETES_NAME).map(sign).collect();
    if key.is_empty() { "value".to_owned() } else { key }
}
