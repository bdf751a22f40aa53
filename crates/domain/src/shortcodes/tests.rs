use proptest::{collection, prelude::*};
use serde_json::json;

use super::*;

fn object(value: Value) -> Metadata {
    serde_json::from_value(value).unwrap()
}

/// The user in the examples of Clerk's guide.
fn maria() -> Value {
    json!({
        "user": {
            "id": "user_abcdef123456789",
            "first_name": "Maria",
            "last_name": "Doe",
            "full_name": null,
            "image_url": "https://example.com/avatar.jpg",
            "primary_email_address": "maria@example.com",
            "email_verified": false,
            "phone_number_verified": true,
            "created_at": 1_227_618_844_000_i64,
            "two_factor_enabled": false,
            "public_metadata": {"profile": {"interests": ["reading", "climbing"]}, "injected": "{{user.id}}"},
            "unsafe_metadata": {"foo": {"bar": 42}},
            "private_metadata": {"secret": true},
        },
        "session": {"actor": {"sub": "user_2"}},
    })
}

fn rendered(claim: &str) -> Value {
    render(&object(json!({"claim": claim})), &maria()).remove("claim").unwrap()
}

#[test]
fn the_guides_complete_example_comes_out_as_printed() {
    let template = json!({
        "aud": "https://my-site.com",
        "version": 1,
        "foo": {"bar": [1, 2, 3]},
        "user_id": "{{user.id}}",
        "avatar": "{{user.image_url}}",
        "full_name": "{{user.last_name}} {{user.first_name}}",
        "email": "{{user.primary_email_address}}",
        "phone": "{{user.primary_phone_address}}",
        "registration_date": "{{user.created_at}}",
        "likes_to_do": "{{user.public_metadata.profile.interests}}",
        "unsafe_meta": "{{user.unsafe_metadata}}",
        "invalid_shortcode": "{{user.i_dont_exist}}",
    });
    let expected = json!({
        "aud": "https://my-site.com",
        "version": 1,
        "foo": {"bar": [1, 2, 3]},
        "user_id": "user_abcdef123456789",
        "avatar": "https://example.com/avatar.jpg",
        "full_name": "Doe Maria",
        "email": "maria@example.com",
        "phone": null,
        "registration_date": 1_227_618_844_000_i64,
        "likes_to_do": ["reading", "climbing"],
        "unsafe_meta": {"foo": {"bar": 42}},
        "invalid_shortcode": null,
    });
    assert_eq!(render(&object(template), &maria()), object(expected));
}

#[test]
fn shortcodes_are_filled_in_at_any_depth() {
    let template = object(json!({"https://hasura.io/jwt/claims": {"roles": ["user", "{{user.id}}"]}}));
    let claims = render(&template, &maria());
    assert_eq!(claims["https://hasura.io/jwt/claims"]["roles"], json!(["user", "user_abcdef123456789"]));
}

#[test]
fn the_first_operand_that_is_neither_null_nor_false_counts() {
    for (claim, value) in [
        ("{{user.email_verified || user.phone_number_verified}}", json!(true)),
        ("{{user.full_name || 'Awesome User'}}", json!("Awesome User")),
        ("{{user.public_metadata.age || user.unsafe_metadata.age || 30 }}", json!(30)),
        ("{{user.first_name || 'there'}}", json!("Maria")),
        ("{{user.full_name || ''}}", json!("")),
        ("{{user.full_name || 0 || 'never'}}", json!(0)),
        ("{{user.full_name || user.email_verified}}", json!(false)),
        ("{{user.email_verified || user.full_name}}", json!(null)),
        ("Hello {{user.full_name || 'there'}}!", json!("Hello there!")),
    ] {
        assert_eq!(rendered(claim), value, "{claim}");
    }
}

#[test]
fn within_a_text_everything_is_text() {
    assert_eq!(rendered("{{user.full_name}} John"), "null John");
    assert_eq!(
        rendered("{{user.two_factor_enabled}}/{{user.unsafe_metadata}}"),
        r#"false/{"foo":{"bar":42}}"#
    );
    assert_eq!(rendered(" {{user.created_at}}"), " 1227618844000");
}

