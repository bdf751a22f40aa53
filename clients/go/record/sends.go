package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
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
type listener struct{ found map[string]map[string]bool }

func (l listener) Call(_ context.Context, request *clerk.APIRequest, _ clerk.ResponseReader) error {
	path, query, _ := strings.Cut(strings.ReplaceAll(request.Path, "x-x", "{id}"), "?")
	name := request.Method + " /v1" + path
	if l.found[name] == nil {
		l.found[name] = map[string]bool{}
	}
	values, _ := url.ParseQuery(query)
	if request.Params != nil && request.Method == http.MethodGet {
		for key := range request.Params.ToQuery() {
			values.Set(key, "")
		}
	}
	for key := range values {
		l.found[name]["query "+key] = true
	}
	if request.Params != nil && request.Method != http.MethodGet {
		text, _ := json.Marshal(request.Params)
		var body any
		json.Unmarshal(text, &body)
		noteFields(l.found[name], "", body)
	}
	return nil
}

// noteFields notes the names in a body: `inner.name` for those inside an object.
func noteFields(found map[string]bool, at string, value any) {
	fields, _ := value.(map[string]any)
	for name, inside := range fields {
		found["json "+at+name] = true
		noteFields(found, at+name+".", inside)
	}
}

// sends notes every method, path and parameter of the SDK: each method of each client is called with all that it takes.
func sends() {
	l := listener{map[string]map[string]bool{}}
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
	for one, parameters := range l.found {
		list := []string{}
		for name := range parameters {
			list = append(list, name)
		}
		sort.Strings(list)
		recording.Sends[one] = list
	}
}

// anything is a value of the type in which everything is set.
func anything(kind reflect.Type) reflect.Value {
	value := reflect.New(kind).Elem()
	switch kind.Kind() {
	case reflect.String:
		value.SetString("x-x")
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Int, reflect.Int64:
		value.SetInt(1)
	case reflect.Ptr:
		value.Set(reflect.New(kind.Elem()))
		value.Elem().Set(anything(kind.Elem()))
	case reflect.Slice:
		if kind == reflect.TypeOf(json.RawMessage{}) {
			value.SetBytes([]byte("null"))
		} else {
			value.Set(reflect.Append(value, anything(kind.Elem())))
		}
	case reflect.Struct:
		for index := 0; index < kind.NumField(); index++ {
			value.Field(index).Set(anything(kind.Field(index).Type))
		}
	}
	return value
}
