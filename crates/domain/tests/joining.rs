//! Sign-ups as a Frontend API will use them: a code verifies the address, restrictions apply, a user is created; on
//! every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "sessions/world.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod world;

use std::sync::Arc;

use housekey_contract::backend::blocklist_identifiers::CreateBlocklistIdentifier;
use housekey_contract::backend::invitations::CreateInvitation;
use housekey_contract::object::{InvitationStatus, SignUpStatus, VerificationStrategy};
use housekey_contract::{Millis, SignUpId};
use housekey_domain::error::Result;
use housekey_domain::guests::Guest;
use housekey_domain::invitations::{self, NewInvitation};
use housekey_domain::restrictions::{NewListedIdentifier, disallow};
use housekey_domain::sign_ups::{
    self, Applicant, Completed, NewSignUp, Provable, attempt_code, complete, missing_fields, new_code,
    send_code, status,
};
use housekey_domain::{messages, users};
use housekey_store::instances::{Requirement, Restrictions, Settings, SignUpMode, SignUpSettings};
use housekey_store::messages::MessageRecord;
use housekey_store::sign_ups::SignUpRecord;
use world::{NOW, World, rng};

const PASSWORD: &str = "correct horse battery staple";

fn ada() -> Applicant {
    Applicant {
        email_address: Some(" Ada@Example.com".into()),
        first_name: Some("Ada".into()),
        password: Some(PASSWORD.into()),
        ..Applicant::default()
    }
}

fn restricted(restrictions: Restrictions) -> Settings {
    Settings { restrictions, ..Settings::default() }
}

async fn begin_with(world: &World, applicant: Applicant, settings: Settings) -> Result<SignUpRecord> {
    let new = NewSignUp::check(applicant, &settings.sign_up, None, NOW, &mut rng())?;
    world.write(move |tx| sign_ups::create(tx, &settings, &new)).await
}

async fn begin(world: &World) -> SignUpRecord {
    begin_with(world, ada(), Settings::default()).await.unwrap()
}

/// Sends a code and reads it from the email.
async fn code_for(world: &World, sign_up: &SignUpRecord, now: Millis) -> String {
    let new =
        new_code(sign_up, Provable::EmailAddress, &world.instance, &world.seal, now, &mut rng()).unwrap();
    let id = sign_up.id.clone();
    world.write_at(now, move |tx| send_code(tx, &id, Provable::EmailAddress, &new)).await.unwrap();
    let sql = "SELECT document FROM messages WHERE instance_id = $1 ORDER BY id DESC LIMIT 1";
    let read = world.write(move |tx| Ok(tx.one(sql, &[], |row| row.get::<String>(0))?.unwrap()));
    let message: MessageRecord = serde_json::from_str(&read.await.unwrap()).unwrap();
    assert_eq!((message.slug.as_str(), message.to.as_str()), ("verification_code", "ada@example.com"));
    messages::open(&message, &world.seal).unwrap()["otp_code"].as_str().unwrap().to_owned()
}

async fn attempt(world: &World, id: &SignUpId, code: &str, now: Millis) -> Result<bool> {
    let (seal, id, code) = (Arc::clone(&world.seal), id.clone(), code.to_owned());
    world.write_at(now, move |tx| Ok(attempt_code(tx, &seal, &id, Provable::EmailAddress, &code)?.1)).await
}

async fn finish(world: &World, id: &SignUpId, settings: Settings) -> Result<Completed> {
    let (seal, id) = (Arc::clone(&world.seal), id.clone());
    world.write(move |tx| complete(tx, &settings, &seal, &id)).await
}

/// An incorrect code.
fn wrong(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}

#[tokio::test]
async fn a_code_from_the_mail_makes_a_user_of_ada() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        assert!(missing_fields(&SignUpSettings::default(), &sign_up).is_empty());
        let early = finish(&world, &sign_up.id, Settings::default()).await.unwrap_err();
        assert_eq!(early.code(), Some("resource_forbidden"));

        let code = code_for(&world, &sign_up, NOW).await;
        assert!(attempt(&world, &sign_up.id, &code, NOW).await.unwrap());
        let done = finish(&world, &sign_up.id, Settings::default()).await.unwrap();
        assert_eq!(done.sign_up.status, SignUpStatus::Complete);
        assert_eq!(done.sign_up.created_user_id.as_ref(), Some(&done.user.id));
        let address = &done.user.email_addresses[0];
        let proof = address.verification.as_ref().unwrap();
        assert_eq!(
            (address.value.as_str(), &proof.strategy),
            ("ada@example.com", &VerificationStrategy::EmailCode)
        );

        let id = done.user.id.clone();
        let check = users::password_to_check;
        let read = world.write(move |tx| check(tx, &id).map(|check| check.run(PASSWORD, &mut rng())));
        let (checked, id) = (read.await.unwrap(), done.user.id.clone());
        let right =
            world.write(move |tx| users::settle_password(tx, &Settings::default(), &id, &checked, None));
        assert!(right.await.unwrap());
        let again = finish(&world, &sign_up.id, Settings::default()).await.unwrap_err();
        assert_eq!(again.code(), Some("sign_up_cannot_be_updated"));
    }
}

