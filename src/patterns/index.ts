export * from './etl-pipeline';
export * from './human-approval';
export * from './order-processing';
export * from './s3-distributed-map';
export * from './service-orchestration';
