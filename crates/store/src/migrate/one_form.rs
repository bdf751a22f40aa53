//! Converts data stored before step 13 to its new normalized form: international domains in ASCII, folded search texts,
//! and canonical mailboxes.
//!
//! If another user already has the normalized form, the value is left unchanged, so that nobody loses their account.

use serde_json::Value;

use crate::fold::fold;
use crate::identifications::{Kind, folded_of, mailbox_of};
use crate::mailbox::ascii_domain;
use crate::users::UserRecord;
use crate::{DatabaseTx, Param, Result, Row, StoreError};

/// Rows per batch.
const BATCH: u32 = 500;

/// A column with addresses or domains outside of users; it is a field of the document too.
struct Place {
    table: &'static str,
    column: &'static str,
    /// The condition that prevents duplicates.
    free: &'static str,
}

const PLACES: [Place; 5] = [
    Place {
        table: "listed_identifiers",
        column: "identifier",
        free: "NOT EXISTS (SELECT 1 FROM listed_identifiers AS other WHERE other.instance_id = $1 \
               AND other.list = listed_identifiers.list AND other.identifier = $3)",
    },
    Place { table: "invitations", column: "email_address", free: "TRUE" },
    Place { table: "organization_invitations", column: "email_address", free: "TRUE" },
    Place {
        table: "waitlist_entries",
        column: "email_address",
        free: "NOT EXISTS (SELECT 1 FROM waitlist_entries AS other WHERE other.instance_id = $1 \
               AND other.email_address = $3)",
    },
    Place {
        table: "organization_domains",
        column: "name",
        free: "NOT EXISTS (SELECT 1 FROM organization_domains AS other WHERE other.instance_id = $1 \
               AND other.name = $3)",
    },
];

const TAKEN: &str =
    "SELECT 1 FROM identifications WHERE instance_id = $1 AND kind = 'email_address' AND value = $2";
const RENAME: &str = "UPDATE identifications SET value = $3 WHERE instance_id = $1 AND id = $2";
const USER: &str = "UPDATE users SET email_address = $3, search = $4, name = $5, document = $6 \
                    WHERE instance_id = $1 AND id = $2";
const MEMBER: &str =
    "UPDATE organization_memberships SET email_address = $3 WHERE instance_id = $1 AND user_id = $2";
const FORMS: &str = "UPDATE identifications SET mailbox = $3, folded = $4 WHERE instance_id = $1 AND id = $2";

/// Runs the migration.
pub(super) fn migrate(tx: &mut DatabaseTx<'_>) -> Result<()> {
    for place in &PLACES {
        move_place(tx, place)?;
    }
    each(tx, "users", "search, name, document", |tx, instance, id, row| {
        let user = serde_json::from_str(&row[2]).map_err(|error| StoreError::Decode(error.to_string()))?;
        move_user(tx, instance, id, user, (&row[0], &row[1]))
    })?;
    for (table, fold_name) in
        [("organizations", "name"), ("oauth_applications", "name"), ("saml_connections", "name")]
    {
        each(tx, table, "name, document", |tx, instance, id, row| {
            let folded = fold(&field(&row[1], fold_name));
            if folded == row[0] {
                return Ok(());
            }
            let update = format!("UPDATE {table} SET name = $3 WHERE instance_id = $1 AND id = $2");
            tx.execute(&update, &[instance.into(), id.into(), folded.as_str().into()]).map(drop)
        })?;
    }
    each(tx, "identifications", "kind, value", |tx, instance, id, row| {
        let kind = if row[0] == Kind::EmailAddress.as_str() { Kind::EmailAddress } else { Kind::ExternalId };
        let (mailbox, folded) = (mailbox_of(kind, &row[1]), folded_of(&row[1]));
        if mailbox.is_empty() && folded.is_empty() {
            return Ok(());
        }
        tx.execute(FORMS, &[instance.into(), id.into(), mailbox.as_str().into(), folded.as_str().into()])
            .map(drop)
    })
}

