//! Every code that the server can refuse something with.

/// Declares the codes, each with the one status that it has.
macro_rules! codes {
    ($($name:ident = $status:literal $code:literal,)*) => {
        /// What went wrong, for programs: Clerk's published codes with their statuses, and a few of our own.
        ///
        /// A test holds each against `facts/error-codes.tsv`. Refusals can't be made without one of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`, ", $status)] $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The HTTP status of the refusal.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                }
            }
        }
    };
}

codes! {
    ActorTokenAlreadyUsedCode = 400 "actor_token_already_used_code",
    ActorTokenCannotBeRevokedCode = 400 "actor_token_cannot_be_revoked_code",
    ActorTokenRevokedCode = 400 "actor_token_revoked_code",
    AlreadyAMemberInOrganization = 400 "already_a_member_in_organization",
    AuthorizationHeaderFormatInvalid = 401 "authorization_header_format_invalid",
    BadRequest = 400 "bad_request",
    BulkSizeExceeded = 400 "bulk_size_exceeded",
    ClerkKeyInvalid = 401 "clerk_key_invalid",
    Conflict = 409 "conflict",
    CookieInvalid = 400 "cookie_invalid",
    CsrfTokenInvalid = 403 "csrf_token_invalid",
    DuplicateRecord = 400 "duplicate_record",
    ExpiredSessionTokenInvalid = 401 "expired_session_token_invalid",
    ExpiredSessionTokenMissingAzp = 401 "expired_session_token_missing_azp",
    ExpiredSessionTokenMissingSid = 401 "expired_session_token_missing_sid",
    FeatureNotEnabled = 403 "feature_not_enabled",
    FormConditionalParamDisallowed = 422 "form_conditional_param_disallowed",
    FormConditionalParamMissing = 422 "form_conditional_param_missing",
    FormDataMissing = 422 "form_data_missing",
    FormIdentifierExists = 422 "form_identifier_exists",
    FormParamDuplicate = 422 "form_param_duplicate",
    FormParamExceedsAllowedSize = 422 "form_param_exceeds_allowed_size",
    FormParamFormatInvalid = 422 "form_param_format_invalid",
    FormParamInvalidTime = 422 "form_param_invalid_time",
    FormParamMaxLengthExceeded = 422 "form_param_max_length_exceeded",
    ImageMissing = 400 "form_param_missing",
    FormParamMissing = 422 "form_param_missing",
    FormParamNil = 422 "form_param_nil",
    FormParamTypeInvalid = 422 "form_param_type_invalid",
    FormParamUnknown = 422 "form_param_unknown",
    FormParamValueInvalid = 422 "form_param_value_invalid",
    FormPasswordDigestInvalidCode = 422 "form_password_digest_invalid_code",
    FormPasswordLengthTooLong = 422 "form_password_length_too_long",
    FormPasswordLengthTooShort = 422 "form_password_length_too_short",
    FormPasswordMatchesIdentifier = 422 "form_password_matches_identifier",
    FormPasswordNotStrongEnough = 422 "form_password_not_strong_enough",
    FormPasswordPwned = 422 "form_password_pwned",
    FormPasswordSizeInBytesExceeded = 422 "form_password_size_in_bytes_exceeded",
    FormUsernameInvalidCharacter = 422 "form_username_invalid_character",
    FormUsernameInvalidLength = 422 "form_username_invalid_length",
    FormUsernameNeedsNonNumberChar = 422 "form_username_needs_non_number_char",
    HostInvalid = 400 "host_invalid",
    IdentificationDeletionFailed = 400 "identification_deletion_failed",
    ImageTooLarge = 413 "image_too_large",
    IncorrectPassword = 422 "incorrect_password",
    InternalClerkError = 500 "internal_clerk_error",
    InvalidClient = 401 "invalid_client",
    InvalidGrant = 400 "invalid_grant",
    InvalidQueryParameterValue = 400 "invalid_query_parameter_value",
    InvalidRedirectUri = 400 "invalid_redirect_uri",
    InvalidRequest = 400 "invalid_request",
    InvalidScope = 400 "invalid_scope",
    InvalidSessionToken = 400 "invalid_session_token",
    InvalidToken = 401 "invalid_token",
    InvalidTotpSecretCode = 422 "invalid_totp_secret_code",
    InvitationAlreadyAccepted = 400 "invitation_already_accepted",
    InvitationAlreadyRevoked = 400 "invitation_already_revoked",
    JwtTemplateReservedClaim = 400 "jwt_template_reserved_claim",
    MalformedPublishableKey = 400 "malformed_publishable_key",
    MalformedRequestParameters = 400 "malformed_request_parameters",
    MethodNotAllowed = 405 "method_not_allowed",
    MissingOrganizationPermission = 403 "missing_organization_permission",
    MissingQueryParameter = 400 "missing_query_parameter",
    NoPasswordSet = 400 "no_password_set",
    NotAMemberInOrganization = 403 "not_a_member_in_organization",
    NotAllowedAccess = 403 "not_allowed_access",
    OAuthTokenProviderNotEnabled = 404 "oauth_token_provider_not_enabled",
    OperationNotAllowedOnPrimaryDomain = 403 "operation_not_allowed_on_primary_domain",
    OrganizationCreatorNotFound = 400 "organization_creator_not_found",
    OrganizationDomainAlreadyExists = 422 "organization_domain_already_exists",
    OrganizationDomainAlreadyExistsSameOrganization = 422 "organization_domain_already_exists_same_organization",
    OrganizationDomainBlocked = 422 "organization_domain_blocked",
    OrganizationDomainCommon = 422 "organization_domain_common",
    OrganizationDomainEnrollmentModeNotEnabled = 403 "organization_domain_enrollment_mode_not_enabled",
    OrganizationDomainQuotaExceeded = 403 "organization_domain_quota_exceeded",
    OrganizationDomainsNotEnabled = 403 "organization_domains_not_enabled",
    OrganizationInstanceRolesQuotaExceeded = 403 "organization_instance_roles_quota_exceeded",
    OrganizationInvitationAlreadyAccepted = 400 "organization_invitation_already_accepted",
    OrganizationInvitationIdentificationNotExist = 400 "organization_invitation_identification_not_exist",
    OrganizationInvitationNotPending = 404 "organization_invitation_not_pending",
    OrganizationInvitationNotUnique = 400 "organization_invitation_not_unique",
    OrganizationInvitationRevokedCode = 400 "organization_invitation_revoked_code",
    OrganizationMembershipQuotaExceeded = 403 "organization_membership_quota_exceeded",
    OrganizationMinimumPermissionsNeeded = 400 "organization_minimum_permissions_needed",
    OrganizationMissingCreatorRolePermissions = 422 "organization_missing_creator_role_permissions",
    OrganizationNotEnabledInInstance = 403 "organization_not_enabled_in_instance",
    OrganizationQuotaExceeded = 403 "organization_quota_exceeded",
    OrganizationRoleAssignedMembers = 422 "organization_role_assigned_members",
    OrganizationRoleDefaultCreatorRole = 422 "organization_role_default_creator_role",
    OrganizationRoleDomainDefaultRole = 422 "organization_role_domain_default_role",
    OrganizationRoleExistsInInvitations = 422 "organization_role_exists_in_invitations",
    OrganizationRolePermissionAssociationExists = 409 "organization_role_permission_association_exists",
    OrganizationRolePermissionAssociationNotFound = 404 "organization_role_permission_association_not_found",
    OrganizationSystemPermissionNotModifiable = 403 "organization_system_permission_not_modifiable",
    QuotaExceeded = 403 "quota_exceeded",
    RefreshRequestOriginAzpMismatch = 401 "refresh_request_origin_azp_mismatch",
    RefreshRequestOriginInvalid = 401 "refresh_request_origin_invalid",
    RefreshSidMismatch = 401 "refresh_sid_mismatch",
    RefreshTokenNotFound = 401 "refresh_token_not_found",
    RequestBodyInvalid = 400 "request_body_invalid",
    RequestBodyTooLarge = 413 "request_body_too_large",
    RequestInvalidForEnvironment = 400 "request_invalid_for_environment",
    RequestNotSupported = 400 "request_not_supported",
    RequestTimeout = 408 "request_timeout",
    RequestUriNotSupported = 400 "request_uri_not_supported",
    RequiredVariableMissing = 422 "required_variable_missing",
    ResourceForbidden = 403 "resource_forbidden",
    ResourceNotFound = 404 "resource_not_found",
    RevokedInvitation = 400 "revoked_invitation",
    SamlConnectionCantBeActivated = 422 "saml_connection_cant_be_activated",
    SamlConnectionNotFound = 422 "saml_connection_not_found",
    SamlFailedToParseIdpMetadata = 422 "saml_failed_to_parse_idp_metadata",
    ServiceUnavailable = 503 "service_unavailable",
    SessionRefreshInactiveSession = 401 "session_refresh_inactive_session",
    SessionRefreshSessionNotFound = 401 "session_refresh_session_not_found",
    SessionRefreshSessionTokenIneligible = 401 "session_refresh_session_token_ineligible",
    SessionRefreshUserNotFound = 401 "session_refresh_user_not_found",
    SignInTokenAlreadyUsedCode = 400 "sign_in_token_already_used_code",
    SignInTokenCannotBeRevokedCode = 400 "sign_in_token_cannot_be_revoked_code",
    SignInTokenRevokedCode = 400 "sign_in_token_revoked_code",
    SignUpCannotBeUpdated = 403 "sign_up_cannot_be_updated",
    SignUpModeRestricted = 403 "sign_up_mode_restricted",
    SignUpRestrictedWaitlist = 403 "sign_up_restricted_waitlist",
    SignedOut = 401 "signed_out",
    StrategyForUserInvalid = 400 "strategy_for_user_invalid",
    SvixAppExists = 400 "svix_app_exists",
    SvixAppMissing = 400 "svix_app_missing",
    TicketExpiredCode = 400 "ticket_expired_code",
    TicketInvalidCode = 400 "ticket_invalid_code",
    TooManyRequests = 429 "too_many_requests",
    TotpDisabled = 400 "totp_disabled",
    TotpIncorrectCode = 422 "totp_incorrect_code",
    UnsupportedContentType = 415 "unsupported_content_type",
    UnsupportedGrantType = 400 "unsupported_grant_type",
    UnsupportedResponseType = 400 "unsupported_response_type",
    // Browsers take a 401 for being signed out, and a 403 for a passing failure.
    SessionOfBannedUser = 401 "user_banned",
    UserBanned = 403 "user_banned",
    UserCreateOrganizationNotEnabled = 403 "user_create_organization_not_enabled",
    UserLocked = 403 "user_locked",
    VerificationAlreadyVerified = 400 "verification_already_verified",
    VerificationExpired = 400 "verification_expired",
    VerificationFailed = 400 "verification_failed",
    VerificationMissing = 400 "verification_missing",
    WaitlistEntryAlreadyCompleted = 409 "waitlist_entry_already_completed",
    WaitlistEntryAlreadyInvited = 409 "waitlist_entry_already_invited",
    WaitlistEntryAlreadyRejected = 409 "waitlist_entry_already_rejected",
}
