export * from './human-approval';
export * from './order-processing';
