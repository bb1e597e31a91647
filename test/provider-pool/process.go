package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
)

// process is a running provider.
type process struct {
	// Of its caller, see keyOf.
	key string
	// As Terraform sends it; nil before.
	configuration []byte
	// How many use it now, and since when there are so many.
	users int
	since time.Time
	// Nobody else may use it.
	retired bool

	command   *exec.Cmd
	address   func() (string, error)
	connect   func() (*grpc.ClientConn, error)
	configure func() ([]byte, error)
}

// startProcess starts the provider as its developers do for their debuggers, so that others than its parent can connect:
// https://developer.hashicorp.com/terraform/plugin/debugging. It gives the process before that has said where it is.
func startProcess(program string, caller Caller, key string) *process {
	one := &process{key: key, since: time.Now()}
	one.command = exec.Command(program, "-debug")
	one.command.Dir = caller.Folder
	// It lives longer than one of Terraform's, which may keep its garbage.
	one.command.Env = append(slices.DeleteFunc(slices.Clone(caller.Environment), func(variable string) bool {
		return strings.HasPrefix(variable, "PLUGIN_") || strings.HasPrefix(variable, "TF_PLUGIN_") || strings.HasPrefix(variable, "TF_REATTACH_")
	}), "GOGC=400", "GOMEMLIMIT=1GiB")
	started := make(chan struct{})
	var socket string
	var failure error
	go func() {
		socket, failure = socketOf(one.command)
		close(started)
	}()
	one.address = func() (string, error) {
		<-started
		return socket, failure
	}
	one.connect = sync.OnceValues(func() (*grpc.ClientConn, error) {
		socket, err := one.address()
		if err != nil {
			return nil, err
		}
		return dial(socket)
	})
	one.configure = sync.OnceValues(func() ([]byte, error) {
		connection, err := one.connect()
		if err != nil {
			return nil, err
		}
		request, response := frame(one.configuration), frame{}
		err = connection.Invoke(context.Background(), configure, &request, &response)
		return response, err
	})
	return one
}

// socketOf starts the command, and reads what it prints for Terraform: TF_REATTACH_PROVIDERS='{"…":{"Addr":{"String":"/…"}}}'.
func socketOf(command *exec.Cmd) (string, error) {
	output, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		_, value, found := strings.Cut(lines.Text(), "TF_REATTACH_PROVIDERS='")
		if !found {
			continue
		}
		var providers map[string]struct{ Addr struct{ String string } }
		if err := json.Unmarshal([]byte(strings.TrimSuffix(value, "'")), &providers); err != nil {
			return "", err
		}
		for _, provider := range providers {
			return provider.Addr.String, nil
		}
	}
	return "", fmt.Errorf("%s has not said where it listens: %w", command.Path, command.Wait())
}

// kill ends the process, once it has said where it is or failed.
func (one *process) kill() {
	if _, err := one.address(); err == nil {
		_ = one.command.Process.Kill()
		_ = one.command.Wait()
	}
}
