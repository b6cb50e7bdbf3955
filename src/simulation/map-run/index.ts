export { KEPT_CHILDREN } from './map-run';
export { DISTRIBUTED_CONCURRENCY, mapRunner } from './runner';
