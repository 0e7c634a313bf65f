// Reads a log as Passerelle writes it, with nothing of Passerelle: notes, proofs and tiles are checked by golang.org/x/mod/sumdb, which the Go project
// uses for its own checksum database. See README.md.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var folder string

func must(what string, err error) {
	if err != nil {
		fmt.Printf("FAILS  %s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(name string) string {
	bytes, err := os.ReadFile(filepath.Join(folder, name))
	must(name, err)
	return string(bytes)
}

// A key of a witness (c2sp.org/tlog-cosignature, type 4), which the library does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)), signature[8:])
}

func witnessKey(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("no key")
	}
	bytes, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(bytes) != 33 || bytes[0] != 4 {
		return nil, fmt.Errorf("no key of a witness")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), bytes...))
	if fmt.Sprintf("%x", sum[:4]) != parts[1] {
		return nil, fmt.Errorf("the id does not belong to the key")
	}
	return witness{parts[0], binary.BigEndian.Uint32(sum[:4]), bytes[1:]}, nil
}

type keys struct{ log, witness note.Verifier }

// A checkpoint that the log and the witness have signed, both.
func checkpoint(text string, by keys) tlog.Tree {
	opened, err := note.Open([]byte(text), note.VerifierList(by.log, by.witness))
	must("note.Open", err)
	if len(opened.Sigs) != 2 {
		must("note.Open", fmt.Errorf("%d of 2 signatures", len(opened.Sigs)))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != by.log.Name() {
		must("checkpoint", fmt.Errorf("not three lines, or of another log"))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must("size", err)
	root, err := tlog.ParseHash(lines[2])
	must("root", err)
	return tlog.Tree{N: size, Hash: root}
}

func hashes(lines []string) (proof []tlog.Hash) {
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must("hash", err)
		proof = append(proof, hash)
	}
	return proof
}

// The lines before the first empty line, and the checkpoint after it.
func halves(text string) ([]string, string) {
	head, rest, found := strings.Cut(text, "\n\n")
	if !found {
		must("file", fmt.Errorf("no empty line"))
	}
	return strings.Split(head, "\n"), rest
}

// c2sp.org/tlog-proof
func receipt(text string, by keys) {
	lines, signed := halves(text)
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		must("receipt", fmt.Errorf("no receipt"))
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must("extra", err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must("index", err)
	tree := checkpoint(signed, by)
	must("tlog.CheckRecord", tlog.CheckRecord(hashes(lines[3:]), tree.N, tree.Hash, index, tlog.RecordHash(entry)))
	fmt.Printf("holds  tlog.CheckRecord: entry %d of %d\n", index, tree.N)
}

// What a witness is asked (c2sp.org/tlog-witness), beside the older checkpoint.
func consistency(older, request string, by keys) {
	before := checkpoint(older, by)
	lines, signed := halves(request)
	if lines[0] != fmt.Sprintf("old %d", before.N) {
		must("request", fmt.Errorf("of another size"))
	}
	tree := checkpoint(signed, by)
	must("tlog.CheckTree", tlog.CheckTree(hashes(lines[1:]), tree.N, tree.Hash, before.N, before.Hash))
	fmt.Printf("holds  tlog.CheckTree: %d begins with %d\n", tree.N, before.N)
}

// Files of c2sp.org/tlog-tiles; the library names them as its own database does, with the height.
type files struct{}

func path(tile tlog.Tile) string { return strings.Replace(tile.Path(), "tile/8/", "tile/", 1) }

func (files) Height() int                     { return 8 }
func (files) SaveTiles([]tlog.Tile, [][]byte) {}
func (files) ReadTiles(tiles []tlog.Tile) (all [][]byte, err error) {
	for _, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(folder, "log", path(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

// Every entry of every bundle against the tiles, and these against the root.
func everything(tree tlog.Tree) {
	reader := tlog.TileHashReader(tree, files{})
	root, err := tlog.TreeHash(tree.N, reader)
	must("tlog.TreeHash", err)
	if root != tree.Hash {
		must("tlog.TreeHash", fmt.Errorf("another root"))
	}
	for first := int64(0); first < tree.N; first += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: 256}
		if tree.N-first < 256 {
			tile.W = int(tree.N - first)
		}
		bundle := []byte(read(filepath.Join("log", strings.Replace(path(tile), "tile/0/", "tile/entries/", 1))))
		var places []int64
		for at := int64(0); at < int64(tile.W); at++ {
			places = append(places, tlog.StoredHashIndex(0, first+at))
		}
		leaves, err := reader.ReadHashes(places)
		must("tiles", err)
		for at, leaf := range leaves {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				must("bundle", fmt.Errorf("ends early"))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			if tlog.RecordHash(bundle[2:2+length]) != leaf {
				must("entry", fmt.Errorf("%d is not the one of the tree", first+int64(at)))
			}
			bundle = bundle[2+length:]
		}
	}
	fmt.Printf("holds  tlog.TreeHash: the root comes out of the tiles, and these of %d entries\n", tree.N)
}

func main() {
	if len(os.Args) != 2 {
		fmt.Println("interop <folder>")
		os.Exit(2)
	}
	folder = os.Args[1]
	log, err := note.NewVerifier(strings.TrimSpace(read("log.vkey")))
	must("log.vkey", err)
	cosigner, err := witnessKey(read("witness.vkey"))
	must("witness.vkey", err)
	by := keys{log, cosigner}
	tree := checkpoint(read("log/checkpoint"), by)
	fmt.Printf("holds  note.Open: %s has %d entries, signed by the log and by %s\n", log.Name(), tree.N, cosigner.Name())
	receipt(read("receipt.tlog-proof"), by)
	consistency(read("older"), read("add-checkpoint"), by)
	everything(tree)
}
