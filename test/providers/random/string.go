package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

// stringModel is random_string; random_password has one attribute more.
type stringModel struct {
	ID      types.String `tfsdk:"id"`
	Keepers types.Map    `tfsdk:"keepers"`
	Number  types.Bool   `tfsdk:"number"`
	Result  types.String `tfsdk:"result"`
	charset
}

func (model *stringModel) validate(diagnostics *diag.Diagnostics) {
	known := func(flag types.Bool) bool { return !flag.IsNull() && !flag.IsUnknown() }
	if known(model.Number) && known(model.Numeric) && !model.Number.Equal(model.Numeric) {
		diagnostics.AddError("number and numeric differ", "number is the old name of numeric: give numeric only.")
	}
	model.charset.validate(diagnostics)
}

// imported is the model of a value that was made elsewhere: all else has its default.
func imported(value string) stringModel {
	model := stringModel{
		Keepers: types.MapNull(types.StringType),
		Number:  types.BoolValue(true),
		Result:  types.StringValue(value),
	}
	model.Length = types.Int64Value(int64(len([]rune(value))))
	model.OverrideSpecial = types.StringNull()
	model.fillDefaults()
	return model
}

type stringResource struct{ once.Made }

func (*stringResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "random_string"
}

func (*stringResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := charsetAttributes()
	attributes["id"] = once.Result("The result.")
	attributes["result"] = once.Result("The random string.")
	response.Schema = schema.Schema{Version: 2, Description: "A random string, shown in plans.", Attributes: attributes}
}

func (*stringResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var model stringModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if !response.Diagnostics.HasError() {
		model.validate(&response.Diagnostics)
	}
}

func (*stringResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model stringModel
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	model.validate(&response.Diagnostics) // what was unknown while planning is known now
	if response.Diagnostics.HasError() {
		return
	}
	result, err := model.generate()
	if err != nil {
		response.Diagnostics.AddError("No random string", err.Error())
		return
	}
	model.Result = types.StringValue(result)
	model.ID = model.Result
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

func (*stringResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	model := imported(request.ID)
	model.ID = model.Result
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
