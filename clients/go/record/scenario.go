package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	clerk "github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/actortoken"
	"github.com/clerk/clerk-sdk-go/v2/allowlistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/blocklistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/client"
	"github.com/clerk/clerk-sdk-go/v2/domain"
	"github.com/clerk/clerk-sdk-go/v2/emailaddress"
	"github.com/clerk/clerk-sdk-go/v2/instancesettings"
	"github.com/clerk/clerk-sdk-go/v2/invitation"
	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/jwttemplate"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationdomain"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
	"github.com/clerk/clerk-sdk-go/v2/phonenumber"
	"github.com/clerk/clerk-sdk-go/v2/redirecturl"
	"github.com/clerk/clerk-sdk-go/v2/samlconnection"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/signintoken"
	"github.com/clerk/clerk-sdk-go/v2/svixwebhook"
	"github.com/clerk/clerk-sdk-go/v2/template"
	"github.com/clerk/clerk-sdk-go/v2/testingtoken"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

// file is a picture as the SDK takes one.
type file struct{ *bytes.Reader }

func (file) Close() error { return nil }

// picture is the smallest PNG there is.
const picture = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde" +
	"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"

func data(text string) *json.RawMessage {
	raw := json.RawMessage(text)
	return &raw
}

func text(value string) *string        { return &value }
func texts(values ...string) *[]string { return &values }

