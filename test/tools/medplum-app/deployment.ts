import { Distribution } from "../../../modules/distribution";
import { deployCalls } from "../../modules/synthesis";

/** Deploys a bucket behind a distribution, as an environment with Medplum has it; gives the outputs that its root module would have. */
export async function deployedApp(
  env: NodeJS.ProcessEnv,
  bucket: string,
  server: string,
): Promise<Record<string, unknown>> {
  const app = {
    name: "app",
    bucket_origin: { domain_name: "${aws_s3_bucket.app.bucket_regional_domain_name}" },
    default_certificate: { reason: "Test without a domain" },
    default_root_object: "index.html",
    single_page_app: {},
    security_headers: {
      content_security_policy: {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "connect-src": ["'self'", server.replace(/\/$/, "")],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    access_logs: { bucket_arn: "${aws_s3_bucket.app.arn}" },
  };
  const output = {
    medplum_app_bucket_name: { value: "${aws_s3_bucket.app.bucket}" },
    medplum_app_distribution_id: { value: "${module.app.id}" },
    medplum_app_url: { value: "https://${module.app.domain_name}/" },
    medplum_base_url: { value: server },
    medplum_app_settings: { value: { registerEnabled: "true", clientId: "client-1", googleClientId: "" } },
  };
  const resource = { aws_s3_bucket: { app: { bucket, force_destroy: true } } };
  const terraform = await deployCalls(Distribution, { app }, { env, root: { resource, output } });
  const shown = JSON.parse(await terraform("output", "-json")) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(shown).map(([key, { value }]) => [key, value]));
}
