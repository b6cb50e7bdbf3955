export { Saga } from './saga';
export type { SagaProps } from './saga-props';
