"""Applications that nobody owns yet."""

from harness import case, clerk, client, new_user

CREATE, COMPLETE = "POST /accountless_applications", "POST /accountless_applications/complete"
UNKNOWN = {"7": [CREATE, COMPLETE], "4": [CREATE, COMPLETE]}


@case(CREATE, COMPLETE)
def an_application_is_created_used_and_claimed():
    application = clerk.experimental_accountless_applications.create()
    assert application.secret_key.startswith("sk_test_") and application.publishable_key.startswith("pk_test_")
    theirs = client(application.secret_key)
    assert theirs.users.get(user_id=new_user(theirs).id).id
    claimed = theirs.experimental_accountless_applications.complete()
    assert claimed.publishable_key == application.publishable_key
