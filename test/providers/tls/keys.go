package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/crypto/ssh"
)

var curves = map[string]elliptic.Curve{
	"P224": elliptic.P224(), "P256": elliptic.P256(), "P384": elliptic.P384(), "P521": elliptic.P521(),
}

// keyArguments say which key to make.
type keyArguments struct {
	Algorithm  types.String `tfsdk:"algorithm"`
	EcdsaCurve types.String `tfsdk:"ecdsa_curve"`
	RsaBits    types.Int64  `tfsdk:"rsa_bits"`
}

// privateForms are the ways in which a private key is written; all of them are secret.
type privateForms struct {
	PrivateKeyPem      types.String `tfsdk:"private_key_pem"`
	PrivateKeyOpenssh  types.String `tfsdk:"private_key_openssh"`
	PrivateKeyPemPkcs8 types.String `tfsdk:"private_key_pem_pkcs8"`
}

// publicForms are the ways in which a public key is written.
type publicForms struct {
	PublicKeyPem      types.String `tfsdk:"public_key_pem"`
	PublicKeyOpenssh  types.String `tfsdk:"public_key_openssh"`
	FingerprintMD5    types.String `tfsdk:"public_key_fingerprint_md5"`
	FingerprintSHA256 types.String `tfsdk:"public_key_fingerprint_sha256"`
}

func (arguments *keyArguments) generate() (crypto.Signer, error) {
	switch algorithm := arguments.Algorithm.ValueString(); algorithm {
	case "RSA":
		return rsa.GenerateKey(rand.Reader, int(arguments.RsaBits.ValueInt64()))
	case "ECDSA":
		curve, known := curves[arguments.EcdsaCurve.ValueString()]
		if !known {
			return nil, fmt.Errorf("ecdsa_curve must be P224, P256, P384 or P521, got %q", arguments.EcdsaCurve.ValueString())
		}
		return ecdsa.GenerateKey(curve, rand.Reader)
	case "ED25519":
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	default:
		return nil, fmt.Errorf("algorithm must be RSA, ECDSA or ED25519, got %q", algorithm)
	}
}

func (forms *privateForms) write(key crypto.Signer) error {
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	block := &pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}
	forms.PrivateKeyPemPkcs8 = pemValue(block)
	switch key := key.(type) {
	case *rsa.PrivateKey:
		block = &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	case *ecdsa.PrivateKey:
		sec1, err := x509.MarshalECPrivateKey(key)
		if err != nil {
			return err
		}
		block = &pem.Block{Type: "EC PRIVATE KEY", Bytes: sec1}
	}
	forms.PrivateKeyPem = pemValue(block)
	forms.PrivateKeyOpenssh = types.StringValue("")
	if opensshKnows(key) {
		openssh, err := ssh.MarshalPrivateKey(key, "")
		if err != nil {
			return err
		}
		forms.PrivateKeyOpenssh = pemValue(openssh)
	}
	return nil
}

// write fills in the forms of a public key and gives its identifier: the SHA-1 checksum of its DER form.
func (forms *publicForms) write(key crypto.Signer) (id types.String, err error) {
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return types.StringNull(), err
	}
	forms.PublicKeyPem = pemValue(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	forms.PublicKeyOpenssh = types.StringValue("")
	forms.FingerprintMD5 = types.StringValue("")
	forms.FingerprintSHA256 = types.StringValue("")
	if opensshKnows(key) {
		public, err := ssh.NewPublicKey(key.Public())
		if err != nil {
			return types.StringNull(), err
		}
		forms.PublicKeyOpenssh = types.StringValue(string(ssh.MarshalAuthorizedKey(public)))
		forms.FingerprintMD5 = types.StringValue(ssh.FingerprintLegacyMD5(public))
		forms.FingerprintSHA256 = types.StringValue(ssh.FingerprintSHA256(public))
	}
	sum := sha1.Sum(der)
	return types.StringValue(hex.EncodeToString(sum[:])), nil
}

// opensshKnows tells whether OpenSSH has a form for this key: it has none for the curve P224.
func opensshKnows(key crypto.Signer) bool {
	ec, isEC := key.(*ecdsa.PrivateKey)
	return !isEC || ec.Curve != elliptic.P224()
}

func algorithmOf(key crypto.Signer) string {
	switch key.(type) {
	case *rsa.PrivateKey:
		return "RSA"
	case *ecdsa.PrivateKey:
		return "ECDSA"
	default:
		return "ED25519"
	}
}

// parsePEM reads a private key in any of the PEM forms that privateForms writes.
func parsePEM(text string) (crypto.Signer, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, fmt.Errorf("the private key is not in PEM format")
	}
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if signer, ok := key.(crypto.Signer); ok {
			return signer, nil
		}
		return nil, fmt.Errorf("no RSA, ECDSA or ED25519 key: %w", err)
	default:
		return nil, fmt.Errorf("a PEM block of type %q holds no private key that can be read here", block.Type)
	}
}

func parseOpenSSH(text string) (crypto.Signer, error) {
	key, err := ssh.ParseRawPrivateKey([]byte(text))
	if err != nil {
		return nil, err
	}
	if pointer, ok := key.(*ed25519.PrivateKey); ok {
		return *pointer, nil
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a key of type %T cannot sign", key)
	}
	return signer, nil
}

func pemValue(block *pem.Block) types.String {
	return types.StringValue(string(pem.EncodeToMemory(block)))
}
