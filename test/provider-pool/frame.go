package main

import (
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"
)

// The provider protocol's methods that are more than forwarded: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
const (
	getSchema = "/tfplugin5.Provider/GetSchema"
	configure = "/tfplugin5.Provider/Configure"
	stop      = "/tfplugin5.Provider/Stop"
)

// As in terraform-plugin-go.
const maxMessageSize = 256 << 20

// frame is a message as it is on the wire.
type frame []byte

// frames is gRPC's codec for messages that are passed on unread. Those of go-plugin's own services are read.
type frames struct{}

func (frames) Name() string { return "proto" }

func (frames) Marshal(message any) ([]byte, error) {
	switch m := message.(type) {
	case *frame:
		return *m, nil
	case proto.Message:
		return proto.Marshal(m)
	}
	return nil, fmt.Errorf("cannot send a %T", message)
}

func (frames) Unmarshal(data []byte, message any) error {
	switch m := message.(type) {
	case *frame:
		*m = append(frame(nil), data...)
		return nil
	case proto.Message:
		return proto.Unmarshal(data, m)
	}
	return fmt.Errorf("cannot receive a %T", message)
}

// dial connects to a provider that listens at a Unix socket.
func dial(socket string) (*grpc.ClientConn, error) {
	return grpc.NewClient("unix:"+socket,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(frames{}), grpc.MaxCallRecvMsgSize(maxMessageSize), grpc.MaxCallSendMsgSize(maxMessageSize)))
}
