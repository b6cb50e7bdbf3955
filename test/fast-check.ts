// Properties are tried with one seed, so that a run can be repeated; FAST_CHECK_SEED=… looks elsewhere.
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261123) });

export * from 'fast-check';
