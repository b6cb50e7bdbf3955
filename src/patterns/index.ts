export * from './order-processing';
export * from './service-orchestration';
