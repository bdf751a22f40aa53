"""People on the way to becoming users."""

from harness import case, clerk, not_found

GET, UPDATE = "GET /sign_ups/{id}", "PATCH /sign_ups/{id}"
BEGUN = "only the Frontend API begins a sign-up"
EXEMPT = {
    (GET, "happy"): BEGUN,
    (GET, "foreign"): BEGUN,
    (UPDATE, "happy"): BEGUN,
    (UPDATE, "bad"): BEGUN,
    (UPDATE, "foreign"): BEGUN,
}


@case(GET, UPDATE)
def a_sign_up_that_is_not_there_is_not_found():
    not_found(clerk.sign_ups.get, id="su_unknown")
    not_found(clerk.sign_ups.update, id="su_unknown", external_id="mine")
