export { ItemProcessor } from './item-processor';
export { ItemSource } from './item-source';
export { AthenaManifestFormat } from './item-source-props';
export type { AthenaManifestProps, BucketChoice, CsvFileProps, FailedItemsProps, JsonFileProps, ObjectListingProps, ItemFileProps } from './item-source-props';
export type { ItemBatching, DistributedMapOptions, MapRunResults } from './map-options';
export { S3DistributedMap } from './s3-distributed-map';
export type { DistributedMapStepProps, S3DistributedMapProps } from './s3-distributed-map-props';
