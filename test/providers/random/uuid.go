package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

type uuidModel struct {
	ID      types.String `tfsdk:"id"`
	Keepers types.Map    `tfsdk:"keepers"`
	Result  types.String `tfsdk:"result"`
}

type uuidResource struct{ once.Made }

func (*uuidResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "random_uuid"
}

func (*uuidResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = schema.Schema{
		Description: "A random UUID.",
		Attributes: map[string]schema.Attribute{
			"keepers": keepersAttribute(),
			"id":      once.Result("The UUID."),
			"result":  once.Result("The UUID."),
		},
	}
}

func (*uuidResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model uuidModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	bytes := make([]byte, 16)
	if _, err := rand.Read(bytes); err != nil {
		response.Diagnostics.AddError("No random bytes", err.Error())
	}
	if response.Diagnostics.HasError() {
		return
	}
	// All 128 bits are random, as the real provider has it: the result is in UUID form, but carries no version number.
	model.Result = types.StringValue(fmt.Sprintf("%x-%x-%x-%x-%x", bytes[0:4], bytes[4:6], bytes[6:8], bytes[8:10], bytes[10:]))
	model.ID = model.Result
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func (*uuidResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	if !uuidForm.MatchString(request.ID) {
		response.Diagnostics.AddError("Not a UUID", "Import takes a UUID such as aabbccdd-eeff-0011-2233-445566778899, got "+request.ID+".")
		return
	}
	value := types.StringValue(request.ID)
	model := uuidModel{ID: value, Keepers: types.MapNull(types.StringType), Result: value}
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
