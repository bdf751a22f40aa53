//! Filling a server with similar but distinct users.

use std::ops::Range;

use anyhow::Result;
use clap::Args;
use futures_util::{StreamExt, TryStreamExt, stream};
use housekey_sdk::{
    Client, CreateOrganization, CreateOrganizationMembership, CreateSession, CreateUser, Metadata,
    OrganizationId, User,
};

const FIRST_NAMES: [&str; 20] = [
    "Ada",
    "Alan",
    "Barbara",
    "Claude",
    "Donald",
    "Edsger",
    "Frances",
    "Grace",
    "Hedy",
    "Ivan",
    "Jean",
    "Katherine",
    "Leslie",
    "Margaret",
    "Niklaus",
    "Ole",
    "Peter",
    "Radia",
    "Sophie",
    "Tim",
];
const LAST_NAMES: [&str; 23] = [
    "Allen",
    "Backus",
    "Church",
    "Dahl",
    "Engelbart",
    "Floyd",
    "Goldberg",
    "Hopper",
    "Iverson",
    "Johnson",
    "Knuth",
    "Lovelace",
    "Milner",
    "Naur",
    "Ousterhout",
    "Perlman",
    "Ritchie",
    "Shannon",
    "Turing",
    "Ullman",
    "Vaughan",
    "Wirth",
    "Yao",
];
/// Number of concurrent calls.
const AT_ONCE: usize = 16;

#[derive(Args)]
pub(crate) struct Fill {
    server: String,
    secret_key: String,
    /// Number of users to create.
    count: u32,
    /// Number of the first user; each number gives a different user.
    #[arg(long, default_value_t = 0)]
    from: u32,
    /// Also create a session for each user, and print its id instead.
    #[arg(long)]
    sessions: bool,
    /// Add all users to a new organization, active in their sessions; its id is printed first.
    #[arg(long)]
    organization: bool,
    /// The password of all users.
    #[arg(long)]
    password: Option<String>,
}

impl Fill {
    pub(crate) fn run(self) -> Result<()> {
        let client = Client::builder().secret_key(&self.secret_key).server(&*self.server).build()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let ids = runtime.block_on(self.fill(&client))?;
        println!("{}", ids.join("\n"));
        Ok(())
    }

    async fn fill(&self, client: &Client) -> Result<Vec<String>> {
        let organization = if self.organization { Some(found(client).await?) } else { None };
        let numbers = stream::iter(self.from..self.from + self.count);
        let ids = numbers.map(|number| self.one(client, number, organization.as_ref())).buffered(AT_ONCE);
        let ids: Vec<String> = ids.try_collect().await?;
        Ok(organization.iter().map(ToString::to_string).chain(ids).collect())
    }

    async fn one(
        &self,
        client: &Client,
        number: u32,
        organization: Option<&OrganizationId>,
    ) -> Result<String> {
        let user = client.users().create(person(number, self.password.clone())).await?;
        if let Some(organization) = organization {
            join(client, organization, &user).await?;
        }
        if !self.sessions {
            return Ok(user.id.to_string());
        }
        let new = CreateSession { user_id: user.id, active_organization_id: organization.cloned() };
        Ok(client.sessions().create(new).await?.id.to_string())
    }
}

/// An organization without a member limit.
async fn found(client: &Client) -> Result<OrganizationId> {
    let new = CreateOrganization {
        name: "Everybody".to_owned(),
        max_allowed_memberships: Some(0),
        ..CreateOrganization::default()
    };
    Ok(client.organizations().create(new).await?.id)
}

async fn join(client: &Client, organization: &OrganizationId, user: &User) -> Result<()> {
    let new = CreateOrganizationMembership {
        user_id: user.id.clone(),
        role: "org:member".to_owned(),
        ..CreateOrganizationMembership::default()
    };
    client.organization_memberships().create(organization, new).await?;
    Ok(())
}

fn person(number: u32, password: Option<String>) -> CreateUser {
    let (first, last) = (pick(&FIRST_NAMES, number), pick(&LAST_NAMES, number / 7));
    let name = format!("{}.{}.{number}", first.to_lowercase(), last.to_lowercase());
    let metadata =
        Metadata::from_iter([("plan".to_owned(), "team".into()), ("seat".to_owned(), number.into())]);
    CreateUser {
        email_address: Some(vec![format!("{name}@example.com")]),
        username: Some(name.replace('.', "_")),
        external_id: Some(format!("crm-{number}")),
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
        public_metadata: Some(metadata),
        skip_password_requirement: Some(password.is_none()),
        skip_password_checks: Some(true),
        password: password.map(Into::into),
        ..CreateUser::default()
    }
}

fn pick<'a>(names: &[&'a str], number: u32) -> &'a str {
    let index = usize::try_from(number).unwrap_or_default() % names.len();
    names[index]
}

/// Creates the users with these numbers.
pub(crate) async fn create(client: &Client, numbers: Range<u32>) -> Result<()> {
    let made =
        stream::iter(numbers).map(|number| async move { client.users().create(person(number, None)).await });
    made.buffer_unordered(AT_ONCE).try_for_each(|_| std::future::ready(Ok(()))).await?;
    Ok(())
}
