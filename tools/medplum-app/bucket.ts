import {
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { concurrently } from "../support/concurrently";
import type { StoredObject } from "./plan";
import type { WebFile } from "./web-file";

/** In the metadata of what this command uploads, so that it never removes anything else. */
const origin = { key: "uploaded-by", value: "medplum-app" } as const;

/** Requests at the same time. */
const AT_ONCE = 8;

/** The bucket that the app is served from. */
export class AppBucket {
  private readonly owned: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(
    private readonly s3: S3Client,
    name: string,
    account: string,
  ) {
    this.owned = { Bucket: name, ExpectedBucketOwner: account };
  }

  /** Everything in it. */
  async objects(): Promise<StoredObject[]> {
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2({ client: this.s3 }, this.owned))
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
    return concurrently(keys, AT_ONCE, (key) => this.object(key));
  }

  private async object(key: string): Promise<StoredObject> {
    const object = { ...this.owned, Key: key };
    // The checksum, since the ETag of what a KMS key encrypts is no digest of the content.
    const head = await this.s3.send(new HeadObjectCommand({ ...object, ChecksumMode: "ENABLED" }));
    const tagged = head.TagCount ? await this.s3.send(new GetObjectTaggingCommand(object)) : undefined;
    return {
      key,
      // Of objects in parts it would be a checksum of checksums.
      sha256: head.ChecksumType === "COMPOSITE" ? undefined : head.ChecksumSHA256,
      contentType: head.ContentType,
      cacheControl: head.CacheControl,
      own: head.Metadata?.[origin.key] === origin.value,
      tags: Object.fromEntries((tagged?.TagSet ?? []).map(({ Key, Value }) => [Key!, Value!])),
    };
  }

  /** Uploads files side by side. S3 refuses what does not have the checksum on its arrival. */
  async upload(
    files: readonly WebFile[],
    tagsOf: (file: WebFile) => Readonly<Record<string, string>>,
    done: (file: WebFile) => void,
  ): Promise<void> {
    await concurrently(files, AT_ONCE, async (file) => {
      const tagging = new URLSearchParams(tagsOf(file)).toString();
      await this.s3.send(
        new PutObjectCommand({
          ...this.owned,
          Key: file.key,
          Body: file.data,
          ContentType: file.contentType,
          CacheControl: file.cacheControl,
          ChecksumAlgorithm: "SHA256",
          ChecksumSHA256: file.sha256,
          Metadata: { [origin.key]: origin.value },
          ...(tagging && { Tagging: tagging }),
        }),
      );
      done(file);
    });
  }

  /** Replaces all tags of objects. */
  async tag(
    objects: readonly { readonly key: string; readonly tags: Readonly<Record<string, string>> }[],
  ): Promise<void> {
    await concurrently(objects, AT_ONCE, async ({ key, tags }) => {
      const object = { ...this.owned, Key: key };
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await (TagSet.length === 0
        ? this.s3.send(new DeleteObjectTaggingCommand(object))
        : this.s3.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } })));
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    // As many as one request takes.
    for (let from = 0; from < keys.length; from += 1000) {
      const Objects = keys.slice(from, from + 1000).map((Key) => ({ Key }));
      const { Errors = [] } = await this.s3.send(
        new DeleteObjectsCommand({ ...this.owned, Delete: { Objects, Quiet: true } }),
      );
      if (Errors.length > 0)
        throw new Error(
          Errors.map(({ Key, Code, Message }) => `${Key} cannot be deleted: ${Code}: ${Message}`).join("\n"),
        );
    }
  }
}
