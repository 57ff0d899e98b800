//! Answers of the service: to the pane that asked, and to the journal.

use crate::app::Model;
use crate::app::form::FormId;
use crate::service::api::Target;
use crate::service::api::{Completed, ErrorKind, Facet, Operation, Reply, ServiceError, Ticket};

impl Model {
    /// Takes an answer in. One whose connection is gone changes nothing, unless it tells of a change that was made.
    pub(super) fn reply(&mut self, ticket: &Ticket, completed: Completed) {
        self.reads.retain(|read| read != ticket);
        self.journal.ended(ticket, &completed);
        let Completed { result, attempts, .. } = completed;
        if self.is_current(ticket.connection) {
            self.connection.learn(result.as_ref().err());
        } else if ticket.target != Target::Mutation {
            return;
        }
        match &ticket.target {
            Target::List => {
                let page = expect(result, Operation::ListSecrets, |reply| match reply {
                    Reply::ListSecrets { secrets, next_token } => Some((secrets, next_token)),
                    _ => None,
                });
                self.page_came(ticket, page);
            }
            Target::PendingOpen => {
                self.opening_described(ticket, expect(result, Operation::DescribeSecret, detail_in));
            }
            Target::Reread(arn) => {
                self.truth_came(ticket, arn, expect(result, Operation::DescribeSecret, detail_in));
            }
            Target::Facet(arn, facet) => self.facet_came(ticket, arn, *facet, result),
            Target::Form(form) => self.form_read_came(FormId(*form), ticket, result),
            Target::Mutation => self.mutated(ticket, result, attempts),
        }
    }

    fn facet_came(
        &mut self,
        ticket: &Ticket,
        arn: &crate::secrets::Arn,
        facet: Facet,
        result: Result<Reply, ServiceError>,
    ) {
        let value_in = |reply| match reply {
            Reply::GetSecretValue(value) => Some(value),
            _ => None,
        };
        let policy_in = |reply| match reply {
            Reply::GetResourcePolicy(policy) => Some(policy),
            _ => None,
        };
        match facet {
            Facet::Detail => {
                self.detail_came(ticket, arn, expect(result, Operation::DescribeSecret, detail_in));
            }
            Facet::Value => self.value_came(ticket, arn, expect(result, Operation::GetSecretValue, value_in)),
            Facet::CopyValue => {
                self.copied_value_came(ticket, expect(result, Operation::GetSecretValue, value_in));
            }
            Facet::Policy => {
                self.policy_came(ticket, arn, expect(result, Operation::GetResourcePolicy, policy_in));
            }
            Facet::CopyPolicy => {
                self.copied_policy_came(ticket, expect(result, Operation::GetResourcePolicy, policy_in));
            }
            Facet::Versions => {
                let page = expect(result, Operation::ListSecretVersionIds, |reply| match reply {
                    Reply::ListSecretVersionIds { versions, next_token } => Some((versions, next_token)),
                    _ => None,
                });
                self.versions_came(ticket, arn, page);
            }
        }
    }
}

fn detail_in(reply: Reply) -> Option<crate::secrets::Detail> {
    match reply {
        Reply::DescribeSecret(detail) => Some(*detail),
        _ => None,
    }
}

/// The part of the reply that was asked for.
fn expect<T>(
    result: Result<Reply, ServiceError>,
    operation: Operation,
    part: impl FnOnce(Reply) -> Option<T>,
) -> Result<T, ServiceError> {
    part(result?).ok_or_else(|| ServiceError {
        activity: operation.into(),
        kind: ErrorKind::InvalidResponse,
        code: None,
        message: "The answer is to another operation than the one that was asked for.".into(),
    })
}
