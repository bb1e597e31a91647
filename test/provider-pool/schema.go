package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// Fields of GetProviderSchema.Response that hold a schema by the name of its type: resources, data sources, ephemeral resources.
var byType = map[protowire.Number]bool{2: true, 3: true, 8: true}

// schemaOf leaves in a provider's schema the types that these words name. Terraform else reads all 1,500 before each command, a second of CPU.
func schemaOf(response []byte, words map[string]bool) ([]byte, error) {
	var kept []byte
	for rest := response; len(rest) > 0; {
		number, _, length := protowire.ConsumeField(rest)
		if length < 0 {
			return nil, protowire.ParseError(length)
		}
		field := rest[:length]
		rest = rest[length:]
		if byType[number] {
			name, err := keyOfEntry(field)
			if err != nil {
				return nil, err
			}
			if !named(words, name) {
				continue
			}
		}
		kept = append(kept, field...)
	}
	return kept, nil
}

// keyOfEntry reads the key of a map's entry: its first field.
func keyOfEntry(field []byte) (string, error) {
	_, _, tag := protowire.ConsumeTag(field)
	entry, length := protowire.ConsumeBytes(field[tag:])
	if length < 0 {
		return "", protowire.ParseError(length)
	}
	_, _, tag = protowire.ConsumeTag(entry)
	key, length := protowire.ConsumeString(entry[tag:])
	if length < 0 {
		return "", protowire.ParseError(length)
	}
	return key, nil
}

var word = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_]*`)

// words lists the words of files: TypeScript, JSON and Terraform.
func words(folder string) (map[string]bool, error) {
	found := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == "node_modules" || name[0] == '.') && path != folder {
			return filepath.SkipDir
		}
		switch filepath.Ext(path) {
		case ".ts", ".json", ".tf":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, one := range word.FindAll(text, -1) {
				found[string(one)] = true
			}
		}
		return nil
	})
	return found, err
}

// named tells whether words name a type, as Terraform does (aws_sqs_queue) or as the bindings do (SqsQueue, DataAwsSqsQueue).
func named(words map[string]bool, kind string) bool {
	class := ""
	for _, part := range strings.Split(strings.TrimPrefix(kind, "aws_"), "_") {
		if part != "" {
			class += strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return words[kind] || words[class] || words["DataAws"+class] || words["EphemeralAws"+class]
}
