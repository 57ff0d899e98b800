//! The metadata of generated secrets. Texts that many secrets have are made once and shared.

use std::sync::Arc;

use fastrand::Rng;
use jiff::Timestamp;

use super::company::{
    DATABASES, ENVIRONMENTS, Maker, Origin, PURPOSES, SERVICES, TEAMS, account, service_name, skewed, uuid,
};
use crate::embedded::rotation::Rules;
use crate::embedded::store::{Location, Rotation, Tag};

/// The tags that the company's secrets have, the most common first.
const TAG_KEYS: [&str; 12] = [
    "env",
    "team",
    "service",
    "cost-center",
    "managed-by",
    "owner",
    "data-classification",
    "repository",
    "aws:cloudformation:stack-name",
    "compliance",
    "created-by",
    "on-call",
];
const TOOLS: [&str; 5] = ["terraform", "cloudformation", "pulumi", "crossplane", "console"];
const CLASSES: [&str; 4] = ["confidential", "internal", "restricted", "public"];
const STANDARDS: [&str; 5] = ["none", "gdpr", "pci-dss", "sox", "hipaa"];
const PEOPLE: usize = 400;
const KEYS: usize = 24;
/// The schedules of rotations: the rules, and about how many days they leave between two rotations.
const DAYS: [i64; 5] = [30, 90, 7, 365, 1];
const EXPRESSIONS: [(&str, i64); 2] = [("rate(10 days)", 10), ("cron(0 4 1 * ? *)", 28)];
/// The days between rotations that the service manages itself.
const MANAGED_DAYS: i64 = 7;
const SENTENCES: [&str; 8] = [
    "Read by the deployment pipeline and by the pods of the service.",
    "Rotate together with the certificate of the load balancer, and tell the partner a day before.",
    "Zugang nur für die Bereitschaft; Änderungen bitte im Wiki nachtragen.",
    "The account has read access to all schemas, and write access to its own.",
    "Was moved here from the old vault; the former path was kept in the wiki page of the migration.",
    "Do not delete: the monthly closing job needs it although nothing else does.",
    "See the runbook for what to restart after a change, in which order, and whom to ask.",
    "Renewed by hand once a year, as the supplier has no interface for it.",
];

/// The texts that many secrets share, so that each is stored once.
pub struct SharedTexts {
    tag_keys: Vec<Arc<str>>,
    tag_values: Vec<Vec<Arc<str>>>,
    managed_tag: Tag,
    cluster_key: Arc<str>,
    descriptions: Vec<Arc<str>>,
    kms_keys: Vec<Arc<str>>,
    expressions: Vec<Arc<str>>,
    rds: Arc<str>,
    location: Location,
    /// The rotation functions: one for each database, one for everything else.
    pub functions: Vec<Arc<str>>,
}

impl SharedTexts {
    /// Makes the texts for secrets of a location.
    pub fn new(location: &Location, random: &mut Rng) -> Self {
        let Location { account, region } = location;
        let function =
            |name: &str| format!("arn:aws:lambda:{region}:{account}:function:rotate-{name}").into();
        let mut key = |number: usize| match number % 6 {
            0 => format!("alias/{}", TEAMS[number]),
            1 => format!("arn:aws:kms:{region}:{}:key/{}", self::account(number, 0), uuid(random)),
            _ => format!("arn:aws:kms:{region}:{account}:key/{}", uuid(random)),
        };
        let [managed_key, managed_value] = ["aws:secretsmanager:owningService", "rds"].map(Arc::<str>::from);
        Self {
            tag_keys: TAG_KEYS.map(Into::into).into(),
            tag_values: (0..TAG_KEYS.len()).map(tag_values).collect(),
            rds: Arc::clone(&managed_value),
            managed_tag: Tag { key: managed_key, value: managed_value },
            cluster_key: "aws:rds:primaryDBClusterArn".into(),
            descriptions: descriptions(),
            kms_keys: (0..KEYS).map(|number| key(number).into()).collect(),
            expressions: EXPRESSIONS.map(|(expression, _)| expression.into()).into(),
            functions: PURPOSES[..DATABASES]
                .iter()
                .chain(&["generated"])
                .map(|name| function(name))
                .collect(),
            location: location.clone(),
        }
    }

    /// The AWS service that owns a secret.
    pub fn owning_service(&self, origin: &Origin) -> Option<Arc<str>> {
        (origin.maker == Maker::Rds).then(|| Arc::clone(&self.rds))
    }

    /// Draws the tags: none to twelve. Most secrets have few.
    pub fn tags(&self, origin: &Origin, random: &mut Rng) -> Vec<Tag> {
        if origin.maker == Maker::Rds {
            let cluster = Tag { key: Arc::clone(&self.cluster_key), value: self.cluster(origin).into() };
            return vec![cluster, self.managed_tag.clone()];
        }
        let count = if random.u8(..5) == 0 { 0 } else { 1 + skewed(random, TAG_KEYS.len()) };
        let mut tag = |key: usize| Tag {
            key: Arc::clone(&self.tag_keys[key]),
            value: Arc::clone(&self.tag_values[key][tag_value(key, origin, random)]),
        };
        (0..count).map(&mut tag).collect()
    }

