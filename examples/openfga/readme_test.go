package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"testing"

	"lupa.example/examples/openfga/export"
)

// TestReadme has the table of what is not exported say what the code does.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| kind | action | circumstance | why |\n|---|---|---|---|\n")
	for _, l := range export.TableOfLeftOut() {
		fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", cmp.Or(string(l.Kind), "any"), cmp.Or(string(l.Action), "any"), l.Circumstance, l.Why)
	}
	if !strings.Contains(string(text), table.String()+"\n") {
		t.Errorf("the README lacks this table:\n%s", table.String())
	}
}
