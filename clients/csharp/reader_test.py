"""The reader fails where the C# SDK was seen to fail: without this, a suite that passes would say little."""

import json
import unittest
from pathlib import Path

from reader import Broken, Reader, Unreadable

READER = Reader(json.loads((Path(__file__).parent / "sdk.json").read_text())["types"])
ADMIN = {"status": "verified", "strategy": "admin", "attempts": None, "expire_at": None, "verified_at_client": None}
KIND = {"object": "verification_admin"}


class Unions(unittest.TestCase):
    def test_a_kind_that_comes_last_is_read(self):
        READER.read("Components.Verification", ADMIN | KIND)

    def test_a_kind_that_comes_first_breaks_the_sdk(self):
        with self.assertRaisesRegex(Broken, "taken for Components.Otp"):
            READER.read("Components.Verification", KIND | ADMIN)

    def test_what_no_member_can_have_breaks_the_sdk(self):
        with self.assertRaises(Broken):
            READER.read("Components.PhoneNumberVerification", ADMIN | {"status": "unheard of"})


class Types(unittest.TestCase):
    def test_a_value_of_another_type_is_refused_and_an_unknown_field_is_not(self):
        READER.read("Components.DeletedObject", {"object": "user", "id": "user_1", "deleted": True, "new": [1]})
        for wrong in ({"deleted": "yes"}, {"id": {}}, []):
            with self.assertRaises(Unreadable):
                READER.read("Components.DeletedObject", wrong)


unittest.main()