#[tokio::test]
async fn three_wrong_codes_ask_for_a_new_one() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        let none = attempt(&world, &sign_up.id, "000000", NOW).await.unwrap_err();
        assert_eq!(none.code(), Some("verification_missing"));
        let code = code_for(&world, &sign_up, NOW).await;
        for _ in 0..3 {
            assert!(!attempt(&world, &sign_up.id, wrong(&code), NOW).await.unwrap());
        }
        let right_but_late = attempt(&world, &sign_up.id, &code, NOW).await.unwrap_err();
        assert_eq!(right_but_late.code(), Some("verification_failed"));
        let later = NOW + Millis::from_seconds(30);
        let second = code_for(&world, &sign_up, later).await;
        assert!(attempt(&world, &sign_up.id, &second, later).await.unwrap());
    }
}

#[tokio::test]
async fn a_code_holds_for_ten_minutes() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        let code = code_for(&world, &sign_up, NOW).await;
        let late = NOW + Millis::from_seconds(600);
        assert_eq!(
            attempt(&world, &sign_up.id, &code, late).await.unwrap_err().code(),
            Some("verification_expired")
        );
        assert!(attempt(&world, &sign_up.id, &code, late - Millis(1)).await.unwrap());
    }
}

#[tokio::test]
async fn codes_and_passwords_are_not_kept_in_the_clear() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        let code = code_for(&world, &sign_up, NOW).await;
        let sql = "SELECT document || secrets FROM sign_ups WHERE instance_id = $1";
        let kept =
            world.write(move |tx| Ok(tx.one(sql, &[], |row| row.get::<String>(0))?.unwrap())).await.unwrap();
        assert!(!kept.contains(PASSWORD) && !kept.contains(&format!("\"{code}\"")), "{kept}");
    }
}

#[tokio::test]
async fn what_is_missing_or_taken_is_said() {
    for world in World::everywhere().await {
        let without = Applicant { password: None, ..ada() };
        let sign_up = begin_with(&world, without, Settings::default()).await.unwrap();
        assert_eq!(missing_fields(&SignUpSettings::default(), &sign_up), ["password"]);
        let refusal = finish(&world, &sign_up.id, Settings::default()).await.unwrap_err();
        assert_eq!(refusal.code(), Some("form_param_missing"));
        for (applicant, code) in [
            (Applicant { email_address: Some("ada".into()), ..ada() }, "form_param_format_invalid"),
            (Applicant { username: Some("x".into()), ..ada() }, "form_username_invalid_length"),
            (Applicant { password: Some("short".into()), ..ada() }, "form_password_length_too_short"),
        ] {
            assert_eq!(
                begin_with(&world, applicant, Settings::default()).await.unwrap_err().code(),
                Some(code)
            );
        }
        let first = begin(&world).await;
        let code = code_for(&world, &first, NOW).await;
        attempt(&world, &first.id, &code, NOW).await.unwrap();
        finish(&world, &first.id, Settings::default()).await.unwrap();
        let taken = begin_with(&world, ada(), Settings::default()).await.unwrap_err();
        assert_eq!(taken.code(), Some("form_identifier_exists"));
    }
}

#[tokio::test]
async fn of_two_who_claim_an_address_the_first_to_prove_it_has_it() {
    for world in World::everywhere().await {
        let (first, second) = (begin(&world).await, begin(&world).await);
        for (sign_up, later) in [(&first, 0), (&second, 1)] {
            let code = code_for(&world, sign_up, NOW + Millis(later)).await;
            assert!(attempt(&world, &sign_up.id, &code, NOW).await.unwrap());
        }
        assert!(finish(&world, &second.id, Settings::default()).await.is_ok());
        let late = finish(&world, &first.id, Settings::default()).await.unwrap_err();
        assert_eq!(late.code(), Some("form_identifier_exists"));
    }
}

#[tokio::test]
async fn restrictions_hold_for_who_comes_on_their_own() {
    for world in World::everywhere().await {
        for (mode, code) in [
            (SignUpMode::Restricted, "sign_up_mode_restricted"),
            (SignUpMode::Waitlist, "sign_up_restricted_waitlist"),
        ] {
            let closed = restricted(Restrictions { sign_up_mode: mode, ..Restrictions::default() });
            assert_eq!(begin_with(&world, ada(), closed).await.unwrap_err().code(), Some(code));
        }
        let only_allowed = restricted(Restrictions { allowlist: true, ..Restrictions::default() });
        let refusal = begin_with(&world, ada(), only_allowed).await.unwrap_err();
        assert_eq!(refusal.code(), Some("not_allowed_access"), "an empty list keeps everybody out");
    }
}

