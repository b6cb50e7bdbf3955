export { OrderProcessing } from './order-processing';
export type { OrderProcessingProps } from './order-processing-props';
