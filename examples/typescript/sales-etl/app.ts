import { App } from 'aws-cdk-lib';
import { SalesEtlStack } from './sales-etl-stack';

/** The app, for whoever wants to look into it: tests, the demo. */
export const app = new App();

new SalesEtlStack(app, 'SalesEtl');
app.synth();
