"""The instance's webhook service."""

from harness import case, clerk

CREATE, DELETE, URL = "POST /webhooks/svix", "DELETE /webhooks/svix", "POST /webhooks/svix_url"


@case(CREATE, URL, DELETE)
def the_service_is_turned_on_shown_and_turned_off():
    created = clerk.webhooks.create_svix_app()
    assert created.svix_url.startswith("http")
    links = [clerk.webhooks.generate_svix_auth_url().svix_url for _ in range(2)]
    assert links[0] != links[1]
    clerk.webhooks.delete_svix_app()
