package main

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/crypto/bcrypt"
)

const (
	upperLetters   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowerLetters   = "abcdefghijklmnopqrstuvwxyz"
	digits         = "0123456789"
	defaultSpecial = "!@#$%&*()-_=+[]{}<>:?"
)

// charset holds the arguments that say which characters a result is made of. Strings, passwords and the ephemeral
// password have them in common.
type charset struct {
	Length          types.Int64  `tfsdk:"length"`
	Special         types.Bool   `tfsdk:"special"`
	Upper           types.Bool   `tfsdk:"upper"`
	Lower           types.Bool   `tfsdk:"lower"`
	Numeric         types.Bool   `tfsdk:"numeric"`
	MinNumeric      types.Int64  `tfsdk:"min_numeric"`
	MinUpper        types.Int64  `tfsdk:"min_upper"`
	MinLower        types.Int64  `tfsdk:"min_lower"`
	MinSpecial      types.Int64  `tfsdk:"min_special"`
	OverrideSpecial types.String `tfsdk:"override_special"`
}

// fillDefaults gives arguments that were left out their documented defaults.
func (set *charset) fillDefaults() {
	for _, flag := range []*types.Bool{&set.Special, &set.Upper, &set.Lower, &set.Numeric} {
		if flag.IsNull() || flag.IsUnknown() {
			*flag = types.BoolValue(true)
		}
	}
	for _, minimum := range []*types.Int64{&set.MinNumeric, &set.MinUpper, &set.MinLower, &set.MinSpecial} {
		if minimum.IsNull() || minimum.IsUnknown() {
			*minimum = types.Int64Value(0)
		}
	}
}

// validate reports what is wrong with the arguments that are known already.
func (set *charset) validate(diagnostics *diag.Diagnostics) {
	if !set.Length.IsUnknown() {
		length := set.Length.ValueInt64()
		minimums := set.MinNumeric.ValueInt64() + set.MinUpper.ValueInt64() + set.MinLower.ValueInt64() + set.MinSpecial.ValueInt64()
		if length < 1 {
			diagnostics.AddError("Invalid length", fmt.Sprintf("length must be at least 1, got %d.", length))
		} else if length < minimums {
			diagnostics.AddError("Invalid length", fmt.Sprintf(
				"length must be at least min_upper + min_lower + min_numeric + min_special = %d, got %d.", minimums, length))
		}
	}
	flags := []types.Bool{set.Special, set.Upper, set.Lower, set.Numeric}
	for _, flag := range flags {
		if flag.IsNull() || flag.IsUnknown() || flag.ValueBool() {
			return
		}
	}
	diagnostics.AddError("No characters left", "At least one of special, upper, lower and numeric must be true.")
}

// generate makes a string: the minimum of every class, the rest from all classes that are switched on, shuffled.
func (set *charset) generate() (string, error) {
	special := defaultSpecial
	if set.OverrideSpecial.ValueString() != "" {
		special = set.OverrideSpecial.ValueString()
	}
	classes := []struct {
		characters string
		included   bool
		minimum    int64
	}{
		{upperLetters, set.Upper.ValueBool(), set.MinUpper.ValueInt64()},
		{lowerLetters, set.Lower.ValueBool(), set.MinLower.ValueInt64()},
		{digits, set.Numeric.ValueBool(), set.MinNumeric.ValueInt64()},
		{special, set.Special.ValueBool(), set.MinSpecial.ValueInt64()},
	}
	var result []rune
	var all string
	for _, class := range classes {
		if class.included {
			all += class.characters
		}
		picked, err := pick([]rune(class.characters), class.minimum)
		if err != nil {
			return "", err
		}
		result = append(result, picked...)
	}
	rest, err := pick([]rune(all), set.Length.ValueInt64()-int64(len(result)))
	if err != nil {
		return "", err
	}
	result = append(result, rest...)
	for last := len(result) - 1; last > 0; last-- {
		other, err := randomBelow(last + 1)
		if err != nil {
			return "", err
		}
		result[last], result[other] = result[other], result[last]
	}
	return string(result), nil
}

func pick(characters []rune, count int64) ([]rune, error) {
	var picked []rune
	for ; count > 0; count-- {
		index, err := randomBelow(len(characters))
		if err != nil {
			return nil, err
		}
		picked = append(picked, characters[index])
	}
	return picked, nil
}

func randomBelow(limit int) (int, error) {
	if limit < 1 {
		return 0, fmt.Errorf("no characters to choose from")
	}
	number, err := rand.Int(rand.Reader, big.NewInt(int64(limit)))
	if err != nil {
		return 0, err
	}
	return int(number.Int64()), nil
}

// hash is the bcrypt hash of a password; bcrypt takes 72 bytes at most.
func hash(password string) (string, error) {
	bytes := []byte(password)
	hashed, err := bcrypt.GenerateFromPassword(bytes[:min(len(bytes), 72)], bcrypt.DefaultCost)
	return string(hashed), err
}
