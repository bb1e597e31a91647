import { generateKeyPairSync } from "node:crypto";

const rsa = (modulusLength: number, publicExponent = 65537): string =>
  generateKeyPairSync("rsa", {
    modulusLength,
    publicExponent,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey;

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** A public key of 4,096 bits, whose private one nobody has: making such a pair takes seconds. */
const large = `-----BEGIN PUBLIC KEY-----
MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAxNiZnZK0hxptDoCa1+T1
hCg628dpGJSx8DxLnA3ugvzuDk49QF7WpwvkeP+c9w/TGrIVGjM6kyWH1++1gO5b
6CSdHHyg9P8o53jIdh+VY4H/hQa3El1qkWoksF8s9pT95Rz6drbb4YteYS6w3IxQ
ltO2GZUWFzapkWsx8+Ygig95F3ulMqARn4LTuJraKO30VodOL4whQ94mEjv5i1HR
O710WRH5w9G8fSNf3ItOt6SlJzo8qG0CKzWShKuwxcwoEuNWIla46iUze3/TizOo
NtTKRB7gD0waLHZnu1mKPGGUe+Ox8TtY1sv6IvkDBAKotd5cAhGXUSgD51EYMhI3
EZt/V2W9TzglZ+gx0ND5DN5EpKe6XGoDiLa5l6Hy98TpsiJLx1Wy6E1P5xgjvBhX
2qINK7d5ir3yqoWx2479BqdXgEG0FXSclVbBO5sOFnQmcuYMrkluBhoRXLTwNPxK
K2x10HfAB/2EFAxCL/zXtzJtc/+SnPkgeNib/dZL3yopY6MMKO5+dTyS+h/6LQOx
9TtAiiRCNybbyK61WZAyDaJ8YmSvIwUR/0TUEn/BrtnbLMpTv7uaLtUkH4T8KT+2
WgwD/QJPG2d4OCslOP0wr0kNwmR2vjzzeyEkbacMXA+KmeMAzOOc2n5XQVPcvr4X
na1+fOREoG5paObY/Wb7PW8CAwEAAQ==
-----END PUBLIC KEY-----
`;

/** Real keys of every kind that an operator may try. */
export const keys = {
  good: pair.publicKey,
  private: pair.privateKey,
  pkcs1: generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey,
  small: rsa(1024),
  large,
  exponent: rsa(2048, 3),
  ec: generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey,
};
