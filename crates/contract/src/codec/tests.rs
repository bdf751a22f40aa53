use serde_json::json;

use super::*;
use crate::backend::users::{self, CreateUser, ListUsers, UpdateUser};
use crate::object::User;
use crate::{Body, Bulk, Operation, Patch, PathValues, Received, Request, set};

#[test]
fn ids_in_a_path_are_percent_encoded() {
    let path = users::Get { user_id: "user/1?x".into() }.path();
    assert_eq!(path, "/users/user%2F1%3Fx");
}

#[test]
fn a_kept_field_is_not_sent_and_a_cleared_one_is_null() {
    let request = UpdateUser { first_name: set("Ada"), last_name: Patch::Null, ..UpdateUser::default() };
    assert_eq!(json!(fields(&request).unwrap()), json!({"first_name": "Ada", "last_name": null}));
}

#[test]
fn metadata_keeps_its_nulls() {
    let metadata = json!({"plan": null}).as_object().cloned();
    let request = CreateUser { public_metadata: metadata, ..CreateUser::default() };
    assert_eq!(json!(fields(&request).unwrap()), json!({"public_metadata": {"plan": null}}));
}

#[test]
fn arrays_in_a_query_are_repeated_keys_and_read_back() {
    let request = ListUsers {
        email_address: Some(vec!["a@b.test".into(), "c&d@e.test".into()]),
        username: Some(vec!["only".into()]),
        limit: Some(3),
        banned: Some(false),
        ..ListUsers::default()
    };
    let text = to_query(&fields(&request).unwrap());
    assert_eq!(
        text,
        "banned=false&email_address=a%40b.test&email_address=c%26d%40e.test&limit=3&username=only"
    );
    assert_eq!(query::<ListUsers>(&text).unwrap(), request);
}

#[test]
fn the_server_names_the_parameter_that_is_wrong() {
    let wrong_type = body::<CreateUser>(json!({"first_name": 5})).unwrap_err();
    assert_eq!(
        (wrong_type.param.as_str(), wrong_type.problem),
        ("first_name", Problem::Type("a string".into()))
    );

    let wrong_item = body::<CreateUser>(json!({"email_address": ["a@b.test", 7]})).unwrap_err();
    assert_eq!(wrong_item.param, "email_address[1]");

    let wrong_value = body::<CreateUser>(json!({"password_hasher": "rot13"})).unwrap_err();
    assert!(matches!(wrong_value.problem, Problem::Value(allowed) if allowed.contains(&"bcrypt")));

    let missing = body::<users::PasswordToVerify>(json!({})).unwrap_err();
    assert_eq!((missing.param.as_str(), missing.problem), ("password", Problem::Missing));

    let not_a_number = query::<ListUsers>("limit=many").unwrap_err();
    assert_eq!(not_a_number.param, "limit");
}

#[test]
fn an_unknown_parameter_is_refused_wherever_it_stands() {
    let unknown = |invalid: Invalid| {
        assert_eq!(invalid.problem, Problem::Unknown);
        invalid.param
    };
    assert_eq!(unknown(body::<UpdateUser>(json!({"fist_name": "Ada"})).unwrap_err()), "fist_name");
    assert_eq!(unknown(query::<ListUsers>("limit=1&emial=a%40b.test").unwrap_err()), "emial");
    assert_eq!(unknown(body::<()>(json!({"reason": "spam"})).unwrap_err()), "reason");
    assert_eq!(unknown(query::<()>("limit=1").unwrap_err()), "limit");
    let in_an_item = Bulk::<CreateUser>::read(Received::Json(json!([{}, {"nmae": "Ada"}]))).unwrap_err();
    assert_eq!(unknown(in_an_item), "[1].nmae");
    let metadata = json!({"public_metadata": {"anything": {"goes": true}}});
    body::<UpdateUser>(metadata).unwrap();
    body::<()>(json!({})).unwrap();
    body::<()>(json!(null)).unwrap();
}

