//! What this SDK decides about the requests of `clients/decisions`, which compares it with what the official client does:
//! cases come in as JSON, decisions go out as JSON, in the same order.

mod case;
mod decision;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::error::Error;
use std::io::{self, Read};

use housekey_sdk::auth::Clock;
use housekey_sdk::{Client, Millis};

use case::{Case, Examination};
use decision::Decision;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let examination: Examination = serde_json::from_str(&input)?;
    let mut clients = BTreeMap::new();
    let mut decisions = Vec::new();
    for case in &examination.cases {
        let client = match clients.entry(&case.options.secret_key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(client(&examination, case)?),
        };
        decisions.push(decide(client, &examination, case).await?);
    }
    println!("{}", serde_json::to_string(&decisions)?);
    Ok(())
}

fn client(examination: &Examination, case: &Case) -> Result<Client, housekey_sdk::Error> {
    Client::builder().secret_key(&case.options.secret_key).server(&examination.api).build()
}

async fn decide(client: &Client, examination: &Examination, case: &Case) -> Result<Decision, Box<dyn Error>> {
    let options =
        case.options.read(&examination.pem)?.clock(Clock::fixed(Millis::from_seconds(examination.now)));
    let request = case.request.read()?;
    Ok(Decision::of(&client.authenticate_request(&request, &options).await))
}
