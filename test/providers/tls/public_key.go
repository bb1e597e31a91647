package main

import (
	"context"
	"crypto"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type publicKeyModel struct {
	ID                types.String `tfsdk:"id"`
	PrivateKeyPem     types.String `tfsdk:"private_key_pem"`
	PrivateKeyOpenssh types.String `tfsdk:"private_key_openssh"`
	Algorithm         types.String `tfsdk:"algorithm"`
	publicForms
}

type publicKeyDataSource struct{}

func (*publicKeyDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = "tls_public_key"
}

func (*publicKeyDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	input := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Description: description, Optional: true, Sensitive: true}
	}
	computed := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Description: description, Computed: true}
	}
	response.Schema = schema.Schema{
		Description: "The public key of a private key.",
		Attributes: map[string]schema.Attribute{
			"private_key_pem":               input("The private key in PEM format; or give private_key_openssh."),
			"private_key_openssh":           input("The private key in OpenSSH format; or give private_key_pem."),
			"id":                            computed("SHA-1 checksum of the public key."),
			"algorithm":                     computed("RSA, ECDSA or ED25519."),
			"public_key_pem":                computed("The public key in PEM format."),
			"public_key_openssh":            computed("The public key as OpenSSH's authorized_keys has it; empty for P224."),
			"public_key_fingerprint_md5":    computed("MD5 fingerprint as OpenSSH writes it."),
			"public_key_fingerprint_sha256": computed("SHA-256 fingerprint as OpenSSH writes it."),
		},
	}
}

func (*publicKeyDataSource) ValidateConfig(ctx context.Context, request datasource.ValidateConfigRequest, response *datasource.ValidateConfigResponse) {
	var model publicKeyModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if model.PrivateKeyPem.IsNull() == model.PrivateKeyOpenssh.IsNull() && !model.PrivateKeyPem.IsUnknown() && !model.PrivateKeyOpenssh.IsUnknown() {
		response.Diagnostics.AddError("One private key", "Give exactly one of private_key_pem and private_key_openssh.")
	}
}

func (*publicKeyDataSource) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var model publicKeyModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	var key crypto.Signer
	var err error
	if model.PrivateKeyPem.IsNull() {
		key, err = parseOpenSSH(model.PrivateKeyOpenssh.ValueString())
	} else {
		key, err = parsePEM(model.PrivateKeyPem.ValueString())
	}
	if err == nil {
		model.Algorithm = types.StringValue(algorithmOf(key))
		model.ID, err = model.publicForms.write(key)
	}
	if err != nil {
		response.Diagnostics.AddError("No public key", err.Error())
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
