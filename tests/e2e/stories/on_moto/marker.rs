//! The marker of [`on_served::marker`](super::super::on_served::marker) through what moto has.

use serde_json::json;

use super::{at, behind_faults};
use crate::stories::on_served::marker::{
    Watched, create, delete_and_restore, make_password, marker, read, save,
};

#[test]
fn a_marker_is_in_no_file_and_in_no_frame() {
    let (_moto, endpoint) = behind_faults(&json!([{ "name": "app/token", "text": marker() }]));
    let mut it = Watched::start(at(&endpoint.url(), &["app/token"]));
    let terminal = &mut it.terminal;
    terminal.wait_for("╭─ app/token ─");
    terminal.wait_for("read just now");
    save(terminal, &endpoint, "app/token");
    read(terminal);
    create(terminal);
    make_password(terminal, &endpoint);
    delete_and_restore(terminal, "new/secret");
    it.assert_silent("PutSecretValue");
}
