package main

import (
	"context"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

type certRequestModel struct {
	certified
	ID             types.String `tfsdk:"id"`
	CertRequestPem types.String `tfsdk:"cert_request_pem"`
}

type certRequestResource struct{ once.Made }

func (*certRequestResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "tls_cert_request"
}

func (*certRequestResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := certifiedAttributes()
	attributes["id"] = once.Result("SHA-1 checksum of the request.")
	attributes["cert_request_pem"] = once.Result("The request in PEM format.")
	response.Schema = schema.Schema{
		Description: "A request for a certificate (PKCS #10).",
		Attributes:  attributes,
		Blocks:      subjectBlock(),
	}
}

func (*certRequestResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model certRequestModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	names, diagnostics := model.names(ctx)
	response.Diagnostics.Append(diagnostics...)
	key, err := parsePEM(model.PrivateKeyPem.ValueString())
	if err != nil {
		response.Diagnostics.AddError("No private key", err.Error())
	}
	if response.Diagnostics.HasError() {
		return
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{
		Subject:     names.subject,
		DNSNames:    names.dnsNames,
		IPAddresses: names.ipAddresses,
		URIs:        names.uris,
	}, key)
	if err != nil {
		response.Diagnostics.AddError("No certificate request", err.Error())
		return
	}
	sum := sha1.Sum(der)
	model.ID = types.StringValue(hex.EncodeToString(sum[:]))
	model.KeyAlgorithm = types.StringValue(algorithmOf(key))
	model.CertRequestPem = pemValue(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
