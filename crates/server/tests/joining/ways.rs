//! Every way to an identification, and what each of them must refuse. A new way gets a line in [`WAYS`].

use housekey_sdk::{
    Bulk, CreateBlocklistIdentifier, CreateEmailAddress, CreateInvitation, CreateOrganization,
    CreateOrganizationInvitation, CreatePhoneNumber, CreateUser, CreateWaitlistEntry, Error,
    InviteWaitlistEntry,
};
use housekey_store::instances::Restrictions;

use crate::server::{Server, wire};
use crate::sight::{Browser, restrict};

/// A way by which an e-mail address comes in.
#[derive(Clone, Copy, Debug)]
enum Way {
    CreateUser,
    AddEmailAddress,
    Invite,
    InviteMany,
    InviteToOrganization,
    AcceptInvitation,
    AcceptInvitationToOrganization,
    JoinWaitlist,
    JoinWaitlistWithOthers,
    LeaveWaitlistByInvitation,
}

const WAYS: [Way; 10] = [
    Way::CreateUser,
    Way::AddEmailAddress,
    Way::Invite,
    Way::InviteMany,
    Way::InviteToOrganization,
    Way::AcceptInvitation,
    Way::AcceptInvitationToOrganization,
    Way::JoinWaitlist,
    Way::JoinWaitlistWithOthers,
    Way::LeaveWaitlistByInvitation,
];

/// Restrictions that keep an address out, though nothing else is wrong with it.
fn kept_out(number: usize) -> [(Restrictions, String); 3] {
    [
        (Restrictions { blocklist: true, ..Restrictions::default() }, format!("eve{number}@blocked.example")),
        (
            Restrictions { block_email_subaddresses: true, ..Restrictions::default() },
            format!("ada+{number}@example.com"),
        ),
        (
            Restrictions { block_disposable_email_domains: true, ..Restrictions::default() },
            format!("eve{number}@mailinator.com"),
        ),
    ]
}

#[tokio::test]
async fn no_way_lets_in_an_address_that_restrictions_keep_out() {
    for server in Server::everywhere().await {
        let stage = Stage::set(server).await;
        for (number, way) in WAYS.into_iter().enumerate() {
            for (restrictions, address) in kept_out(number) {
                let outcome = stage.try_way(way, &address, restrictions).await;
                assert_eq!(outcome, (403, "not_allowed_access".to_owned()), "{way:?} with {address}");
            }
        }
    }
}

#[tokio::test]
async fn every_way_lets_in_an_address_that_nothing_keeps_out() {
    for server in Server::everywhere().await {
        let stage = Stage::set(server).await;
        for (number, way) in WAYS.into_iter().enumerate() {
            let all = Restrictions {
                blocklist: true,
                block_email_subaddresses: true,
                block_disposable_email_domains: true,
                ..Restrictions::default()
            };
            let outcome = stage.try_way(way, &format!("grace{number}+first@example.com"), all).await;
            assert_eq!(outcome, (200, String::new()), "{way:?}");
        }
    }
}

/// A server with Ada and her organization, and a blocklist that is not turned on.
struct Stage {
    server: Server,
    ada: housekey_sdk::User,
    organization: housekey_sdk::Organization,
}

impl Stage {
    async fn set(server: Server) -> Self {
        let client = &server.client;
        let ada = CreateUser { email_address: Some(vec!["ada@example.com".into()]), ..CreateUser::default() };
        let ada = client.users().create(ada).await.unwrap();
        let created_by = Some(ada.id.clone());
        let acme = CreateOrganization { name: "Acme".into(), created_by, ..CreateOrganization::default() };
        let organization = client.organizations().create(acme).await.unwrap();
        let blocked = CreateBlocklistIdentifier { identifier: "*@blocked.example".into() };
        client.blocklist_identifiers().create(blocked).await.unwrap();
        Self { server, ada, organization }
    }

