//! The made-up company whose secrets are generated: its teams, services and environments, and the conventions by which
//! they name secrets.

use fastrand::Rng;

/// The teams, the largest first.
pub const TEAMS: [&str; 40] = [
    "payments",
    "platform",
    "orders",
    "identity",
    "data-lake",
    "customers",
    "search",
    "catalog",
    "billing",
    "shipping",
    "warehouse",
    "mobile",
    "web",
    "fraud",
    "pricing",
    "marketing",
    "messaging",
    "observability",
    "security",
    "analytics",
    "ml-platform",
    "recommendations",
    "partner-api",
    "treasury",
    "logistics",
    "returns",
    "loyalty",
    "support-tools",
    "content",
    "media",
    "experiments",
    "tax",
    "compliance",
    "hr-systems",
    "it-operations",
    "network",
    "finance-reporting",
    "internal-tools",
    "sre",
    "research",
];

/// The environments, the one with the most secrets first.
pub const ENVIRONMENTS: [&str; 8] = ["prod", "staging", "dev", "test", "ci", "sandbox", "preview", "dr"];

const SUBJECTS: [&str; 24] = [
    "ledger",
    "checkout",
    "session",
    "invoice",
    "inventory",
    "profile",
    "notification",
    "import",
    "export",
    "report",
    "audit",
    "settlement",
    "document",
    "webhook",
    "rate-limit",
    "feature-flag",
    "address",
    "voucher",
    "tracking",
    "image",
    "consent",
    "quota",
    "forecast",
    "legacy-erp",
];
const ROLES: [&str; 12] = [
    "api",
    "worker",
    "gateway",
    "consumer",
    "scheduler",
    "sync",
    "frontend",
    "batch",
    "stream",
    "admin",
    "bff",
    "migrator",
];
/// The number of services of a team.
pub const SERVICES: usize = SUBJECTS.len() * ROLES.len();

/// The purposes of a secret. The databases are the first.
pub const PURPOSES: [&str; 12] = [
    "postgres",
    "mysql",
    "redis",
    "api-key",
    "oauth-client",
    "kafka",
    "tls",
    "webhook",
    "smtp",
    "signing-key",
    "sftp",
    "license",
];
/// The number of purposes that are databases, whose values are JSON credentials.
pub const DATABASES: usize = 2;

/// The instances of a service at most: some secrets exist once for each of them.
const INSTANCES: usize = 400;
/// The customers: some services keep a secret for each of them.
const TENANTS: usize = 250_000;
const REGIONS: [&str; 5] = ["eu-central-1", "us-east-1", "eu-west-1", "us-west-2", "ap-southeast-1"];

/// Draws a number below `limit`. Small numbers are likelier by far: of 40, the first takes about every sixth draw and
/// the last hardly any.
pub fn skewed(random: &mut Rng, limit: usize) -> usize {
    let most = falling(random, limit);
    random.usize(..=most)
}

/// Draws a number below `limit`, rather a small one than a large one.
fn falling(random: &mut Rng, limit: usize) -> usize {
    let most = random.usize(..limit);
    random.usize(..=most)
}

/// The AWS service or the tool that made a secret, or the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A person or a pipeline of the team.
    Team,
    /// RDS, for the administrator of a cluster.
    Rds,
    /// The team, for Amazon MSK, which prescribes the beginning of the name.
    Msk,
    /// Terraform, with a name of its own making.
    Terraform,
    /// A service of the team, for one of its customers.
    Tenant,
}

/// The way in which a team composes names.
#[derive(Clone, Copy)]
enum Convention {
    Path,
    Kebab,
    AccountPath,
    UpperSnake,
    RegionPath,
    Dotted,
}

/// A secret's place in the company. The numbers are indexes of the lists above.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The maker, which decides what else holds.
    pub maker: Maker,
    /// The index in [`TEAMS`].
    pub team: usize,
    /// The service of the team, below [`SERVICES`].
    pub service: usize,
    /// The index in [`ENVIRONMENTS`].
    pub environment: usize,
    /// The index in [`PURPOSES`].
    pub purpose: usize,
}

