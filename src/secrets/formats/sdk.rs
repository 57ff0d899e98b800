//! Source code that reads a secret with the AWS SDK of a language.

use super::literal::Language;
use super::subject::{FormatSubject, FormatVersion};

/// Statements for an async function that returns a `Result`.
pub(super) fn rust(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::Rust.literal(text);
    let mut lines =
        vec!["let config = aws_config::defaults(aws_config::BehaviorVersion::latest())".to_owned()];
    lines.extend(
        subject.region().map(|region| format!("    .region(aws_config::Region::new({}))", literal(region))),
    );
    lines.extend(
        [
            "    .load()",
            "    .await;",
            "let client = aws_sdk_secretsmanager::Client::new(&config);",
            "let response = client",
            "    .get_secret_value()",
            &format!("    .secret_id({})", literal(&subject.name)),
        ]
        .map(str::to_owned),
    );
    lines.extend(
        version(subject, ".version_stage(", ".version_id(", literal).map(|call| format!("    {call})")),
    );
    lines.extend(["    .send()", "    .await?;"].map(str::to_owned));
    match &subject.key {
        _ if subject.is_binary() => lines.push(
            "let secret = response.secret_binary().ok_or(\"the secret is a string\")?.as_ref();".to_owned(),
        ),
        None => {
            lines.push("let secret = response.secret_string().ok_or(\"the secret is binary\")?;".to_owned());
        }
        Some(key) => lines.extend([
            "let value: serde_json::Value =".to_owned(),
            "    serde_json::from_str(response.secret_string().ok_or(\"the secret is binary\")?)?;"
                .to_owned(),
            format!("let secret = value.get({}).ok_or(\"the member is missing\")?;", literal(key)),
        ]),
    }
    lines.join("\n") + "\n"
}

/// A script for boto3.
pub(super) fn python(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::Python.literal(text);
    let mut lines = Vec::new();
    if subject.key.is_some() && !subject.is_binary() {
        lines.extend(["import json", ""].map(str::to_owned));
    }
    let region =
        subject.region().map(|region| format!(", region_name={}", literal(region))).unwrap_or_default();
    let version = version(subject, ", VersionStage=", ", VersionId=", literal).unwrap_or_default();
    lines.extend([
        "import boto3".to_owned(),
        String::new(),
        format!("client = boto3.client(\"secretsmanager\"{region})"),
        format!("response = client.get_secret_value(SecretId={}{version})", literal(&subject.name)),
        match &subject.key {
            _ if subject.is_binary() => "secret = response[\"SecretBinary\"]".to_owned(),
            None => "secret = response[\"SecretString\"]".to_owned(),
            Some(key) => format!("secret = json.loads(response[\"SecretString\"])[{}]", literal(key)),
        },
    ]);
    lines.join("\n") + "\n"
}

/// A module for Node.js.
pub(super) fn javascript(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::JavaScript.literal(text);
    let region =
        subject.region().map(|region| format!("{{ region: {} }}", literal(region))).unwrap_or_default();
    let version = version(subject, ", VersionStage: ", ", VersionId: ", literal).unwrap_or_default();
    let secret = match &subject.key {
        _ if subject.is_binary() => "response.SecretBinary".to_owned(),
        None => "response.SecretString".to_owned(),
        Some(key) => format!("JSON.parse(response.SecretString)[{}]", literal(key)),
    };
    let lines = [
        "import { GetSecretValueCommand, SecretsManagerClient } from \"@aws-sdk/client-secrets-manager\";",
        "",
        &format!("const client = new SecretsManagerClient({region});"),
        "const response = await client.send(",
        &format!("  new GetSecretValueCommand({{ SecretId: {}{version} }}),", literal(&subject.name)),
        ");",
        &format!("const secret = {secret};"),
    ];
    lines.join("\n") + "\n"
}

/// Statements for a function that has a context and returns an error.
pub(super) fn go(subject: &FormatSubject) -> String {
    let literal = |text: &str| Language::Go.literal(text);
    let region = subject
        .region()
        .map(|region| format!(", config.WithRegion({})", literal(region)))
        .unwrap_or_default();
    let failed = ["if err != nil {", "\treturn err", "}"];
    let mut lines = vec![format!("cfg, err := config.LoadDefaultConfig(ctx{region})")];
    lines.extend(failed.map(str::to_owned));
    let input =
        |name: &str, width: usize, text: &str| format!("\t{name:width$}aws.String({}),", literal(text));
    lines.extend(
        [
            "client := secretsmanager.NewFromConfig(cfg)",
            "response, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{",
        ]
        .map(str::to_owned),
    );
    // gofmt puts the values in a column.
    match &subject.version {
        FormatVersion::Current => lines.push(input("SecretId: ", 0, &subject.name)),
        FormatVersion::Label(label) => {
            lines.extend([input("SecretId:", 14, &subject.name), input("VersionStage:", 14, label.as_str())]);
        }
        FormatVersion::Id(id) => {
            lines.extend([input("SecretId:", 11, &subject.name), input("VersionId:", 11, &id.0)]);
        }
    }
    lines.push("})".to_owned());
    lines.extend(failed.map(str::to_owned));
    match &subject.key {
        _ if subject.is_binary() => lines.push("secret := response.SecretBinary".to_owned()),
        None => lines.push("secret := aws.ToString(response.SecretString)".to_owned()),
        Some(key) => {
            lines.extend([
                "var value map[string]any".to_owned(),
                "err = json.Unmarshal([]byte(aws.ToString(response.SecretString)), &value)".to_owned(),
            ]);
            lines.extend(failed.map(str::to_owned));
            lines.push(format!("secret := value[{}]", literal(key)));
        }
    }
    lines.join("\n") + "\n"
}

/// The version behind the word for a staging label or for an ID; `None` for AWSCURRENT.
fn version(
    subject: &FormatSubject,
    label_word: &str,
    id_word: &str,
    literal: impl Fn(&str) -> String,
) -> Option<String> {
    match &subject.version {
        FormatVersion::Current => None,
        FormatVersion::Label(label) => Some(format!("{label_word}{}", literal(label.as_str()))),
        FormatVersion::Id(id) => Some(format!("{id_word}{}", literal(&id.0))),
    }
}