#[tokio::test]
async fn who_is_blocked_after_they_began_is_kept_out_in_the_end() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        let code = code_for(&world, &sign_up, NOW).await;
        attempt(&world, &sign_up.id, &code, NOW).await.unwrap();
        let request = CreateBlocklistIdentifier { identifier: "*@example.com".into() };
        let entry = NewListedIdentifier::to_block(&request, NOW, &mut rng()).unwrap();
        world.write(move |tx| disallow(tx, &entry)).await.unwrap();
        let blocking = || restricted(Restrictions { blocklist: true, ..Restrictions::default() });
        let refusal = finish(&world, &sign_up.id, blocking()).await.unwrap_err();
        assert_eq!(refusal.code(), Some("not_allowed_access"));
        assert!(finish(&world, &sign_up.id, Settings::default()).await.is_ok());
    }
}

#[tokio::test]
async fn a_sign_up_is_abandoned_after_a_day() {
    for world in World::everywhere().await {
        let sign_up = begin(&world).await;
        let day = NOW + Millis::from_seconds(24 * 60 * 60);
        assert_eq!(status(&sign_up, day - Millis(1)), SignUpStatus::MissingRequirements);
        assert_eq!(status(&sign_up, day), SignUpStatus::Abandoned);
        let refusal = attempt(&world, &sign_up.id, "000000", day).await.unwrap_err();
        assert_eq!(refusal.code(), Some("sign_up_cannot_be_updated"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_50_who_answer_an_invitation_at_once_one_becomes_a_user() {
    for world in World::everywhere().await {
        let request =
            CreateInvitation { email_address: "ada@example.com".into(), ..CreateInvitation::default() };
        let new = NewInvitation::check(request, world.issuer(), &world.seal, NOW, &mut rng()).unwrap();
        let id = new.id().clone();
        let invitation =
            world.write(move |tx| invitations::create(tx, &Settings::default(), &new)).await.unwrap();
        // Hashing fifty passwords takes long, so all use the same digest.
        let new = Arc::new(
            NewSignUp::check(
                ada(),
                &SignUpSettings::default(),
                Some(&Guest::OfApplication(invitation)),
                NOW,
                &mut rng(),
            )
            .unwrap(),
        );
        let world = Arc::new(world);
        let attempts: Vec<_> = (0..50)
            .map(|_| {
                let (world, new) = (Arc::clone(&world), Arc::clone(&new));
                tokio::spawn(async move {
                    let seal = Arc::clone(&world.seal);
                    let answer = world.write(move |tx| {
                        let settings = Settings::default();
                        let sign_up = sign_ups::create(tx, &settings, &new)?;
                        complete(tx, &settings, &seal, &sign_up.id)
                    });
                    answer.await.is_ok()
                })
            })
            .collect();
        let mut winners = 0;
        for attempt in attempts {
            winners += u32::from(attempt.await.unwrap());
        }
        assert_eq!(winners, 1);
        let accepted = world.write(move |tx| invitations::get(tx, &id)).await.unwrap();
        assert_eq!(accepted.status, InvitationStatus::Accepted);
    }
}

#[tokio::test]
async fn an_instance_can_ask_for_a_phone_number_instead_which_is_proved_by_itself() {
    for world in World::everywhere().await {
        let by_phone = SignUpSettings {
            email_address: Requirement::Off,
            phone_number: Requirement::Required,
            ..SignUpSettings::default()
        };
        let settings = || Settings { sign_up: by_phone.clone(), ..Settings::default() };
        let refused = begin_with(&world, ada(), settings()).await.unwrap_err();
        assert_eq!(refused.code(), Some("form_param_unknown"), "an address is not asked for");

        let caller = Applicant { email_address: None, phone_number: Some("+1 201 555 0123".into()), ..ada() };
        let sign_up = begin_with(&world, caller, settings()).await.unwrap();
        let early = finish(&world, &sign_up.id, settings()).await.unwrap_err();
        assert_eq!(early.code(), Some("resource_forbidden"));

        let new =
            new_code(&sign_up, Provable::PhoneNumber, &world.instance, &world.seal, NOW, &mut rng()).unwrap();
        let id = sign_up.id.clone();
        world.write(move |tx| send_code(tx, &id, Provable::PhoneNumber, &new)).await.unwrap();
        let (seal, id) = (Arc::clone(&world.seal), sign_up.id.clone());
        // A number for tests, so the code is that of all test numbers.
        let proved =
            world.write(move |tx| Ok(attempt_code(tx, &seal, &id, Provable::PhoneNumber, "424242")?.1));
        assert!(proved.await.unwrap());
        let user = finish(&world, &sign_up.id, settings()).await.unwrap().user;
        let number = &user.phone_numbers[0];
        let proof = number.verification.as_ref().unwrap();
        assert_eq!((number.value.as_str(), proof.strategy.as_str()), ("+12015550123", "phone_code"));
    }
}
