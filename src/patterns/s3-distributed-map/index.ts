export { ItemProcessor } from './item-processor';
export { ItemSource } from './item-source';
export { ManifestFormat } from './item-source-props';
export type { AthenaManifestProps, BucketChoice, CsvProps, FailedItemsProps, JsonProps, ObjectListingProps, ObjectProps } from './item-source-props';
export type { ItemBatching, MapOptions, MapResults } from './map-options';
export { S3DistributedMap } from './s3-distributed-map';
export type { MapStepProps, S3DistributedMapProps } from './s3-distributed-map-props';
