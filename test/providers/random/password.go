package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

type passwordModel struct {
	stringModel
	BcryptHash types.String `tfsdk:"bcrypt_hash"`
}

type passwordResource struct{ once.Made }

func (*passwordResource) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = "random_password"
}

func (*passwordResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := charsetAttributes()
	attributes["id"] = once.Result("Always \"none\".")
	attributes["result"] = once.SecretResult("The password.")
	attributes["bcrypt_hash"] = once.SecretResult("bcrypt hash of the password's first 72 bytes.")
	response.Schema = schema.Schema{Version: 3, Description: "A random password, kept in the state.", Attributes: attributes}
}

func (*passwordResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var model passwordModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if !response.Diagnostics.HasError() {
		model.validate(&response.Diagnostics)
	}
}

func (*passwordResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model passwordModel
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
		response.Diagnostics.AddError("No random password", err.Error())
		return
	}
	hashed, err := hash(result)
	if err != nil {
		response.Diagnostics.AddError("No hash of the password", err.Error())
		return
	}
	model.ID = types.StringValue("none")
	model.Result = types.StringValue(result)
	model.BcryptHash = types.StringValue(hashed)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

func (*passwordResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	hashed, err := hash(request.ID)
	if err != nil {
		response.Diagnostics.AddError("No hash of the password", err.Error())
		return
	}
	model := passwordModel{stringModel: imported(request.ID), BcryptHash: types.StringValue(hashed)}
	model.ID = types.StringValue("none")
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

// ephemeralPasswordModel has neither an id nor keepers: it lives for one run.
type ephemeralPasswordModel struct {
	charset
	Result     types.String `tfsdk:"result"`
	BcryptHash types.String `tfsdk:"bcrypt_hash"`
}

type passwordEphemeral struct{}

func (*passwordEphemeral) Metadata(_ context.Context, _ ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = "random_password"
}

func (*passwordEphemeral) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	flag := func(description string) ephemeralschema.BoolAttribute {
		return ephemeralschema.BoolAttribute{Description: description, Optional: true, Computed: true}
	}
	minimum := func(description string) ephemeralschema.Int64Attribute {
		return ephemeralschema.Int64Attribute{Description: description, Optional: true, Computed: true}
	}
	secret := func(description string) ephemeralschema.StringAttribute {
		return ephemeralschema.StringAttribute{Description: description, Computed: true, Sensitive: true}
	}
	response.Schema = ephemeralschema.Schema{
		Description: "A random password that reaches neither the plan nor the state.",
		Attributes: map[string]ephemeralschema.Attribute{
			"length":      ephemeralschema.Int64Attribute{Description: "Number of characters.", Required: true},
			"special":     flag("Whether special characters are used. Default: true."),
			"upper":       flag("Whether capital letters are used. Default: true."),
			"lower":       flag("Whether small letters are used. Default: true."),
			"numeric":     flag("Whether digits are used. Default: true."),
			"min_numeric": minimum("Digits that there are at least. Default: 0."),
			"min_upper":   minimum("Capital letters that there are at least. Default: 0."),
			"min_lower":   minimum("Small letters that there are at least. Default: 0."),
			"min_special": minimum("Special characters that there are at least. Default: 0."),
			"override_special": ephemeralschema.StringAttribute{
				Description: "The special characters to use instead of the usual ones.", Optional: true,
			},
			"result":      secret("The password."),
			"bcrypt_hash": secret("bcrypt hash of the password's first 72 bytes."),
		},
	}
}

func (*passwordEphemeral) ValidateConfig(ctx context.Context, request ephemeral.ValidateConfigRequest, response *ephemeral.ValidateConfigResponse) {
	var model ephemeralPasswordModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if !response.Diagnostics.HasError() {
		model.validate(&response.Diagnostics)
	}
}

func (*passwordEphemeral) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var model ephemeralPasswordModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	model.fillDefaults()
	result, err := model.generate()
	if err != nil {
		response.Diagnostics.AddError("No random password", err.Error())
		return
	}
	hashed, err := hash(result)
	if err != nil {
		response.Diagnostics.AddError("No hash of the password", err.Error())
		return
	}
	model.Result = types.StringValue(result)
	model.BcryptHash = types.StringValue(hashed)
	response.Diagnostics.Append(response.Result.Set(ctx, &model)...)
}
