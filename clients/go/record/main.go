// Command record records what the official Go SDK sends, for ../replay.go to send again. Where Go modules can't be downloaded,
// the recording is all there is, so the tests only need the replay. To record another version, start a server with an empty
// database and run, with HOUSEKEY_URL and HOUSEKEY_SECRET_KEY:
//
//	go mod init record && go get github.com/clerk/clerk-sdk-go/v2@VERSION && go run . >../exchanges.json
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"runtime/debug"
	"sort"
	"strings"
	"unicode/utf8"

	clerk "github.com/clerk/clerk-sdk-go/v2"
)

// An Exchange is a request as net/http is told to send it, and what is read of the answer.
type Exchange struct {
	Method      string `json:"method"`
	Path        string `json:"path"`
	ContentType string `json:"content_type,omitempty"`
	Body        string `json:"body,omitempty"`
	// A body that is no text, in base64.
	Bytes  []byte `json:"bytes,omitempty"`
	Status int    `json:"status"`
	// The shape that the SDK reads the answer as; none where it reads no answer.
	Answer any `json:"answer,omitempty"`
}

// A Recording is all that is known of a version of the SDK.
type Recording struct {
	Version string            `json:"version"`
	Headers map[string]string `json:"headers"`
	// Every method and path that any of its methods sends, with the parameters that it may send there.
	Sends map[string][]string `json:"sends"`
	// What each type has, by the names on the wire.
	Types     map[string]any `json:"types"`
	Exchanges []Exchange     `json:"exchanges"`
}

var (
	recording = Recording{Version: version(), Headers: map[string]string{}, Sends: map[string][]string{}, Types: map[string]any{}}
	base      = os.Getenv("HOUSEKEY_URL") + "/v1"
	// What earlier answers held, by where: {{3:/id}} is the id in the answer to the fourth exchange.
	known = map[string]string{}
	id    = regexp.MustCompile(`^[a-z]+_[0-9A-Za-z]{27}$`)
)

// transport records what passes through it.
type transport struct{}

func (transport) RoundTrip(request *http.Request) (*http.Response, error) {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
		request.Body = io.NopCloser(bytes.NewReader(body))
	}
	one := Exchange{
		Method:      request.Method,
		Path:        hide(strings.TrimPrefix(request.URL.String(), base)),
		ContentType: request.Header.Get("Content-Type"),
	}
	if utf8.Valid(body) {
		one.Body = hide(string(body))
	} else {
		one.Bytes = body
	}
	for name := range request.Header {
		if name != "Authorization" && name != "Content-Type" {
			recording.Headers[name] = request.Header.Get(name)
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		// Not the request's fault, if it was recorded.
		one.Status = http.StatusOK
		recording.Exchanges = append(recording.Exchanges, one)
		return nil, err
	}
	text, _ := io.ReadAll(answer.Body)
	answer.Body = io.NopCloser(bytes.NewReader(text))
	one.Status = answer.StatusCode
	var value any
	if json.Unmarshal(text, &value) == nil && answer.StatusCode < 300 {
		note(fmt.Sprintf("%d:", len(recording.Exchanges)), value)
	}
	recording.Exchanges = append(recording.Exchanges, one)
	return answer, nil
}

// hide puts names in the place of what earlier answers held.
func hide(text string) string {
	values := make([]string, 0, len(known))
	for value := range known {
		values = append(values, value)
	}
	sort.Slice(values, func(i, j int) bool { return len(values[i]) > len(values[j]) })
	for _, value := range values {
		text = strings.ReplaceAll(text, value, known[value])
	}
	return text
}

func note(at string, value any) {
	switch value := value.(type) {
	case string:
		if _, ok := known[value]; !ok && id.MatchString(value) {
			known[value] = "{{" + at + "}}"
		}
	case []any:
		for index, item := range value {
			note(fmt.Sprintf("%s/%d", at, index), item)
		}
	case map[string]any:
		for name, field := range value {
			note(at+"/"+name, field)
		}
	}
}

// backend notes as what each answer is read.
type backend struct{ inner clerk.Backend }

func (b backend) Call(ctx context.Context, request *clerk.APIRequest, answer clerk.ResponseReader) error {
	err := b.inner.Call(ctx, request, answer)
	var refused *clerk.APIErrorResponse
	if !errors.As(err, &refused) {
		recording.Exchanges[len(recording.Exchanges)-1].Answer = shape(reflect.TypeOf(answer))
	}
	if err != nil {
		log.Printf("%s %s: %v", request.Method, request.Path, err)
	}
	return err
}

// nameOf notes what a type has, and returns its name.
func nameOf(kind reflect.Type) string {
	name := kind.Name()
	if _, ok := recording.Types[name]; !ok {
		fields := map[string]any{}
		recording.Types[name] = fields
		addFields(kind, fields)
	}
	return name
}

func addFields(kind reflect.Type, fields map[string]any) {
	for index := 0; index < kind.NumField(); index++ {
		field := kind.Field(index)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			addFields(field.Type, fields)
		} else if name != "" && name != "-" {
			fields[name] = shape(field.Type)
		}
	}
}

// shape says what JSON fits a type: "string", "integer", ["…"], the name of another type.
func shape(kind reflect.Type) any {
	if kind == reflect.TypeOf(json.RawMessage{}) {
		return "any"
	}
	switch kind.Kind() {
	case reflect.Ptr:
		return shape(kind.Elem())
	case reflect.Slice:
		return []any{shape(kind.Elem())}
	case reflect.Struct:
		return nameOf(kind)
	case reflect.String, reflect.Bool:
		return kind.Kind().String()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Float64:
		return "number"
	}
	return "any"
}

// version is the SDK's, as the build has it.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/clerk/clerk-sdk-go/v2" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func main() {
	key := os.Getenv("HOUSEKEY_SECRET_KEY")
	sends()
	client := &http.Client{Transport: transport{}}
	clerk.SetBackend(backend{clerk.NewBackend(&clerk.BackendConfig{HTTPClient: client, URL: &base, Key: &key})})
	scenario(client, key)
	write(os.Stdout)
}

// write puts each exchange, type and path on a line of its own.
func write(out io.Writer) {
	line := func(value any) string {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			log.Fatal(err)
		}
		return strings.TrimSpace(text.String())
	}
	var sends, types, exchanges []string
	for name, one := range recording.Sends {
		sends = append(sends, line(name)+": "+line(one))
	}
	sort.Strings(sends)
	for name, one := range recording.Types {
		types = append(types, line(name)+": "+line(one))
	}
	sort.Strings(types)
	for _, one := range recording.Exchanges {
		exchanges = append(exchanges, line(one))
	}
	const separator = ",\n"
	fmt.Fprintf(out, "{\n\"version\": %s,\n\"headers\": %s,\n", line(recording.Version), line(recording.Headers))
	fmt.Fprintf(out, "\"sends\": {\n%s\n},\n\"types\": {\n%s\n},\n", strings.Join(sends, separator), strings.Join(types, separator))
	fmt.Fprintf(out, "\"exchanges\": [\n%s\n]\n}\n", strings.Join(exchanges, separator))
}
