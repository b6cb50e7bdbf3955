export * from './workflow';
export * as simulation from './simulation';
export * from './patterns';
