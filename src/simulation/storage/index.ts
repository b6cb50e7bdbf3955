export type { Bucket, ObjectContent, ObjectSummary, ObjectWriter } from './bucket';
export { Buckets } from './buckets';
export { FolderBucket } from './folder-bucket';
export { MemoryBucket } from './memory-bucket';
