// Stand-in for hashicorp/tls 4.1.0, for machines that cannot reach a provider registry: see ../README.md.
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
	err := providerserver.Serve(context.Background(), func() provider.Provider { return &tlsProvider{} },
		providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/tls", ProtocolVersion: 5})
	if err != nil {
		log.Fatal(err)
	}
}

type tlsProvider struct{}

var _ provider.ProviderWithEphemeralResources = &tlsProvider{}

func (*tlsProvider) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "tls"
	response.Version = "4.1.0"
}

func (*tlsProvider) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{Description: "Stand-in for machines without a provider registry."}
}

func (*tlsProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (*tlsProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		func() datasource.DataSource { return &publicKeyDataSource{} },
	}
}

func (*tlsProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &privateKeyResource{} },
		func() resource.Resource { return &selfSignedCertResource{} },
		func() resource.Resource { return &certRequestResource{} },
	}
}

func (*tlsProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &privateKeyEphemeral{} },
	}
}