    /// Draws the description: none, one that other secrets have too, or one to a few paragraphs of its own.
    pub fn description(&self, origin: &Origin, random: &mut Rng) -> Option<Arc<str>> {
        if origin.maker == Maker::Rds {
            return Some(
                format!("Secret associated with primary RDS DB cluster: {}", self.cluster(origin)).into(),
            );
        }
        let (environment, team, purpose) = origin.words();
        match random.u8(..100) {
            0..38 => None,
            38..72 => {
                Some(Arc::clone(&self.descriptions[origin.environment * PURPOSES.len() + origin.purpose]))
            }
            share => {
                let mut text =
                    format!("{purpose} of {} in {environment}, owned by {team}", origin.service_name());
                let sentences = if share < 95 { random.usize(..2) } else { random.usize(4..20) };
                for _ in 0..sentences {
                    text += ". ";
                    text += SENTENCES[random.usize(..SENTENCES.len())].trim_end_matches('.');
                }
                Some(text.into())
            }
        }
    }

    /// Draws the KMS key; None for the AWS managed key.
    pub fn kms_key(&self, origin: &Origin, random: &mut Rng) -> Option<Arc<str>> {
        // Amazon MSK accepts no secret under the AWS managed key.
        let own = origin.maker == Maker::Msk || random.u8(..100) < 40;
        own.then(|| Arc::clone(&self.kms_keys[skewed(random, KEYS)]))
    }

    /// Draws the rotation and the number of days between two of them. None if rotation was never configured.
    pub fn rotation(&self, origin: &Origin, random: &mut Rng) -> Option<(Rotation, i64)> {
        if origin.maker == Maker::Rds {
            let rules = Rules { automatically_after_days: Some(MANAGED_DAYS), ..Rules::default() };
            return Some((Rotation { enabled: true, rules, ..Rotation::default() }, MANAGED_DAYS));
        }
        let is_database = origin.purpose < DATABASES;
        let (on, off) = if is_database { (35, 42) } else { (8, 10) };
        let share = random.u8(..100);
        if share >= off {
            return None;
        }
        let (rules, days) = self.rules(random);
        let lambda = Some(Arc::clone(&self.functions[origin.purpose.min(DATABASES)]));
        Some((Rotation { enabled: share < on, lambda, rules, ..Rotation::default() }, days))
    }

    fn rules(&self, random: &mut Rng) -> (Rules, i64) {
        if random.u8(..4) == 0 {
            let index = random.usize(..EXPRESSIONS.len());
            let expression = Some(Arc::clone(&self.expressions[index]));
            return (Rules { schedule_expression: expression, ..Rules::default() }, EXPRESSIONS[index].1);
        }
        let days = DAYS[skewed(random, DAYS.len())];
        (Rules { automatically_after_days: Some(days), ..Rules::default() }, days)
    }

    fn cluster(&self, origin: &Origin) -> String {
        let Location { account, region } = &self.location;
        let (environment, team, _) = origin.words();
        format!("arn:aws:rds:{region}:{account}:cluster:{environment}-{team}-{}", origin.service_name())
    }
}

/// The dates of a rotation that was last done at `last`. A window that is open already was missed.
pub fn rotated(rotation: Rotation, last: Timestamp, now: Timestamp) -> Rotation {
    let following = |from| rotation.rules.next_window(from).filter(|window| window.start > now);
    let next = if rotation.enabled { following(last).or_else(|| following(now)) } else { None };
    Rotation { last: Some(last), next, ..rotation }
}

/// The values that a tag may have.
fn tag_values(key: usize) -> Vec<Arc<str>> {
    let shared = |texts: &[&str]| texts.iter().map(|text| Arc::from(*text)).collect();
    let each = |count: usize, text: &dyn Fn(usize) -> String| (0..count).map(|i| text(i).into()).collect();
    match TAG_KEYS[key] {
        "env" => shared(&ENVIRONMENTS),
        "team" => shared(&TEAMS),
        "service" => each(SERVICES, &service_name),
        "cost-center" => each(TEAMS.len(), &|team| format!("CC-{}", 4_100 + team * 17)),
        "managed-by" => shared(&TOOLS),
        "owner" => each(TEAMS.len(), &|team| format!("{}@example.com", TEAMS[team])),
        "data-classification" => shared(&CLASSES),
        "repository" => each(TEAMS.len() * SERVICES, &|pair| {
            format!("https://git.example.com/{}/{}", TEAMS[pair / SERVICES], service_name(pair % SERVICES))
        }),
        "aws:cloudformation:stack-name" => each(TEAMS.len() * ENVIRONMENTS.len(), &|pair| {
            format!("{}-{}", TEAMS[pair / ENVIRONMENTS.len()], ENVIRONMENTS[pair % ENVIRONMENTS.len()])
        }),
        "compliance" => shared(&STANDARDS),
        _ => each(PEOPLE, &|person| format!("user-{person:03}@example.com")),
    }
}

/// The index of the value that a secret's tag has.
fn tag_value(key: usize, origin: &Origin, random: &mut Rng) -> usize {
    match TAG_KEYS[key] {
        "env" => origin.environment,
        "team" | "cost-center" | "owner" => origin.team,
        "service" => origin.service,
        "managed-by" => skewed(random, TOOLS.len()),
        "data-classification" => skewed(random, CLASSES.len()),
        "repository" => origin.team * SERVICES + origin.service,
        "aws:cloudformation:stack-name" => origin.team * ENVIRONMENTS.len() + origin.environment,
        "compliance" => skewed(random, STANDARDS.len()),
        _ => skewed(random, PEOPLE),
    }
}

/// The descriptions that secrets of the same environment and purpose share.
fn descriptions() -> Vec<Arc<str>> {
    let describe =
        |environment: &str, purpose: &str| format!("Generated {purpose} for {environment}, not a real one");
    let pairs = ENVIRONMENTS
        .iter()
        .flat_map(|environment| PURPOSES.iter().map(move |purpose| (environment, purpose)));
    pairs.map(|(environment, purpose)| describe(environment, purpose).into()).collect()
}
