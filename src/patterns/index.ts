export * from './order-processing';
