package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// A process that nobody has used for so long ends, and so does the longest idle one when there are too many.
const (
	idleTime     = 30 * time.Second
	maxProcesses = 16
)

// pool keeps the provider's processes.
type pool struct {
	program string
	schema  func() ([]byte, error)

	lock      sync.Mutex
	processes []*process
}

// servePool listens until its standard input closes: that of the program that has started it.
func servePool(socket, program, sources string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	p := &pool{program: program}
	p.schema = sync.OnceValues(func() ([]byte, error) { return p.askSchema(sources) })
	go p.accept(listener)
	go p.endIdle()
	fmt.Println("listening")
	_, err = io.Copy(io.Discard, os.Stdin)
	p.end(func(*process) bool { return true })
	return errors.Join(err, listener.Close())
}

func (p *pool) accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		session := &Session{pool: p}
		server := rpc.NewServer()
		if err := server.Register(session); err != nil {
			panic(err)
		}
		go func() {
			server.ServeConn(connection)
			session.leave()
		}()
	}
}

// endIdle ends processes that nobody uses any more.
func (p *pool) endIdle() {
	for range time.Tick(time.Second) {
		p.end(func(one *process) bool { return one.users == 0 && (one.retired || time.Since(one.since) > idleTime) })
	}
}

func (p *pool) end(which func(*process) bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.processes = slices.DeleteFunc(p.processes, func(one *process) bool {
		if !which(one) {
			return false
		}
		one.kill()
		return true
	})
}

// take gives a process to a user: one of the caller's with that configuration, else one without any, else a new one.
func (p *pool) take(caller Caller, configuration []byte) *process {
	p.lock.Lock()
	defer p.lock.Unlock()
	key := keyOf(caller)
	var found *process
	for _, one := range p.processes {
		if one.retired || one.key != key {
			continue
		}
		if configuration == nil || bytes.Equal(one.configuration, configuration) {
			found = one
			break
		}
		if one.configuration == nil {
			found = one
		}
	}
	if found == nil {
		p.makeRoom()
		found = startProcess(p.program, caller, key)
		p.processes = append(p.processes, found)
	}
	if configuration != nil {
		found.configuration = configuration
	}
	found.users++
	return found
}

// makeRoom ends the process that has been idle for longest, when there are too many.
func (p *pool) makeRoom() {
	if len(p.processes) < maxProcesses {
		return
	}
	longest := -1
	for i, one := range p.processes {
		if one.users == 0 && (longest < 0 || one.since.Before(p.processes[longest].since)) {
			longest = i
		}
	}
	if longest >= 0 {
		p.processes[longest].kill()
		p.processes = slices.Delete(p.processes, longest, longest+1)
	}
}

func (p *pool) release(one *process) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one.users--
	one.since = time.Now()
}

func (p *pool) retire(one *process) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one.retired = true
}

// askSchema asks a process of its own for the provider's schema, and leaves what the sources name.
func (p *pool) askSchema(sources string) ([]byte, error) {
	named, err := words(sources)
	if err != nil {
		return nil, err
	}
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	one := p.take(Caller{folder, os.Environ()}, nil)
	defer p.release(one)
	connection, err := one.connect()
	if err != nil {
		return nil, err
	}
	var request, response frame
	if err := connection.Invoke(context.Background(), getSchema, &request, &response); err != nil {
		return nil, err
	}
	return schemaOf(response, named)
}

// keyOf tells callers apart whose processes would differ: by the folder, which relative paths start from, and by what the provider reads of
// its environment.
func keyOf(caller Caller) string {
	variables := slices.DeleteFunc(slices.Clone(caller.Environment), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		name = strings.ToUpper(name)
		return !strings.HasPrefix(name, "AWS_") && !strings.HasPrefix(name, "TF_AWS_") && !strings.HasPrefix(name, "SSL_") &&
			!strings.HasSuffix(name, "_PROXY") && name != "HOME"
	})
	slices.Sort(variables)
	return strings.Join(append([]string{caller.Folder}, variables...), "\n")
}

// Session is what one provider of Terraform's uses of the pool.
type Session struct {
	pool   *pool
	lock   sync.Mutex
	caller Caller
	one    *process
}

// Schema gives the provider's schema.
func (s *Session) Schema(_ Nothing, schema *[]byte) (err error) {
	*schema, err = s.pool.schema()
	return err
}

// Attach gives a process that may be configured or not.
func (s *Session) Attach(caller Caller, attachment *Attachment) error {
	s.caller = caller
	return s.use(s.pool.take(caller, nil), attachment)
}

// Configure gives a process with this configuration.
func (s *Session) Configure(configuration Configuration, attachment *Attachment) error {
	one := s.pool.take(s.caller, configuration.Request)
	if err := s.use(one, attachment); err != nil {
		return err
	}
	response, err := one.configure()
	if err == nil && len(response) > 0 {
		// It has something to say, as errors: the next one is to hear it, too.
		s.pool.retire(one)
	}
	attachment.Response = response
	return err
}

// Retire lets nobody else use this process.
func (s *Session) Retire(Nothing, *Nothing) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.one != nil {
		s.pool.retire(s.one)
	}
	return nil
}

func (s *Session) use(one *process, attachment *Attachment) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.one != nil {
		s.pool.release(s.one)
	}
	s.one = one
	var err error
	if attachment.Socket, err = one.address(); err != nil {
		// It did not start.
		s.pool.retire(one)
	}
	return err
}

func (s *Session) leave() {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.one != nil {
		s.pool.release(s.one)
		s.one = nil
	}
}