#[test]
fn without_an_active_organization_its_claims_are_null() {
    assert_eq!(rendered("{{org.id}}"), json!(null));
    assert_eq!(rendered("{{org_membership.role}}"), json!(null));
    assert_eq!(rendered("{{org.public_metadata.plan || 'free'}}"), "free");
}

#[test]
fn the_actor_is_an_object() {
    assert_eq!(rendered("{{session.actor}}"), json!({"sub": "user_2"}));
}

#[test]
fn unknown_things_stay_as_they_are() {
    for claim in ["{{organization.id}}", "{{user.id", "{{date.now || 'x'}}"] {
        assert_eq!(rendered(claim), claim);
    }
}

#[test]
fn private_metadata_never_gets_into_a_token() {
    assert_eq!(rendered("{{user.private_metadata}}"), json!(null));
    assert_eq!(rendered("{{user.private_metadata.secret}}"), json!(null));
}

#[test]
fn what_is_filled_in_is_not_a_template() {
    assert_eq!(rendered("{{user.public_metadata.injected}}"), "{{user.id}}");
    assert_eq!(rendered("{{'{'}}{user.id}}"), "{{user.id}}");
}

#[test]
fn reserved_claims_are_refused_by_name() {
    for name in ["sub", "exp", "iss", "iat", "nbf", "jti", "azp", "sid", "v"] {
        let refusal = validate_claims(&object(json!({"role": "x", name: "{{user.id}}"}))).unwrap_err();
        assert_eq!(refusal.to_string(), format!("You can't use the reserved claim: '{name}'"));
        assert_eq!(refusal.code(), Code::JwtTemplateReservedClaim);
    }
}

#[test]
fn claims_that_others_ask_for_are_accepted() {
    let claims = json!({
        "aud": "convex", "act": "{{session.actor}}", "org_id": "{{org.id}}", "org_role": "{{org.role}}",
        "role": "authenticated", "nested": {"sub": "{{user.id}}"},
    });
    assert_eq!(validate_claims(&object(claims)), Ok(()));
}

#[test]
fn claims_have_a_greatest_size() {
    let claims = |length: usize| object(json!({"a": "x".repeat(length - r#"{"a":""}"#.len())}));
    assert_eq!(validate_claims(&claims(MAX_BYTES)), Ok(()));
    assert_eq!(validate_claims(&claims(MAX_BYTES + 1)), Err(InvalidClaims::TooLarge));
}

#[test]
fn claims_have_a_greatest_depth() {
    let claims = |depth: usize| {
        let value = (2..depth).fold(json!(1), |value, _| json!([value]));
        object(json!({"a": value}))
    };
    assert_eq!(validate_claims(&claims(MAX_DEPTH)), Ok(()));
    assert_eq!(validate_claims(&claims(MAX_DEPTH + 1)), Err(InvalidClaims::TooDeep));
}

#[test]
fn claims_have_a_greatest_number_of_shortcodes() {
    let claims = |count: usize| object(json!({"a": "{{user.id}}".repeat(count)}));
    assert_eq!(validate_claims(&claims(MAX_SHORTCODES)), Ok(()));
    assert_eq!(validate_claims(&claims(MAX_SHORTCODES + 1)), Err(InvalidClaims::TooManyShortcodes));
}

/// Strings made of the parts of shortcodes, so that many are almost valid.
fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{{",
        "}}",
        "{",
        "}",
        "||",
        "|",
        "'",
        " ",
        ".",
        "user.id",
        "user.public_metadata",
        "org.x",
        "user",
        "30",
        "é",
    ]);
    collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_rendered(claim in text()) {
        rendered(&claim);
    }

    #[test]
    fn the_pieces_of_a_text_add_up_to_it(claim in text()) {
        let pieces = pieces(&claim);
        let texts: usize = pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum();
        let shortcodes = pieces.iter().filter(|piece| matches!(piece, Piece::Shortcode(_))).count();
        prop_assert!(texts + shortcodes * "{{1}}".len() <= claim.len());
        prop_assert!(shortcodes > 0 || texts == claim.len());
    }

    #[test]
    fn texts_without_braces_stay_as_they_are(claim in "[^{]*") {
        prop_assert_eq!(rendered(&claim), claim);
    }
}
