import * as cxapi from 'aws-cdk-lib/cx-api';

/** What `cdk init` writes into the context of a new app. */
export const RECOMMENDED_FLAGS: Record<string, unknown> = { ...cxapi.CURRENTLY_RECOMMENDED_FLAGS };
