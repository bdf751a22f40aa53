package main

import (
	"context"
	"reflect"
	"sort"
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
	"github.com/clerk/clerk-sdk-go/v2/proxycheck"
	"github.com/clerk/clerk-sdk-go/v2/redirecturl"
	"github.com/clerk/clerk-sdk-go/v2/samlconnection"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/signintoken"
	"github.com/clerk/clerk-sdk-go/v2/svixwebhook"
	"github.com/clerk/clerk-sdk-go/v2/template"
	"github.com/clerk/clerk-sdk-go/v2/testingtoken"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

// listener sends nothing, and notes what would be sent.
type listener struct{ found map[string]bool }

func (l listener) Call(_ context.Context, request *clerk.APIRequest, _ clerk.ResponseReader) error {
	l.found[request.Method+" /v1"+strings.ReplaceAll(request.Path, "x-x", "{id}")] = true
	return nil
}

// sends notes every method and path of the SDK: each method of each client is called with `x-x` for every text.
func sends() {
	l := listener{map[string]bool{}}
	for _, one := range []any{
		&actortoken.Client{Backend: l}, &allowlistidentifier.Client{Backend: l}, &blocklistidentifier.Client{Backend: l},
		&client.Client{Backend: l}, &domain.Client{Backend: l}, &emailaddress.Client{Backend: l},
		&instancesettings.Client{Backend: l}, &invitation.Client{Backend: l}, &jwks.Client{Backend: l},
		&jwttemplate.Client{Backend: l}, &organization.Client{Backend: l}, &organizationdomain.Client{Backend: l},
		&organizationinvitation.Client{Backend: l}, &organizationmembership.Client{Backend: l},
		&phonenumber.Client{Backend: l}, &proxycheck.Client{Backend: l}, &redirecturl.Client{Backend: l},
		&samlconnection.Client{Backend: l}, &session.Client{Backend: l}, &signintoken.Client{Backend: l},
		&svixwebhook.Client{Backend: l}, &template.Client{Backend: l}, &testingtoken.Client{Backend: l},
		&user.Client{Backend: l},
	} {
		value := reflect.ValueOf(one)
		for index := 0; index < value.NumMethod(); index++ {
			method := value.Method(index)
			arguments := []reflect.Value{reflect.ValueOf(context.Background())}
			for place := 1; place < method.Type().NumIn(); place++ {
				arguments = append(arguments, anything(method.Type().In(place)))
			}
			method.Call(arguments)
		}
	}
	for one := range l.found {
		recording.Sends = append(recording.Sends, one)
	}
	sort.Strings(recording.Sends)
}

func anything(kind reflect.Type) reflect.Value {
	value := reflect.New(kind).Elem()
	switch kind.Kind() {
	case reflect.String:
		value.SetString("x-x")
	case reflect.Ptr:
		value.Set(reflect.New(kind.Elem()))
		for index := 0; index < kind.Elem().NumField(); index++ {
			if field := value.Elem().Field(index); field.Kind() == reflect.String {
				field.SetString("x-x")
			}
		}
	}
	return value
}
