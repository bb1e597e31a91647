/** Methods by which people from outside sign in. With _table, REDCap's own accounts can, too. */
export const externalMethods = ["ldap", "shibboleth", "openid_connect", "oauth2_azure_ad"] as const;

/** Methods that can be installed, as REDCap calls them. */
export const methods: readonly string[] = [
  "table",
  ...externalMethods.map((method) => `${method}_table`),
  ...externalMethods,
];

/** Methods of REDCap's that cannot be installed here: they let in anybody, or need settings that cannot be given. */
export const otherMethods = ["none", "openid_google", "rsa", "sams", "aaf", "aaf_table"] as const;

/** Whether nobody with an account of REDCap's own can sign in. */
export const isExternal = (method: string): boolean =>
  (externalMethods as readonly string[]).includes(method);

/** Whether the method's settings are in a secret. */
export const usesIdentityProvider = (method: string): boolean =>
  /^(openid_connect|oauth2_azure_ad)/.test(method);
