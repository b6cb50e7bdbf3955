import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a handler's `require('@aws-sdk/client-s3')` gets: the client and `GetObject` of the SDK, over a folder that stands for the bucket. */
export function s3Sdk(folder: string): { [name: string]: unknown } {
  return {
    GetObjectCommand: class {
      constructor(public readonly input: { readonly Bucket: string; readonly Key: string }) {}
    },
    S3Client: class {
      public send({ input }: { readonly input: { readonly Key: string } }): Promise<object> {
        // eslint-disable-next-line @typescript-eslint/require-await
        return (async () => ({ Body: bodyOf(path.join(folder, input.Key)) }))();
      }
    },
  };
}

function bodyOf(file: string): { transformToString(): Promise<string> } {
  if (!fs.existsSync(file)) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
  const text = fs.readFileSync(file, 'utf8');
  return { transformToString: () => Promise.resolve(text) };
}
