/** How to make a secret without its value passing a command line, a shell's history or this tool. */
export function secretSteps(secret: { name: string; json: string; region: string; option: string }): string {
  return [
    `  1. With an editor, write ${secret.json} into a new file secret.json that only you may read.`,
    `  2. aws secretsmanager create-secret --region ${secret.region} --name ${secret.name} \\`,
    `       --secret-string file://secret.json --query ARN --output text`,
    `  3. Delete secret.json, and pass the ARN that was printed as ${secret.option}.`,
  ].join("\n");
}
