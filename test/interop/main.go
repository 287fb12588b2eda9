// Checks what our code made with programs that are not ours. It reads one JSON document from standard input and ends
// with an error at the first thing that does not hold.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"os"

	formats "github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type input struct {
	// A signed checkpoint: one line of the log key, one of each cosigner.
	Note      []byte   `json:"note"`
	LogKey    string   `json:"logKey"`
	Cosigners []string `json:"cosigners"`
	Time      uint64   `json:"time"`

	Size       int64             `json:"size"`
	Root       []byte            `json:"root"`
	Leaves     [][]byte          `json:"leaves"`
	Tiles      map[string][]byte `json:"tiles"`
	Inclusions []struct {
		Index int64    `json:"index"`
		Path  [][]byte `json:"path"`
	} `json:"inclusions"`
	Consistencies []struct {
		OldSize int64    `json:"oldSize"`
		OldRoot []byte   `json:"oldRoot"`
		Path    [][]byte `json:"path"`
	} `json:"consistencies"`
}

func must(err error, what string) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

func hashes(path [][]byte) []tlog.Hash {
	var list []tlog.Hash
	for _, bytes := range path {
		list = append(list, tlog.Hash(bytes))
	}
	return list
}

// The tiles as C2SP tlog-tiles serves them, for the reader of golang.org/x/mod, which checks each against the root.
type tiles map[string][]byte

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		// golang.org/x/mod puts the height into the path, the specification does not.
		path := fmt.Sprintf("tile/%s", tile.Path()[len("tile/8/"):])
		bytes, ok := t[path]
		if !ok {
			return nil, fmt.Errorf("no tile at %s", path)
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	log.SetFlags(0)
	var in input
	must(json.NewDecoder(os.Stdin).Decode(&in), "input")

	logVerifier, err := note.NewVerifier(in.LogKey)
	must(err, "log key")
	verifiers := []note.Verifier{logVerifier}
	for _, vkey := range in.Cosigners {
		cosigner, err := fnote.NewVerifierForCosignatureV1(vkey)
		must(err, "cosigner key")
		verifiers = append(verifiers, cosigner)
	}
	opened, err := note.Open(in.Note, note.VerifierList(verifiers...))
	must(err, "note")
	if len(opened.Sigs) != len(verifiers) || len(opened.UnverifiedSigs) != 0 {
		log.Fatalf("note: %d of %d signatures hold", len(opened.Sigs), len(verifiers))
	}
	for _, sig := range opened.Sigs {
		if sig.Hash == logVerifier.KeyHash() {
			continue
		}
		time, err := fnote.CoSigV1Timestamp(sig)
		must(err, "time of a cosignature")
		if uint64(time.Unix()) != in.Time {
			log.Fatalf("time of a cosignature: %v", time)
		}
	}
	var checkpoint formats.Checkpoint
	extensions, err := checkpoint.Unmarshal([]byte(opened.Text))
	must(err, "checkpoint")
	if int64(checkpoint.Size) != in.Size || !bytes.Equal(checkpoint.Hash, in.Root) {
		log.Fatal("checkpoint: another tree")
	}
	fmt.Printf("checkpoint of %s, extensions %q\n", checkpoint.Origin, extensions)

	tree := tlog.Tree{N: in.Size, Hash: tlog.Hash(in.Root)}
	reader := tlog.TileHashReader(tree, tiles(in.Tiles))
	for n, leaf := range in.Leaves {
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(n))})
		must(err, "tiles")
		if stored[0] != tlog.RecordHash(leaf) {
			log.Fatalf("tiles: leaf %d is another one", n)
		}
	}
	for _, p := range in.Inclusions {
		leaf := tlog.RecordHash(in.Leaves[p.Index])
		must(tlog.CheckRecord(hashes(p.Path), in.Size, tree.Hash, p.Index, leaf), "inclusion")
		must(proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(p.Index), uint64(in.Size), leaf[:], p.Path, in.Root), "inclusion")
	}
	for _, p := range in.Consistencies {
		must(tlog.CheckTree(hashes(p.Path), in.Size, tree.Hash, p.OldSize, tlog.Hash(p.OldRoot)), "consistency")
		must(proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(p.OldSize), uint64(in.Size), p.Path, p.OldRoot, in.Root), "consistency")
	}
	fmt.Println("all holds", base64.StdEncoding.EncodeToString(in.Root))
}
