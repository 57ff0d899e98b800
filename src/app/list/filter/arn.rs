//! ARNs as filters: whole, without their suffix, of another Region, or as a policy or a task definition has them.

use super::lex::quote;
use super::word::Score;
use crate::secrets::SummaryView;

/// Points for a match, more than for any word.
const POINTS: u32 = 9_000;

/// An ARN of a secret, as it was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArnFilter {
    partition: String,
    region: String,
    account: String,
    resource: Resource,
}

/// The last part of the ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Resource {
    /// A name, with or without the hyphen and the six characters behind it.
    Name(String),
    /// The start of a name and its suffix; `*` stands for the rest.
    Start(String),
}

impl ArnFilter {
    /// Reads the ARN of a secret; blanks, quotes and a comma around it do not count. `None` for any other text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';');
        let mut parts = text.trim_matches(around).split(':');
        let (arn, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
        let (region, account, kind) = (parts.next()?, parts.next()?, parts.next()?);
        // A task definition has a key and a version behind the name.
        let name = parts.next().filter(|name| !name.is_empty())?;
        if (arn, service, kind) != ("arn", "secretsmanager", "secret") || !partition.starts_with("aws") {
            return None;
        }
        let resource = match (name.strip_suffix("-??????"), name.strip_suffix('*')) {
            (Some(name), _) => Resource::Name(name.to_owned()),
            (None, Some(start)) => Resource::Start(start.to_owned()),
            (None, None) => Resource::Name(name.to_owned()),
        };
        let [partition, region, account] = [partition, region, account].map(str::to_owned);
        Some(Self { partition, region, account, resource })
    }

    /// The Region of the ARN, if it names one.
    pub(super) fn region(&self) -> Option<&str> {
        (!matches!(self.region.as_str(), "" | "*")).then_some(self.region.as_str())
    }

    /// The score of a secret with that ARN, in any Region: a replica has the ARN of its primary, but for the Region.
    pub(super) fn score(&self, secret: SummaryView<'_>) -> Option<Score> {
        let mut arn = String::new();
        secret.write_arn(&mut arn);
        let mut parts = arn.splitn(7, ':');
        let (_, partition, _) = (parts.next()?, parts.next()?, parts.next()?);
        let (_, account, _) = (parts.next()?, parts.next()?, parts.next()?);
        let resource = parts.next()?;
        let is_any = |part: &str| matches!(part, "" | "*");
        let is_there = (is_any(&self.partition) || self.partition == partition)
            && (is_any(&self.account) || self.account == account);
        let matches = match &self.resource {
            Resource::Name(name) => resource == name || secret.name() == *name,
            Resource::Start(start) => resource.starts_with(start.as_str()),
        };
        (is_there && matches).then_some(Score { points: POINTS, position: 0 })
    }

    /// The ARN as a filter.
    pub(super) fn typed(&self) -> String {
        let name = match &self.resource {
            Resource::Name(name) => name.clone(),
            Resource::Start(start) => format!("{start}*"),
        };
        quote(
            &format!("arn:{}:secretsmanager:{}:{}:secret:{name}", self.partition, self.region, self.account),
            &[],
        )
    }
}
