export * as simulation from './simulation';
