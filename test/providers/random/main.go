// Stand-in for hashicorp/random 3.7.2, for machines that cannot reach a provider registry: see ../README.md.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func main() {
	err := providerserver.Serve(context.Background(), func() provider.Provider { return &randomProvider{} },
		providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/random", ProtocolVersion: 5})
	if err != nil {
		log.Fatal(err)
	}
}

type randomProvider struct{}

var _ provider.ProviderWithEphemeralResources = &randomProvider{}

func (*randomProvider) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "random"
	response.Version = "3.7.2"
}

func (*randomProvider) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{Description: "Stand-in for machines without a provider registry."}
}

func (*randomProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (*randomProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (*randomProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &passwordResource{} },
		func() resource.Resource { return &stringResource{} },
		func() resource.Resource { return &idResource{} },
		func() resource.Resource { return &uuidResource{} },
	}
}

func (*randomProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &passwordEphemeral{} },
	}
}
