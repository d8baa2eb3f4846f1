package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// literal is a Compose file that stands as text in a Go test.
type literal struct {
	// Place is the file and the line.
	Place string `json:"place"`
	// Test is the function that it stands in.
	Test string `json:"test"`
	// Text is the file.
	Text string `json:"text"`
}

// literals are all Compose files in the Go tests of the folders, in the order of their places.
func literals(folders []string) []literal {
	found := []literal{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			fail(err)
		}
		for _, file := range files {
			found = append(found, literalsOf(file)...)
		}
	}
	return found
}

func literalsOf(path string) []literal {
	text, err := os.ReadFile(path)
	if err != nil {
		fail(err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, parser.SkipObjectResolution)
	if err != nil {
		fail(err)
	}
	found := []literal{}
	for _, declared := range file.Decls {
		test := ""
		if function, ok := declared.(*ast.FuncDecl); ok {
			test = filepath.Base(path) + " " + function.Name.Name
		}
		ast.Inspect(declared, func(node ast.Node) bool {
			if basic, ok := node.(*ast.BasicLit); ok && basic.Kind == token.STRING {
				if text, err := strconv.Unquote(basic.Value); err == nil && isCompose(text) {
					place := filepath.Base(path) + ":" + strconv.Itoa(set.Position(basic.Pos()).Line)
					found = append(found, literal{Place: place, Test: test, Text: text})
				}
			}
			return true
		})
	}
	return found
}

// isCompose says whether text is a mapping with one of the keys that only Compose files have.
func isCompose(text string) bool {
	if !strings.Contains(text, "\n") {
		return false
	}
	var root yaml.Node
	if yaml.Unmarshal([]byte(text), &root) != nil || len(root.Content) != 1 {
		return strings.Contains(text, "services:")
	}
	for i, key := range root.Content[0].Content {
		switch key.Value {
		case "services", "jobs", "networks", "volumes", "secrets", "configs", "include", "models":
			if i%2 == 0 && root.Content[0].Kind == yaml.MappingNode {
				return true
			}
		}
	}
	return false
}