// scenario calls what the SDK has, each thing from its creation to its deletion.
func scenario(plain *http.Client, key string) {
	ctx := context.Background()
	ada, _ := user.Create(ctx, &user.CreateParams{
		EmailAddresses: texts("ada@example.com"), PhoneNumbers: texts("+15555550101"), Username: text("ada_lovelace"),
		Web3Wallets: texts("0x71C7656EC7ab88b098defB751B7401B5f6d8976F"), Password: text("correct horse battery staple"),
		FirstName: text("Ada"), LastName: text("Lovelace"), ExternalID: text("external-1"), PublicMetadata: data(`{"plan":"pro"}`),
		TOTPSecret: text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), BackupCodes: texts("paper-code-1"),
		CreatedAt: text("2020-01-02T03:04:05Z"),
	})
	grace, _ := user.Create(ctx, &user.CreateParams{EmailAddresses: texts("grace@example.com"), SkipPasswordRequirement: clerk.Bool(true)})
	user.Get(ctx, ada.ID)
	user.Get(ctx, "user_unknown")
	user.Update(ctx, ada.ID, &user.UpdateParams{FirstName: text("Augusta"), CreateOrganizationEnabled: clerk.Bool(true)})
	user.UpdateMetadata(ctx, ada.ID, &user.UpdateMetadataParams{PrivateMetadata: data(`{"crm":7}`)})
	user.List(ctx, &user.ListParams{ListParams: clerk.ListParams{Limit: clerk.Int64(5), Offset: clerk.Int64(0)}, Query: text("ada"), UserIDs: []string{ada.ID, grace.ID}, OrderBy: text("-created_at")})
	user.Count(ctx, &user.ListParams{EmailAddresses: []string{"ada@example.com", "grace@example.com"}})
	user.UpdateProfileImage(ctx, ada.ID, &user.UpdateProfileImageParams{File: file{bytes.NewReader([]byte(picture))}})
	user.DeleteProfileImage(ctx, ada.ID)
	user.Ban(ctx, grace.ID)
	user.Unban(ctx, grace.ID)
	user.Lock(ctx, grace.ID)
	user.Unlock(ctx, grace.ID)
	user.DeleteWeb3Wallet(ctx, ada.ID, ada.Web3Wallets[0].ID)
	user.DeleteBackupCode(ctx, ada.ID)
	user.DeleteTOTP(ctx, ada.ID)
	user.ListOAuthAccessTokens(ctx, &user.ListOAuthAccessTokensParams{ID: ada.ID, Provider: "oauth_google"})

	address, _ := emailaddress.Create(ctx, &emailaddress.CreateParams{UserID: &ada.ID, EmailAddress: text("ada@example.org"), Verified: clerk.Bool(true)})
	emailaddress.Get(ctx, address.ID)
	emailaddress.Update(ctx, address.ID, &emailaddress.UpdateParams{Primary: clerk.Bool(true)})
	emailaddress.Delete(ctx, ada.EmailAddresses[0].ID)
	number, _ := phonenumber.Create(ctx, &phonenumber.CreateParams{UserID: &ada.ID, PhoneNumber: text("+15555550102"), Verified: clerk.Bool(true)})
	phonenumber.Get(ctx, number.ID)
	phonenumber.Update(ctx, number.ID, &phonenumber.UpdateParams{ReservedForSecondFactor: clerk.Bool(true)})
	user.DeleteMFA(ctx, &user.DeleteMFAParams{ID: ada.ID})
	phonenumber.Delete(ctx, number.ID)

	// This version can't open a session.
	request, _ := http.NewRequest("POST", base+"/sessions", strings.NewReader(`{"user_id":"`+ada.ID+`"}`))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	answer, _ := plain.Do(request)
	opened := clerk.Session{}
	body, _ := io.ReadAll(answer.Body)
	json.Unmarshal(body, &opened)
	session.Get(ctx, opened.ID)
	session.List(ctx, &session.ListParams{UserID: &ada.ID, Status: text("active")})
	client.Get(ctx, opened.ClientID)
	// This version can't read a list of clients, which is a bare array unless it is asked for in pages.
	session.Revoke(ctx, &session.RevokeParams{ID: opened.ID})
	jwks.Get(ctx, &jwks.GetParams{})
	testingtoken.Create(ctx)

	ticket, _ := signintoken.Create(ctx, &signintoken.CreateParams{UserID: &ada.ID, ExpiresInSeconds: clerk.Int64(600)})
	signintoken.Revoke(ctx, ticket.ID)
	actor, _ := actortoken.Create(ctx, &actortoken.CreateParams{UserID: &ada.ID, Actor: *data(`{"sub":"user_support"}`)})
	actortoken.Revoke(ctx, actor.ID)
	guest, _ := invitation.Create(ctx, &invitation.CreateParams{EmailAddress: "guest@example.com", Notify: clerk.Bool(true), PublicMetadata: data(`{"role":"guest"}`)})
	invitation.List(ctx, &invitation.ListParams{Statuses: []string{"pending"}})
	invitation.Revoke(ctx, guest.ID)
	allowed, _ := allowlistidentifier.Create(ctx, &allowlistidentifier.CreateParams{Identifier: text("*@example.net"), Notify: clerk.Bool(false)})
	allowlistidentifier.List(ctx, &allowlistidentifier.ListParams{})
	allowlistidentifier.Delete(ctx, allowed.ID)
	blocked, _ := blocklistidentifier.Create(ctx, &blocklistidentifier.CreateParams{Identifier: text("eve@example.net")})
	blocklistidentifier.List(ctx, &blocklistidentifier.ListParams{})
	blocklistidentifier.Delete(ctx, blocked.ID)

	acme, _ := organization.Create(ctx, &organization.CreateParams{Name: text("Acme"), Slug: text("acme"), CreatedBy: &ada.ID, MaxAllowedMemberships: clerk.Int64(7)})
	organization.Get(ctx, "acme")
	organization.Update(ctx, acme.ID, &organization.UpdateParams{Name: text("Acme Engines"), AdminDeleteEnabled: clerk.Bool(true)})
	organization.UpdateMetadata(ctx, acme.ID, &organization.UpdateMetadataParams{PublicMetadata: data(`{"plan":"pro"}`)})
	organization.List(ctx, &organization.ListParams{IncludeMembersCount: clerk.Bool(true), Query: text("acme"), OrderBy: text("-created_at")})
	organization.DeleteLogo(ctx, acme.ID)
	instancesettings.UpdateOrganizationSettings(ctx, &instancesettings.UpdateOrganizationSettingsParams{Enabled: clerk.Bool(true), DomainsEnabled: clerk.Bool(true), DomainsEnrollmentModes: texts("automatic_invitation")})
	member := organizationmembership.CreateParams{UserID: &grace.ID, Role: text("org:member"), OrganizationID: acme.ID}
	organizationmembership.Create(ctx, &member)
	organizationmembership.Update(ctx, &organizationmembership.UpdateParams{OrganizationID: acme.ID, UserID: grace.ID, Role: text("org:admin")})
	organizationmembership.List(ctx, &organizationmembership.ListParams{OrganizationID: acme.ID, Roles: []string{"org:admin"}})
	user.ListOrganizationMemberships(ctx, grace.ID, &user.ListOrganizationMembershipsParams{})
	user.ListOrganizationInvitations(ctx, &user.ListOrganizationInvitationsParams{UserID: grace.ID})
	invited, _ := organizationinvitation.Create(ctx, &organizationinvitation.CreateParams{OrganizationID: acme.ID, EmailAddress: text("member@example.com"), Role: text("org:member"), InviterUserID: &ada.ID})
	organizationinvitation.List(ctx, &organizationinvitation.ListParams{OrganizationID: acme.ID, Statuses: texts("pending")})
	organizationinvitation.ListFromInstance(ctx, &organizationinvitation.ListFromInstanceParams{Query: text("member")})
	organizationinvitation.Get(ctx, &organizationinvitation.GetParams{OrganizationID: acme.ID, ID: invited.ID})
	organizationinvitation.Revoke(ctx, &organizationinvitation.RevokeParams{OrganizationID: acme.ID, ID: invited.ID, RequestingUserID: &ada.ID})
	verified, _ := organizationdomain.Create(ctx, acme.ID, &organizationdomain.CreateParams{Name: text("acme.example.org"), EnrollmentMode: text("automatic_invitation"), Verified: clerk.Bool(true)})
	organizationdomain.List(ctx, acme.ID, &organizationdomain.ListParams{Verified: clerk.Bool(true)})
	organizationdomain.Update(ctx, &organizationdomain.UpdateParams{OrganizationID: acme.ID, DomainID: verified.ID, EnrollmentMode: text("manual_invitation")})
	organizationdomain.Delete(ctx, &organizationdomain.DeleteParams{OrganizationID: acme.ID, DomainID: verified.ID})
	organizationmembership.Delete(ctx, &organizationmembership.DeleteParams{OrganizationID: acme.ID, UserID: grace.ID})
	organization.Delete(ctx, acme.ID)

	claims, _ := jwttemplate.Create(ctx, &jwttemplate.CreateParams{Name: text("claims"), Claims: *data(`{"plan":"{{user.public_metadata.plan}}"}`), Lifetime: clerk.Int64(60)})
	jwttemplate.Get(ctx, claims.ID)
	jwttemplate.Update(ctx, claims.ID, &jwttemplate.UpdateParams{Name: text("claims"), Claims: *data(`{"n":1}`)})
	jwttemplate.List(ctx, &jwttemplate.ListParams{})
	jwttemplate.Delete(ctx, claims.ID)
	satellite, _ := domain.Create(ctx, &domain.CreateParams{Name: text("satellite.test"), IsSatellite: clerk.Bool(true)})
	domain.Update(ctx, satellite.ID, &domain.UpdateParams{Name: text("other.test")})
	domain.List(ctx, &domain.ListParams{})
	domain.Delete(ctx, satellite.ID)
	redirect, _ := redirecturl.Create(ctx, &redirecturl.CreateParams{URL: text("https://app.example.com/back")})
	redirecturl.Get(ctx, redirect.ID)
	redirecturl.List(ctx, &redirecturl.ListParams{})
	redirecturl.Delete(ctx, redirect.ID)
	saml, _ := samlconnection.Create(ctx, &samlconnection.CreateParams{Name: text("Okta"), Domain: text("saml.example.org"), Provider: text("saml_okta"), AttributeMapping: &samlconnection.AttributeMappingParams{UserID: "uid", EmailAddress: "mail"}})
	samlconnection.Get(ctx, saml.ID)
	samlconnection.Update(ctx, saml.ID, &samlconnection.UpdateParams{Name: text("Okta again")})
	samlconnection.List(ctx, &samlconnection.ListParams{Query: text("Okta")})
	samlconnection.Delete(ctx, saml.ID)
	template.List(ctx, &template.ListParams{TemplateType: clerk.TemplateTypeEmail})
	template.Get(ctx, &template.GetParams{TemplateType: clerk.TemplateTypeEmail, Slug: "verification_code"})
	template.Update(ctx, &template.UpdateParams{TemplateType: clerk.TemplateTypeEmail, Slug: "verification_code", Name: text("Code"), Subject: text("Your code"), Body: text("{{otp_code}}")})
	template.Preview(ctx, &template.PreviewParams{TemplateType: clerk.TemplateTypeEmail, Slug: "verification_code", Subject: text("Your code"), Body: text("{{otp_code}}")})
	template.ToggleDelivery(ctx, &template.ToggleDeliveryParams{TemplateType: clerk.TemplateTypeEmail, Slug: "verification_code", DeliveredByClerk: clerk.Bool(false)})
	template.Revert(ctx, &template.RevertParams{TemplateType: clerk.TemplateTypeEmail, Slug: "verification_code"})
	instancesettings.Update(ctx, &instancesettings.UpdateParams{TestMode: clerk.Bool(true), SupportEmail: text("help@example.com")})
	instancesettings.UpdateRestrictions(ctx, &instancesettings.UpdateRestrictionsParams{Blocklist: clerk.Bool(true)})
	svixwebhook.Create(ctx)
	svixwebhook.RefreshURL(ctx)
	svixwebhook.Delete(ctx)
	user.Delete(ctx, grace.ID)
}
