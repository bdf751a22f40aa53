// Command replay sends what the official Go SDK sends, as exchanges.json has it, with the HTTP client that the SDK uses, and
// reads each answer as the SDK's types do. Nothing but Go's standard library is needed; see record/main.go.
package main

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/big"
	"net/http"
	"net/http/httptrace"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type exchange struct {
	Method      string
	Path        string
	ContentType string `json:"content_type"`
	Body        string
	Bytes       []byte
	Status      int
	Answer      any
}

type recording struct {
	Version   string
	Headers   map[string]string
	Types     map[string]map[string]any
	Exchanges []exchange
}

// replay is a recording on its way through a server.
type replay struct {
	recording
	url, key string
	client   http.Client
	answers  []any
	opened   int
}

func main() {
	file, err := os.ReadFile("exchanges.json")
	check(err)
	// The SDK's own limit of time.
	r := replay{url: os.Getenv("HOUSEKEY_URL"), key: os.Getenv("HOUSEKEY_SECRET_KEY"), client: http.Client{Timeout: 5 * time.Second}}
	check(json.Unmarshal(file, &r.recording))
	failed := 0
	for index, one := range r.Exchanges {
		if err := r.send(one); err != nil {
			fmt.Printf("FAILED %d %s %s: %v\n", index, one.Method, one.Path, err)
			failed++
		}
	}
	if r.opened > 1 {
		fmt.Printf("FAILED: the server closed a connection that Go would have kept, %d times\n", r.opened-1)
		failed++
	}
	if err := r.verifyToken(); err != nil {
		fmt.Println("FAILED: Go's middleware would refuse a token:", err)
		failed++
	}
	fmt.Printf("  clerk-sdk-go %s: %d exchanges, %d failed\n", r.Version, len(r.Exchanges), failed)
	if failed > 0 {
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// send sends a request as the SDK does: with a body of unknown length, also where it is `null`.
func (r *replay) send(one exchange) error {
	r.answers = append(r.answers, nil)
	request, err := http.NewRequest(one.Method, r.url+"/v1"+r.fill(one.Path), nil)
	if err != nil {
		return err
	}
	for name, value := range r.Headers {
		request.Header.Set(name, value)
	}
	request.Header.Set("Content-Type", one.ContentType)
	request.Header.Set("Authorization", "Bearer "+r.key)
	body := one.Bytes
	if body == nil {
		body = []byte(r.fill(one.Body))
	}
	if len(body) > 0 {
		request.Body = io.NopCloser(bytes.NewReader(body))
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	trace := httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
		if !got.Reused {
			r.opened++
		}
	}}
	answer, err := r.client.Do(request.WithContext(httptrace.WithClientTrace(request.Context(), &trace)))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != one.Status {
		return fmt.Errorf("the status is %s, not %d: %s", answer.Status, one.Status, text)
	}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &r.answers[len(r.answers)-1]); err != nil {
			return fmt.Errorf("%v: %s", err, text)
		}
	}
	if answer.Header.Get("Clerk-Trace-Id") == "" {
		return fmt.Errorf("there is no Clerk-Trace-Id")
	}
	return r.read(one.Answer, r.answers[len(r.answers)-1], "")
}

var names = regexp.MustCompile(`\{\{(\d+):([^}]*)\}\}`)

// fill puts what earlier answers held in the place of its names: {{3:/id}} is the id in the answer to the fourth exchange.
func (r *replay) fill(text string) string {
	return names.ReplaceAllStringFunc(text, func(name string) string {
		parts := names.FindStringSubmatch(name)
		index, _ := strconv.Atoi(parts[1])
		value := r.answers[index]
		for _, step := range strings.Split(parts[2], "/")[1:] {
			switch inside := value.(type) {
			case map[string]any:
				value = inside[step]
			case []any:
				place, _ := strconv.Atoi(step)
				value = inside[place]
			}
		}
		return fmt.Sprint(value)
	})
}

// read holds that a value fits the SDK's type, as encoding/json reads it: null fits all, and what is unknown is left out.
func (r *replay) read(shape, value any, at string) error {
	wrong := fmt.Errorf("%s is %v, which is not %v", at, value, shape)
	if value == nil || shape == nil || shape == "any" {
		return nil
	}
	if item, ok := shape.([]any); ok {
		items, ok := value.([]any)
		if !ok {
			return wrong
		}
		for index, one := range items {
			if err := r.read(item[0], one, fmt.Sprintf("%s[%d]", at, index)); err != nil {
				return err
			}
		}
		return nil
	}
	fits := true
	switch shape {
	case "string":
		_, fits = value.(string)
	case "bool":
		_, fits = value.(bool)
	case "number":
		_, fits = value.(float64)
	case "integer":
		number, ok := value.(float64)
		fits = ok && number == math.Trunc(number)
	default:
		return r.readObject(r.Types[shape.(string)], value, at)
	}
	if !fits {
		return wrong
	}
	return nil
}

func (r *replay) readObject(fields map[string]any, value any, at string) error {
	object, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%s is no object: %v", at, value)
	}
	for name, shape := range fields {
		if err := r.read(shape, object[name], at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

// verifyToken does what Go's middleware does with `clerkhttp.ProxyURL(public URL)`: the key is found by its id, and the token's
// issuer is that URL.
func (r *replay) verifyToken() error {
	var user, session struct{ ID string }
	var token struct{ JWT string }
	var keys struct {
		Keys []struct{ Kid, Alg, N, E string }
	}
	for _, step := range []struct {
		method, path, body string
		into               any
	}{
		{"POST", "/users", `{"email_address":["token@example.com"],"skip_password_requirement":true}`, &user},
		{"POST", "/sessions", `{"user_id":"{{-1:/id}}"}`, &session},
		{"POST", "/sessions/{{-1:/id}}/tokens", "", &token},
		{"GET", "/jwks", "", &keys},
	} {
		last := strconv.Itoa(len(r.answers) - 1)
		fill := func(text string) string { return strings.ReplaceAll(text, "{{-1", "{{"+last) }
		one := exchange{Method: step.method, Path: fill(step.path), Body: fill(step.body), ContentType: "application/json", Status: 200}
		if err := r.send(one); err != nil {
			return err
		}
		again, _ := json.Marshal(r.answers[len(r.answers)-1])
		if err := json.Unmarshal(again, step.into); err != nil {
			return err
		}
	}
	parts := strings.Split(token.JWT, ".")
	header, claims := struct{ Alg, Kid string }{}, struct{ Iss, Sub string }{}
	for index, into := range []any{&header, &claims} {
		if err := json.Unmarshal(decode(parts[index]), into); err != nil {
			return err
		}
	}
	if claims.Iss != r.url || claims.Sub != user.ID {
		return fmt.Errorf("the issuer is %s, the subject %s", claims.Iss, claims.Sub)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	for _, key := range keys.Keys {
		if key.Kid == header.Kid && key.Alg == header.Alg {
			public := rsa.PublicKey{N: new(big.Int).SetBytes(decode(key.N)), E: int(new(big.Int).SetBytes(decode(key.E)).Int64())}
			return rsa.VerifyPKCS1v15(&public, crypto.SHA256, digest[:], decode(parts[2]))
		}
	}
	return fmt.Errorf("no key is called %s", header.Kid)
}

func decode(text string) []byte {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	check(err)
	return bytes
}
