export * from './workflow';
export * as simulation from './simulation';
