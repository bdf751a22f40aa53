"""The phone numbers of users."""

from harness import call, case, clerk, fresh_number, new_user, not_found, other, refused, unchanged


def new_number(of=None, /, **fields):
    of = of or clerk
    return call(of.phone_numbers.create, user_id=new_user(of).id, phone_number=fresh_number(), **fields)


@case("POST /phone_numbers", "GET /phone_numbers/{phone_number_id}")
def a_number_is_added_and_found_again():
    user, value = new_user(), fresh_number()
    written = f"{value[:2]} ({value[2:5]}) {value[5:8]}-{value[8:]}"
    number = call(clerk.phone_numbers.create, user_id=user.id, phone_number=written, verified=True)
    assert number.phone_number == value and number.verification.status.value == "verified"
    assert clerk.phone_numbers.get(phone_number_id=number.id) == number
    assert clerk.users.get(user_id=user.id).primary_phone_number_id == number.id
    not_found(clerk.phone_numbers.get, phone_number_id="idn_unknown")


@case("POST /phone_numbers")
def a_number_that_can_not_be_is_refused():
    user, taken = new_user(), new_number().phone_number
    refused(422, "form_param_format_invalid", clerk.phone_numbers.create, user_id=user.id, phone_number="12")
    refused(422, "form_identifier_exists", clerk.phone_numbers.create, user_id=user.id, phone_number=taken)


@case("PATCH /phone_numbers/{phone_number_id}")
def a_verified_number_becomes_a_second_factor():
    number, update = new_number(), clerk.phone_numbers.update
    refused(422, "form_param_value_invalid", update, phone_number_id=number.id, reserved_for_second_factor=True)
    changed = update(phone_number_id=number.id, verified=True, reserved_for_second_factor=True)
    assert changed.reserved_for_second_factor and changed.default_second_factor
    refused(400, "bad_request", update, phone_number_id=number.id, verified=False)


@case("DELETE /phone_numbers/{phone_number_id}", "GET /phone_numbers/{phone_number_id}")
def a_deleted_number_is_gone():
    number = new_number()
    assert clerk.phone_numbers.delete(phone_number_id=number.id).deleted
    not_found(clerk.phone_numbers.get, phone_number_id=number.id)
    not_found(clerk.phone_numbers.delete, phone_number_id=number.id)


@case(
    "POST /phone_numbers",
    "GET /phone_numbers/{phone_number_id}",
    "PATCH /phone_numbers/{phone_number_id}",
    "DELETE /phone_numbers/{phone_number_id}",
)
def a_number_of_another_instance_is_not_found():
    stranger = new_user(other, phone_number=[fresh_number()])
    foreign = stranger.phone_numbers[0].id
    with unchanged(lambda: other.users.get(user_id=stranger.id)):
        not_found(clerk.phone_numbers.create, user_id=stranger.id, phone_number=fresh_number())
        not_found(clerk.phone_numbers.get, phone_number_id=foreign)
        not_found(clerk.phone_numbers.update, phone_number_id=foreign, verified=False)
        not_found(clerk.phone_numbers.delete, phone_number_id=foreign)
