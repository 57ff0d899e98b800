//! Each change that a user can make, checked with boto3. The results are the same on both services.

mod around;
mod secret;
mod several;
mod versions;

use crate::stand::Stand;
use strongroom::embedded::Options;
use strongroom::service::api::ClientRequestToken;

/// Makes two tests of each scenario: one on moto, one on the embedded service.
macro_rules! on_both {
    ($($room:ident::$scenario:ident),* $(,)?) => { $(
        mod $scenario {
            use super::*;

            #[tokio::test]
            async fn on_moto() {
                $room::$scenario(&Stand::moto().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
            async fn on_embedded() {
                let at_once = std::time::Duration::ZERO;
                let options = Options { replication_delay: at_once, ..Options::default() };
                $room::$scenario(&Stand::embedded(options).await).await;
            }
        }
    )* };
}

on_both! {
    secret::a_secret_is_created_updated_deleted_and_restored,
    versions::versions_are_put_and_labelled,
    around::tags_and_policy_come_and_go,
    around::replicas_come_and_go,
    several::several_values_are_read_at_once,
}

/// A token of the length that the service requires, ending in `digit`.
fn token(digit: u32) -> ClientRequestToken {
    ClientRequestToken::new(format!("11111111-2222-3333-4444-55555555555{digit}"))
}
