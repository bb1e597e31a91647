/**
 * Does `work` with the AWS variables of `env` in place of this process's: the AWS clients of this process take profile, files and
 * endpoints from nowhere else, and must reach what Terraform reaches with that environment.
 */
export async function withAwsVariables<T>(env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const own = awsVariables(process.env);
  replace(awsVariables(env));
  try {
    return await work();
  } finally {
    replace(own);
  }
}

const awsVariables = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("AWS_")));

function replace(variables: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(awsVariables(process.env))) delete process.env[name];
  Object.assign(process.env, variables);
}
