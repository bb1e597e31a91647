package main

import (
	"context"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"net"
	"net/url"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"stand-in-providers/once"
)

// certified is what a certificate and a request for one are about: whose key it is.
type certified struct {
	PrivateKeyPem types.String `tfsdk:"private_key_pem"`
	KeyAlgorithm  types.String `tfsdk:"key_algorithm"`
	Subject       types.List   `tfsdk:"subject"`
	DNSNames      types.List   `tfsdk:"dns_names"`
	IPAddresses   types.List   `tfsdk:"ip_addresses"`
	URIs          types.List   `tfsdk:"uris"`
}

type subject struct {
	CommonName         types.String `tfsdk:"common_name"`
	Organization       types.String `tfsdk:"organization"`
	OrganizationalUnit types.String `tfsdk:"organizational_unit"`
	StreetAddress      types.List   `tfsdk:"street_address"`
	Locality           types.String `tfsdk:"locality"`
	Province           types.String `tfsdk:"province"`
	Country            types.String `tfsdk:"country"`
	PostalCode         types.String `tfsdk:"postal_code"`
	SerialNumber       types.String `tfsdk:"serial_number"`
	EmailAddress       types.String `tfsdk:"email_address"`
}

// names are the subject and the alternative names in Go's terms.
type names struct {
	subject     pkix.Name
	dnsNames    []string
	ipAddresses []net.IP
	uris        []*url.URL
}

func certifiedAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"private_key_pem": schema.StringAttribute{
			Description:   "The private key in PEM format.",
			Required:      true,
			Sensitive:     true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
		"key_algorithm": once.Result("RSA, ECDSA or ED25519."),
		"dns_names":     fixedStrings("DNS names to certify."),
		"ip_addresses":  fixedStrings("IP addresses to certify."),
		"uris":          fixedStrings("URIs to certify."),
	}
}

func subjectBlock() map[string]schema.Block {
	return map[string]schema.Block{
		"subject": schema.ListNestedBlock{
			Description:   "Distinguished name; at most one block.",
			PlanModifiers: []planmodifier.List{listplanmodifier.RequiresReplace()},
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"common_name":         fixedString("CN"),
				"organization":        fixedString("O"),
				"organizational_unit": fixedString("OU"),
				"street_address":      fixedStrings("STREET"),
				"locality":            fixedString("L"),
				"province":            fixedString("ST"),
				"country":             fixedString("C"),
				"postal_code":         fixedString("PC"),
				"serial_number":       fixedString("SERIALNUMBER"),
				"email_address":       fixedString("1.2.840.113549.1.9.1"),
			}},
		},
	}
}

func (certified *certified) names(ctx context.Context) (result names, diagnostics diag.Diagnostics) {
	var subjects []subject
	var addresses, uris []string
	diagnostics.Append(certified.Subject.ElementsAs(ctx, &subjects, false)...)
	diagnostics.Append(certified.DNSNames.ElementsAs(ctx, &result.dnsNames, false)...)
	diagnostics.Append(certified.IPAddresses.ElementsAs(ctx, &addresses, false)...)
	diagnostics.Append(certified.URIs.ElementsAs(ctx, &uris, false)...)
	if len(subjects) > 1 {
		diagnostics.AddError("More than one subject", fmt.Sprintf("Give at most one subject block, got %d.", len(subjects)))
	}
	for _, subject := range subjects {
		diagnostics.Append(subject.write(ctx, &result.subject)...)
	}
	for _, address := range addresses {
		ip := net.ParseIP(address)
		if ip == nil {
			diagnostics.AddError("Invalid IP address", fmt.Sprintf("ip_addresses holds %q.", address))
		}
		result.ipAddresses = append(result.ipAddresses, ip)
	}
	for _, uri := range uris {
		parsed, err := url.Parse(uri)
		if err != nil {
			diagnostics.AddError("Invalid URI", err.Error())
		}
		result.uris = append(result.uris, parsed)
	}
	return result, diagnostics
}

func (subject *subject) write(ctx context.Context, name *pkix.Name) diag.Diagnostics {
	list := func(value types.String) []string {
		if value.ValueString() == "" {
			return nil
		}
		return []string{value.ValueString()}
	}
	name.CommonName = subject.CommonName.ValueString()
	name.SerialNumber = subject.SerialNumber.ValueString()
	name.Organization = list(subject.Organization)
	name.OrganizationalUnit = list(subject.OrganizationalUnit)
	name.Locality = list(subject.Locality)
	name.Province = list(subject.Province)
	name.Country = list(subject.Country)
	name.PostalCode = list(subject.PostalCode)
	if email := subject.EmailAddress.ValueString(); email != "" {
		oid := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}
		name.ExtraNames = append(name.ExtraNames, pkix.AttributeTypeAndValue{Type: oid, Value: email})
	}
	return subject.StreetAddress.ElementsAs(ctx, &name.StreetAddress, false)
}
