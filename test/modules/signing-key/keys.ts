import { generateKeyPairSync } from "node:crypto";

/**
 * Real keys of every kind that an operator may try. The public ones are written out, since Terraform's own tests of the module have them, too;
 * nobody has their private halves.
 */
export const keys = {
  good: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAz3UgwwRmALyXxB77bB3z
oecjmXV6rg7KNzIwaRDuX9rlh1baEkpffgAZkMncro4agI0kQkI9GZx4tERU3VES
n7YH46JVgfgLGzKBgXQco+W0SDozinG52dzOxorJS8S4iX++mX8DlwxKza5Y7okx
ELFrxvNgc/WD4nxb/VDHPD4wrXkadt+e2RB6UCPKSoxqExIs41J61URXrju3qQNb
upYqBtmtVYS1sj+oqlVsx+3N39WGk3eJdp1FOdHw5WxWWvGYMg0PsmyVA2/ZvMZn
/jSwVV6h/UgyIAlefwKqOZHNCtjC15VKgEKawnhkt0yVJtJYiERmhZKR0zYchQEX
zwIDAQAB
-----END PUBLIC KEY-----
`,
  get private(): string {
    return generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }).privateKey;
  },
  pkcs1: `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAjAxTYXfetbXqoTw9MjBtTiKPvl+FqNWef5d4vmWj6dDUtEw1FXfH
3YN9ploUO/e8+4t2i71cx6guHyjbMtuOC7XvQbfIO7xXOSnCR6BH1yjDQMpJNngA
0u6sZ+aDtrM+dbDUlqbzG08J94VaFugn38f97Oz0NUnSs72v0BSr0lke3zDOEDPA
ux5c3qF3kBPQJ7zp6FDDZcpZdGKeVAUJmIIyxu9Oi2XcUeN67A6/Gt4jhQBCSL50
+9vH2tUJ/MvdqyfG1PlpAg+aHbv6OGgTzYuVI6wW863lvpSplw6ijggLHdOqWS+6
yio37cDKarljrNZ8oqoTOufV7oPTX56F/wIDAQAB
-----END RSA PUBLIC KEY-----
`,
  /** 1,024 bits. */
  small: `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDzNyH3X//yqVFkPiGRdlxDgjRp
G3/za7uV0dA1Kk4usu3KEvNcbOetUm4cnnkxs2zBoGFhnvjFgdT3HaErHL02E0p5
syhpA953X6gAAYyg/cpGciLBekSnOr0sDu419/QkwzaaNQlb/piQue/tXEqBZrt3
XipkoH+TcqdSmi+90QIDAQAB
-----END PUBLIC KEY-----
`,
  /** 4,096 bits. */
  large: `-----BEGIN PUBLIC KEY-----
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
`,
  /** Exponent 3. */
  exponent: `-----BEGIN PUBLIC KEY-----
MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEAutAP+KU9VUOhevG/qcIl
JrSkNE8nLhsWXed5HSZ1am2M/m06AOJ0wngEYSTZ9RKXd0KYnJgokCwAb7IoNZZ/
iJ++LQNXVGxA71HTxi6ztkAAVmOdF0V5tg96cXNxM97GqW96JgxOdTV3WkXM9ilR
0hhYk+sPBJGye/YYRlQH7dBgWj5rBZC6XueIiXMI0a9mb9/JNKd5HLQmEfKxq94O
PLXhj0txk3btjTCwekSNaKaOVDx5czbBjJ0h+Qz4Hwu/D7Xt36ldox1ylikhnFu2
zgzkvOe5r4x6/1DBPK8M1xtC4VMLjYx4xq7of/FL5A24COJhi2IsulOyxdhGKQGc
cwIBAw==
-----END PUBLIC KEY-----
`,
  /** P-256. */
  ec: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEcn5CnoDS/fSeNdwhB9pOqWTns5E
7oyIIKTh6KrBGG5GT+naZIUme3LKHLLJOyBrrF00JAVG7KTU2UT2jFnW9A==
-----END PUBLIC KEY-----
`,
};
