/** Methods of REDCap's that cannot be installed here. */
export const unsupportedMethods = ["none", "openid_google", "rsa", "sams", "aaf", "aaf_table"] as const;

/** Whether REDCap's own accounts can sign in by a method, redcap_admin among them. */
export const hasOwnAccounts = (method: string): boolean => method.endsWith("table");

/** Methods whose settings are in a secret. */
export const usesIdentityProvider = (method: string): boolean =>
  /^(openid_connect|oauth2_azure_ad)/.test(method);