fn move_place(tx: &mut DatabaseTx<'_>, place: &Place) -> Result<()> {
    let Place { table, column, free } = place;
    each(tx, table, &format!("{column}, document"), |tx, instance, id, row| {
        let Some(moved) = one_form(&row[0]) else { return Ok(()) };
        let mut document: Value =
            serde_json::from_str(&row[1]).map_err(|error| StoreError::Decode(error.to_string()))?;
        document[*column] = moved.as_str().into();
        let (update, document) = (
            format!(
                "UPDATE {table} SET {column} = $3, document = $4 WHERE instance_id = $1 AND id = $2 AND {free}"
            ),
            document.to_string(),
        );
        let params: [Param<'_>; 4] =
            [instance.into(), id.into(), moved.as_str().into(), document.as_str().into()];
        tx.execute(&update, &params).map(drop)
    })
}

fn move_user(
    tx: &mut DatabaseTx<'_>,
    instance: &str,
    id: &str,
    mut user: UserRecord,
    (search, name): (&str, &str),
) -> Result<()> {
    for address in &mut user.email_addresses {
        let Some(moved) = one_form(&address.value) else { continue };
        if tx.one(TAKEN, &[instance.into(), moved.as_str().into()], |_| Ok(()))?.is_some() {
            tracing::warn!(user = id, address = %address.id, "two users have forms of one e-mail address");
            continue;
        }
        tx.execute(RENAME, &[instance.into(), address.id.as_str().into(), moved.as_str().into()])?;
        address.value = moved;
    }
    let (new_search, new_name) = (user.search_text(), user.name_text());
    if new_search == search && new_name == name {
        return Ok(());
    }
    let document = serde_json::to_string(&user).map_err(|error| StoreError::Decode(error.to_string()))?;
    let address = user.primary_email_address().unwrap_or_default();
    let params: [Param<'_>; 6] = [
        instance.into(),
        id.into(),
        address.into(),
        new_search.as_str().into(),
        new_name.as_str().into(),
        document.as_str().into(),
    ];
    tx.execute(USER, &params)?;
    tx.execute(MEMBER, &[instance.into(), id.into(), address.into()]).map(drop)
}

/// The normalized form of an address, pattern or domain, if different.
fn one_form(value: &str) -> Option<String> {
    if value.is_ascii() {
        return None;
    }
    let (before, domain) = match value.rfind('@') {
        Some(at) => value.split_at(at + 1),
        None => ("", value),
    };
    let (stars, domain) = domain.strip_prefix("*.").map_or(("", domain), |domain| ("*.", domain));
    let moved = format!("{before}{stars}{}", ascii_domain(domain)?);
    (moved != value).then_some(moved)
}

fn field(document: &str, name: &str) -> String {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    document[name].as_str().unwrap_or_default().to_owned()
}

/// Runs a function for each row of a table, with its instance, its id, and the text of these columns.
fn each(
    tx: &mut DatabaseTx<'_>,
    table: &str,
    columns: &str,
    act: impl Fn(&mut DatabaseTx<'_>, &str, &str, &[String]) -> Result<()>,
) -> Result<()> {
    let count = columns.split(", ").count();
    let sql = format!(
        "SELECT instance_id, id, {columns} FROM {table} WHERE (instance_id, id) > ($1, $2) \
         ORDER BY instance_id, id LIMIT $3"
    );
    let texts =
        |row: &Row<'_>| (0..count + 2).map(|index| row.get(index)).collect::<Result<Vec<String>, _>>();
    let mut last = (String::new(), String::new());
    loop {
        let params: [Param<'_>; 3] = [last.0.as_str().into(), last.1.as_str().into(), BATCH.into()];
        let rows = tx.all(&sql, &params, texts)?;
        for row in &rows {
            act(tx, &row[0], &row[1], &row[2..])?;
        }
        let Some(row) = rows.last() else { return Ok(()) };
        last = (row[0].clone(), row[1].clone());
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::super::{MIGRATIONS, step};
    use super::*;
    use crate::database_tx::Access;

    fn step_to(connection: &Connection, version: usize) {
        loop {
            let transaction = connection.unchecked_transaction().unwrap();
            let mut failed = None;
            let mut tx = DatabaseTx::sqlite(&transaction, Access::Write, &mut failed);
            let stepped = step(&mut tx, &MIGRATIONS[..version]).unwrap();
            transaction.commit().unwrap();
            if !stepped {
                return;
            }
        }
    }

    fn texts(connection: &Connection, sql: &str) -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn settle(connection: &Connection) {
        step_to(connection, 12);
        let people = [
            ("user_1", "u@exämple.com", "Łukasz", "łukasz"),
            ("user_2", "two@exämple.com", "Ada", "ada"),
            ("user_3", "two@xn--exmple-cua.com", "Ada", "ada"),
            ("user_4", "a.da+shop@gmail.com", "José", "josé"),
        ];
        for (id, address, first_name, name) in people {
            let document = serde_json::json!({
                "id": id,
                "first_name": first_name,
                "primary_email_address_id": format!("idn_{id}"),
                "email_addresses": [{ "id": format!("idn_{id}"), "value": address }],
            });
            let params =
                rusqlite::params![id, address, format!("{address}\n{name}"), name, document.to_string()];
            let sql = "INSERT INTO users (instance_id, id, username, first_name, last_name, email_address, \
                       phone_number, web3_wallet, banned, created_at, updated_at, last_active_at, last_sign_in_at, \
                       search, name, document) VALUES ('ins_1', ?1, '', '', '', ?2, '', '', FALSE, 0, 0, 0, 0, ?3, ?4, ?5)";
            connection.execute(sql, params).unwrap();
            let sql = "INSERT INTO identifications (instance_id, kind, value, id, user_id) \
                       VALUES ('ins_1', 'email_address', ?1, 'idn_' || ?2, ?2)";
            connection.execute(sql, [address, id]).unwrap();
        }
        for (id, identifier) in [("blid_1", "*@*.exämple.com"), ("blid_2", "u@exämple.com")] {
            let document = serde_json::json!({ "id": id, "identifier": identifier }).to_string();
            let sql = "INSERT INTO listed_identifiers (instance_id, list, identifier, id, created_at, document) \
                       VALUES ('ins_1', 'block', ?1, ?2, 0, ?3)";
            connection.execute(sql, [identifier, id, document.as_str()]).unwrap();
        }
    }

    #[test]
    fn what_was_stored_before_is_found_in_its_new_form() {
        let connection = Connection::open_in_memory().unwrap();
        settle(&connection);
        step_to(&connection, MIGRATIONS.len());
        let values = texts(&connection, "SELECT value FROM identifications ORDER BY user_id");
        let kept =
            ["u@xn--exmple-cua.com", "two@exämple.com", "two@xn--exmple-cua.com", "a.da+shop@gmail.com"];
        assert_eq!(values, kept, "who would lose their account to another keeps the old form");
        let mailboxes = texts(&connection, "SELECT mailbox FROM identifications WHERE mailbox <> ''");
        assert_eq!(mailboxes, ["ada@gmail.com"]);
        let listed = texts(&connection, "SELECT identifier FROM listed_identifiers ORDER BY id");
        assert_eq!(listed, ["*@*.xn--exmple-cua.com", "u@xn--exmple-cua.com"]);
        let documents = texts(&connection, "SELECT document FROM users ORDER BY id");
        assert!(
            documents[0].contains("u@xn--exmple-cua.com") && documents[0].contains("Łukasz"),
            "{documents:?}"
        );
        for word in ["\"luk\" AND \"asz\"", "\"jos\" AND \"ose\""] {
            let found = texts(
                &connection,
                &format!("SELECT 'found' FROM user_search WHERE user_search MATCH '{word}'"),
            );
            assert_eq!(found.len(), 1, "{word}");
        }
    }
}
