"""Passwords that come from elsewhere, and the codes of authenticator apps. Digests and codes are made here, by Python."""

import base64
import hashlib
import hmac
import os
import struct
import time

from harness import PASSWORD, case, clerk, new_user, refused

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
VERIFY_PASSWORD = "POST /users/{user_id}/verify_password"
VERIFY_TOTP = "POST /users/{user_id}/verify_totp"
ROUNDS = 1_000


def base64_of(data):
    return base64.b64encode(data).decode()


def digests(password):
    """A digest of each kind that Python can make, by the hasher's name."""
    secret, salt = password.encode(), os.urandom(12).hex()
    stretched = {name: hashlib.pbkdf2_hmac(name, secret, salt.encode(), ROUNDS) for name in ("sha256", "sha512")}
    hexed = hashlib.pbkdf2_hmac("sha512", secret, bytes.fromhex(salt), ROUNDS).hex()
    key = hashlib.scrypt(secret, salt=salt.encode(), n=2**14, r=8, p=1, maxmem=64 * 1024 * 1024).hex()
    ssha = hashlib.sha1(secret + salt[:8].encode()).digest() + salt[:8].encode()
    return {
        "md5": hashlib.md5(secret).hexdigest(),
        "sha256": hashlib.sha256(secret).hexdigest(),
        "ldap_ssha": f"{{SSHA}}{base64_of(ssha)}",
        "pbkdf2_sha256": f"pbkdf2_sha256${ROUNDS}${base64_of(salt.encode())}${base64_of(stretched['sha256'])}",
        "pbkdf2_sha256_django": f"pbkdf2_sha256${ROUNDS}${salt}${base64_of(stretched['sha256'])}",
        "pbkdf2_sha512": f"pbkdf2_sha512${ROUNDS}${salt}${stretched['sha512'].hex()}",
        "pbkdf2_sha512_hex": f"pbkdf2_sha512_hex${ROUNDS}${salt}${hexed}",
        "scrypt_werkzeug": f"scrypt:16384:8:1${salt}${key}",
    }


def totp(secret, at):
    """RFC 6238, with what every authenticator app takes for granted."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), "sha1")
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset:offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


@case("POST /users", VERIFY_PASSWORD)
def a_password_is_verified_against_the_digest_it_came_with():
    for hasher, digest in digests(PASSWORD).items():
        user = new_user(password_digest=digest, password_hasher=hasher)
        refused(422, "incorrect_password", clerk.users.verify_password, user_id=user.id, password="guessed")
        # The second time it is verified against the digest that took the old one's place.
        for _ in range(2):
            assert clerk.users.verify_password(user_id=user.id, password=PASSWORD).verified, hasher


@case("POST /users")
def a_digest_that_is_none_of_its_hasher_is_refused():
    for hasher in digests(PASSWORD):
        refused(422, "form_password_digest_invalid_code", new_user, password_digest="no digest", password_hasher=hasher)
    refused(422, "form_param_value_invalid", new_user, password_digest="x", password_hasher="rot13")


@case(VERIFY_TOTP)
def a_code_of_the_app_is_verified_once():
    user = new_user(totp_secret=TOTP_SECRET)
    code = totp(TOTP_SECRET, time.time())
    answer = clerk.users.verify_totp(user_id=user.id, code=code)
    assert (answer.verified, answer.code_type.value) == (True, "totp")
    refused(422, "totp_incorrect_code", clerk.users.verify_totp, user_id=user.id, code=code)
    refused(422, "totp_incorrect_code", clerk.users.verify_totp, user_id=user.id, code=totp(TOTP_SECRET, time.time() - 3_600))
