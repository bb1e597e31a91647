package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

type selfSignedCertModel struct {
	certified
	ID                  types.String `tfsdk:"id"`
	AllowedUses         types.List   `tfsdk:"allowed_uses"`
	ValidityPeriodHours types.Int64  `tfsdk:"validity_period_hours"`
	EarlyRenewalHours   types.Int64  `tfsdk:"early_renewal_hours"`
	IsCACertificate     types.Bool   `tfsdk:"is_ca_certificate"`
	SetSubjectKeyID     types.Bool   `tfsdk:"set_subject_key_id"`
	SetAuthorityKeyID   types.Bool   `tfsdk:"set_authority_key_id"`
	CertPem             types.String `tfsdk:"cert_pem"`
	ReadyForRenewal     types.Bool   `tfsdk:"ready_for_renewal"`
	ValidityStartTime   types.String `tfsdk:"validity_start_time"`
	ValidityEndTime     types.String `tfsdk:"validity_end_time"`
}

type selfSignedCertResource struct{ once.Made }

var _ resource.ResourceWithModifyPlan = &selfSignedCertResource{}

func (*selfSignedCertResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "tls_self_signed_cert"
}

func (*selfSignedCertResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := certifiedAttributes()
	for name, attribute := range map[string]schema.Attribute{
		"id": once.Result("The serial number."),
		"allowed_uses": schema.ListAttribute{
			Description:   "Key usages and extended key usages, such as server_auth.",
			ElementType:   types.StringType,
			Required:      true,
			PlanModifiers: []planmodifier.List{listplanmodifier.RequiresReplace()},
		},
		"validity_period_hours": schema.Int64Attribute{
			Description:   "Hours that the certificate is valid for.",
			Required:      true,
			PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
		},
		"early_renewal_hours": schema.Int64Attribute{
			Description: "Hours before its end at which the certificate is replaced. Default: 0.",
			Optional:    true,
			Computed:    true,
			Default:     int64default.StaticInt64(0),
		},
		"is_ca_certificate":    fixedFlag("Whether the certificate may sign others. Default: false."),
		"set_subject_key_id":   fixedFlag("Whether it carries the subject's key identifier. Default: false."),
		"set_authority_key_id": fixedFlag("Whether it carries the signer's key identifier. Default: false."),
		"cert_pem":             once.Result("The certificate in PEM format."),
		"ready_for_renewal": schema.BoolAttribute{
			Description: "Whether it is time to replace the certificate.",
			Computed:    true,
			Default:     booldefault.StaticBool(false),
		},
		"validity_start_time": once.Result("Start of the validity (RFC 3339)."),
		"validity_end_time":   once.Result("End of the validity (RFC 3339)."),
	} {
		attributes[name] = attribute
	}
	response.Schema = schema.Schema{
		Description: "A certificate that is signed with its own key.",
		Attributes:  attributes,
		Blocks:      subjectBlock(),
	}
}

// ModifyPlan replaces a certificate that is over, or will be within early_renewal_hours.
func (*selfSignedCertResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if request.State.Raw.IsNull() || request.Plan.Raw.IsNull() {
		return
	}
	var end types.String
	var early types.Int64
	response.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("validity_end_time"), &end)...)
	response.Diagnostics.Append(request.Plan.GetAttribute(ctx, path.Root("early_renewal_hours"), &early)...)
	over, err := time.Parse(time.RFC3339, end.ValueString())
	if err != nil {
		response.Diagnostics.AddError("Unreadable validity_end_time", err.Error())
		return
	}
	if time.Now().After(over.Add(-time.Duration(early.ValueInt64()) * time.Hour)) {
		renewal := path.Root("ready_for_renewal")
		response.Diagnostics.Append(response.Plan.SetAttribute(ctx, renewal, types.BoolUnknown())...)
		response.RequiresReplace.Append(renewal)
	}
}

func (*selfSignedCertResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model selfSignedCertModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	template, diagnostics := model.template(ctx)
	response.Diagnostics.Append(diagnostics...)
	key, err := parsePEM(model.PrivateKeyPem.ValueString())
	if err != nil {
		response.Diagnostics.AddError("No private key", err.Error())
	}
	if response.Diagnostics.HasError() {
		return
	}
	if err := model.sign(template, key); err != nil {
		response.Diagnostics.AddError("No certificate", err.Error())
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

// sign signs the certificate with its own key and fills in what is computed.
func (model *selfSignedCertModel) sign(template *x509.Certificate, key crypto.Signer) error {
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	keyID := sha1.Sum(public)
	if model.SetSubjectKeyID.ValueBool() || model.IsCACertificate.ValueBool() {
		template.SubjectKeyId = keyID[:]
	}
	if model.SetAuthorityKeyID.ValueBool() {
		template.AuthorityKeyId = keyID[:]
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 128))
	if err != nil {
		return err
	}
	template.SerialNumber = serial
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	model.ID = types.StringValue(serial.String())
	model.KeyAlgorithm = types.StringValue(algorithmOf(key))
	model.CertPem = pemValue(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	model.ReadyForRenewal = types.BoolValue(false)
	model.ValidityStartTime = types.StringValue(template.NotBefore.Format(time.RFC3339))
	model.ValidityEndTime = types.StringValue(template.NotAfter.Format(time.RFC3339))
	return nil
}
