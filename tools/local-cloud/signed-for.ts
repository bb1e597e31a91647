/** The header from which the local cloud reads which service is called, and in which region. It checks no signature. */
export const signedFor = (service: string, region = "us-east-1") => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
