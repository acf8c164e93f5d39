// Lists, creates, rotates and revokes API keys over Excalibur's REST API, with Go's standard library alone.
//
//	EXCALIBUR_URL                  the server's address
//	EXCALIBUR_MANAGEMENT_KEY_FILE  the file with a management key that has keys:read and keys:write
//
//	go run manage_keys.go
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// Key is what this program reads of an API key. Ignore fields that you don't know: later versions add some.
type Key struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
}

// NewKey is a key with its secret, which is answered once.
type NewKey struct {
	Key    Key     `json:"key"`
	Secret *string `json:"secret"`
}

// Refused is a "no" of the server (RFC 9457). Reason is one of a closed list that is never renamed.
type Refused struct {
	Status int    `json:"status"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

func (refused *Refused) Error() string {
	return fmt.Sprintf("refused %d %s: %s", refused.Status, refused.Reason, refused.Detail)
}

// Excalibur is a server, and the management key to ask it with.
type Excalibur struct {
	url, managementKey string
	client             http.Client
}

// Keys calls a function with every key under a filter, page by page.
func (excalibur *Excalibur) Keys(filter url.Values, each func(Key)) error {
	for cursor := ""; ; {
		query := url.Values{}
		for name, values := range filter {
			query[name] = values
		}
		if cursor != "" {
			query.Set("cursor", cursor)
		}
		var page struct {
			Items      []Key   `json:"items"`
			NextCursor *string `json:"nextCursor"`
		}
		if err := excalibur.call("GET", "/v1/keys?"+query.Encode(), nil, "", &page); err != nil {
			return err
		}
		for _, key := range page.Items {
			each(key)
		}
		if page.NextCursor == nil {
			return nil
		}
		cursor = *page.NextCursor
	}
}

// post sends a request with a name of its own, so that it can be sent again when its answer was lost.
func (excalibur *Excalibur) post(path string, body, answer any) error {
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return err
	}
	name := hex.EncodeToString(random)
	var err error
	for try := 0; try < 3; try++ {
		var lost *url.Error
		if err = excalibur.call("POST", path, body, name, answer); !errors.As(err, &lost) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

func (excalibur *Excalibur) call(method, path string, body any, idempotencyKey string, answer any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	if body == nil {
		sent = nil
	}
	request, err := http.NewRequest(method, excalibur.url+path, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+excalibur.managementKey)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if idempotencyKey != "" {
		request.Header.Set("Idempotency-Key", idempotencyKey)
	}
	response, err := excalibur.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode < 400 {
		return json.NewDecoder(response.Body).Decode(answer)
	}
	refused := &Refused{Status: response.StatusCode, Detail: response.Status}
	// What is between here and the server may answer without JSON.
	_ = json.NewDecoder(response.Body).Decode(refused)
	return refused
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	file, err := os.ReadFile(os.Getenv("EXCALIBUR_MANAGEMENT_KEY_FILE"))
	if err != nil {
		return err
	}
	excalibur := Excalibur{
		url:           strings.TrimRight(os.Getenv("EXCALIBUR_URL"), "/"),
		managementKey: strings.TrimSpace(string(file)),
		client:        http.Client{Timeout: 30 * time.Second},
	}
	var created, successor NewKey
	body := map[string]any{
		"name":          "from go",
		"target":        map[string]string{"kind": "newExecutor"},
		"expiresInDays": 30,
		"labels":        map[string]string{"made-by": "go"},
	}
	if err := excalibur.post("/v1/keys", body, &created); err != nil {
		return err
	}
	fmt.Println("created", created.Key.ID)
	rotation := map[string]any{"oldKeyEnds": map[string]string{"kind": "whenMoved"}}
	if err := excalibur.post("/v1/keys/"+created.Key.ID+"/rotate", rotation, &successor); err != nil {
		return err
	}
	fmt.Println("rotated to", successor.Key.ID)
	// Keep the secrets where your hosts find them. Here only their hashes are shown.
	for _, answer := range []NewKey{created, successor} {
		fmt.Printf("hash %x\n", sha256.Sum256([]byte(*answer.Secret)))
	}
	var revoked struct {
		Key     Key `json:"key"`
		Receipt struct {
			EnforcedAt time.Time `json:"enforcedAt"`
		} `json:"receipt"`
	}
	revocation := map[string]string{"reason": "no longer needed"}
	if err := excalibur.post("/v1/keys/"+successor.Key.ID+"/revoke", revocation, &revoked); err != nil {
		return err
	}
	fmt.Println("revoked", revoked.Key.ID, "at", revoked.Receipt.EnforcedAt.Format(time.RFC3339))
	var refused *Refused
	if err := excalibur.post("/v1/keys/"+successor.Key.ID+"/revoke", revocation, &revoked); errors.As(err, &refused) {
		fmt.Println("refused", refused.Status, refused.Reason)
	} else if err != nil {
		return err
	}
	return excalibur.Keys(url.Values{"label": {"made-by=go"}}, func(key Key) {
		fmt.Println("listed", key.ID, key.Status)
	})
}
