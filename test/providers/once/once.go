// Package once holds what resources have in common that are made once and then live in the state alone.
package once

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// Made is what such a resource does after its creation. Arguments that change its result replace it; an update only
// notes the others.
type Made struct{}

func (Made) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (Made) Update(_ context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	response.State.Raw = request.Plan.Raw
}

func (Made) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// Result is a value that the creation computes.
func Result(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Description:   description,
		Computed:      true,
		PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// SecretResult is a Result that Terraform does not show.
func SecretResult(description string) schema.StringAttribute {
	result := Result(description)
	result.Sensitive = true
	return result
}
