package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

type idModel struct {
	ID         types.String `tfsdk:"id"`
	Keepers    types.Map    `tfsdk:"keepers"`
	ByteLength types.Int64  `tfsdk:"byte_length"`
	Prefix     types.String `tfsdk:"prefix"`
	B64URL     types.String `tfsdk:"b64_url"`
	B64Std     types.String `tfsdk:"b64_std"`
	Hex        types.String `tfsdk:"hex"`
	Dec        types.String `tfsdk:"dec"`
}

// write fills in every form of these bytes; all but id carry the prefix.
func (model *idModel) write(bytes []byte) {
	prefix := model.Prefix.ValueString()
	model.ID = types.StringValue(base64.RawURLEncoding.EncodeToString(bytes))
	model.B64URL = types.StringValue(prefix + model.ID.ValueString())
	model.B64Std = types.StringValue(prefix + base64.StdEncoding.EncodeToString(bytes))
	model.Hex = types.StringValue(prefix + hex.EncodeToString(bytes))
	model.Dec = types.StringValue(prefix + new(big.Int).SetBytes(bytes).String())
}

type idResource struct{ once.Made }

func (*idResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "random_id"
}

func (*idResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = schema.Schema{
		Description: "Random bytes, written as an identifier.",
		Attributes: map[string]schema.Attribute{
			"keepers": keepersAttribute(),
			"byte_length": schema.Int64Attribute{
				Description:   "Number of random bytes, at least 1.",
				Required:      true,
				PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
			},
			"prefix": schema.StringAttribute{
				Description:   "Text before each form of the identifier but id.",
				Optional:      true,
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"id":      once.Result("The bytes as URL-safe base64, without the prefix."),
			"b64_url": once.Result("The bytes as URL-safe base64."),
			"b64_std": once.Result("The bytes as base64."),
			"hex":     once.Result("The bytes as hexadecimal digits."),
			"dec":     once.Result("The bytes as a decimal number."),
		},
	}
}

func (*idResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var model idModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if !model.ByteLength.IsUnknown() && model.ByteLength.ValueInt64() < 1 {
		response.Diagnostics.AddError("Invalid byte_length", "byte_length must be at least 1, got "+model.ByteLength.String()+".")
	}
}

func (*idResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model idModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	bytes := make([]byte, max(model.ByteLength.ValueInt64(), 1))
	if _, err := rand.Read(bytes); err != nil {
		response.Diagnostics.AddError("No random bytes", err.Error())
		return
	}
	model.write(bytes)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

// ImportState takes the URL-safe base64 form, with `prefix,` before it where there is one.
func (*idResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	model := idModel{Keepers: types.MapNull(types.StringType), Prefix: types.StringNull()}
	encoded := request.ID
	if comma := strings.LastIndex(encoded, ","); comma >= 0 {
		model.Prefix = types.StringValue(encoded[:comma])
		encoded = encoded[comma+1:]
	}
	bytes, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		response.Diagnostics.AddError("Not an identifier", "Import takes URL-safe base64, or prefix,base64: "+err.Error())
		return
	}
	model.ByteLength = types.Int64Value(int64(len(bytes)))
	model.write(bytes)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