    /// The status and code of the answer. What comes before the way itself happens without restrictions.
    async fn try_way(&self, way: Way, address: &str, restrictions: Restrictions) -> (u16, String) {
        restrict(&self.server, Restrictions::default()).await;
        let before = self.prepare(way, address).await;
        restrict(&self.server, restrictions).await;
        let client = &self.server.client;
        match way {
            Way::CreateUser => {
                let request =
                    CreateUser { email_address: Some(vec![address.into()]), ..CreateUser::default() };
                said(client.users().create(request).await)
            }
            Way::AddEmailAddress => {
                let request = CreateEmailAddress {
                    user_id: self.ada.id.clone(),
                    email_address: address.into(),
                    ..CreateEmailAddress::default()
                };
                said(client.email_addresses().create(request).await)
            }
            Way::Invite => said(client.invitations().create(invitation(address)).await),
            Way::InviteMany => said(client.invitations().bulk_create(Bulk(vec![invitation(address)])).await),
            Way::InviteToOrganization => said(
                client
                    .organization_invitations()
                    .create(&self.organization.id, organization_invitation(address))
                    .await,
            ),
            Way::AcceptInvitation | Way::AcceptInvitationToOrganization => {
                let fields = [("ticket", before.as_str()), ("password", "correct horse battery staple")];
                let shown = Browser::default().send(&self.server, &fields).await;
                let code = if shown.status == 403 { "not_allowed_access" } else { "" };
                (shown.status, code.to_owned())
            }
            Way::JoinWaitlist => said(client.waitlist_entries().create(waiting(address)).await),
            Way::JoinWaitlistWithOthers => {
                let all = Bulk(vec![waiting(address)]);
                said(client.waitlist_entries().bulk_create(all).await)
            }
            Way::LeaveWaitlistByInvitation => {
                said(client.waitlist_entries().invite(before.as_str(), InviteWaitlistEntry::default()).await)
            }
        }
    }

    /// What the way begins with: a ticket, or an entry's id.
    async fn prepare(&self, way: Way, address: &str) -> String {
        let client = &self.server.client;
        let ticket = |url: &str| crate::sight::ticket_of(url);
        match way {
            Way::AcceptInvitation => {
                ticket(&client.invitations().create(invitation(address)).await.unwrap().url.unwrap())
            }
            Way::AcceptInvitationToOrganization => {
                let request = organization_invitation(address);
                let made = client.organization_invitations().create(&self.organization.id, request).await;
                ticket(&made.unwrap().url.unwrap())
            }
            Way::LeaveWaitlistByInvitation => {
                client.waitlist_entries().create(waiting(address)).await.unwrap().id.to_string()
            }
            _ => String::new(),
        }
    }
}

fn said<T>(outcome: Result<T, Error>) -> (u16, String) {
    match outcome {
        Ok(_) => (200, String::new()),
        Err(error) => {
            let (status, code) = wire(&error);
            (status, code.to_owned())
        }
    }
}

fn invitation(address: &str) -> CreateInvitation {
    CreateInvitation { email_address: address.into(), ..CreateInvitation::default() }
}

fn organization_invitation(address: &str) -> CreateOrganizationInvitation {
    CreateOrganizationInvitation {
        email_address: address.into(),
        role: "org:member".into(),
        ..CreateOrganizationInvitation::default()
    }
}

fn waiting(address: &str) -> CreateWaitlistEntry {
    CreateWaitlistEntry { email_address: address.into(), notify: None }
}

#[tokio::test]
async fn numbers_are_kept_out_by_both_their_ways() {
    for server in Server::everywhere().await {
        let stage = Stage::set(server).await;
        let client = &stage.server.client;
        let blocked = CreateBlocklistIdentifier { identifier: "+12015550123".into() };
        client.blocklist_identifiers().create(blocked).await.unwrap();
        restrict(&stage.server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        let with_user =
            CreateUser { phone_number: Some(vec!["+12015550123".into()]), ..CreateUser::default() };
        assert_eq!(said(client.users().create(with_user).await), (403, "not_allowed_access".to_owned()));
        let added = CreatePhoneNumber {
            user_id: stage.ada.id.clone(),
            phone_number: "+12015550123".into(),
            ..CreatePhoneNumber::default()
        };
        assert_eq!(said(client.phone_numbers().create(added).await), (403, "not_allowed_access".to_owned()));
    }
}

#[tokio::test]
async fn a_user_has_a_hundred_addresses_at_most() {
    for server in Server::everywhere().await {
        let addresses = (0..100).map(|number| format!("ada{number}@example.com")).collect();
        let ada = CreateUser { email_address: Some(addresses), ..CreateUser::default() };
        let ada = server.client.users().create(ada).await.unwrap();
        let one_more = CreateEmailAddress {
            user_id: ada.id,
            email_address: "more@example.com".into(),
            ..CreateEmailAddress::default()
        };
        let outcome = said(server.client.email_addresses().create(one_more).await);
        assert_eq!(outcome, (403, "quota_exceeded".to_owned()));
    }
}
