//! Policies that forbid an action outright.

/// A policy with an explicit deny, by the kind that AWS names in its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DenyingPolicy {
    /// A service control policy of the organization.
    ServiceControl,
    /// A resource control policy of the organization.
    ResourceControl,
    /// The resource policy of the secret, or the key policy of its KMS key.
    Resource,
    /// A policy of the user, the group or the role.
    Identity,
    /// The permissions boundary of the user or the role.
    Boundary,
    /// The policy of the session.
    Session,
    /// The policy of the VPC endpoint that the request went through.
    VpcEndpoint,
    /// One that the message does not name.
    Unknown,
}

impl DenyingPolicy {
    /// The policy that the message of a denial blames; `None` unless the deny is explicit.
    pub fn in_message(message: &str) -> Option<Self> {
        let (_, blamed) = message.split_once("explicit deny")?;
        Some(Self::first_in(blamed).unwrap_or(Self::Unknown))
    }

    /// The policy that would have to allow the action as well, by the message of a denial; `None` if a permission of the
    /// caller is all that is missing.
    pub(super) fn lacking_in_message(message: &str) -> Option<Self> {
        let (_, lacking) = message.split_once("because no ")?;
        let policy = Self::first_in(lacking)?;
        match policy {
            Self::Identity | Self::Resource | Self::Unknown => None,
            Self::ServiceControl
            | Self::ResourceControl
            | Self::Boundary
            | Self::Session
            | Self::VpcEndpoint => Some(policy),
        }
    }

    fn first_in(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let kinds = [
            ("service control polic", Self::ServiceControl),
            ("resource control polic", Self::ResourceControl),
            ("resource-based polic", Self::Resource),
            ("identity-based polic", Self::Identity),
            ("permissions boundary", Self::Boundary),
            ("session polic", Self::Session),
            ("vpc endpoint polic", Self::VpcEndpoint),
        ];
        let named = kinds.iter().filter_map(|(name, kind)| text.find(name).map(|at| (at, *kind)));
        named.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
    }

    /// The kind of policy, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceControl => "a service control policy",
            Self::ResourceControl => "a resource control policy",
            Self::Resource => "a resource policy",
            Self::Identity => "an identity-based policy",
            Self::Boundary => "a permissions boundary",
            Self::Session => "a session policy",
            Self::VpcEndpoint => "a VPC endpoint policy",
            Self::Unknown => "a policy",
        }
    }

    fn owner(self) -> &'static str {
        match self {
            Self::ServiceControl | Self::ResourceControl => "the administrators of the AWS organization",
            Self::Resource => "the owner of the secret or of its KMS key",
            Self::Identity | Self::Boundary => "the administrators of IAM in this account",
            Self::Session => "whoever set up this login",
            Self::VpcEndpoint => "the owner of the VPC endpoint",
            Self::Unknown => "the owner of that policy",
        }
    }

    /// The advice where this policy does not allow the action, as a sentence.
    pub(super) fn next_if_lacking(self, permission: &str) -> String {
        let (name, owner) = (self.name(), self.owner());
        format!(
            "Ask {owner} to allow {permission} in {name}, then refresh: a permission of your own does not help."
        )
    }

    /// The advice on what to do next, as a sentence.
    pub(super) fn next(self, permission: &str) -> String {
        let (name, owner) = (self.name(), self.owner());
        format!(
            "{permission} is explicitly denied in {name}: no further permission helps. Ask {owner}, or use another login."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_that_denies_is_named() {
        let of = |end: &str| {
            DenyingPolicy::in_message(&format!(
                "User: arn:aws:iam::1:user/a is not authorized to perform: secretsmanager:GetSecretValue on \
                 resource: b {end}"
            ))
        };
        let deny = |kind: &str| of(&format!("with an explicit deny in {kind}"));
        assert_eq!(deny("a service control policy"), Some(DenyingPolicy::ServiceControl));
        assert_eq!(
            deny(
                "a resource control policy: arn:aws:organizations::1:policy/o-1/resource_control_policy/p-1"
            ),
            Some(DenyingPolicy::ResourceControl)
        );
        assert_eq!(deny("a resource-based policy"), Some(DenyingPolicy::Resource));
        assert_eq!(deny("an identity-based policy"), Some(DenyingPolicy::Identity));
        assert_eq!(deny("a permissions boundary"), Some(DenyingPolicy::Boundary));
        assert_eq!(deny("a session policy"), Some(DenyingPolicy::Session));
        assert_eq!(deny("a VPC endpoint policy"), Some(DenyingPolicy::VpcEndpoint));
        assert_eq!(of("with an explicit deny"), Some(DenyingPolicy::Unknown));
        assert_eq!(of("because no identity-based policy allows the action"), None);
    }

    #[test]
    fn a_policy_that_must_allow_it_too_is_told_from_a_missing_permission() {
        let of =
            |kind: &str| DenyingPolicy::lacking_in_message(&format!("x because no {kind} allows the action"));
        assert_eq!(of("permissions boundary"), Some(DenyingPolicy::Boundary));
        assert_eq!(of("service control policy"), Some(DenyingPolicy::ServiceControl));
        assert_eq!(of("identity-based policy"), None);
        assert_eq!(of("resource-based policy"), None);
        assert_eq!(DenyingPolicy::lacking_in_message("not authorized"), None);
    }
}
