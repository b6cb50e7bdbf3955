export * from './etl-pipeline';
export * from './order-processing';
