package main

import (
	"context"
	"errors"
	"net/rpc"
	"os"
	"sync"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// serveTerraform is the provider that Terraform starts. It asks the pool for a process when Terraform needs one: for a schema it does not.
func serveTerraform(socket string) error {
	pool, err := rpc.Dial("unix", socket)
	if err != nil {
		return err
	}
	go endWithParent()
	one := &forwarder{pool: pool}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  5,
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
		Plugins: plugin.PluginSet{"provider": unknownService{}},
		GRPCServer: func(options []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(options, grpc.ForceServerCodec(frames{}), grpc.UnknownServiceHandler(one.handle),
				grpc.MaxRecvMsgSize(maxMessageSize), grpc.MaxSendMsgSize(maxMessageSize))...)
		},
	})
	return nil
}

// endWithParent ends the process when Terraform was killed, which else leaves its providers behind.
func endWithParent() {
	for parent := os.Getppid(); os.Getppid() == parent; {
		time.Sleep(time.Second)
	}
	os.Exit(0)
}

// unknownService registers nothing: the provider's service is the server's handler of unknown ones.
type unknownService struct{ plugin.NetRPCUnsupportedPlugin }

func (unknownService) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error { return nil }

func (unknownService) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("only serves")
}

// forwarder passes Terraform's calls to a provider's process.
type forwarder struct {
	pool *rpc.Client
	lock sync.Mutex
	// socket of the process in use, and the connection to it.
	socket   string
	provider *grpc.ClientConn
}

func (f *forwarder) handle(_ any, stream grpc.ServerStream) error {
	var request, response frame
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	method, _ := grpc.MethodFromServerStream(stream)
	if err := f.call(stream.Context(), method, &request, &response); err != nil {
		return err
	}
	return stream.SendMsg(&response)
}

func (f *forwarder) call(ctx context.Context, method string, request, response *frame) error {
	switch method {
	case getSchema:
		return f.pool.Call("Session.Schema", Nothing{}, (*[]byte)(response))
	case configure:
		return f.configure(*request, response)
	case stop:
		// A process that was told to stop refuses all that comes later.
		if err := f.pool.Call("Session.Retire", Nothing{}, &Nothing{}); err != nil {
			return err
		}
	}
	provider, err := f.attached()
	if err != nil {
		return err
	}
	return provider.Invoke(ctx, method, request, response)
}

// attached connects to a process, not yet configured perhaps, unless there is one.
func (f *forwarder) attached() (*grpc.ClientConn, error) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.provider != nil {
		return f.provider, nil
	}
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	var attachment Attachment
	if err := f.pool.Call("Session.Attach", Caller{folder, os.Environ()}, &attachment); err != nil {
		return nil, err
	}
	err = f.use(attachment.Socket)
	return f.provider, err
}

// configure gets a process that has this configuration.
func (f *forwarder) configure(request frame, response *frame) error {
	if _, err := f.attached(); err != nil {
		return err
	}
	f.lock.Lock()
	defer f.lock.Unlock()
	var attachment Attachment
	if err := f.pool.Call("Session.Configure", Configuration{request}, &attachment); err != nil {
		return err
	}
	*response = attachment.Response
	return f.use(attachment.Socket)
}

func (f *forwarder) use(socket string) (err error) {
	if socket != f.socket {
		f.socket = socket
		f.provider, err = dial(socket)
	}
	return err
}