impl Origin {
    /// Draws the origin of a secret.
    pub fn draw(random: &mut Rng) -> Self {
        let maker = match random.u8(..100) {
            0..5 => Maker::Rds,
            5 => Maker::Msk,
            6..8 => Maker::Terraform,
            8..38 => Maker::Tenant,
            _ => Maker::Team,
        };
        // Few teams have customers of their own.
        let teams = if maker == Maker::Tenant { 6 } else { TEAMS.len() };
        let purpose = match maker {
            Maker::Rds => random.usize(..DATABASES),
            Maker::Msk => PURPOSES.iter().position(|purpose| *purpose == "kafka").unwrap_or_default(),
            Maker::Team | Maker::Terraform | Maker::Tenant => skewed(random, PURPOSES.len()),
        };
        Self {
            maker,
            team: skewed(random, teams),
            service: falling(random, SERVICES),
            environment: skewed(random, ENVIRONMENTS.len()),
            purpose,
        }
    }

    /// Draws the name of the secret. Two secrets may draw the same.
    pub fn name(&self, random: &mut Rng) -> String {
        let (environment, team, purpose) = self.words();
        match self.maker {
            Maker::Rds => format!("rds!cluster-{}", uuid(random)),
            Maker::Msk => format!("AmazonMSK_{team}_{environment}_{}", self.instance(random)),
            Maker::Terraform => format!(
                "terraform-{}",
                random.u64(202_201..202_611) * 10_u64.pow(13) + random.u64(..10_u64.pow(13))
            ),
            Maker::Tenant => {
                let service = service_name(self.service % 16);
                let tenant = random.usize(..TENANTS);
                format!("{environment}/{team}/{service}/tenants/{tenant:08}/{purpose}")
            }
            Maker::Team => self.team_name(random),
        }
    }

    /// The names of the environment, the team and the purpose.
    pub fn words(&self) -> (&'static str, &'static str, &'static str) {
        (ENVIRONMENTS[self.environment], TEAMS[self.team], PURPOSES[self.purpose])
    }

    /// The name of the service, such as `ledger-api`.
    pub fn service_name(&self) -> String {
        service_name(self.service)
    }

    fn team_name(&self, random: &mut Rng) -> String {
        let (environment, team, purpose) = self.words();
        let service = self.instance(random);
        match self.convention(random) {
            Convention::Path => match ["", "/app", "/readonly", "/migrations", "/admin"][skewed(random, 5)] {
                "" => format!("{environment}/{team}/{service}/{purpose}"),
                user => format!("{environment}/{team}/{service}/{purpose}{user}"),
            },
            Convention::Kebab => format!("{team}-{environment}-{service}-{purpose}"),
            Convention::AccountPath => {
                format!("{}/{environment}/{service}/{purpose}", account(self.team, self.environment))
            }
            Convention::UpperSnake => {
                format!("{team}_{environment}_{service}_{purpose}").to_uppercase().replace('-', "_")
            }
            Convention::RegionPath => {
                let region = REGIONS[skewed(random, REGIONS.len())];
                format!("/{region}/{environment}/{team}/{service}/{purpose}")
            }
            Convention::Dotted => format!("com.example.{team}.{service}.{environment}.{purpose}"),
        }
    }

    /// Draws the service, or one instance of it.
    fn instance(&self, random: &mut Rng) -> String {
        match random.u8(..3) {
            0 => self.service_name(),
            _ => format!("{}-{:03}", self.service_name(), falling(random, INSTANCES)),
        }
    }

    /// The team's convention, from which every eighth secret departs.
    fn convention(&self, random: &mut Rng) -> Convention {
        let own = if random.u8(..8) == 0 { random.usize(..10) } else { self.team % 10 };
        match own {
            0 | 2 | 5 => Convention::Path,
            1 | 7 => Convention::Kebab,
            3 => Convention::AccountPath,
            4 | 8 => Convention::UpperSnake,
            6 => Convention::RegionPath,
            _ => Convention::Dotted,
        }
    }
}

/// The account of a team's environment: production, and the others together.
pub fn account(team: usize, environment: usize) -> String {
    let tenth = 210_000_000_000 + team * 7_368_787 + usize::from(environment == 0) * 104_729;
    tenth.to_string()
}

/// The name of a service by its number.
pub fn service_name(service: usize) -> String {
    format!("{}-{}", SUBJECTS[service % SUBJECTS.len()], ROLES[service / SUBJECTS.len() % ROLES.len()])
}

/// Draws a UUID in lower case.
pub fn uuid(random: &mut Rng) -> String {
    uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid().to_string()
}