#[test]
fn brackets_make_an_array_as_repeated_keys_do() {
    let one = ListUsers { user_id: Some(vec!["user_1".into()]), ..ListUsers::default() };
    for text in ["user_id=user_1", "user_id[]=user_1", "user_id[0]=user_1", "user_id%5B0%5D=user_1"] {
        assert_eq!(query::<ListUsers>(text).unwrap(), one, "{text}");
    }
    let two = ListUsers { user_id: Some(vec!["user_1".into(), "user_2".into()]), ..ListUsers::default() };
    for text in ["user_id[]=user_1&user_id[]=user_2", "user_id[0]=user_1&user_id[1]=user_2"] {
        assert_eq!(query::<ListUsers>(text).unwrap(), two, "{text}");
    }
    assert_eq!(query::<ListUsers>("user_id[first]=user_1").unwrap_err().param, "user_id[first]");
    assert_eq!(query::<ListUsers>("limit[]=1").unwrap_err().problem, Problem::Type("an integer".into()));
}

#[test]
fn types_are_called_as_json_calls_them() {
    let expected = |value: Value| match body::<CreateUser>(value).unwrap_err().problem {
        Problem::Type(expected) => expected,
        other => panic!("{other:?}"),
    };
    assert_eq!(expected(json!({"first_name": 1})), "a string");
    assert_eq!(expected(json!({"skip_password_checks": "yes"})), "a boolean");
    assert_eq!(expected(json!({"create_organizations_limit": 1.5})), "an integer");
    assert_eq!(expected(json!({"email_address": "a@b.test"})), "an array");
    assert_eq!(expected(json!({"public_metadata": []})), "an object");
    assert_eq!(expected(json!([])), "an object");
    assert_eq!(body::<u32>(json!(-1)).unwrap_err().problem, Problem::Other("at least 0".into()));
    assert_eq!(body::<u8>(json!(256)).unwrap_err().problem, Problem::Other("at most 255".into()));
    assert_eq!(body::<f64>(json!("1")).unwrap_err().problem, Problem::Type("a number".into()));
}

#[test]
fn a_body_that_is_an_array_is_read_back_and_says_which_item_is_wrong() {
    let user = |name: &str| CreateUser { first_name: Some(name.into()), ..CreateUser::default() };
    let users = Bulk(vec![user("Ada"), user("Grace")]);
    let Body::List(sent) = users.body().unwrap() else { panic!("an array") };
    assert_eq!(json!(sent), json!([{"first_name": "Ada"}, {"first_name": "Grace"}]));
    assert_eq!(Bulk::read(Received::Json(json!(sent))).unwrap(), users);

    let wrong = Bulk::<CreateUser>::read(Received::Json(json!([{}, {"first_name": 5}]))).unwrap_err();
    assert_eq!(wrong.param, "[1].first_name");
    assert!(Bulk::<CreateUser>::read(Received::Json(json!({}))).is_err(), "an object is no array");
}

#[test]
fn the_client_reads_unknown_missing_and_null_fields() {
    let user: User = answer(
        br#"{"id":"user_1","banned":null,"email_addresses":null,"brand_new":1,
             "phone_numbers":[{"verification":{"status":"on_the_moon","strategy":null}}],
             "public_metadata":{"kept":null}}"#,
    )
    .unwrap();
    assert!(!user.banned && user.email_addresses.is_empty());
    assert_eq!(user.phone_numbers[0].verification.as_ref().unwrap().status.as_str(), "on_the_moon");
    assert_eq!(json!(user.public_metadata), json!({"kept": null}));
}

#[test]
fn the_client_names_the_field_that_it_cannot_read() {
    let error = answer::<User>(br#"{"email_addresses":[{"verification":"soon"}]}"#).unwrap_err();
    assert!(error.to_string().contains("email_addresses[0].verification"), "{error}");
}

#[test]
fn a_call_survives_being_taken_apart_and_put_together() {
    let sent = users::Update { user_id: "user_1".into(), request: UpdateUser::default() };
    let ((user_id,), request) = sent.into_parts();
    let received = users::Update::from_parts(&mut PathValues([user_id.to_string()].into()), request);
    assert_eq!(received.user_id.as_str(), "user_1");
}

#[test]
fn no_two_operations_share_a_name_or_a_path() {
    let operations = crate::backend::operations();
    for (index, one) in operations.iter().enumerate() {
        for other in &operations[..index] {
            assert_ne!((one.resource, one.name), (other.resource, other.name));
            assert_ne!((one.method, one.path), (other.method, other.path));
        }
    }
}
