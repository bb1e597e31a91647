package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// template is the certificate that the arguments describe, from now on.
func (model *selfSignedCertModel) template(ctx context.Context) (*x509.Certificate, diag.Diagnostics) {
	names, diagnostics := model.names(ctx)
	start := time.Now().UTC().Truncate(time.Second)
	certificate := &x509.Certificate{
		Subject:               names.subject,
		DNSNames:              names.dnsNames,
		IPAddresses:           names.ipAddresses,
		URIs:                  names.uris,
		NotBefore:             start,
		NotAfter:              start.Add(time.Duration(model.ValidityPeriodHours.ValueInt64()) * time.Hour),
		BasicConstraintsValid: true,
		IsCA:                  model.IsCACertificate.ValueBool(),
	}
	var uses []string
	diagnostics.Append(model.AllowedUses.ElementsAs(ctx, &uses, false)...)
	for _, use := range uses {
		usage, isUsage := keyUsages[use]
		extended, isExtended := extendedKeyUsages[use]
		switch {
		case isUsage:
			certificate.KeyUsage |= usage
		case isExtended:
			certificate.ExtKeyUsage = append(certificate.ExtKeyUsage, extended)
		default:
			diagnostics.AddError("Unknown use", fmt.Sprintf("allowed_uses holds %q.", use))
		}
	}
	return certificate, diagnostics
}
