// Checks a tlog-proof of ours against a tlog-policy of ours with filippo.io/torchwood. It reads one JSON document from
// standard input and prints one line a case: its name, and "holds" or why not.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

type proofCase struct {
	Name   string `json:"name"`
	Policy string `json:"policy"`
	Proof  string `json:"proof"`
}

// The leaf of a batch, as docs/proofs.md has it: RFC 8785 JSON, which for two plain texts is what encoding/json writes.
type leaf struct {
	Jws  string `json:"jws"`
	Time string `json:"time"`
}

func check(c proofCase) error {
	policy, err := torchwood.ParsePolicy([]byte(c.Policy))
	if err != nil {
		return fmt.Errorf("policy: %w", err)
	}
	extra, err := torchwood.ProofExtraData([]byte(c.Proof))
	if err != nil {
		return err
	}
	var l leaf
	if err := json.Unmarshal(extra, &l); err != nil {
		return err
	}
	bytes, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return torchwood.VerifyProof(policy, tlog.RecordHash(bytes), []byte(c.Proof))
}

func main() {
	log.SetFlags(0)
	var cases []proofCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		log.Fatal(err)
	}
	for _, c := range cases {
		if err := check(c); err != nil {
			fmt.Printf("%s: %v\n", c.Name, err)
		} else {
			fmt.Printf("%s: holds\n", c.Name)
		}
	}
}
