package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

const (
	defaultCurve = "P224"
	defaultBits  = 2048
)

type privateKeyModel struct {
	ID types.String `tfsdk:"id"`
	keyPair
}

// keyPair is what the resource and the ephemeral resource have in common.
type keyPair struct {
	keyArguments
	privateForms
	publicForms
}

// validate reports what is wrong with the arguments that are known already.
func (pair *keyPair) validate(diagnostics *diag.Diagnostics) {
	known := func(value types.String) bool { return !value.IsNull() && !value.IsUnknown() }
	if known(pair.Algorithm) {
		switch pair.Algorithm.ValueString() {
		case "RSA", "ECDSA", "ED25519":
		default:
			diagnostics.AddError("Invalid algorithm", "algorithm must be RSA, ECDSA or ED25519, got "+pair.Algorithm.String()+".")
		}
	}
	if known(pair.EcdsaCurve) && curves[pair.EcdsaCurve.ValueString()] == nil {
		diagnostics.AddError("Invalid ecdsa_curve", "ecdsa_curve must be P224, P256, P384 or P521, got "+pair.EcdsaCurve.String()+".")
	}
}

// make makes the key and writes all its forms.
func (pair *keyPair) make() (id types.String, err error) {
	key, err := pair.generate()
	if err != nil {
		return types.StringNull(), err
	}
	if err := pair.privateForms.write(key); err != nil {
		return types.StringNull(), err
	}
	return pair.publicForms.write(key)
}

type privateKeyResource struct{ once.Made }

func (*privateKeyResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "tls_private_key"
}

func (*privateKeyResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = schema.Schema{
		Version:     1,
		Description: "A private key, kept unencrypted in the state.",
		Attributes: map[string]schema.Attribute{
			"algorithm": schema.StringAttribute{
				Description:   "RSA, ECDSA or ED25519.",
				Required:      true,
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"ecdsa_curve": schema.StringAttribute{
				Description:   "Curve of an ECDSA key: P224 (default), P256, P384 or P521.",
				Optional:      true,
				Computed:      true,
				Default:       stringdefault.StaticString(defaultCurve),
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"rsa_bits": schema.Int64Attribute{
				Description:   "Size of an RSA key in bits. Default: 2048.",
				Optional:      true,
				Computed:      true,
				Default:       int64default.StaticInt64(defaultBits),
				PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
			},
			"id":                            once.Result("SHA-1 checksum of the public key."),
			"private_key_pem":               once.SecretResult("The private key in PEM format."),
			"private_key_openssh":           once.SecretResult("The private key in OpenSSH format; empty for P224."),
			"private_key_pem_pkcs8":         once.SecretResult("The private key in PKCS #8 PEM format."),
			"public_key_pem":                once.Result("The public key in PEM format."),
			"public_key_openssh":            once.Result("The public key as OpenSSH's authorized_keys has it; empty for P224."),
			"public_key_fingerprint_md5":    once.Result("MD5 fingerprint as OpenSSH writes it."),
			"public_key_fingerprint_sha256": once.Result("SHA-256 fingerprint as OpenSSH writes it."),
		},
	}
}

func (*privateKeyResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var model privateKeyModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	model.validate(&response.Diagnostics)
}

func (*privateKeyResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model privateKeyModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	id, err := model.make()
	if err != nil {
		response.Diagnostics.AddError("No private key", err.Error())
		return
	}
	model.ID = id
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

type privateKeyEphemeral struct{}

func (*privateKeyEphemeral) Metadata(_ context.Context, _ ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = "tls_private_key"
}

func (*privateKeyEphemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	computed := func(description string, sensitive bool) ephemeralschema.StringAttribute {
		return ephemeralschema.StringAttribute{Description: description, Computed: true, Sensitive: sensitive}
	}
	response.Schema = ephemeralschema.Schema{
		Description: "A private key that reaches neither the plan nor the state.",
		Attributes: map[string]ephemeralschema.Attribute{
			"algorithm": ephemeralschema.StringAttribute{Description: "RSA, ECDSA or ED25519.", Required: true},
			"ecdsa_curve": ephemeralschema.StringAttribute{
				Description: "Curve of an ECDSA key: P224 (default), P256, P384 or P521.", Optional: true, Computed: true,
			},
			"rsa_bits": ephemeralschema.Int64Attribute{
				Description: "Size of an RSA key in bits. Default: 2048.", Optional: true, Computed: true,
			},
			"private_key_pem":               computed("The private key in PEM format.", true),
			"private_key_openssh":           computed("The private key in OpenSSH format; empty for P224.", true),
			"private_key_pem_pkcs8":         computed("The private key in PKCS #8 PEM format.", true),
			"public_key_pem":                computed("The public key in PEM format.", false),
			"public_key_openssh":            computed("The public key as OpenSSH's authorized_keys has it; empty for P224.", false),
			"public_key_fingerprint_md5":    computed("MD5 fingerprint as OpenSSH writes it.", false),
			"public_key_fingerprint_sha256": computed("SHA-256 fingerprint as OpenSSH writes it.", false),
		},
	}
}

func (*privateKeyEphemeral) ValidateConfig(ctx context.Context, request ephemeral.ValidateConfigRequest, response *ephemeral.ValidateConfigResponse) {
	var pair keyPair
	response.Diagnostics.Append(request.Config.Get(ctx, &pair)...)
	pair.validate(&response.Diagnostics)
}

func (*privateKeyEphemeral) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var pair keyPair
	response.Diagnostics.Append(request.Config.Get(ctx, &pair)...)
	if response.Diagnostics.HasError() {
		return
	}
	if pair.EcdsaCurve.IsNull() {
		pair.EcdsaCurve = types.StringValue(defaultCurve)
	}
	if pair.RsaBits.IsNull() {
		pair.RsaBits = types.Int64Value(defaultBits)
	}
	if _, err := pair.make(); err != nil {
		response.Diagnostics.AddError("No private key", err.Error())
		return
	}
	response.Diagnostics.Append(response.Result.Set(ctx, &pair)...)
}
