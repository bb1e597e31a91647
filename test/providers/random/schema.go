package main

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func keepersAttribute() schema.MapAttribute {
	return schema.MapAttribute{
		Description:   "Values that replace the resource when they change. Entries that are null do not count.",
		ElementType:   types.StringType,
		Optional:      true,
		PlanModifiers: []planmodifier.Map{mapplanmodifier.RequiresReplaceIf(keepersChanged, "", "")},
	}
}

func keepersChanged(_ context.Context, request planmodifier.MapRequest, response *mapplanmodifier.RequiresReplaceIfFuncResponse) {
	set := func(keepers types.Map) map[string]attr.Value {
		elements := keepers.Elements()
		maps.DeleteFunc(elements, func(_ string, value attr.Value) bool { return value.IsNull() })
		return elements
	}
	same := maps.EqualFunc(set(request.StateValue), set(request.PlanValue), attr.Value.Equal)
	response.RequiresReplace = request.PlanValue.IsUnknown() || !same
}

func flagAttribute(description string) schema.BoolAttribute {
	return schema.BoolAttribute{
		Description:   description,
		Optional:      true,
		Computed:      true,
		Default:       booldefault.StaticBool(true),
		PlanModifiers: []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
	}
}

func minimumAttribute(description string) schema.Int64Attribute {
	return schema.Int64Attribute{
		Description:   description,
		Optional:      true,
		Computed:      true,
		Default:       int64default.StaticInt64(0),
		PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
	}
}

// charsetAttributes are the arguments that random_string and random_password share.
func charsetAttributes() map[string]schema.Attribute {
	number := func(other, deprecation string) schema.BoolAttribute {
		return schema.BoolAttribute{
			Description:        "Whether digits are used. Default: true.",
			DeprecationMessage: deprecation,
			Optional:           true,
			Computed:           true,
			PlanModifiers:      []planmodifier.Bool{sameAs{other}, boolplanmodifier.RequiresReplace()},
		}
	}
	return map[string]schema.Attribute{
		"keepers": keepersAttribute(),
		"length": schema.Int64Attribute{
			Description:   "Number of characters.",
			Required:      true,
			PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
		},
		"special":     flagAttribute("Whether special characters are used. Default: true."),
		"upper":       flagAttribute("Whether capital letters are used. Default: true."),
		"lower":       flagAttribute("Whether small letters are used. Default: true."),
		"number":      number("numeric", "Use numeric instead."),
		"numeric":     number("number", ""),
		"min_numeric": minimumAttribute("Digits that there are at least. Default: 0."),
		"min_upper":   minimumAttribute("Capital letters that there are at least. Default: 0."),
		"min_lower":   minimumAttribute("Small letters that there are at least. Default: 0."),
		"min_special": minimumAttribute("Special characters that there are at least. Default: 0."),
		"override_special": schema.StringAttribute{
			Description:   "The special characters to use instead of the usual ones.",
			Optional:      true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
	}
}

// sameAs plans the value of the other name of the same argument (number is the old name of numeric), or true.
type sameAs struct{ other string }

func (sameAs) Description(context.Context) string         { return "" }
func (sameAs) MarkdownDescription(context.Context) string { return "" }

func (modifier sameAs) PlanModifyBool(ctx context.Context, request planmodifier.BoolRequest, response *planmodifier.BoolResponse) {
	if !request.ConfigValue.IsNull() {
		return
	}
	var other types.Bool
	response.Diagnostics.Append(request.Config.GetAttribute(ctx, path.Root(modifier.other), &other)...)
	if other.IsNull() {
		other = types.BoolValue(true)
	}
	response.PlanValue = other
}
