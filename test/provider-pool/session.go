package main

// What Terraform's side asks the pool, by net/rpc over a Unix socket. The connection is the session: when it ends, its provider is free.

// Caller is what a provider's process gets from the Terraform that starts it.
type Caller struct {
	Folder      string
	Environment []string
}

// Configuration is the provider's configuration as Terraform sends it.
type Configuration struct {
	Request []byte
}

// Attachment leads to a provider's process.
type Attachment struct {
	// Socket of the process.
	Socket string
	// Response to its configuration.
	Response []byte
}

// Nothing is no argument.
type Nothing struct{}
