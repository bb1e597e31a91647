// Command provider-pool stands between Terraform and the real AWS provider, so that the tests' many short commands of Terraform share the provider's
// processes: see README.md.
//
// Terraform starts it in place of the provider. `provider-pool pool SOCKET PROVIDER SOURCES` serves the pool that it asks for one.
package main

import (
	"fmt"
	"os"
	"syscall"
)

// The variables that lead to the pool and to the real provider.
const (
	socketVariable   = "PROVIDER_POOL_SOCKET"
	providerVariable = "PROVIDER_POOL_PROVIDER"
)

func main() {
	var err error
	if len(os.Args) == 5 && os.Args[1] == "pool" {
		err = servePool(os.Args[2], os.Args[3], os.Args[4])
	} else if socket := os.Getenv(socketVariable); socket != "" {
		err = serveTerraform(socket)
	} else {
		err = syscall.Exec(os.Getenv(providerVariable), os.Args, os.Environ())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "provider-pool:", err)
		os.Exit(1)
	}
}
